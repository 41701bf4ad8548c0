"""Numbers → an array as PostgreSQL writes it. Without Django, which is not there yet when a server starts."""

from collections.abc import Iterable


def as_array(numbers: Iterable[object]) -> str:
    """Numbers as PostgreSQL writes an array of them, to be cast to one.

    That is several times quicker than a list, which is of another type for each size of numbers.
    """
    return f"{{{','.join(map(str, numbers))}}}"
