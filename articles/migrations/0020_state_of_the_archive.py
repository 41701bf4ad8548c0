"""Triggers note when names, people, events, sources and batches change, so that an answer can be known to be the
same as before; and a table counts the requests to the API for its limit."""

from django.db import migrations, models

TABLES = (
    "articles_country",
    "articles_countryname",
    "articles_person",
    "articles_personalias",
    "articles_office",
    "articles_event",
    "articles_eventcountry",
    "articles_eventperson",
    "articles_source",
    "articles_story",
    "articles_storydecision",
    "articles_caption",
    "articles_version",
    "articles_correction",
)
NOTE = "INSERT INTO articles_knowledgechange (made) VALUES (now())"
FUNCTIONS = f"""
CREATE FUNCTION articles_note_of_new_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows) THEN {NOTE}; END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION articles_note_of_old_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM old_rows) THEN {NOTE}; END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION articles_note_of_knowledge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {NOTE};
    RETURN NULL;
END $$;
CREATE TRIGGER note_knowledge_new AFTER INSERT OR DELETE OR UPDATE OF status, label, finished ON articles_batch
    FOR EACH STATEMENT EXECUTE FUNCTION articles_note_of_knowledge();
"""
TRIGGERS = """
CREATE TRIGGER note_knowledge_new AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION articles_note_of_new_rows();
CREATE TRIGGER note_knowledge_changed AFTER UPDATE ON {table} REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION articles_note_of_new_rows();
CREATE TRIGGER note_knowledge_gone AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION articles_note_of_old_rows();
"""
DROPPED = "".join(
    f"DROP FUNCTION articles_note_of_{name}() CASCADE;" for name in ("new_rows", "old_rows", "knowledge")
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_written_words")]
    operations = [
        migrations.CreateModel(
            name="KnowledgeChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made", models.DateTimeField()),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.CreateModel(
            name="ApiUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("client", models.CharField(max_length=64)),
                ("minute", models.BigIntegerField(help_text="Minutes since 1970.")),
                ("count", models.IntegerField(default=0)),
            ],
            options={
                "verbose_name": "use of the API",
                "verbose_name_plural": "uses of the API",
                "constraints": [
                    models.UniqueConstraint(fields=("minute", "client"), name="one_count_of_a_minute")
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS + "".join(TRIGGERS.format(table=table) for table in TABLES), DROPPED),
    ]
