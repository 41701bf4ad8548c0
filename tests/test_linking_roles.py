"""What stands in front of a name is ruled out by its last letters, and never wrongly."""

from hypothesis import given
from hypothesis import strategies as st

from articles.linking import roles
from articles.linking.credits import credit_lines

WORDS = st.sampled_from(sorted(roles.OFFICE | roles.TITLE | roles.MODIFIER))
FRONT = st.text(alphabet='aeZé1 .,-"(\n\u00a0', max_size=6)


@given(FRONT, WORDS, st.sampled_from([" ", ". ", "\n", "\u00a0", "  "]))
def test_no_role_is_ruled_out(front: str, word: str, gap: str) -> None:
    for written in (word, word.title(), word.upper()):
        text = f"{front} {written}{gap}"
        assert roles.may_end_before(text, len(text))


def test_words_that_are_no_role_are_ruled_out() -> None:
    for text in ("He saw the ", "what they say of ", "They said, ", "It is “", "in the year of a "):
        assert not roles.may_end_before(text, len(text))


def test_a_credit_line_within_another_is_one() -> None:
    text = "They met.\n\n(Reporting by Ann Lee\nWriting by Bo Day) and more"
    (span,) = credit_lines(text)
    assert text[slice(*span)] == "(Reporting by Ann Lee\nWriting by Bo Day)"
