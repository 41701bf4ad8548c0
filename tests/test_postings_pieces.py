"""Search words made of pieces: the same as PostgreSQL makes of the whole text."""

import json
from functools import partial
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DjangoTestCase

from articles.importing import wording
from articles.importing.run import import_paths
from articles.models import Article, SearchText
from articles.models.words import pieces_read, stale_words
from articles.postings import cutting
from articles.postings.pieces import Pieces
from articles.postings.vectors import PLACE, WEIGHT

Text = tuple[str, str, str]
MADE = """
    SELECT tsvectorsend(
        setweight(to_tsvector(%(configuration)s::regconfig, %(title)s), 'A')
        || setweight(to_tsvector(%(configuration)s::regconfig, %(body)s), 'B')
        || setweight(to_tsvector(%(configuration)s::regconfig, %(captions)s), 'C')
    )
"""
WORDS = (
    *(
        "talks",
        "Talks",
        "the",
        "of",
        "It's",
        "U.N.",
        "well-known",
        "foreign-policy-making",
        "3.5",
        "-3.5",
        "+7",
    ),
    *(
        "1,234",
        "10%",
        "$5",
        "e.g.",
        "..",
        "...",
        "./etc",
        "/usr/lib",
        "~x",
        "a.b",
        "@here",
        "a@b.org",
        "&amp;",
        "&",
    ),
    *(
        "https://example.org/a?b=c",
        "www.example.org",
        "2009-10-11",
        "10:30",
        "déjà",
        "Straße",
        "Москва",
        "中国",
        "«да»",
    ),
    *(
        "“quoted”",
        "nu\u0301",
        "no\u00a0break",
        "tab\u2003wide",
        "x_y",
        "x__y",
        "1e5",
        "1e-5",
        "v1.2.3",
        "O'Neill",
    ),
    *(
        "a" * 16,
        "a" * 17,
        "b" * 251,
        "0",
        "00",
        "'",
        '"',
        "-",
        "--",
        "+",
        "/",
        ".",
        "~",
        "<",
        "<b>",
        "</b",
        "<!--",
        "-->",
    ),
)
SIGNS = "abAZ019.,-+&~/@:;_#'\"%$éя中\u00a0\u0301\u200b "
a_piece = st.one_of(st.sampled_from(WORDS), st.text(SIGNS, min_size=1, max_size=8))
a_part = st.builds(
    "".join,
    st.lists(
        st.tuples(a_piece, st.sampled_from([" ", "  ", "\n", "\n\n", "\t", "\r\n", "\x0b", "\x1f"])).map(
            "".join
        ),
        max_size=12,
    ),
)
texts_of_any_kind = st.lists(st.tuples(a_part, a_part, a_part), min_size=1, max_size=6)


def weighted(vector: bytes) -> dict[str, list[str]]:
    """The lexemes of a tsvector in binary form, each with its places and their weights."""
    words, at = {}, 4
    for _ in range(int.from_bytes(vector[:4])):
        end = vector.index(0, at)
        lexeme, total = vector[at:end].decode(), int.from_bytes(vector[end + 1 : end + 3])
        numbers = [
            int.from_bytes(vector[place : place + 2]) for place in range(end + 3, end + 3 + 2 * total, 2)
        ]
        words[lexeme] = [f"{number & PLACE}{'DCBA'[number >> WEIGHT]}" for number in numbers]
        at = end + 3 + 2 * total
    assert at == len(vector)
    return words


def made_by_postgres(configuration: str, text: Text) -> bytes:
    with connection.cursor() as cursor:
        values = dict(zip(("title", "body", "captions"), text, strict=True))
        cursor.execute(MADE, {"configuration": configuration, **values})
        return bytes(cursor.fetchone()[0])


def made_of_pieces(pieces: Pieces, configuration: str, texts: list[Text]) -> list[bytes | None]:
    return pieces.vectors(texts, partial(pieces_read, configuration))


class AnyTextTest(DjangoTestCase):
    """Property: whatever stands in the texts, and whatever came before."""

    known = {name: Pieces() for name in ("news_english", "news_russian", "news_simple", "news_french")}

    @settings(deadline=None, max_examples=150)
    @given(texts_of_any_kind, st.sampled_from(sorted(known)))
    def test_pieces_make_what_postgres_makes_of_the_whole(self, texts: list[Text], name: str) -> None:
        for text, vector in zip(texts, made_of_pieces(self.known[name], name, texts), strict=True):
            if vector is not None:
                assert weighted(vector) == weighted(made_by_postgres(name, text))


