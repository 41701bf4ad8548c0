"""Lists of words as they are written, in each segment. Segments without them go; the next import makes them anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_walks")]

    operations = [
        migrations.RunSQL(
            "TRUNCATE articles_postingblock, articles_postingsegment, articles_staleposting",
            migrations.RunSQL.noop,
        ),
        migrations.AddField(
            "postingsegment",
            "unwritten",
            models.BinaryField(
                default=b"",
                help_text="The ids of those with too many words for the lists of words as written.",
            ),
        ),
        migrations.AlterField(
            "postingblock",
            "configuration",
            models.CharField(
                help_text="The text-search configuration, or “written” for words as they are written.",
                max_length=20,
            ),
        ),
    ]
