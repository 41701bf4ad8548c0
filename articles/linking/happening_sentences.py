"""Headline and lead of an article → its sentences as tokens, in which those who act are one token each.

A country, a person or a known body (NATO, Hamas) is one token, with the words of a role in front of a person.
Expressions of several words that the rules know ("state of emergency", "carried out") are one token as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.linking import roles
from articles.linking.happening_rules import phrases, words
from articles.records import CountryMention, Field, PersonMention

LEAD = 900
SENTENCES = 3
TOKEN = re.compile(r"\w+(?:[-.'’&]\w+)*|[^\w\s]")
POSSESSIVE = re.compile(r"['’]s?(?!\w)")
# It opens with a fixed set of characters, because `re` skips to those.
SENTENCE_END = re.compile(r"[.!?\n](?:(?<=\n)\s*\n|(?<!\n)[\"”’')]*(?=\s+[\"“‘'(]*[A-Z\d]))")
ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Rev|St|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|No|vs))\.$"
)
DATELINE = re.compile(
    r"\s*(?:[A-Z][^\n.]{0,60}?(?:\([^)\n]{2,40}\)|[—–]|\s-{1,2}\s)|\([^)\n]{2,40}\))\s*(?:[-—–]+\s*)?"
)
PREFIX = re.compile(r"\b(?:pro|anti|ex|non|un)-$", re.IGNORECASE)
COMPOUND = re.compile(r"-(?!(?:led|run)\b)\w")
LOCAL = words("local") | {"place with its region"}
SHORT_NAME = 4
ORGANISATION = words("organisation")
OFFICE = words("official_role")
NO_OFFICE = words("company_role")
NEEDS_COUNTRY = frozenset(
    {"president", "secretary", "leader", "deputy", "general", "king", "queen", "prince", "speaker"}
)
Mention = CountryMention | PersonMention


@dataclass(frozen=True, slots=True)
class Actor:
    """Who may act: a country (`code`), a person (`name`, and the `code` they act for), a body (neither).

    `adjective` where the word is that of a country's people ("Norwegian", "the French"), `local` where
    it is a place in the country. `official` where a person holds or held an office.
    """

    text: str
    code: str = ""
    name: str = ""
    key: str = ""
    adjective: bool = False
    local: bool = False
    official: bool = False


@dataclass(slots=True, eq=False)
class Token:
    """A word, a mark or an actor at text[start:end]; `low` is in lower case, underscores for spaces."""

    low: str
    start: int
    end: int
    actor: Actor | None = None
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a field at [start, end)."""

    field: Field
    text: str
    start: int
    end: int
    tokens: Sequence[Token]


def lead_of(body: str) -> tuple[int, int, int]:
    """Where the lead stands: the end of the dateline (its start is the first of the body), and its bounds."""
    dateline = DATELINE.match(body[:140])
    start = dateline.end() if dateline else 0
    return (dateline.start() if dateline else 0), start, min(len(body), start + LEAD)


