"""The bytes of files are kept as they are: to compress them took longer than to index their words."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_fewer_indexes")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE articles_rawchunk ALTER COLUMN data SET STORAGE EXTERNAL;",
            "ALTER TABLE articles_rawchunk ALTER COLUMN data SET STORAGE EXTENDED;",
        ),
    ]
