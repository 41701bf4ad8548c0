"""The keys of stories stand in sorted runs, no longer in a row each. Migration 0030 fills them."""

import django.db.models.deletion
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("articles", "0026_upkeep_after_imports")]

    operations = [
        migrations.CreateModel(
            name="StoryRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stamp",
                    models.BigIntegerField(
                        help_text="A number by chance, which tells it from another of its id."
                    ),
                ),
                ("entries", models.IntegerField()),
                (
                    "blocks",
                    models.IntegerField(help_text="So many parts of the range of keys have a block each."),
                ),
                (
                    "filter",
                    models.BinaryField(
                        help_text="Which keys it may have (articles/importing/story_filter.py)."
                    ),
                ),
            ],
            options={
                "verbose_name": "run of the index of stories",
                "verbose_name_plural": "runs of the index of stories",
            },
        ),
        migrations.CreateModel(
            name="StoryBlock",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entries", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="StoryGlance",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("glance", models.BinaryField()),
            ],
        ),
        # What is even never gets shorter: PostgreSQL need not try.
        migrations.RunSQL(
            "ALTER TABLE articles_storyrun ALTER COLUMN filter SET STORAGE EXTERNAL",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "ALTER TABLE articles_storyblock ALTER COLUMN entries SET STORAGE EXTERNAL",
            migrations.RunSQL.noop,
        ),
        # Imports see to it when they have ended (`importing/upkeep.py`), as to what was here before.
        migrations.RunSQL(
            "ALTER TABLE articles_storyblock"
            " SET (autovacuum_vacuum_insert_threshold = 200000, autovacuum_analyze_threshold = 200000)",
            migrations.RunSQL.noop,
        ),
        migrations.DeleteModel(name="StoryKey"),
    ]
