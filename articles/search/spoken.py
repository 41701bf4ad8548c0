"""A search in words: each part of what was asked as a phrase, with the address of the search without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from articles.search.language import (
    And,
    Field,
    Named,
    Near,
    Node,
    Not,
    Or,
    Period,
    Phrase,
    Prefix,
    Query,
    Word,
    parse_period,
)
from articles.search.names import Meanings, listed
from articles.search.narrowing import DATED, EVERYTHING, FACETS, WITH_SUBJECT, Narrowing
from articles.search.request import SearchRequest

NAMING = {
    "country": "naming {}",
    "leader": "naming {}",
    "person": "naming {}",
    "about": "about {}",
    "event": "about the event {}",
    "source": "from {}",
    "language": "in {}",
    "batch": "imported with {}",
    "story": "that are versions of {}",
}
ABOUT = {**NAMING, "event": "about “{}”", "story": "of the story “{}”", "batch": "imported with {}"}
EXCLUDED = {name: f"not {words}" for name, words in ABOUT.items()}
WORDS = Word | Phrase | Prefix | Near


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was asked, in words that follow "Articles", with the searches without it and for it.

    `exact` asks for a name as it is written instead of by all its spellings.
    """

    words: str
    without: SearchRequest
    only: SearchRequest
    short: str = ""
    node: Node | None = None
    exact: SearchRequest | None = None
    excluded: bool = False

    @property
    def address(self) -> str:
        """The address of the search without the part."""
        return self.without.address


def parts(request: SearchRequest, query: Query, meanings: Meanings) -> tuple[Part, ...]:
    """Everything that was asked and can be taken out again, in the order of the sentence."""
    return (*_of_query(request, query, meanings), *_of_narrowing(request), *_of_past(request))


def _of_query(request: SearchRequest, query: Query, meanings: Meanings) -> Iterator[Part]:
    for index, node in enumerate(query.tree.parts):
        exact = None
        if isinstance(node, Named):
            others = query.tree.parts[:index], query.tree.parts[index + 1 :]
            exact = request.change(q=str(And((*others[0], Phrase(node.text), *others[1]))))
        only = request.change(q=str(node), narrowing=EVERYTHING)
        without = request.change(q=query.without(index))
        yield Part(phrase(node, meanings), without, only, str(node), node, exact)


def _of_narrowing(request: SearchRequest) -> Iterator[Part]:
    narrowing = request.narrowing
    for facet in FACETS:
        words = "about {}" if narrowing.about and facet in WITH_SUBJECT else ABOUT[facet]
        for place, choice in enumerate(narrowing.of(facet)):
            either = "or " if place and narrowing.any_will_do(facet) else ""
            only = request.change(q="", narrowing=Narrowing((choice,), about=narrowing.about))
            short = f"{either}{choice.label}"
            yield Part(f"{either}{words.format(choice.label)}", request.toggled(choice), only, short)
        for choice in narrowing.not_of(facet):
            only = request.change(q="", narrowing=Narrowing(excluded=(choice,)))
            out = EXCLUDED[facet].format(choice.label)
            yield Part(out, request.toggled(choice), only, f"not {choice.label}", excluded=True)
    for words, dates in _dates(narrowing):
        only = request.change(
            q="", narrowing=replace(EVERYTHING, **{name: getattr(narrowing, name) for name in dates})
        )
        yield Part(words, request.narrowed(**dates), only, words.removeprefix("published "))
    if narrowing.dated:
        words = DATED[narrowing.dated]
        only = request.change(q="", narrowing=Narrowing(dated=narrowing.dated))
        yield Part(words, request.narrowed(dated=""), only, words)
    if narrowing.since:
        words = f"new since {narrowing.since.label}"
        only = request.change(q="", narrowing=Narrowing(since=narrowing.since))
        yield Part(words, request.narrowed(since=None), only, words)


def _of_past(request: SearchRequest) -> Iterator[Part]:
    if request.as_of:
        short = f"as of batch {request.as_of}"
        words = f"that the archive had when batch {request.as_of} was done"
        only = request.change(q="", narrowing=EVERYTHING)
        yield Part(words, request.change(as_of=0), only, short)


def _dates(narrowing: Narrowing) -> Iterator[tuple[str, dict[str, None]]]:
    after, before = narrowing.after, narrowing.before
    if after and before and after == before:
        yield f"published {_within(after)}", {"after": None, "before": None}
        return
    if after:
        yield f"published from {after.words}", {"after": None}
    if before:
        yield f"published up to {before.words}", {"before": None}


def phrase(node: Node, meanings: Meanings) -> str:
    """A part of a query in words that follow "articles"."""
    if isinstance(node, WORDS):
        return f"with {_quoted(node)}"
    if isinstance(node, Named):
        return f"with “{node.text}” or naming {node.label}"
    if isinstance(node, Not):
        return _without(node.part, meanings)
    if isinstance(node, And):
        return " and ".join(phrase(part, meanings) for part in node.parts)
    if isinstance(node, Or):
        if all(isinstance(part, WORDS) for part in node.parts):
            return f"with {listed([_side(part) for part in node.parts])}"
        return f"either {' or '.join(phrase(part, meanings) for part in node.parts)}"
    return _field(node, meanings)


def _quoted(node: Word | Phrase | Prefix | Near) -> str:
    if isinstance(node, Near):
        return f"{_side(node.left)} at most {counted_words(node.distance)} from {_side(node.right)}"
    if isinstance(node, Prefix):
        return f"words that begin with “{node.text}”"
    return f"the phrase “{node.text}”" if isinstance(node, Phrase) and " " in node.text else f"“{node.text}”"


def _side(node: Node) -> str:
    if isinstance(node, Or):
        return " or ".join(_side(part) for part in node.parts)
    return _quoted(node) if isinstance(node, WORDS) else str(node)


def counted_words(number: int) -> str:
    """ "1 word", "5 words"."""
    return f"{number} word{'s' if number != 1 else ''}"


def _without(node: Node, meanings: Meanings) -> str:
    if isinstance(node, WORDS):
        return f"without {_quoted(node)}"
    return f"but not those {phrase(node, meanings)}"


def _field(node: Field, meanings: Meanings) -> str:
    if node.name in NAMING:
        labels = [choice.label for choice in meanings.choices.get(node, ())]
        return NAMING[node.name].format(listed(labels) or node.value)
    if node.name == "title":
        return f"with “{node.value}” in the title"
    period = parse_period(node.value)
    words = period.words if period else node.value
    if node.name == "on" and period:
        return f"published {_within(period)}"
    return {"after": "published from ", "before": "published up to "}.get(node.name, "published in ") + words


def _within(period: Period) -> str:
    """ "on 16 October 2023", "in October 2023"."""
    return f"{'on' if period.first == period.last else 'in'} {period.words}"


def title(request: SearchRequest, query: Query, total: int, *, nearest: bool = False) -> str:
    """The title of the page: what was asked, and how many articles that is, or only come near it."""
    asked = [str(query.tree) or query.text.strip()]
    asked += [part.short for part in (*_of_narrowing(request), *_of_past(request))]
    what = ", ".join(part for part in asked if part) or "All articles"
    return f"{what} — {f'none, {counted(total)} near' if nearest and total else counted(total)}"


def counted(total: int) -> str:
    """ "no articles", "1 article", "1,234 articles"."""
    return {0: "no articles", 1: "1 article"}.get(total, f"{total:,} articles")


def in_stories(total: int) -> str:
    """ "1 story", "1,234 stories"."""
    return "1 story" if total == 1 else f"{total:,} stories"
