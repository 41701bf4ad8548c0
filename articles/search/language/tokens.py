"""Text of a query → tokens, each with its place. Nothing here raises, whatever the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

FIELDS = (
    *("title", "country", "leader", "person", "about", "event", "source", "language"),
    *("before", "after", "on", "batch", "story"),
)
ALIASES = {
    "countries": "country",
    "leaders": "leader",
    "people": "person",
    "persons": "person",
    "events": "event",
    "stories": "story",
    "import": "batch",
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
MOST_CAPITALS = 3  # words in capitals, and no other: with more of them it is a headline
# Marks around words that nobody takes for part of them; where any other is left out, that is said.
SILENT = ".,;:!?…'’‘‚‛‹›`´()[]{}¿¡—،؛؟。、，；：！？" + DOUBLE + MINUS

# Signs that show nothing: directions of writing, hyphens and joins that only a line's end shows, byte order,
# and whether a sign is drawn as a picture. Copied text is full of them.
UNSEEN: dict[int, str | None] = dict.fromkeys(
    [
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0x200E, 0x200F, 0xFEFF),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xE0000, 0xE0080),
    ]
)
UNSEEN[0x200B] = " "  # a space without width

_SINGLE = re.compile(r"(?<!\w)(['‘‚‹])(?=\w)([^\n]+?)['’›](?!\w)")
_FIELD = re.compile(r"([^\W\d_]+):(?=[^\s:/])")
# A space after the colon is passed over, but only behind the very name of a field: titles have colons.
_SPACED = re.compile(rf"({'|'.join(FIELDS)}):[ ]+(?=[^\s:/])")
_VALUELESS = re.compile(rf"({'|'.join(FIELDS)}):(?=\s*(?:\)|$))")
_NEAR = re.compile(r"near/(\d{1,9})", re.IGNORECASE | re.ASCII)
_STROKES = re.compile(r"\s*\|+\s*")
_BARE = re.compile(rf"[^\s(){DOUBLE}]+")


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    PREFIX = auto()
    NEAR = auto()
    OR = auto()
    NOT = auto()
    DASH = auto()
    OPEN = auto()
    CLOSE = auto()


BARE_KINDS = (Kind.OR, Kind.NOT, Kind.OPEN, Kind.CLOSE, Kind.DASH)


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its text, a field's name as typed.

    `closed` is False for a quote without a partner, `whole` where marks or a space in it are left out.
    """

    kind: Kind
    start: int
    end: int
    text: str = ""
    name: str = ""
    closed: bool = True
    whole: bool = True


def clean(text: str) -> str:
    """The text without signs that show nothing, and a space for each that no text may hold."""
    seen = text.translate(UNSEEN)
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Cn") else char for char in seen)


def is_shouted(text: str) -> bool:
    """Whether a query is a headline in capitals, in which OR and NOT are words like the others."""
    if "(" in text or text != text.upper() or text == text.lower():
        return False
    return sum(word not in OPERATORS for word in text.split()) > MOST_CAPITALS


def tokens(text: str) -> Iterator[Token]:
    """Cut cleaned text into tokens; marks that mean nothing here are passed over."""
    place = 0
    shouted = is_shouted(text)
    while place < len(text):
        token = _token_at(text, place)
        if shouted and token is not None and text[token.start : token.end] in OPERATORS:
            token = Token(
                Kind.WORD, token.start, token.end, token.text or text[token.start : token.end].lower()
            )
        if token is None:
            place += 1
            continue
        if token.kind in BARE_KINDS or _has_letters(token.text) or token.name:
            yield token
        place = token.end


def passed_over(text: str, found: Sequence[Token]) -> Iterator[str]:
    """What stands between the tokens and means something to nobody here, but perhaps to who typed it."""
    covered = bytearray(len(text))
    for token in found:
        covered[token.start : token.end] = b"\1" * (token.end - token.start)
        if token.kind in (Kind.WORD, Kind.PREFIX) and token.start and not text[token.start - 1].isspace():
            covered[token.start - 1] = 1  # said with the word
    between = "".join(" " if hidden else char for char, hidden in zip(text, covered, strict=True))
    for piece in between.split():
        marks = piece.strip(SILENT)
        if marks:
            yield marks


def with_or(text: str, found: Sequence[Token]) -> str:
    """The text with OR in place of the strokes between words; those in phrases and fields stay."""
    made, place = "", 0
    for at, token in enumerate(found):
        made += _STROKES.sub(" OR ", text[place : token.start])
        own = text[token.start : token.end]
        several = [part for part in own.split("|") if part] if token.kind is Kind.WORD else []
        if len(several) > 1:
            beside = [one.kind for one in (*found[max(at - 1, 0) : at], *found[at + 1 : at + 2])]
            own = " OR ".join(several)
            if {Kind.NOT, Kind.NEAR} & set(beside):
                own = f"({own})"
        elif several:
            own = _STROKES.sub(" OR ", own)
        made += own
        place = token.end
    return made + _STROKES.sub(" OR ", text[place:])


def _token_at(text: str, place: int) -> Token | None:
    char = text[place]
    if char in "()":
        return Token(Kind.OPEN if char == "(" else Kind.CLOSE, place, place + 1)
    if char in MINUS:
        following = text[place + 1 : place + 2]
        negates = bool(following) and not following.isspace() and following not in MINUS + ")"
        alone = not text[place - 1 : place].strip() and not following.strip()
        if alone or negates:
            return Token(Kind.NOT if negates else Kind.DASH, place, place + 1)
        return None
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
    spaced = None if match else _SPACED.match(text, place)
    match = match or spaced
    if match is None:
        alone = _VALUELESS.match(text, place)
        return Token(Kind.FIELD, place, alone.end(), "", alone[1]) if alone else None
    start = match.end()
    quoted = _quoted(text, start)
    if quoted:
        value, end, closed = quoted
        return Token(Kind.FIELD, place, end, value, match[1], closed, spaced is None)
    bare = _BARE.match(text, start)
    if bare is None:
        return None if spaced else Token(Kind.FIELD, place, start, "", match[1])
    value = _trimmed(bare[0])
    star = "*" if value and bare[0].partition(value)[2].startswith("*") else ""
    return Token(Kind.FIELD, place, bare.end(), value + star, match[1], whole=spaced is None)


def _word(text: str, place: int) -> Token:
    match = _BARE.match(text, place)
    bare = match[0] if match else text[place]
    end = place + len(bare)
    if bare in OPERATORS:
        return Token({"OR": Kind.OR, "NOT": Kind.NOT, "AND": Kind.WORD}[bare], place, end)
    word = _trimmed(bare)
    behind = bare[len(word) :]
    if behind.startswith("*"):
        return Token(Kind.PREFIX, place, place + len(word) + 1, word)
    near = _NEAR.fullmatch(word)
    if near:
        return Token(Kind.NEAR, place, end, near[1])
    before = text[place - 1 : place]
    whole = "*" not in word and all(char in SILENT or char.isspace() for char in before + behind)
    return Token(Kind.WORD, place, end, word.lower() if word in OPERATORS else word, whole=whole)


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
    """Whether there is a word in it: a lone accent is none."""
    return any(unicodedata.category(char)[0] in "LN" for char in text)
