"""The matches of an article → why it is a result: where it has each part of the search, in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.models import Article, Caption
from articles.search.matches import Match, folded
from articles.search.wanted import Part

SPELLINGS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A mention that a link rests on, in a field.

    `name` is that of the link. Without a match the field is "office", where nobody is named, or "hand",
    where a person made the link.
    """

    match: Match | None
    field: str
    name: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of the search, the words that stand for it where they are others, and where they stand."""

    label: str
    words: tuple[str, ...]
    places: str


def reasons(
    parts: Sequence[Part],
    row: Article,
    title: Sequence[Match],
    body: Sequence[Match],
    captions: Sequence[tuple[Caption, Sequence[Match]]],
    links: Mapping[int, Sequence[Found]],
) -> tuple[Reason, ...]:
    """What the article has of each part; a part that it does not have is left out."""
    found = []
    for number, part in enumerate(parts):
        fields = {
            "title": [row.title[match.start : match.end] for match in title if match.part == number],
            "text": [row.body[match.start : match.end] for match in body if match.part == number],
            "caption": [
                caption.text[match.start : match.end]
                for caption, own in captions
                for match in own
                if match.part == number
            ],
        }
        words = Counter(" ".join(word.split()) for each in fields.values() for word in each)
        places = [*_places(fields), *_unnamed(links.get(number, ()))]
        if places:
            names = dict.fromkeys(one.name for one in links.get(number, ()))
            label = ", ".join(names) if names and not part.leaves else part.label
            found.append(Reason(label, _spellings(part, label, words), ", ".join(places)))
    return tuple(found)


def _places(fields: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for field, words in fields.items():
        if words:
            yield field if field == "title" or len(words) == 1 else f"{field} {len(words)}\u00d7"


def _unnamed(found: Sequence[Found]) -> Iterator[str]:
    kinds = {one.field for one in found if one.match is None}
    if "office" in kinds:
        yield "by office alone"
    if "hand" in kinds:
        yield "linked by hand"


def _spellings(part: Part, label: str, words: Counter[str]) -> tuple[str, ...]:
    """The words as they stand in the article, the most frequent first, but those that were typed."""
    typed = {folded(label), *(folded(leaf.text) for leaf in part.leaves)}
    others: dict[str, str] = {}
    for word, _ in words.most_common():
        if folded(word) not in typed:
            others.setdefault(folded(word), word)
    return tuple(others.values())[:SPELLINGS]
