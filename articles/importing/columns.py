"""The archive's own names of columns, as people entered them in the admin → Columns for the reader."""

from articles.models import ColumnName
from articles.reading.columns import Columns


def own_columns() -> Columns:
    """All names of the archive's table, in its order."""
    return Columns(tuple(ColumnName.objects.order_by("column").values_list("column", "holds")))
