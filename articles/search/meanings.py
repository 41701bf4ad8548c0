"""A query → what each of its names stands for; a name that nobody has is a problem with the nearest ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from django.db.models import Q

from articles.models import Batch, Event, Story
from articles.search.language import Field, Note, Problem, Query, parse_period
from articles.search.language.messages import listed_values
from articles.search.language.tree import walk
from articles.search.language.values import SEPARATORS, alternatives, listed_behind, values_from
from articles.search.names import (
    Meanings,
    find_countries,
    find_languages,
    find_leaders,
    find_sources,
    listed,
    nearest,
)
from articles.search.narrowing import Choice

MOST_EVENTS = 2_000
MOST_UNKNOWN = 10
MOST_NEAR = 3  # unknown names whose nearest are looked for; of people that takes half a second
_NUMBER = re.compile(r"[1-9]\d{0,17}", re.ASCII)


def meanings(query: Query, *, explained: bool = True) -> Meanings:
    """Look up the names in the query, up to the tenth that nobody has, for nothing is searched then.

    Where that need not be explained, up to the first.
    """
    found: dict[Field, tuple[Choice, ...]] = {}
    problems: list[Problem] = []
    notes: list[Note] = []
    for node in walk(query.tree):
        if not isinstance(node, Field) or node in found:
            continue
        if len(problems) >= (MOST_UNKNOWN if explained else 1):
            break
        notes += _listed_values(query, node)
        if node.name not in FINDERS:
            continue
        choices = tuple(FINDERS[node.name](node.value))
        if choices:
            found[node] = choices
        else:
            problems.append(_unknown(query, node, search_near=explained and len(problems) < MOST_NEAR))
        if len(choices) > 1:
            notes.append(Note(f"{node} is any of {listed([choice.label for choice in choices])}."))
    return Meanings(found, tuple(problems), tuple(notes))


def find_about(text: str) -> list[Choice]:
    """Countries and people as what an article is about; those that it only mentions are left aside."""
    found = find_countries(text) or find_leaders(text)
    return [Choice(f"about_{choice.facet}", choice.value, choice.label, choice.key) for choice in found]


def find_events(text: str) -> list[Choice]:
    """Events by number, by kind, or by words of their title; not those that a person rejected."""
    events = Event.objects.exclude(status=Event.Status.REJECTED)
    if _NUMBER.fullmatch(text):
        found = events.filter(pk=int(text))
    else:
        kinds = [kind for kind in Event.Kind if text.lower() in (kind.value, kind.label)]
        titled = Q()
        for word in text.split():
            titled &= Q(title__icontains=word)
        found = events.filter(kind__in=kinds) if kinds else events.filter(titled)
    rows = found.order_by("-start", "-pk").values_list("pk", "title")[:MOST_EVENTS]
    return [Choice("event", str(key), title, key) for key, title in rows]


def find_batches(text: str) -> list[Choice]:
    """Imports by number or label, else by a part of the label."""
    batches = Batch.objects.order_by("-pk")
    conditions = [Q(label__iexact=text), Q(label__icontains=text)]
    if _NUMBER.fullmatch(text):
        conditions.insert(0, Q(pk=int(text)))
    for condition in conditions:
        rows = list(batches.filter(condition).only("pk", "label"))
        if rows:
            return [Choice("batch", str(row.pk), str(row), row.pk) for row in rows]
    return []


def find_stories(text: str) -> list[Choice]:
    """A story by its number; the number of one that joined another leads on to that."""
    row = Story.objects.filter(pk=int(text)).first() if _NUMBER.fullmatch(text) else None
    while row is not None and row.merged_into is not None:
        row = row.merged_into
    return [Choice("story", str(row.pk), f"story {row.pk}", row.pk)] if row else []


FINDERS: dict[str, Callable[[str], Iterable[Choice]]] = {
    "country": find_countries,
    "leader": find_leaders,
    "person": find_leaders,
    "about": find_about,
    "event": find_events,
    "source": find_sources,
    "language": find_languages,
    "batch": find_batches,
    "story": find_stories,
}
NOUNS = {"about": "country or person", "batch": "import"}
# What has no spelling that somebody might have meant: numbers.
HOW = {
    "event": "Write its number, a kind such as ceasefire, or words of its title.",
    "batch": "Write its number or its label.",
    "story": "Write its number; it stands on the page of the story and in its address.",
}


def _unknown(query: Query, node: Field, *, search_near: bool) -> Problem:
    noun = NOUNS.get(node.name, node.name)
    several = alternatives(node.value)
    if len(several) > 1 and all(_finds(node.name, one) for one in several):
        each = " OR ".join(str(Field(node.name, one)) for one in several)
        message = f"“{node.name}:” takes one {noun}; each of several needs the field."
        return Problem(message, node.at, (query.replaced(node.at, f"({each})"),))
    for end, value in values_from(query.text, *node.at, node.value):
        if value != node.value and _finds(node.name, value):
            fix = query.replaced((node.at[0], end), str(Field(node.name, value)))
            message = f"A {noun} of several words stands in quotation marks: {Field(node.name, value)}."
            return Problem(message, (node.at[0], end), (fix,))
    near = _nearest(node) if search_near else []
    fixes = tuple(query.replaced(node.at, str(Field(node.name, name, node.at))) for name in near)
    also = (query.replaced(node.at, f'"{node.value}"'),)
    message = f"The archive knows no {noun} “{node.value}”."
    if near:
        message += f" Nearest: {listed(near)}."
    elif node.name in HOW:
        message += f" {HOW[node.name]}"
    return Problem(message, node.at, fixes + also)


def _listed_values(query: Query, node: Field) -> Iterator[Note]:
    """What is said where a comma and more values of the field stand behind it."""
    if node.name != "on" and node.name not in FINDERS:
        return

    def knows(value: str) -> bool:
        return parse_period(value) is not None if node.name == "on" else _finds(node.name, value)

    end, more = listed_behind(query.text, node.at, knows)
    if more:
        each = " OR ".join(str(Field(node.name, value)) for value in (node.value, *more))
        fix = query.replaced((node.at[0], end), f"({each})")
        yield listed_values(node, query.text[node.at[1] : end].strip(f"{SEPARATORS} "), fix)


def _finds(name: str, value: str) -> bool:
    return next(iter(FINDERS[name](value)), None) is not None


def _nearest(node: Field) -> list[str]:
    if node.name == "about":
        return nearest("country", node.value) or nearest("leader", node.value)
    if node.name == "event":
        return nearest("event", node.value)
    return nearest("leader" if node.name == "person" else node.name, node.value)
