"""The foreign keys of many new rows in, each row that they refer to looked for and held once.

PostgreSQL does that once for each row that refers to it, which is a sixth of all that an import asks of it.
What is promised is the same: a row that is referred to is there, and stays until the transaction has ended.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import starmap
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction

from articles.arrays import as_array

# From so many rows on the questions asked beforehand are worth it.
MANY = 200

KEYS = """
    SELECT pg_constraint.oid, own.attname, confrelid::regclass::text, other.attname,
        format_type(other.atttypid, NULL)
    FROM pg_constraint
    JOIN pg_attribute own ON own.attrelid = conrelid AND own.attnum = conkey[1]
    JOIN pg_attribute other ON other.attrelid = confrelid AND other.attnum = confkey[1]
    WHERE conrelid = %s::regclass AND contype = 'f' AND cardinality(conkey) = 1 ORDER BY own.attnum
"""
# Nothing comes of it where new rows cannot be written without triggers: where this session may not say so, or
# one would not run that is neither the check of one of these keys nor always runs.
WITHOUT_TRIGGERS = """
    SELECT set_config('session_replication_role', 'replica', true)
    WHERE current_setting('is_superuser')::bool AND current_setting('session_replication_role') = 'origin'
        AND NOT EXISTS (
            SELECT FROM pg_trigger WHERE tgrelid = %s::regclass AND tgtype & 4 <> 0
                AND tgenabled NOT IN ('A', 'D') AND tgconstraint <> ALL(%s::oid[])
        )
"""
WITH_TRIGGERS = "SET LOCAL session_replication_role = origin"
# As the check of a constraint: it waits for whoever deletes the row, and keeps others from it. Each is looked
# for by itself: a table of which it knows little PostgreSQL would read whole.
HELD = """
    SELECT count(*) FROM unnest(%s::{type}[]) AS wanted (key)
    CROSS JOIN LATERAL (SELECT FROM {table} WHERE {column} = wanted.key FOR KEY SHARE) AS held
"""


class ForeignKey(NamedTuple):
    """A column, and the column of a table (with its type) that it refers to; `id` is the constraint's."""

    id: int
    column: str
    table: str
    other: str
    type: str


class Reference(NamedTuple):
    """Where a row has the value of a foreign key, and all values seen; whoever writes the rows adds them."""

    place: int
    values: set[int | None]


@contextmanager
def checked_at_once(table: str, columns: Sequence[str]) -> Iterator[list[Reference]]:
    """Around a COPY of many rows: PostgreSQL does not check the foreign keys of each, but all at the end.

    Yields what the caller is to fill with the values of each row, in the order of `columns`; nothing where
    PostgreSQL checks each row as ever. Raises IntegrityError, and the transaction cannot be committed, where
    a row is referred to that is not there.
    """
    keys = _foreign_keys(table) if connection.in_atomic_block else ()
    # What a column that is left out refers to by default nobody here would see.
    if not keys or not {key.column for key in keys} <= set(columns):
        yield []
        return
    references = [Reference(columns.index(key.column), set()) for key in keys]
    # Whoever catches what is raised in here cannot commit.
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(WITHOUT_TRIGGERS, [table, [key.id for key in keys]])
        if cursor.fetchone() is None:
            yield []
            return
        yield references
        cursor.execute(WITH_TRIGGERS)
        for key, (_, values) in zip(keys, references, strict=True):
            _hold(table, key, sorted(value for value in values if value is not None))


@cache
def _foreign_keys(table: str) -> tuple[ForeignKey, ...]:
    with connection.cursor() as cursor:
        cursor.execute(KEYS, [table])
        return tuple(starmap(ForeignKey, cursor.fetchall()))


def _hold(table: str, key: ForeignKey, values: Sequence[int]) -> None:
    statement = HELD.format(type=key.type, table=key.table, column=connection.ops.quote_name(key.other))
    with connection.cursor() as cursor:
        cursor.execute(statement, [as_array(values)])
        (found,) = cursor.fetchone()
    if found != len(values):
        raise IntegrityError(
            f"New rows of {table} refer by {key.column} to {len(values) - found} rows of {key.table} "
            "that are not there. Nothing of the transaction is stored."
        )
