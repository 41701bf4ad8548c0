"""The notes of new rows are taken also where an import has the foreign keys of many rows checked at once
(`models/foreign_keys.py`): other triggers do not run then."""

from django.db import migrations

TABLES = (
    *("articles_article", "articles_articlecountry", "articles_articleperson", "articles_eventarticle"),
    *("articles_searchtext", "articles_storymember", "articles_version"),
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0028_cuts_by_hand")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER note_insert",
            f"ALTER TABLE {table} ENABLE TRIGGER note_insert",
        )
        for table in TABLES
    ]
