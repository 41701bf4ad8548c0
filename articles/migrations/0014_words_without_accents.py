"""Search words without accents, names that are found however they are written."""

from django.db import DatabaseError, migrations, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from articles.models.knowledge import FIRST_WORD, LAST_WORD, NameKey

BASES = (
    *("arabic", "armenian", "basque", "catalan", "danish", "dutch", "english", "estonian", "finnish"),
    *("french", "german", "greek", "hindi", "hungarian", "indonesian", "irish", "italian", "lithuanian"),
    *("nepali", "norwegian", "portuguese", "romanian", "russian", "serbian", "simple", "spanish", "swedish"),
    *("tamil", "turkish", "yiddish"),
)
# Lower case, no accents, no points; a space for a hyphen, the straight apostrophe for any.
NAME_KEY = r"""
    CREATE FUNCTION name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT btrim(regexp_replace(translate(lower(regexp_replace(
            normalize(name, NFKD), '[\u0300-\u036f\u064b-\u065f\u0670\u0640.]', '', 'g')),
            'łøđıħæœ‐‑–-‘’ʼ`', 'lodihao    '''''''''), '\s+', ' ', 'g'))
    $$
"""
# Only words that are not ASCII pass the dictionary, so that a text in English costs nothing.
UNACCENTED = (
    "ALTER TEXT SEARCH CONFIGURATION news_{0} ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {1}"
)
ANEW = """
    UPDATE articles_searchtext SET words =
        setweight(to_tsvector(configuration::regconfig, left(title, 10000)), 'A')
        || setweight(to_tsvector(configuration::regconfig, left(body, 150000)), 'B')
        || setweight(to_tsvector(configuration::regconfig, left(coalesce(captions, ''), 20000)), 'C')
    FROM (
        SELECT article.id, title, body, (
            SELECT string_agg(caption.text, ' ') FROM articles_caption caption
            WHERE caption.article_id = article.id
        ) AS captions
        FROM articles_article article
    ) AS text
    WHERE text.id = article_id
        AND octet_length(concat(title, body, captions)) <> length(concat(title, body, captions))
"""


def configure(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the configurations. A server without `unaccent` gets them too: there accents matter."""
    try:
        with transaction.atomic():
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
        unaccent = True
    except DatabaseError:
        unaccent = False
    for base in BASES:
        schema_editor.execute(f"CREATE TEXT SEARCH CONFIGURATION news_{base} (COPY = pg_catalog.{base})")
        if unaccent:
            schema_editor.execute(UNACCENTED.format(base, "simple" if base == "simple" else f"{base}_stem"))
    schema_editor.execute("UPDATE articles_searchtext SET configuration = 'news_' || configuration")
    if unaccent:
        schema_editor.execute(ANEW)


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_roles_and_offices")]
    operations = [
        migrations.RunPython(configure),
        migrations.RunSQL(NAME_KEY, "DROP FUNCTION name_key(text)"),
        migrations.AddIndex("countryname", models.Index(NameKey("text"), name="countries_by_name")),
        migrations.AddIndex("personalias", models.Index(NameKey("text"), name="people_by_alias")),
        migrations.AddIndex("person", models.Index(NameKey("name"), name="people_by_name")),
        migrations.AddIndex(
            "person",
            models.Index(FIRST_WORD, name="known_by_first_word", condition=~models.Q(origin="observed")),
        ),
        migrations.AddIndex(
            "person",
            models.Index(LAST_WORD, name="known_by_last_word", condition=~models.Q(origin="observed")),
        ),
    ]
