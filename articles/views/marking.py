"""A text and what was found in it → paragraphs of pieces to render: links, and matches of a search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.linking.offices import RULE as OFFICE_RULE
from articles.models import Article
from articles.records import PARAGRAPH_BREAK
from articles.search.snippets import START, STOP

# What the linker's rules mean, where their own names do not say it.
RULES = {
    "name": "the country’s name",
    "official name": "the country’s official name",
    "demonym": "a word for the country’s people",
    "capital": "the country’s capital",
    "alias": "another name of the country",
    "state": "a state or province of the country",
    "region": "a region of the country",
    "city": "a city of the country",
    "institution": "an institution of the country",
    "seat of power": "the seat of the country’s government",
    "gazetteer": "a name in the list of leaders",
    "given name": "a full name that begins with a known given name",
    "short form": "a part of a name that the article gives in full",
    "title and name": "a name after a title",
    "verb of saying": "a name beside a verb of saying",
    "leader by surname": "the surname of a leader of that time",
    "apposition": "a name beside a description",
    "spelling of a leader's name": "a leader’s name spelt otherwise, where the country is named",
    "surname elsewhere": "a surname that stands elsewhere in the article",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that a rule took for a country or a person."""

    start: int
    end: int
    kind: str
    name: str
    address: str
    rule: str
    text: str

    @property
    def why(self) -> str:
        """What the mark says about itself."""
        if self.rule.startswith(OFFICE_RULE):
            return f"“{self.text}” names an office, not a person: {self.name} is the {self.rule}."
        rule = RULES.get(self.rule, self.rule) or "not recorded"
        return f"“{self.text}” was taken for {self.name}, a {self.kind}. Rule: {rule}."


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is a match of the search that led here, or not."""

    text: str
    match: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: a marked mention, or what stands between."""

    runs: tuple[Run, ...]
    mark: Mark | None = None


Paragraph = tuple[Piece, ...]


def marks_of(article: Article, field: str) -> list[Mark]:
    """The mentions in the title or body, none overlapping: a person wins over a country, then the first."""
    text = article.title if field == "title" else article.body
    found: list[Mark] = []
    for link in article.person_links.all():
        person = link.person
        found += _marks(text, field, link.evidence, "person", person.name, person.get_absolute_url())
    for country_link in article.country_links.all():
        country = country_link.country
        evidence = country_link.evidence
        found += _marks(text, field, evidence, "country", country.name, country.get_absolute_url())
    kept: list[Mark] = []
    taken = bytearray(len(text))
    for mark in sorted(found, key=lambda mark: (mark.kind != "person", mark.start, -mark.end)):
        if not any(taken[mark.start : mark.end]):
            taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.start)


def _marks(
    text: str, field: str, evidence: Iterable[dict[str, object]], kind: str, name: str, address: str
) -> Iterator[Mark]:
    """Marks for the evidence that still fits the text."""
    for mention in evidence:
        start, end = mention.get("start"), mention.get("end")
        if mention.get("field") != field or not isinstance(start, int) or not isinstance(end, int):
            continue
        if 0 <= start < end <= len(text) and text[start:end] == mention.get("text", text[start:end]):
            yield Mark(start, end, kind, name, address, str(mention.get("rule", "")), text[start:end])


def matches_in(headline: str, text: str) -> list[tuple[int, int]]:
    """The places between the marks of a headline of the whole text; none if it is not the same text."""
    if headline.replace(START, "").replace(STOP, "") != text:
        return []
    found, place, begun = [], 0, 0
    for char in headline:
        if char == START:
            begun = place
        elif char == STOP:
            found.append((begun, place))
        else:
            place += 1
    return found


def paragraphs(text: str, marks: Sequence[Mark], matches: Sequence[tuple[int, int]]) -> list[Paragraph]:
    """The text cut at blank lines, each paragraph in pieces."""
    found, start = [], 0
    for end, following in [
        *(match.span() for match in PARAGRAPH_BREAK.finditer(text)),
        (len(text), len(text)),
    ]:
        pieces = tuple(pieces_of(text, start, end, marks, matches))
        if text[start:end].strip():
            found.append(pieces)
        start = following
    return found


def pieces_of(
    text: str, start: int, end: int, marks: Sequence[Mark], matches: Sequence[tuple[int, int]]
) -> Iterator[Piece]:
    """The pieces of a stretch of the text."""
    place = start
    for mark in marks:
        if mark.start < start or mark.end > end:
            continue
        if mark.start > place:
            yield Piece(tuple(_runs(text, place, mark.start, matches)))
        yield Piece(tuple(_runs(text, mark.start, mark.end, matches)), mark)
        place = mark.end
    if place < end:
        yield Piece(tuple(_runs(text, place, end, matches)))


def _runs(text: str, start: int, end: int, matches: Sequence[tuple[int, int]]) -> Iterator[Run]:
    place = start
    for first, last in matches:
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        if first > place:
            yield Run(text[place:first])
        yield Run(text[first:last], True)
        place = last
    if place < end:
        yield Run(text[place:end])
