"""The words around a name that say what the person is: "Kremlin foreign policy adviser".

Goes in: a text and the place of a name in it. Comes out: the role phrase as written, or "".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from articles.linking import lexicon

WINDOW = 110
GAP = re.compile(r"[ \u00a0]+\n?|\n")
SPACES = (" ", "\u00a0", "\n")
LAST_WORD = re.compile(r"[\w.&'’/-]+$")
LONGEST_WORD = 40
SHORTEST_HEADING = 4
ENDS_SENTENCE = re.compile(r"[a-z]{2}\.$|[!?;:]$")
APPOSITION = re.compile(
    r", (?:\d{1,3}, )?(?:who is |is )?(?:the |an? |its |his |her |their )?"
    r"((?:[\w.'’-]+ ){0,5}?)([\w'’-]+)((?: (?:of|for|at|to|in) (?:the |an? )?[\w'’-]+(?: [A-Z][\w'’-]*)*)?)"
    r"(?=[,.;]| who | and )"
)

COMMON = lexicon.common_words()
OFFICE = lexicon.word_class("office")
TITLE = lexicon.word_class("title")
MODIFIER = lexicon.word_class("modifier")
NOT_IN_ROLE = lexicon.word_class("not_in_role")
# How the words end that a role phrase may end with, and those that are shorter than that.
ENDINGS = frozenset(word[-3:] for word in OFFICE | TITLE | MODIFIER)
ENDINGS_BEFORE_STOP = frozenset(word[-2:] for word in OFFICE | TITLE | MODIFIER)
SHORT = frozenset(word for word in OFFICE | TITLE | MODIFIER if len(word) < 3)


@dataclass(frozen=True, slots=True)
class Role:
    """A role phrase at text[start:end]."""

    text: str
    start: int
    end: int


NO_ROLE = Role("", 0, 0)


@lru_cache(maxsize=lexicon.REMEMBERED)
def is_office(key: str) -> bool:
    """Whether a folded word is a role by itself, also as the last part of a compound (vice-president)."""
    return key in OFFICE or ("-" in key and key.rpartition("-")[2] in OFFICE)


def may_end_before(text: str, start: int) -> bool:
    """Whether a title or role may end right before text[start:], by the last letters alone.

    It is asked in front of every name, and rules out most without a look at the word.
    """
    return start < 4 or _may_be_end(text[start - 4 : start])


@lru_cache(maxsize=lexicon.REMEMBERED)
def _may_be_end(near: str) -> bool:
    """Whether these four characters may be the end of a title or role and the space behind it."""
    last, space = near[2], near[3]
    if not space.isspace() or not (last.isalnum() or last.isspace() or last == "."):
        return False
    letters = near[:3].lower()
    if space != " " or last.isspace() or not letters.isascii():
        return True
    if letters.isalpha():
        return letters in ENDINGS
    if last == "." and letters[:2].isalpha():
        return letters[:2] in ENDINGS_BEFORE_STOP
    words = letters.split()
    short = letters[0].isspace() or len(words) > 1
    return not (short and words[-1].isalpha()) or words[-1] in SHORT


def role_of(text: str, start: int, end: int) -> Role:
    """The role of the person named at text[start:end]: the words before the name, else an apposition."""
    before = _before(text, start) if may_end_before(text, start) else None
    return before or apposition(text, end) or NO_ROLE


def _before(text: str, start: int) -> Role | None:
    """The role phrase that ends right before text[start:], e.g. "Russian Foreign Minister"."""
    words: list[tuple[str, int]] = []
    at, floor = start, max(0, start - WINDOW)
    while at > floor and (found := _word_in_front(text, max(floor, at - LONGEST_WORD), at)):
        if not _belongs(found[0], inside=bool(words)) or (words and _heading(found[0], words[-1][0])):
            break
        at = found[1]
        words.append(found)
    if not words:
        return None
    while words and (_key(words[-1][0]) == "of" or _key(words[-1][0]) in TITLE):
        words.pop()
    end = start
    while words and _key(words[0][0]) in TITLE:
        end = words.pop(0)[1]
    if not any(is_office(_key(word)) for word, _ in words):
        return None
    begin = words[-1][1]
    return Role(" ".join(text[begin:end].split()), begin, end)


def _heading(word: str, nearer: str) -> bool:
    """Whether a heading in capitals ends here: "MOUNTING COSTS President", not "UNESCO Director-General"."""
    if not word.isupper() or nearer.isupper():
        return False
    key = _key(word)
    return len(key) >= SHORTEST_HEADING and (key in COMMON or key.removesuffix("s") in COMMON)


def _word_in_front(text: str, floor: int, at: int) -> tuple[str, int] | None:
    """The last word of text[floor:at], up to one space or line end, and where it starts."""
    if text[at - 1 : at] == " ":  # nearly always one space behind a plain word
        begin = text.rfind(" ", floor, at - 1) + 1
        if begin and text[begin : at - 1].isalpha():
            return text[begin : at - 1], begin
    before = text[floor:at]
    if not before.endswith(SPACES):
        return None
    chunk = before.rstrip(" \u00a0\n")
    gap = before[len(chunk) :]
    found = LAST_WORD.search(chunk.rsplit(None, 1)[-1]) if chunk and GAP.fullmatch(gap) else None
    return (found.group(), at - len(gap) - len(found.group())) if found else None


def apposition(text: str, end: int) -> Role | None:
    """The role phrase in apposition behind a name: "…, the head of the agency,"."""
    match = APPOSITION.match(text, end) if text[end : end + 1] == "," else None
    if not match or not is_office(lexicon.fold(match.group(2))):
        return None
    return Role("".join(match.groups()).strip(), match.start(1), match.end())


def _key(word: str) -> str:
    return lexicon.fold(word).rstrip(".")


def _belongs(word: str, *, inside: bool) -> bool:
    """Whether a word may be part of a role phrase; `inside` once a word nearer to the name belongs."""
    opens, goes_on = _in_role(word)
    return goes_on if inside else opens


@lru_cache(maxsize=lexicon.REMEMBERED)
def _in_role(word: str) -> tuple[bool, bool]:
    """Whether a word may be the last of a role phrase, and whether it may stand in front of such a word."""
    key = _key(word)
    if ENDS_SENTENCE.search(word) and key not in TITLE and not is_office(key):
        return False, False
    if is_office(key) or key in TITLE or key in MODIFIER:
        return True, True
    return False, key not in NOT_IN_ROLE and (key == "of" or word[0].isupper())
