"""Rows in, a COPY into a model's table out: several times the speed of INSERT for many rows."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

# Made once: json.dumps makes one for every value that it writes with other options than the usual.
_JSON = json.JSONEncoder(ensure_ascii=False)


def copy_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows into the model's table; `fields` are names of fields, in the order of the values."""
    table = connection.ops.quote_name(model._meta.db_table)
    names = {field.name: field.column for field in model._meta.concrete_fields}
    columns = ", ".join(connection.ops.quote_name(str(names[name])) for name in fields)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def as_json(value: Any) -> str:
    """A value for a JSON column."""
    return _JSON.encode(value)


def reserve_keys(model: type[models.Model], count: int) -> list[int]:
    """As many primary keys, taken from the table's own sequence."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [connection.ops.quote_name(model._meta.db_table), count],
        )
        return [row[0] for row in cursor.fetchall()]
