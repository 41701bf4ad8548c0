"""Whether an event counts depends on what a person said of it: that is noted for its articles too."""

from django.db import migrations

NOTE = """
CREATE FUNCTION articles_event_note_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_articlechange (transaction, articles, made)
    SELECT pg_current_xact_id()::text::bigint, array_agg(DISTINCT article_id), now()
    FROM old_rows JOIN new_rows USING (id) JOIN articles_eventarticle ON event_id = old_rows.id
    WHERE old_rows.status <> new_rows.status
    HAVING count(*) > 0;
    RETURN NULL;
END $$;
CREATE TRIGGER note_update AFTER UPDATE ON articles_event REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION articles_event_note_update();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_names_of_corrections")]
    operations = [migrations.RunSQL(NOTE, "DROP FUNCTION articles_event_note_update() CASCADE;")]
