"""Random queries over random archives against a plain reading of the language, word by word, in Python.

The texts are of words that no stemmer changes and no list leaves out, so that a word is a word for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Article
from articles.search.language import (
    And,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    parse,
    parse_period,
)
from articles.search.page import search
from articles.search.request import SearchRequest, Sort
from tests import factories as make

pytestmark = pytest.mark.django_db

WORDS = ("gaza", "grain", "oman", "omani", "kremlin", "corridor", "corn", "G7")
COUNTRIES = {"IR": "Iran", "FR": "France"}
SOURCES = ("Herald", "Courier")

words = st.sampled_from(WORDS)
prefixes = st.sampled_from(("gra", "om", "corr", "kremlin", "xy")).map(Prefix)
phrases = st.lists(words, min_size=1, max_size=3).map(lambda some: Phrase(" ".join(some)))
atoms = st.one_of(words.map(Word), phrases, prefixes)
sides = st.one_of(atoms, st.lists(atoms, min_size=2, max_size=2).map(lambda two: Or(tuple(two))))
fields = st.one_of(
    st.sampled_from(tuple(COUNTRIES.values())).map(lambda name: Field("country", name)),
    st.sampled_from(SOURCES).map(lambda name: Field("source", name)),
    words.map(lambda word: Field("title", word)),
    st.sampled_from(("gra*", "om*")).map(lambda word: Field("title", word)),
    st.tuples(
        st.sampled_from(("after", "before", "on")), st.sampled_from(("2023", "2023-02", "2023-02-10"))
    ).map(lambda pair: Field(*pair)),
)
near = st.builds(Near, sides, sides, st.integers(1, 4))
leaves = st.one_of(atoms, atoms, fields, near)
nodes = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: Or(tuple(some))),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: And(tuple(some))),
    ),
    max_leaves=6,
)


@dataclass(frozen=True)
class Text:
    """An article: words of title and body, country, source and day."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    country: str
    source: str
    day: date | None

    def write(self) -> Article:
        return make.article(
            " ".join(self.title),
            " ".join(self.body),
            published=self.day,
            countries=[make.country(self.country)] if self.country else [],
            source=make.source(self.source),
        )

    def matches(self, node: Node) -> bool:
        if isinstance(node, And):
            return all(self.matches(part) for part in node.parts)
        if isinstance(node, Or):
            return any(self.matches(part) for part in node.parts)
        if isinstance(node, Not):
            return not self.matches(node.part)
        if isinstance(node, Field):
            return self.has(node)
        if isinstance(node, Phrase):
            return bool(spans(node, self.title) or spans(node, self.body))
        # The words of the title stand right before those of the text.
        return bool(spans(node, (*self.title, *self.body)))

    def has(self, field: Field) -> bool:
        if field.name == "country":
            return COUNTRIES.get(self.country) == field.value
        if field.name == "source":
            return self.source == field.value
        if field.name == "title":
            starred = field.value.endswith("*")
            return bool(spans(Prefix(field.value[:-1]) if starred else Word(field.value), self.title))
        period = parse_period(field.value)
        if self.day is None or period is None:
            return False
        early, late = self.day < period.first, self.day > period.last
        return not {"after": early, "before": late, "on": early or late}[field.name]


def spans(node: Node, text: tuple[str, ...]) -> set[tuple[int, int]]:
    """First and last place of every match of a word, prefix, phrase, alternative or nearness."""
    if isinstance(node, Word):
        return {(at, at) for at, word in enumerate(text) if word.lower() == node.text.lower()}
    if isinstance(node, Prefix):
        return {(at, at) for at, word in enumerate(text) if word.lower().startswith(node.text)}
    if isinstance(node, Phrase):
        wanted = node.text.lower().split()
        length = len(wanted)
        return {
            (at, at + length - 1)
            for at in range(len(text) - length + 1)
            if [word.lower() for word in text[at : at + length]] == wanted
        }
    if isinstance(node, Or):
        return {span for part in node.parts for span in spans(part, text)}
    assert isinstance(node, Near)
    left, right = spans(node.left, text), spans(node.right, text)
    return {
        (min(one, other), max(one, other))
        for one in left
        for other in right
        if 1 <= other[0] - one[1] <= node.distance or 1 <= one[0] - other[1] <= node.distance
    }


texts = st.builds(
    Text,
    st.lists(words, min_size=1, max_size=3).map(tuple),
    st.lists(words, max_size=9).map(tuple),
    st.sampled_from(("", *COUNTRIES)),
    st.sampled_from(SOURCES),
    st.sampled_from((None, date(2023, 1, 5), date(2023, 2, 10), date(2024, 3, 1))),
)


class Meaning(TestCase):
    """Needs a database of its own for each example."""

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(texts, min_size=1, max_size=5), st.lists(nodes, min_size=1, max_size=6))
    def test_every_query_finds_what_a_plain_reading_of_it_finds(
        self, archive: list[Text], asked: list[Node]
    ) -> None:
        for code in COUNTRIES:
            make.country(code)
        for name in SOURCES:
            make.source(name)
        rows = {text.write().pk: text for text in archive}
        for node in asked:
            query = str(And((node,)))
            page = search(SearchRequest(q=query, sort=Sort.OLDEST, exact=True))
            assert not page.problems, query
            found = {result.article.pk for result in page.results}
            assert found == {key for key, text in rows.items() if text.matches(node)}, query
            assert parse(query).tree == parse(str(parse(query).tree)).tree


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("q", "said"),
    [
        ("on:2023-10-16", "published on 16 October 2023"),
        ("on:2023-10", "published in October 2023"),
        ("on:2023", "published in 2023"),
    ],
)
def test_a_day_is_on_and_a_month_in(q, said):
    assert [part.words for part in search(SearchRequest(q=q)).parts] == [said]
