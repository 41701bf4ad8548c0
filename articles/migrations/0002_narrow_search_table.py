"""The search words stay out of line and uncompressed: a scan for ids then touches few pages."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE articles_searchtext ALTER COLUMN words SET STORAGE EXTERNAL;"
            "ALTER TABLE articles_searchtext SET (toast_tuple_target = 128);",
            "ALTER TABLE articles_searchtext ALTER COLUMN words SET STORAGE EXTENDED;"
            "ALTER TABLE articles_searchtext RESET (toast_tuple_target);",
        ),
    ]
