"""A search → its parts, each with the words and the links by which an article may have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from articles.search.language import Field, Named, Near, Node, Not, Phrase, Prefix, Word
from articles.search.language.tree import walk
from articles.search.names import Meanings
from articles.search.narrowing import WITH_SUBJECT, Choice, Narrowing


@dataclass(frozen=True, slots=True)
class Beside:
    """One side of words that have to stand near each other; both sides have the same `pair`."""

    pair: str
    right: bool
    distance: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """Words to look for, as typed. Of a phrase all, side by side; the last may be only a beginning."""

    text: str
    literal: bool = False
    beginning: bool = False
    title: bool = False
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a search: what it is called, its words, and the countries and people it names."""

    label: str
    leaves: tuple[Leaf, ...] = ()
    links: tuple[Choice, ...] = ()


def parts_of(tree: Node, meanings: Meanings, narrowings: Sequence[Narrowing]) -> tuple[Part, ...]:
    """The parts that an article can have in its text; those that are excluded, dates and sources are none."""
    found = [_part(node, meanings) for node in getattr(tree, "parts", (tree,))]
    for narrowing in narrowings:
        chosen = (choice for facet in WITH_SUBJECT for choice in narrowing.of(facet))
        found += [Part(choice.label, links=(choice,)) for choice in chosen]
    return tuple(dict.fromkeys(part for part in found if part.leaves or part.links))


def _part(node: Node, meanings: Meanings) -> Part:
    leaves, links = [], []
    for each in _kept(node):
        leaves += list(_leaves(each))
        if isinstance(each, Named):
            links.append(Choice(each.facet, "", each.label, each.key))
        elif isinstance(each, Field):
            links += [
                Choice(choice.facet.removeprefix("about_"), choice.value, choice.label, choice.key)
                for choice in meanings.choices.get(each, ())
                if choice.facet.removeprefix("about_") in WITH_SUBJECT
            ]
    label = links[0].label if len(links) == 1 and not leaves else str(node)
    return Part(label, tuple(leaves), tuple(links))


def _kept(node: Node) -> Iterator[Node]:
    """The node and all below it but what is excluded."""
    if isinstance(node, Not):
        return
    inner = getattr(node, "parts", None)
    if isinstance(node, Near):
        yield node
        return
    if inner is None:
        yield from walk(node)
        return
    for part in inner:
        yield from _kept(part)


def _leaves(node: Node) -> Iterator[Leaf]:
    if isinstance(node, Word):
        yield Leaf(node.text)
    elif isinstance(node, Phrase):
        yield Leaf(node.text.rstrip("*"), literal=" " in node.text, beginning=node.text.endswith("*"))
    elif isinstance(node, Near):
        for right, side in enumerate((node.left, node.right)):
            beside = Beside(str(node), bool(right), node.distance)
            yield from (replace(leaf, beside=beside) for each in _kept(side) for leaf in _leaves(each))
    elif isinstance(node, Prefix):
        yield Leaf(node.text, beginning=True)
    elif isinstance(node, Named):
        yield from (Leaf(word.text) for word in node.words)
    elif isinstance(node, Field) and node.name == "title":
        starred = node.value.endswith("*")
        yield Leaf(node.value.rstrip("*"), literal=" " in node.value, beginning=starred, title=True)
