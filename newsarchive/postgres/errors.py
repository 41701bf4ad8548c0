"""The one error that the launcher raises: a sentence for the person who has to act on it."""


class PostgresError(Exception):
    """The embedded server cannot be had; the message says why and what to do."""
