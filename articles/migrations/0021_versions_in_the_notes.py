"""Which batch brought the first text of an article stands in its versions: their changes are noted too."""

from django.db import migrations

NOTE = """
CREATE FUNCTION articles_version_note_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_articlechange (transaction, articles, made)
    SELECT pg_current_xact_id()::text::bigint, array_agg(article), now()
    FROM ({rows}) AS touched (article) HAVING count(*) > 0;
    RETURN NULL;
END $$;
CREATE TRIGGER note_{name} AFTER {event} ON articles_version {tables}
FOR EACH STATEMENT EXECUTE FUNCTION articles_version_note_{name}();
"""
OLD, NEW = "SELECT article_id FROM old_rows", "SELECT article_id FROM new_rows"
DEEDS = (
    ("insert", "INSERT", "REFERENCING NEW TABLE AS new_rows", f"SELECT DISTINCT * FROM ({NEW}) AS rows"),
    ("delete", "DELETE", "REFERENCING OLD TABLE AS old_rows", f"SELECT DISTINCT * FROM ({OLD}) AS rows"),
    ("update", "UPDATE", "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows", f"{OLD} UNION {NEW}"),
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_state_of_the_archive")]
    operations = [
        migrations.RunSQL(
            NOTE.format(name=name, event=event, tables=tables, rows=rows),
            f"DROP FUNCTION articles_version_note_{name}() CASCADE;",
        )
        for name, event, tables, rows in DEEDS
    ]
