"""What PostgreSQL's own housekeeping does with the tables that imports fill, once an import has ended.

In the middle of an import it reads again and again what is still growing. So it leaves these tables alone
until very much has come (migration 0026), and it is here that its usual measure is kept.
"""

from django.db import connection

TABLES = (
    *("articles_article", "articles_articlecountry", "articles_articleperson", "articles_ledgerentry"),
    *("articles_person", "articles_searchtext", "articles_storyblock"),
)
# By PostgreSQL's defaults: so many new rows, and so many for each that there is.
DUE = """
    SELECT relname, n_live_tup FROM pg_stat_user_tables JOIN pg_class USING (relname)
    WHERE pg_class.oid = relid AND relid = ANY(%s::text[]::regclass[])
        AND n_ins_since_vacuum > 1000 + 0.2 * greatest(reltuples, 0)
    ORDER BY relname
"""


def tables_due() -> dict[str, int]:
    """The tables that have grown by much since they were last seen to, with their rows.

    None within a transaction, where PostgreSQL does not let anybody see to them.
    """
    if connection.in_atomic_block:
        return {}
    with connection.cursor() as cursor:
        # What this session did itself is told to others with a delay.
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(DUE, [list(TABLES)])
        return dict(cursor.fetchall())


def see_to_tables(most: int | None = None) -> list[str]:
    """Count anew what the tables that are due hold, for the planner, but for those of more than `most` rows.

    Returns what was left.
    """
    due = tables_due()
    left = [table for table, rows in due.items() if most is not None and rows > most]
    with connection.cursor() as cursor:
        for table in due.keys() - left:
            # Passed over where PostgreSQL is at it.
            name = connection.ops.quote_name(table)
            cursor.execute(f"VACUUM (ANALYZE, SKIP_LOCKED, PARALLEL 0) {name}")
    return left
