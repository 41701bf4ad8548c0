"""Posting lists of the search words. The next import, or `build_postings`, makes those of the articles there are."""

from django.db import migrations, models
from django.db.models import CASCADE

# Read as they are: to take them apart is quicker than to take compression off them first.
AS_THEY_ARE = "ALTER TABLE articles_posting{table} ALTER COLUMN {column} SET STORAGE EXTERNAL"
COLUMNS = (("segment", "articles"), ("block", "lists"), ("block", "places"))
NOTE = """
CREATE FUNCTION articles_searchtext_note_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_staleposting (article) SELECT article_id FROM old_rows;
    RETURN NULL;
END $$;
CREATE TRIGGER note_stale_update AFTER UPDATE ON articles_searchtext REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION articles_searchtext_note_stale();
CREATE TRIGGER note_stale_delete AFTER DELETE ON articles_searchtext REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION articles_searchtext_note_stale();
"""


def key() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_versions_in_the_notes")]

    operations = [
        migrations.CreateModel(
            name="PostingSegment",
            fields=[
                ("id", key()),
                (
                    "articles",
                    models.BinaryField(help_text="The ids of the articles, ascending: int64, little-endian."),
                ),
                ("total", models.IntegerField(help_text="How many articles they are.")),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.CreateModel(
            name="StalePosting", fields=[("id", key()), ("article", models.BigIntegerField())]
        ),
        migrations.CreateModel(
            name="PostingBlock",
            fields=[
                ("id", key()),
                (
                    "configuration",
                    models.CharField(help_text="The text-search configuration.", max_length=20),
                ),
                ("first", models.TextField(db_collation="C", help_text="The first lexeme of the block.")),
                ("lists", models.BinaryField()),
                (
                    "places",
                    models.BinaryField(help_text="The positions of the lexemes: uint16, little-endian."),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=CASCADE,
                        related_name="blocks",
                        to="articles.postingsegment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("segment", "configuration", "first"), name="one_block_from_a_lexeme"
                    )
                ]
            },
        ),
        *(
            migrations.RunSQL(AS_THEY_ARE.format(table=table, column=column), migrations.RunSQL.noop)
            for table, column in COLUMNS
        ),
        migrations.RunSQL(NOTE, "DROP FUNCTION articles_searchtext_note_stale() CASCADE"),
    ]
