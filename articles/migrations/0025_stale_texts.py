"""An article whose text or captions change is stale, also where nothing wrote its search words anew."""

from django.db import migrations

NOTE = """
CREATE FUNCTION articles_article_note_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_staleposting (article) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER note_stale_text AFTER UPDATE OF title, body ON articles_article FOR EACH ROW
WHEN (OLD.title <> NEW.title OR OLD.body <> NEW.body) EXECUTE FUNCTION articles_article_note_stale();
"""
# The captions of an article that is just being written come before its search words.
CAPTIONS = """
CREATE FUNCTION articles_caption_note_stale_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_staleposting (article)
    SELECT DISTINCT article_id FROM ({rows}) AS touched
    WHERE EXISTS (SELECT FROM articles_searchtext words WHERE words.article_id = touched.article_id);
    RETURN NULL;
END $$;
CREATE TRIGGER note_stale_{name} AFTER {name} ON articles_caption {tables}
FOR EACH STATEMENT EXECUTE FUNCTION articles_caption_note_stale_{name}();
"""
OLD, NEW = "SELECT article_id FROM old_rows", "SELECT article_id FROM new_rows"
DEEDS = (
    ("insert", "REFERENCING NEW TABLE AS new_rows", NEW),
    ("delete", "REFERENCING OLD TABLE AS old_rows", OLD),
    ("update", "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows", f"{OLD} UNION {NEW}"),
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_words_as_written")]

    operations = [
        migrations.RunSQL(NOTE, "DROP FUNCTION articles_article_note_stale() CASCADE"),
        *(
            migrations.RunSQL(
                CAPTIONS.format(name=name, tables=tables, rows=rows),
                f"DROP FUNCTION articles_caption_note_stale_{name}() CASCADE",
            )
            for name, tables, rows in DEEDS
        ),
    ]
