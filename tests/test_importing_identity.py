"""The digest of an article's content: equal texts have one, whatever their case and white space."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.identity import content_digest
from articles.records import ParsedArticle

SPACES = st.sampled_from([" ", "  ", "     ", "\n", "\n\n", "\t", "\r\n", "\x0b", "\x1c", "\x1f "])


def digest(body: str) -> str:
    return content_digest(ParsedArticle("a.txt", 0, "Ferry sinks", body))


@given(st.lists(SPACES | st.sampled_from(["Ann", "b", "C-3", "é", "\x00", "\x7f"])).map("".join))
def test_case_and_white_space_make_no_difference(body: str) -> None:
    assert digest(body) == digest(" ".join(body.casefold().split()))


@pytest.mark.parametrize("other", ["a b", "ab", "a  bc", "a\u00a0b c d", ""])
def test_other_words_are_another_text(other: str) -> None:
    assert digest("a b c") != digest(other)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            "The ferry  sank\n\nat dawn.\x0b",
            "1b95233572dbb9717c4c62c9c0229bf6c645f62452d68090f9b2f4a947f2fac2",
        ),
        ("L’été  à “Oran”", "9fe1e581d9fb9abbcd780096cc9fa2c2ef022c6b4a8e339fd9dcaef4b0efa29c"),
    ],
)
def test_a_digest_stays_what_it_was_for_archives_keep_them(body: str, found: str) -> None:
    assert digest(body) == found
