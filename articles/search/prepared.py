"""Statements that every page asks → their rows. PostgreSQL plans each once for a connection.

To plan some of them takes longer than to answer them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from psycopg import Cursor

Values = Sequence[object] | Mapping[str, object]
# Of statements that do not ask for it none is prepared: a plan made once may be bad for other values.
NEVER = 2**31


def rows(statement: str, values: Values = (), *, binary: bool = False) -> list[tuple[Any, ...]]:
    """The rows that a statement returns. Its text is always the same; what differs are the values.

    In the binary form, which Django's cursors cannot ask for, bytes come as they are.
    """
    connection.ensure_connection()
    if connection.queries_logged:
        connection.queries_log.append({"sql": statement, "time": "0"})
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        # Django's own cursors write values into the statement, which is then another one each time.
        connection.connection.prepare_threshold = NEVER
        return cursor.execute(statement, values, prepare=True, binary=binary).fetchall()
