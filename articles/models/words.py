"""The words of the articles for full-text search: derived from the articles, and made anew at any time."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from struct import Struct
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from psycopg import Cursor

from articles.models.foreign_keys import checked_at_once
from articles.postings.pieces import AFTER, BEFORE

# ISO 639 codes of the languages that PostgreSQL has a stemmer for; any other text, and one whose
# language nobody knows, is indexed as written. Ours (migration 0014) are PostgreSQL's own with the accents
# taken off before the stemmer sees a word.
# fmt: off
STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish", "nl": "dutch",
    "en": "english", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german", "el": "greek",
    "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "no": "norwegian", "nb": "norwegian", "nn": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}
# fmt: on
CONFIGURATIONS = {code: f"news_{name}" for code, name in STEMMERS.items()}
OTHER = "news_simple"
# A tsvector holds 1 MiB at most; this many characters of text stay below it in any language.
LONGEST = 150_000
PENDING_WORDS = "32MB"

# left() counts all characters of a text, which takes a thirtieth of the whole; its bytes are known without.
WORDS = """
    SELECT id AS article_id, configuration,
        CASE WHEN captions IS NULL THEN words
             ELSE words || setweight(to_tsvector(configuration::regconfig, left(captions, 20000)), 'C')
        END AS words
    FROM (
        SELECT id, configuration, captions,
            setweight(to_tsvector(configuration::regconfig, left(title, 10000)), 'A')
            || setweight(to_tsvector(configuration::regconfig,
                CASE WHEN octet_length(body) <= %(longest)s THEN body ELSE left(body, %(longest)s) END
            ), 'B') AS words
        FROM (
            SELECT article.id, title, body,
                coalesce(%(configurations)s::jsonb ->> article.language, %(other)s) AS configuration,
                (
                    SELECT string_agg(caption.text, ' ') FROM articles_caption caption
                    WHERE caption.article_id = article.id
                ) AS captions
            FROM articles_article article WHERE article.id = ANY(%(articles)s)
        ) AS text
    ) AS indexed
"""
INDEX = f"INSERT INTO articles_searchtext (article_id, configuration, words) {WORDS}"
# An article that has its words already gets them anew.
REPLACE = """
    ON CONFLICT (article_id) DO UPDATE SET configuration = excluded.configuration, words = excluded.words
"""
STALE = f"""
    SELECT made.article_id, kept.article_id IS NULL FROM ({WORDS}) AS made
    LEFT JOIN articles_searchtext kept ON kept.article_id = made.article_id
    WHERE kept.article_id IS NULL OR kept.configuration <> made.configuration OR kept.words <> made.words
"""  # noqa: S608 (our own text)

PIECES = """
    SELECT tsvectorsend(to_tsvector(%s::regconfig, %s || piece || %s))
    FROM string_to_table(%s, E'\\n') WITH ORDINALITY AS asked (piece, place) ORDER BY place
"""
# The binary form of COPY: a header, then of each row the number of values, and each after its size.
COLUMNS = ("article_id", "configuration", "words")
COPY = f"COPY articles_searchtext ({', '.join(COLUMNS)}) FROM STDIN (FORMAT BINARY)"
COPY_START, COPY_END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
ROW = Struct(">hiqi")


class SearchText(models.Model):
    """The words of an article for full-text search, kept narrow so that a scan touches few pages."""

    article = models.OneToOneField("Article", models.CASCADE, primary_key=True, related_name="search_text")
    configuration = models.CharField(max_length=20, help_text="The text-search configuration that made it.")
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="search_words")]

    def __str__(self) -> str:
        return f"words of article {self.pk}"


@contextmanager
def many_new_words() -> Iterator[None]:
    """While an import runs, let PostgreSQL collect new words in a longer list before it sorts them in.

    The index is written several times as fast. A search reads the list too, so it is emptied at the end;
    where an import is killed, the next one or PostgreSQL's own housekeeping does that.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET gin_pending_list_limit = %s", [PENDING_WORDS])
    try:
        yield
    finally:
        # In a transaction that has failed nothing more can be said.
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET gin_pending_list_limit")
                cursor.execute("SELECT gin_clean_pending_list('search_words'::regclass)")


def index_articles(articles: Sequence[int], *, new: bool = False) -> None:
    """Write the search words of the articles with these keys, replacing any unless all are `new`."""
    if not articles:
        return
    with connection.cursor() as cursor:
        cursor.execute(INDEX if new else INDEX + REPLACE, _values(articles))
    _note_unlearnt(articles)


def configuration_of(language: str) -> str:
    """The text-search configuration of a language, by its ISO 639 code."""
    return CONFIGURATIONS.get(language, OTHER)


def pieces_read(configuration: str, pieces: str) -> list[bytes]:
    """What PostgreSQL makes of each of these pieces, one a line, as `postings.pieces.Ask` wants it."""
    connection.ensure_connection()
    # Django's own cursors cannot ask for the binary form.
    with Cursor(connection.connection) as cursor:
        cursor.execute(PIECES, [configuration, BEFORE, AFTER, pieces], binary=True)
        return [vector for (vector,) in cursor.fetchall()]


def copy_words(vectors: Sequence[tuple[int, str, bytes]]) -> None:
    """Write search words of new articles, each with its configuration, from tsvectors in binary form."""
    rows = [COPY_START]
    for article, configuration, vector in vectors:
        name = configuration.encode()
        rows += (ROW.pack(3, 8, article, len(name)), name, len(vector).to_bytes(4), vector)
    rows.append(COPY_END)
    articles = [article for article, _, _ in vectors]
    with checked_at_once(SearchText._meta.db_table, COLUMNS) as references, connection.cursor() as cursor:
        with cursor.copy(COPY) as copy:
            copy.write(b"".join(rows))
        for reference in references:
            reference.values.update(articles)
    _note_unlearnt(articles)


def _note_unlearnt(articles: Sequence[int]) -> None:
    """The vocabulary is to learn the words of these."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO articles_unlearntarticle (article) SELECT unnest(%s)", [list(articles)])


def stale_words(articles: Sequence[int]) -> tuple[list[int], list[int]]:
    """Those of the articles that have no search words, and those that have others than their text has."""
    with connection.cursor() as cursor:
        cursor.execute(STALE, _values(articles))
        rows = sorted(cursor.fetchall())
    return [key for key, missing in rows if missing], [key for key, missing in rows if not missing]


def _values(articles: Sequence[int]) -> dict[str, Any]:
    return {
        "articles": list(articles),
        "configurations": json.dumps(CONFIGURATIONS),
        "other": OTHER,
        "longest": LONGEST,
    }
