"""Arguments that several commands share: --column NAME=FIELD → the columns that it names."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from articles.reading.columns import FIELDS, Columns, UnknownFieldError, parse_columns


def add_column_argument(parser: CommandParser) -> None:
    """Let a command take --column, as often as one likes."""
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="NAME=FIELD",
        help=f"column NAME of a table, JSON record or feed holds FIELD: {', '.join(FIELDS)}; may be repeated",
    )


def columns_of(options: dict[str, Any]) -> Columns:
    """The columns that the arguments name; CommandError for a field that there is not."""
    try:
        return parse_columns(options["column"])
    except UnknownFieldError as error:
        raise CommandError(str(error), returncode=2) from error
