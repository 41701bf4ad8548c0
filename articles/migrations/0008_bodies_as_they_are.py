"""The text of an article is kept as it is: to compress it took longer than to store it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_about_and_confidence")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE articles_article ALTER COLUMN body SET STORAGE EXTERNAL;",
            "ALTER TABLE articles_article ALTER COLUMN body SET STORAGE EXTENDED;",
        ),
    ]
