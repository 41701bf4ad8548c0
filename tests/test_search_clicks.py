"""What a number of a page promises is what its click gives, also where the results only come near."""

import random
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from articles.filters import ArticleFilter
from articles.search.answering import OWN_MEASURE
from articles.search.page import search
from articles.search.shown import SearchPage
from tests import factories as make

pytestmark = pytest.mark.django_db
WORDS = [
    *("harbour", "treaty", "pipeline", "envoy", "summit", "drought"),
    *("railway", "ballot", "tariff", "glacier", "orchard", "lantern"),
]


@pytest.fixture
def archive():
    chance = random.Random(5)
    countries = [make.country(code) for code in ("IR", "IL", "RU", "UA", "CN")]
    sources = [make.source(name) for name in ("Wires", "Times", "Post")]
    for number in range(40):
        make.article(
            " ".join(chance.sample(WORDS, 2)),
            " ".join(chance.sample(WORDS, chance.randint(2, 6))),
            countries=chance.sample(countries, chance.randint(0, 3)),
            source=chance.choice([*sources, None]),
            language=chance.choice(["en", "en", "fr"]),
            published=date(2023, 1, 1) + timedelta(chance.randrange(500)) if number % 7 else None,
        )


def page(address: str) -> SearchPage:
    asked = ArticleFilter(QueryDict(address.lstrip("?")))
    assert asked.is_valid(), asked.form.errors
    return search(asked.request_within())


def clicks(of: SearchPage):
    """Each address that the page offers with the number of articles that it promises."""
    for facet in of.facets:
        for value in facet.values:
            if value.active:
                continue
            more = of.total if value.adds else 0
            if not value.adds or OWN_MEASURE not in [told.note for told in of.notes]:
                yield value.address, value.count + more
            if value.exclude:
                yield value.exclude, value.left
    for bar in (*of.timeline.bars, *of.timeline.apart):
        if bar.count:
            yield bar.address, bar.count


def differing(address: str, chance: random.Random, deep: int) -> list[tuple[str, int, int]]:
    of = page(address)
    offered = list(clicks(of))
    found = [(to, count, page(to).total) for to, count in chance.sample(offered, min(12, len(offered)))]
    if deep and offered:
        found += differing(chance.choice(offered)[0], chance, deep - 1)
    return [one for one in found if one[1] != one[2]]


@pytest.mark.parametrize(
    "query",
    [
        "harbour",
        "harbour treaty",
        "harbour OR glacier",
        "harbour -treaty",
        "harbour treaty pipeline envoy summit",
        "harbour treaty pipeline envoy summit drought zeppelin",
        "lantern zeppelin",
        "ballot tarif",
        "country:iran glacier orchard lantern railway",
        '"harbour treaty" lantern',
    ],
)
@pytest.mark.parametrize("filters", ["", "&country=iran", "&country=iran&country=israel&any=country"])
def test_a_click_gives_what_stands_beside_it(archive, query, filters):
    chance = random.Random(query + filters)
    assert not differing(f"?{urlencode({'q': query})}{filters}", chance, 3)


def test_where_filters_leave_nothing_the_nearest_within_them_are_shown_and_numbers_explained(archive):
    iran = make.country("IR")
    make.article("Zebra quagga okapi", "Zebra.", source=make.source("Zoo"))
    make.article("Zebra", "Zebra.", countries=[iran], source=make.source("Wires"))
    found = page("?q=zebra+quagga&source=wires")
    assert found.total == 1
    assert found.relaxed.complete == 0
    assert OWN_MEASURE in [told.note for told in found.notes]
    assert not page("?q=zebra+quagga&country=iran").notes
    assert page("?q=zebra+quagga").relaxed is None


def test_a_filter_on_enough_results_brings_none_that_lack_a_word():
    iran, text = make.country("IR"), "Zebra quagga okapi tapir gnu."
    for number in range(12):
        make.article(f"Herd {number}", text, countries=[iran] if number < 4 else [])
        make.article(f"Part {number}", "Zebra quagga okapi tapir.", countries=[iran])
        make.article(f"Other {number}", "Nothing of it.")
    whole = page("?q=zebra+quagga+okapi+tapir+gnu")
    assert whole.total == 12
    (value,) = [one for facet in whole.facets for one in facet.values if one.choice.value == "iran"]
    assert value.count == page(value.address).total == 4
