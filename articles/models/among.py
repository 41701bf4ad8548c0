"""The lookup `among`: like `in`, for hundreds of values.

`in` makes a placeholder of each value, which Django, psycopg and PostgreSQL then handle one by one: five
hundred cost 2 to 4 ms. `among` hands all over as one array.
"""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignKey, Lookup
from django.db.models.sql.compiler import SQLCompiler

from articles.arrays import as_array


@Field.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """The column has one of these keys or texts; no value at all finds nothing."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Collection[int] | Collection[str]) -> None:
        super().__init__(lhs, list(rhs))

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        values = self.rhs
        if not values:
            raise EmptyResultSet
        if isinstance(values[0], int):
            return f"{column} = ANY(%s::bigint[])", (*parameters, as_array(values))
        return f"{column} = ANY(%s)", (*parameters, values)
