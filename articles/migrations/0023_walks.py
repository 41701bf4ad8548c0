"""Lists of results that the API leads through page by page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_posting_lists")]
    operations = [
        migrations.CreateModel(
            name="Walk",
            fields=[
                ("key", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("asked", models.TextField()),
                ("ids", models.BinaryField()),
                ("total", models.IntegerField()),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("used", models.DateTimeField(db_index=True)),
            ],
        ),
        # A page of the list is a piece of the value; compressed, all of it would have to be read.
        migrations.RunSQL(
            "ALTER TABLE articles_walk ALTER COLUMN ids SET STORAGE EXTERNAL", migrations.RunSQL.noop
        ),
    ]
