"""Headline and lead of a linked article → what they report to have happened, between whom, where and when.

Goes in: an article with its countries and people. Comes out: `Happening`s, the surest first, each with its
sentence and the words that tell its kind. Only English texts are read.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

from articles.linking.happening_clauses import ASIDE_DOUBT, Clause, clause_at
from articles.linking.happening_matching import Match, matches
from articles.linking.happening_phrases import Phrase
from articles.linking.happening_rules import forms, promising, words
from articles.linking.happening_sentences import Mention, Sentence, bounds, lead_of, tokens_of
from articles.linking.happening_times import When, when
from articles.records import (
    CountryMention,
    Field,
    Happening,
    ParsedArticle,
    Participant,
    PersonEntry,
    PersonMention,
)

One = TypeVar("One", CountryMention, PersonMention)
MOST = 4
TITLE, BODY = 0.7, 0.65
AGREEMENT = 0.15
WORD = re.compile(r"[a-z]++(?:-[a-z]+(?:-[a-z]+)*|)")
QUESTION = re.compile(r"\?[\"”’')]*\s*$")
OPENING = re.compile(r"\W*([\w&]+)(?:[ -](\w+))?(?:[ -](\w+))?\s*(:|-|–|—)?")
SPORT, CULTURE, MARKET = words("sport"), words("culture"), words("market")
CALM = words("calm")
HARM = frozenset({"disaster", "protest", "killing", "abduction", "coup", "arrest", "release", "strike"})
SPOKEN = frozenset({"accusation", "threat", "request", "rejection"})
MARKET_TEXT = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """A happening, and how many of those who take part are known."""

    happening: Happening
    known: int


def acting_for(people: Iterable[PersonEntry]) -> dict[str, str]:
    """Key of each person → the country of their offices, for those who held offices of one country only."""
    found = {}
    for person in people:
        codes = {office.country for office in person.offices if office.country}
        if len(codes) == 1:
            found[person.key] = codes.pop()
    return found


def find_happenings(
    article: ParsedArticle,
    countries: Sequence[CountryMention],
    people: Sequence[PersonMention],
    offices: Mapping[str, str],
) -> tuple[Happening, ...]:
    """What the title and the first sentences report; `offices` has the country of each leader by key."""
    opening, start, end = lead_of(article.body)
    mentions: list[Mention] = [*_ahead(countries, end), *_ahead(people, end)]
    if not mentions or _is_no_report(article.title):
        return ()
    pieces = list(_pieces(article, start, end))
    said = set(itertools.chain.from_iterable(piece.words for piece in pieces))
    if _is_other_field(said):
        return ()
    mentions.sort(key=attrgetter("start"))
    home = next((m.code for m in countries if m.field is Field.BODY and opening <= m.start < start), "")
    found: list[_Found] = []
    for piece in pieces:
        inside = [m for m in mentions if piece.start <= m.start < piece.end and m.field is piece.field]
        if inside and promising(piece.words, said, title=piece.field is Field.TITLE):
            found += _reported(_sentence(article, piece, inside, offices), article, said, home)
    return _best(found)


def _ahead(mentions: Iterable[One], end: int) -> Iterator[One]:
    """The mentions of title and body[:end]; mentions come in order, title first."""
    for one in mentions:
        if one.start >= end and one.field is not Field.TITLE:
            break
        yield one


@dataclass(slots=True, eq=False)
class _Piece:
    """The title or a sentence of the lead, with its words in lower case."""

    field: Field
    start: int
    end: int
    words: list[str]


def _pieces(article: ParsedArticle, start: int, end: int) -> Iterator[_Piece]:
    spans = [(Field.TITLE, 0, len(article.title.rstrip()))]
    spans += [(Field.BODY, *span) for span in bounds(article.body, start, end)]
    for field, begin, stop in spans:
        text = article.title if field is Field.TITLE else article.body
        yield _Piece(field, begin, stop, WORD.findall(text[begin:stop].lower()))


def _sentence(
    article: ParsedArticle, piece: _Piece, inside: Sequence[Mention], offices: Mapping[str, str]
) -> Sentence:
    text = article.title if piece.field is Field.TITLE else article.body
    tokens = tokens_of(text, piece.start, piece.end, inside, offices)
    return Sentence(piece.field, text[piece.start : piece.end], piece.start, piece.end, tokens)


def _is_other_field(said: set[str]) -> bool:
    """Whether the words are those of sport, culture or the markets."""
    return len(said & SPORT) > 1 or len(said & CULTURE) > 2 or len(said & MARKET) > MARKET_TEXT


def _is_no_report(title: str) -> bool:
    """Whether a headline asks, explains or remembers instead of reporting."""
    if QUESTION.search(title):
        return True
    opening = OPENING.match(title.lower())
    if not opening:
        return False
    first, second, third, mark = opening.groups()
    label = {first, f"{first}_{second}", f"{first}_{second}_{third}"}
    if label & words("no_report") and (mark or first in ("factbox", "timeline", "obituary", "remembering")):
        return True
    return first in words("question") or first in ("remembering", "recipe", "obituary")


def _reported(sentence: Sentence, article: ParsedArticle, said: set[str], home: str) -> Iterator[_Found]:
    tokens = sentence.tokens
    lows = {token.low for token in tokens}
    if QUESTION.search(sentence.text):
        return
    aside = bool(lows & SPORT or lows & CULTURE)
    calm = aside or len(said & MARKET) >= MARKET_TEXT
    near = lows | said
    time: When | None = None
    for clause in _clauses(sentence):
        match = next(matches(clause, near), None)
        if match is None or (calm and match.rule.kind in CALM) or (aside and match.rule.kind not in HARM):
            continue
        if clause.doubt >= ASIDE_DOUBT and match.rule.kind not in SPOKEN:
            continue
        time = time or when(sentence, article.published)
        if time.far:
            return
        yield _made(sentence, clause, match, time, home)


def _clauses(sentence: Sentence) -> Iterator[Clause]:
    """The clauses of a sentence whose verb is one of the rules and says that something happened."""
    table = forms()
    inherited: Phrase | None = None
    for at, token in enumerate(sentence.tokens):
        if token.actor or token.low not in table:
            continue
        for form in table[token.low]:
            clause = clause_at(sentence.tokens, at, form, sentence.field, inherited)
            if clause is not None:
                inherited = clause.subject
                yield clause


def _made(sentence: Sentence, clause: Clause, match: Match, time: When, home: str) -> _Found:
    rule = match.rule
    title = sentence.field is Field.TITLE
    sure = (TITLE if title else BODY) - clause.doubt - match.doubt
    happening = Happening(
        field=sentence.field,
        start=sentence.start,
        end=sentence.end,
        sentence=sentence.text,
        trigger=sentence.text[clause.verb.start - sentence.start : clause.verb.end - sentence.start],
        kind=rule.kind,
        mode=rule.mode,
        actors=match.actors,
        targets=match.targets,
        place=match.place or _at_home(match, home),
        day=time.day,
        precision=time.precision,
        rule=f"{'passive: ' if match.passive else ''}{rule.name}",
        confidence=round(max(0.1, sure), 2),
    )
    return _Found(happening, len(match.actors) + len(match.targets))


def _at_home(match: Match, home: str) -> str:
    """The country of the dateline if it takes part; else the dateline only says where the writer was."""
    return home if any(part.code == home for part in (*match.actors, *match.targets)) else ""


def _best(found: Sequence[_Found]) -> tuple[Happening, ...]:
    """One happening of each kind, the surest first; what title and lead both report is surer."""
    by_kind: dict[str, list[_Found]] = {}
    for one in found:
        by_kind.setdefault(one.happening.kind, []).append(one)
    merged = [_merged(same) for same in by_kind.values()]
    merged.sort(key=lambda one: (-one.confidence, one.field is Field.BODY, one.start))
    return tuple(merged[:MOST])


def _merged(same: Sequence[_Found]) -> Happening:
    """Of one kind the report of the title, or of who names more; day and place from the others too."""
    happening = max(
        same, key=lambda one: (one.known, one.happening.field is Field.TITLE, one.happening.confidence)
    ).happening
    others = [one.happening for one in same if _meet(one.happening, happening)]
    dated = next((one for one in (happening, *others) if one.day), happening)
    both = len({one.field for one in (happening, *others)}) > 1
    return replace(
        happening,
        day=dated.day,
        precision=dated.precision,
        place=happening.place or next((one.place for one in others if one.place), ""),
        mode=happening.mode or next((one.mode for one in others if one.mode), ""),
        confidence=round(min(0.95, happening.confidence + (AGREEMENT if both else 0.0)), 2),
    )


def _meet(one: Happening, other: Happening) -> bool:
    """Whether somebody takes part in both, or nobody is known of one."""
    first, second = _ids(one), _ids(other)
    return not first or not second or bool(first & second)


def _ids(happening: Happening) -> set[str]:
    parts: tuple[Participant, ...] = (*happening.actors, *happening.targets)
    return {part.code or part.key or part.name for part in parts} | ({happening.place} - {""})
