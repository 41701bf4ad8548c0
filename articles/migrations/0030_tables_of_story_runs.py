"""Runs of story keys get tables that are kept in memory. All are made anew from the signatures."""

from django.db import connection, migrations, models

AT_ONCE = 20_000
NEXT = "SELECT id, signature FROM articles_article WHERE id > %s ORDER BY id LIMIT %s"


def enter_all(apps, schema_editor):
    """Enter all articles in the new index: five to fifteen seconds for a hundred thousand."""
    from articles.importing import story_index, story_runs
    from articles.linking.sketches import read

    story_runs.clear()
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(NEXT, [last, AT_ONCE])
            rows = cursor.fetchall()
        if not rows:
            return
        read_in = ((key, read(bytes(signature))) for key, signature in rows)
        story_index.enter({key: sketch for key, sketch in read_in if sketch})
        last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [("articles", "0029_notes_of_copies")]

    operations = [
        migrations.AddField(
            "StoryRun",
            "table",
            models.BinaryField(
                default=b"",
                help_text="The same entries, made small to be kept in memory"
                " (articles/importing/story_tables.py).",
            ),
            preserve_default=False,
        ),
        # What is even never gets shorter: PostgreSQL need not try.
        migrations.RunSQL(
            'ALTER TABLE articles_storyrun ALTER COLUMN "table" SET STORAGE EXTERNAL',
            migrations.RunSQL.noop,
        ),
        migrations.RunPython(enter_all, migrations.RunPython.noop),
    ]
