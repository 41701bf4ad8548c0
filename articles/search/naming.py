"""Words typed without a field that are a name → the people and countries that they name.

A person whom the words clearly mean is searched by all spellings: the words, or a link to the person. Clear
means: of all who bear the name, the articles that name one of them are far the most, and at least half of the
articles with the words name that one. So "rice" stays a word unless the archive uses it for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from articles.models import Person
from articles.search.index import Index, Mask
from articles.search.language import And, Named, Node, Or, Query, Word
from articles.search.names import FAMILY_FIRST, leader_choice
from articles.search.narrowing import Choice
from articles.search.prepared import rows

LONGEST_NAME = 4  # words
MOST_WORDS = 16  # of a query: a longer one is a text, not names
MOST_OFFERS = 4
CLEARLY = 0.8  # of the articles that name anybody of this name
USUALLY = 0.5  # of the articles that have the words

# Each look-up is one of an index on name_key(). OFFSET keeps the planner from asking first for the offices of
# everybody, which took minutes in an archive that PostgreSQL had no statistics of yet.
BEARERS = r"""
    SELECT DISTINCT asked.text, 'leader', person.id, person.slug, person.name, person.merged_into_id
    FROM unnest(%(texts)s::text[]) AS asked (text), LATERAL (
        SELECT id FROM articles_person WHERE name_key(name) = name_key(asked.text)
        UNION ALL SELECT person_id FROM articles_personalias WHERE name_key(text) = name_key(asked.text)
        UNION ALL SELECT id FROM articles_person
            WHERE origin <> 'observed' AND name_key(regexp_replace(name, '^.*\s', '')) = name_key(asked.text)
        UNION ALL SELECT id FROM (
            SELECT id FROM articles_person
            WHERE origin <> 'observed' AND name_key(regexp_replace(name, '\s.*$', '')) = name_key(asked.text)
            OFFSET 0
        ) AS first
            WHERE EXISTS (
                SELECT FROM articles_office office JOIN articles_country country ON country.id = country_id
                WHERE office.person_id = first.id AND country.code = ANY(%(family_first)s)
            )
    ) AS found JOIN articles_person person ON person.id = found.id
    UNION ALL
    SELECT DISTINCT asked.text, 'country', country.id, country.slug, country.name, NULL::bigint
    FROM unnest(%(texts)s::text[]) AS asked (text)
    JOIN articles_countryname form ON name_key(form.text) = name_key(asked.text)
    JOIN articles_country country ON country.id = form.country_id
    WHERE form.kind IN ('name', 'official name', 'alias', 'demonym') AND NOT form.sensitive
"""

Run = tuple[Word, ...]
Having = Callable[[Run], Mask]
"""The articles that have all of the words."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody or a country that words of a query name, and how many articles are linked to them."""

    words: str
    choice: Choice
    articles: int
    searched: bool = False

    @property
    def is_person(self) -> bool:
        """Whether it is a person."""
        return self.choice.facet == "leader"


def with_names(query: Query, index: Index, having: Having) -> tuple[Query, tuple[Offer, ...]]:
    """The query with `Named` in place of words that clearly name somebody, and all whom its words name."""
    runs = list(_runs(query.tree))
    if not runs or sum(map(len, (run for run in runs if len(run) == 1))) > MOST_WORDS:
        return query, ()
    bearers = _bearers({_text(run) for run in runs})
    if not bearers:
        return query, ()
    offers: list[Offer] = []

    def named(run: Run) -> Node | None:
        found = _weighed(_text(run), bearers.get(_text(run), ()), index)
        chosen = _clear(run, found, index, having)
        offers.extend(replace(one, searched=one is chosen) for one in found)
        return Named(run, "leader", int(chosen.choice.key), chosen.choice.label) if chosen else None

    tree = _replaced(query.tree, named, bearers)
    if not isinstance(tree, And):
        raise TypeError("the tree of a query is an And")
    shown = sorted(dict.fromkeys(offers), key=lambda one: (not one.searched, -one.articles))
    return replace(query, tree=tree), tuple(shown[:MOST_OFFERS])


def _runs(node: Node) -> Iterator[Run]:
    """Every row of neighbouring words that could be a name; alternatives stand alone."""
    if isinstance(node, And):
        for start, part in enumerate(node.parts):
            if isinstance(part, Word):
                run: list[Word] = []
                for word in node.parts[start : start + LONGEST_NAME]:
                    if not isinstance(word, Word):
                        break
                    run.append(word)
                    yield tuple(run)
            else:
                yield from _runs(part)
    elif isinstance(node, Or):
        for part in node.parts:
            yield from ((part,),) if isinstance(part, Word) else _runs(part)


def _replaced(node: Node, named: Callable[[Run], Node | None], bearers: dict[str, list[Choice]]) -> Node:
    """The node with names in place of runs, the longest first."""
    if isinstance(node, Or):
        parts = ((part,) if isinstance(part, Word) else part for part in node.parts)
        return Or(tuple(_in_place(part, named, bearers) for part in parts), node.at)
    if not isinstance(node, And):
        return node
    found: list[Node] = []
    place = 0
    while place < len(node.parts):
        run = next((run for run in _from(node.parts, place) if _text(run) in bearers), None)
        if run is None:
            found.append(_replaced(node.parts[place], named, bearers))
            place += 1
            continue
        name = named(run)
        found += (name,) if name else run
        place += len(run)
    return And(tuple(found), node.at)


def _in_place(
    part: Node | Run, named: Callable[[Run], Node | None], bearers: dict[str, list[Choice]]
) -> Node:
    if not isinstance(part, tuple):
        return _replaced(part, named, bearers)
    return (named(part) if _text(part) in bearers else None) or part[0]


def _from(parts: Sequence[Node], place: int) -> Iterator[Run]:
    """The rows of words that begin at a place, the longest first."""
    words: list[Word] = []
    for part in parts[place : place + LONGEST_NAME]:
        if not isinstance(part, Word):
            break
        words.append(part)
    for length in range(len(words), 0, -1):
        yield tuple(words[:length])


def _text(run: Run) -> str:
    return " ".join(word.text for word in run)


def _bearers(texts: set[str]) -> dict[str, list[Choice]]:
    """Who and what bears each of these names."""
    wanted = sorted(text for text in texts if any(char.isalpha() for char in text) and len(text) > 1)
    asked = {"texts": wanted, "family_first": list(FAMILY_FIRST)}
    found: dict[str, list[Choice]] = {}
    for text, kind, key, slug, name, merged in rows(BEARERS, asked):
        choice = Choice(kind, slug, name, key)
        if merged:
            choice = leader_choice(Person.objects.get(pk=key).whole)
        if choice not in found.setdefault(text, []):
            found[text].append(choice)
    return found


def _weighed(text: str, bearers: Sequence[Choice], index: Index) -> list[Offer]:
    """The bearers of a name that articles name, the most first; one that none names only if alone."""
    found = [
        Offer(text, one, int(np.count_nonzero(index.having(one.facet, int(one.key))))) for one in bearers
    ]
    found.sort(key=lambda one: (-one.articles, one.choice.label))
    return [one for one in found if one.articles] or found[:1]


def _clear(run: Run, found: Sequence[Offer], index: Index, having: Having) -> Offer | None:
    """The person whom the words clearly mean."""
    people = [one for one in found if one.is_person and one.articles]
    if not people or people[0].articles < CLEARLY * sum(one.articles for one in people):
        return None
    words = having(run)
    naming = index.having("leader", int(people[0].choice.key))
    total = int(np.count_nonzero(words))
    return people[0] if int(np.count_nonzero(words & naming)) >= USUALLY * total else None