@pytest.mark.django_db
def test_texts_without_words_have_empty_vectors() -> None:
    pieces = Pieces()
    for _ in range(2):
        assert made_of_pieces(pieces, "news_english", [("", "", ""), ("", " \n", "?!")]) == [bytes(4)] * 2


@pytest.mark.django_db
def test_hardly_any_text_is_left_to_postgres() -> None:
    texts = [
        (
            "Talks in Oslo",
            "“We agreed,” she said; the U.N. pays 3.5 per cent, or $1,234,567.",
            "The hall. Oslo, 2009",
        ),
        ("It is what it is", "of the and", "Whose?"),
        ("", "", ""),
        ("Straße 7", "Words " * 250 + "https://example.org/a-b?c=d#e " + "x" * 250, "Москва 中国"),
    ]
    vectors = made_of_pieces(Pieces(), "news_english", texts)
    assert all(vectors)
    for text, vector in zip(texts, vectors, strict=True):
        assert vector is not None
        assert weighted(vector) == weighted(made_by_postgres("news_english", text))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("so <i class='x'> it is", "a tag goes on behind a blank"),
        ("a word " * 300, "of 255 places of a lexeme on PostgreSQL leaves out"),
        (" ".join(f"w{number}" for number in range(17_000)), "places beyond 16,383 are not counted on"),
        ("-3 degrees", "at the start of a text a sign belongs to the number"),
        ("x" * 3_000, "a word as long is not indexed"),
    ],
)
def test_a_text_that_pieces_cannot_tell_is_left_to_postgres(body: str, why: str) -> None:
    other = ("Other", "A text of its own.", "")
    left, made = made_of_pieces(Pieces(), "news_english", [("Title", body, ""), other])
    assert left is None, why
    assert made is not None
    assert weighted(made) == weighted(made_by_postgres("news_english", other))


@pytest.mark.django_db
def test_pieces_that_find_their_place_taken_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "DOWN", cutting.np.uint64(63))
    pieces = Pieces()
    text = ("One two three", "four five six seven eight nine ten", "eleven twelve thirteen")
    for _ in range(3):
        (vector,) = made_of_pieces(pieces, "news_english", [text])
        assert vector is not None
        assert weighted(vector) == weighted(made_by_postgres("news_english", text))
    assert len(pieces) == 13


def write_articles(folder: Path, bodies: list[str], **columns: str) -> str:
    """JSON lines of articles with these texts."""
    path = folder / "articles.jsonl"
    rows = [
        {"id": number, "title": f"Harvest report {number}", "text": body} | columns
        for number, body in enumerate(bodies)
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    return str(path)


BODIES = [
    f"The {number}th harvest-time report from Bergen: prices rose {number}.5%. “Farmers are glad.”\n\n"
    + ("The fleet's boats came home early. " * (number % 7 + 1))
    + ("<b>Bold words" if number % 5 == 4 else "")
    for number in range(40)
]


@pytest.mark.django_db
@pytest.mark.parametrize("most", [400_000, 50])
def test_a_large_import_writes_the_words_that_postgres_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(wording, "MANY", 5)
    monkeypatch.setattr(wording, "MOST_PIECES", most)
    monkeypatch.setattr("articles.importing.pipeline.CHUNK_ARTICLES", 10)
    left: list[int] = []
    monkeypatch.setattr(wording.Wording, "write", noting(left))
    import_paths([write_articles(tmp_path, BODIES)])
    keys = list(Article.objects.values_list("pk", flat=True))
    assert len(keys) == SearchText.objects.count() == len(BODIES)
    assert stale_words(keys) == ([], [])
    assert len(left) == 8


def noting(left: list[int]) -> object:
    """Wording.write, that notes what it leaves to PostgreSQL."""
    write = wording.Wording.write

    def noted(self: wording.Wording, articles: list[tuple[int, wording.Prepared]]) -> list[int]:
        keys = write(self, articles)
        left.extend(keys)
        return keys

    return noted


@pytest.mark.django_db
def test_texts_that_are_not_cut_by_blanks_are_left_to_postgres_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "MANY", 5)
    monkeypatch.setattr(wording, "MOST_NEW", 20)
    monkeypatch.setattr("articles.importing.pipeline.CHUNK_ARTICLES", 10)
    left: list[int] = []
    monkeypatch.setattr(wording.Wording, "write", noting(left))
    bodies = [" ".join(f"word{number}x{place}" for place in range(60)) for number in range(40)]
    import_paths([write_articles(tmp_path, bodies)])
    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    assert stale_words(keys) == ([], [])
    assert sorted(left) == keys[20:]
