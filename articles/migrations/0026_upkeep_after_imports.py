"""Search words are stored as they are: each was compressed first, for nothing, as they hold too little that comes
back. And PostgreSQL's housekeeping leaves the tables that an import fills to the import, which sees to them once
when it has ended (`importing/upkeep.py`); in between it only steps in where very much has come."""

from django.db import migrations

# Rows of each table for about 200,000 articles.
TABLES = {
    "articles_article": 200_000,
    "articles_articlecountry": 1_000_000,
    "articles_articleperson": 1_000_000,
    "articles_ledgerentry": 200_000,
    "articles_person": 200_000,
    "articles_searchtext": 200_000,
    "articles_storykey": 3_200_000,
}
# Of what is stored beside the rows, because it is long.
BESIDE = {"articles_article": 400_000, "articles_searchtext": 400_000, "articles_rawchunk": 400_000}
ROWS = ("autovacuum_vacuum_insert_threshold", "autovacuum_analyze_threshold")
PARTS = ("toast.autovacuum_vacuum_insert_threshold",)


def _set(table: str, names: tuple[str, ...], rows: int) -> tuple[str, str]:
    """The statement that sets so many rows, and the one that takes it back."""
    return (
        f"ALTER TABLE {table} SET ({', '.join(f'{name} = {rows}' for name in names)})",
        f"ALTER TABLE {table} RESET ({', '.join(names)})",
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_stale_texts")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE articles_searchtext ALTER COLUMN words SET STORAGE EXTERNAL",
            "ALTER TABLE articles_searchtext ALTER COLUMN words SET STORAGE EXTENDED",
        ),
        *(migrations.RunSQL(*_set(table, ROWS, rows)) for table, rows in TABLES.items()),
        *(migrations.RunSQL(*_set(table, PARTS, rows)) for table, rows in BESIDE.items()),
    ]
