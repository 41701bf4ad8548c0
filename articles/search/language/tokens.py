"""Text of a query → tokens, each with its place. Nothing here raises, whatever the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

FIELDS = ("country", "leader", "source", "language", "title", "after", "before", "on")
ALIASES = {
    "countries": "country",
    "leaders": "leader",
    "person": "leader",
    "people": "leader",
    "sources": "source",
    "lang": "language",
    "since": "after",
    "from": "after",
    "until": "before",
    "to": "before",
    "date": "on",
    "headline": "title",
    "intitle": "title",
}
DOUBLE = '"“”„‟«»″＂「」『』'
MINUS = "-–−"
OPERATORS = {"OR", "AND", "NOT"}

_SINGLE = re.compile(r"(?<!\w)(['‘‚‹])(?=\w)([^\n]+?)['’›](?!\w)")
_FIELD = re.compile(r"([^\W\d_]+):(?=[^\s:/])")
_BARE = re.compile(rf"[^\s(){DOUBLE}]+")


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its text, a field's name as typed; `closed` is False for a quote without a partner."""

    kind: Kind
    start: int
    end: int
    text: str = ""
    name: str = ""
    closed: bool = True


def clean(text: str) -> str:
    """The text with a space for every character that no text may hold; places stay the same."""
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Cn") else char for char in text)


def tokens(text: str) -> Iterator[Token]:
    """Cut cleaned text into tokens; marks that mean nothing here are passed over."""
    place = 0
    while place < len(text):
        token = _token_at(text, place)
        if token is None:
            place += 1
            continue
        if token.kind in (Kind.OR, Kind.NOT, Kind.OPEN, Kind.CLOSE) or _has_letters(token.text) or token.name:
            yield token
        place = token.end


def _token_at(text: str, place: int) -> Token | None:
    char = text[place]
    if char in "()":
        return Token(Kind.OPEN if char == "(" else Kind.CLOSE, place, place + 1)
    if char in MINUS:
        following = text[place + 1 : place + 2]
        negates = bool(following) and not following.isspace() and following not in MINUS + ")"
        return Token(Kind.NOT, place, place + 1) if negates else None
    quoted = _quoted(text, place)
    if quoted:
        value, end, closed = quoted
        return Token(Kind.PHRASE, place, end, value, closed=closed)
    if not _is_letter(char):
        return None
    return _field(text, place) or _word(text, place)


def _quoted(text: str, place: int) -> tuple[str, int, bool] | None:
    """The phrase that begins here: its text, its end, and whether the closing mark is there."""
    if text[place] in DOUBLE:
        ends = [found for mark in DOUBLE if (found := text.find(mark, place + 1)) >= 0]
        end = min(ends, default=len(text))
        return _plain(text[place + 1 : end]), min(end + 1, len(text)), bool(ends)
    single = _SINGLE.match(text, place)
    return (_plain(single[2]), single.end(), True) if single else None


def _plain(text: str) -> str:
    """A phrase on one line, without quotation marks inside."""
    return " ".join("".join(" " if char in DOUBLE else char for char in text).split())


def _field(text: str, place: int) -> Token | None:
    match = _FIELD.match(text, place)
    if match is None:
        return None
    start = match.end()
    quoted = _quoted(text, start)
    if quoted:
        value, end, closed = quoted
        return Token(Kind.FIELD, place, end, value, match[1], closed)
    bare = _BARE.match(text, start)
    value, end = (_trimmed(bare[0]), bare.end()) if bare else ("", start)
    return Token(Kind.FIELD, place, end, value, match[1])


def _word(text: str, place: int) -> Token:
    match = _BARE.match(text, place)
    word = match[0] if match else text[place]
    end = place + len(word)
    if word in OPERATORS:
        return Token({"OR": Kind.OR, "NOT": Kind.NOT, "AND": Kind.WORD}[word], place, end)
    word = _trimmed(word)
    return Token(Kind.WORD, place, end, word.lower() if word in OPERATORS else word)


def _trimmed(text: str) -> str:
    """The text without marks at its ends."""
    start, end = 0, len(text)
    while start < end and not _is_letter(text[start]):
        start += 1
    while end > start and not _is_letter(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_letter(char: str) -> bool:
    """A letter, a digit, or a sign that is part of one (the vowels of Hindi)."""
    return unicodedata.category(char)[0] in "LNM"


def _has_letters(text: str) -> bool:
    return any(map(_is_letter, text))