def bounds(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The first sentences of text[start:end]."""
    found, at = 0, start
    for match in SENTENCE_END.finditer(text, start, end):
        stop, mark = match.end(), text[match.start()]
        if mark == "." and ABBREVIATION.search(text, max(at, stop - 6), stop):
            continue
        at = _skip_space(text, at, stop)
        if at < stop:
            yield at, len(text[:stop].rstrip()) if mark == "\n" else stop
            found += 1
        at = stop
        if found == SENTENCES:
            return
    at = _skip_space(text, at, end)
    if at < end:
        yield at, end


def _skip_space(text: str, at: int, end: int) -> int:
    """The place of the first character of text[at:end] that is no space, `end` if there is none."""
    while at < end and text[at].isspace():
        at += 1
    return at


def tokens_of(
    text: str, start: int, end: int, mentions: Sequence[Mention], offices: Mapping[str, str]
) -> list[Token]:
    """The tokens of text[start:end]; `offices` has the country that a leader acts for, by key."""
    found: list[Token] = []
    at = start
    for token in _actors(text, start, end, mentions, offices):
        if token.start < at:
            continue
        found.extend(_words(text, at, token.start))
        found.append(token)
        at = token.end
        owner = POSSESSIVE.match(text, at)
        if owner and owner.end() <= end:
            token.owner, at = True, owner.end()
    found.extend(_words(text, at, end))
    return _joined(text, found)


def _actors(
    text: str, start: int, end: int, mentions: Sequence[Mention], offices: Mapping[str, str]
) -> Iterator[Token]:
    """The people and countries of a sentence; a country in the role of a person belongs to the person."""
    people = [m for m in mentions if isinstance(m, PersonMention)]
    spans = []
    starts = {mention.start for mention in mentions}
    for person in people:
        begin = _role_start(text, person, start)
        code = person.country or offices.get(person.key, "")
        begin, code = _owned(text, begin, code, mentions, start)
        official = bool(person.key) or _holds_office(person.role, code)
        actor = Actor(person.text, code, person.name, person.key, official=official)
        spans.append(Token("", begin, person.end, actor))
    for mention in mentions:
        if (
            isinstance(mention, CountryMention)
            and not any(span.start <= mention.start < span.end for span in spans)
            and not PREFIX.search(text, max(start, mention.start - 5), mention.start)
            and not (COMPOUND.match(text, mention.end) and mention.end + 1 not in starts)
        ):
            actor = Actor(
                mention.text,
                mention.code,
                adjective=mention.rule == "demonym",
                local=mention.rule in LOCAL,
            )
            spans.append(Token("", mention.start, mention.end, actor))
    return iter(sorted((s for s in spans if start <= s.start and s.end <= end), key=lambda span: span.start))


def _holds_office(role: str, code: str) -> bool:
    """Whether a role is that of a state; that of a president or leader only with a country."""
    parts = {word.strip(".,").lower() for word in role.split()}
    held = parts & OFFICE
    known = bool(code or held - NEEDS_COUNTRY or "opposition" in parts)
    return bool(held) and not parts & NO_OFFICE and known


def _role_start(text: str, person: PersonMention, floor: int) -> int:
    role = roles.role_of(text, person.start, person.end) if person.role else roles.NO_ROLE
    return role.start if role.text and floor <= role.start < person.start else person.start


def _owned(text: str, begin: int, code: str, mentions: Sequence[Mention], floor: int) -> tuple[int, str]:
    """A country whose possessive stands right before a person is theirs: "Russia's Navalny"."""
    for mention in mentions:
        if isinstance(mention, CountryMention) and floor <= mention.start < begin <= mention.end + 3:
            between = text[mention.end : begin]
            if not between.strip() or between.strip() in ("'s", "’s", "'", "’"):
                return mention.start, code or mention.code
    return begin, code


def _words(text: str, start: int, end: int) -> list[Token]:
    found = []
    for match in TOKEN.finditer(text, start, end) if start < end else ():
        word = match.group().lower()
        if len(word) > 2 and word[-2] in "'’":
            word = word[:-2]
        found.append(Token(word, *match.span()))
    return found


def _joined(text: str, found: list[Token]) -> list[Token]:
    """The tokens with known expressions of several words as one, and known bodies as actors."""
    table = phrases()
    joined: list[Token] = []
    at = 0
    while at < len(found):
        token = found[at]
        at += 1
        following = found[at].low if at < len(found) else ""
        for rest in table.get(token.low, ()) if following else ():
            if rest[0] == following and _follow(found, at, rest):
                token = Token("_".join((token.low, *rest)), token.start, found[at + len(rest) - 1].end)
                at += len(rest)
                break
        if token.low in ORGANISATION and _is_name(text[token.start : token.end]):
            token.actor = Actor(text[token.start : token.end])
        joined.append(token)
    return joined


def _follow(found: Sequence[Token], at: int, rest: Sequence[str]) -> bool:
    """Whether the words of `rest` are the tokens from `at` on."""
    return [token.low for token in found[at : at + len(rest)]] == [*rest]


def _is_name(written: str) -> bool:
    return written.isupper() if len(written) <= SHORT_NAME else written[0].isupper()
