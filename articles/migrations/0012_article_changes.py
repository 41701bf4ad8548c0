"""Triggers note which articles each statement touches: what is derived from them catches up by the notes."""

import django.contrib.postgres.fields
from django.db import migrations, models

# Table and the column that holds the article.
TABLES = (
    ("articles_article", "id"),
    ("articles_articlecountry", "article_id"),
    ("articles_articleperson", "article_id"),
    ("articles_eventarticle", "article_id"),
    ("articles_storymember", "article_id"),
    ("articles_searchtext", "article_id"),
)
NOTE = """
INSERT INTO articles_articlechange (transaction, articles, made)
SELECT pg_current_xact_id()::text::bigint, array_agg(article), now()
FROM ({rows}) AS touched (article) HAVING count(*) > 0
"""
FUNCTION = """
CREATE FUNCTION {table}_note_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {note};
    RETURN NULL;
END $$;
CREATE TRIGGER note_{name} AFTER {event} ON {table} {rows} FOR EACH STATEMENT EXECUTE FUNCTION {table}_note_{name}();
"""


def _functions(table: str, column: str) -> str:
    old, new = f"SELECT DISTINCT {column} FROM old_rows", f"SELECT DISTINCT {column} FROM new_rows"
    both = f"SELECT {column} FROM old_rows UNION SELECT {column} FROM new_rows"
    made = (
        ("insert", "INSERT", "REFERENCING NEW TABLE AS new_rows", new),
        ("delete", "DELETE", "REFERENCING OLD TABLE AS old_rows", old),
        ("update", "UPDATE", "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows", both),
    )
    texts = [
        FUNCTION.format(table=table, name=name, event=event, rows=rows, note=NOTE.format(rows=touched))
        for name, event, rows, touched in made
    ]
    every = "INSERT INTO articles_articlechange (transaction, made) VALUES (pg_current_xact_id()::text::bigint, now())"
    texts.append(FUNCTION.format(table=table, name="truncate", event="TRUNCATE", rows="", note=every))
    return "".join(texts)


def _dropped(table: str) -> str:
    return "".join(
        f"DROP FUNCTION {table}_note_{name}() CASCADE;" for name in ("insert", "delete", "update", "truncate")
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_event_links_by_hand")]
    operations = [
        migrations.CreateModel(
            name="ArticleChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("transaction", models.BigIntegerField(db_index=True)),
                (
                    "articles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), null=True, size=None
                    ),
                ),
                ("made", models.DateTimeField()),
            ],
            options={"ordering": ["pk"]},
        ),
        *(
            migrations.RunSQL(_functions(table, column), _dropped(table))
            for table, column in TABLES
        ),
    ]
