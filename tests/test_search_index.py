"""The index in memory: every number on a page is that of a plain SQL count over the same articles."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import (
    Article,
    ArticleChange,
    ArticleCountry,
    ArticlePerson,
    Event,
    EventArticle,
    SearchText,
    forget_old_changes,
)
from articles.search import index as held
from articles.search.index import archive as kept
from articles.search.index import current
from articles.search.language import parse_period
from articles.search.names import country_choice, language_choice, leader_choice, source_choice
from articles.search.narrowing import Choice, Narrowing
from articles.search.page import search
from articles.search.request import PER_PAGE, SearchRequest, Sort
from tests import factories as make

CODES = ("IR", "IL", "RU", "UA")
NAMES = ("Vladimir Putin", "Ebrahim Raisi", "Ada Example")
SOURCES = ("Reuters", "Le Monde")
WORDS = ("ceasefire", "talks", "grain", "border")
DATES = ((None, "unknown"), (date(2023, 1, 1), "year"), (date(2023, 3, 1), "month"))
DATES += tuple((date(2023, month, day), "day") for month in (1, 2, 3, 12) for day in (1, 16, 28))

some = st.sampled_from
articles = st.fixed_dictionaries(
    {
        "words": st.lists(some(WORDS), max_size=3),
        "when": some(DATES),
        "countries": st.sets(some(CODES), max_size=3),
        "people": st.sets(some(NAMES), max_size=2),
        "source": some((*SOURCES, None)),
        "language": some(("en", "fr", "")),
    }
)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("add"), articles),
        st.tuples(st.just("delete"), st.integers(0, 9)),
        st.tuples(st.just("move"), st.tuples(st.integers(0, 9), some(DATES))),
        st.tuples(st.just("link"), st.tuples(st.integers(0, 9), some(CODES))),
        st.tuples(st.just("unlink"), st.tuples(st.integers(0, 9), some(CODES))),
        st.tuples(st.just("rename"), st.tuples(st.integers(0, 9), some(WORDS))),
        st.tuples(st.just("look"), st.none()),
    ),
    max_size=12,
)
narrowings = st.fixed_dictionaries(
    {
        "q": some(("", "ceasefire", "talks OR grain", "-border", "talks -grain", '"ceasefire talks"')),
        "country": st.sets(some(CODES), max_size=2),
        "leader": st.sets(some(NAMES), max_size=1),
        "source": st.sets(some(SOURCES), max_size=2),
        "language": st.sets(some(("en", "fr")), max_size=1),
        "after": some(("", "2023", "2023-02", "2023-03-16")),
        "before": some(("", "2023", "2023-03", "2023-12-01")),
        "dated": some(("", "unknown", "year", "month")),
    }
)


def add(asked: dict[str, object]) -> Article:
    when, precision = asked["when"]
    return make.article(
        " ".join(asked["words"]) or "Untitled",
        "A body.",
        published=when,
        precision=precision,
        countries=[make.country(code) for code in sorted(asked["countries"])],
        people=[make.person(name) for name in sorted(asked["people"])],
        source=make.source(asked["source"]) if asked["source"] else None,
        language=asked["language"],
    )


def do(name: str, what: object) -> None:
    """One thing that happens to an archive."""
    rows = list(Article.objects.order_by("pk"))
    if name == "add":
        add(what)
    elif name == "look":
        search(SearchRequest())
    elif rows:
        number, value = (what, None) if name == "delete" else what
        row = rows[number % len(rows)]
        if name == "delete":
            row.delete()
        elif name == "move":
            Article.objects.filter(pk=row.pk).update(published=value[0], published_precision=value[1])
        elif name == "link":
            ArticleCountry.objects.get_or_create(article=row, country=make.country(value))
        elif name == "unlink":
            ArticleCountry.objects.filter(article=row, country__code=value).delete()
        else:
            Article.objects.filter(pk=row.pk).update(title=value)
            make.index_articles([row.pk])


def narrowing_of(asked: dict[str, object]) -> Narrowing:
    choices: list[Choice] = [country_choice(make.country(code)) for code in sorted(asked["country"])]
    choices += [leader_choice(make.person(name)) for name in sorted(asked["leader"])]
    choices += [source_choice(make.source(name)) for name in sorted(asked["source"])]
    choices += [language_choice(code) for code in sorted(asked["language"])]
    periods = (parse_period(asked[name]) if asked[name] else None for name in ("after", "before"))
    return Narrowing(tuple(choices), *periods, asked["dated"])


WORD_SQL = {
    "ceasefire": "ceasefire",
    "talks OR grain": "talk | grain",
    "-border": "!border",
    "talks -grain": "talk & !grain",
    '"ceasefire talks"': "ceasefire <-> talk",
}


def plain(asked: dict[str, object], leave_out: str = "") -> set[int]:
    """The ids by SQL alone: the conditions of django-filter, and the words as PostgreSQL reads them."""
    narrowing = narrowing_of(asked)
    if leave_out:
        narrowing = narrowing.without(leave_out)
    rows = Article.objects.filter(narrowing.condition())
    if asked["q"]:
        found = "words @@ to_tsquery(configuration::regconfig, %s)"
        query = f"SELECT article_id FROM articles_searchtext WHERE {found}"
        with connection.cursor() as cursor:
            cursor.execute(query, [WORD_SQL[asked["q"]]])
            rows = rows.filter(pk__in=[row[0] for row in cursor.fetchall()])
    return set(rows.values_list("pk", flat=True))


def check(asked: dict[str, object]) -> None:
    """Total, order, facets and bars of a page against plain SQL."""
    request = SearchRequest(q=asked["q"], narrowing=narrowing_of(asked), sort=Sort.NEWEST)
    page = search(request)
    assert not page.problems
    ids = plain(asked)
    assert page.total == len(ids)
    rows = list(Article.objects.filter(pk__in=ids).order_by("pk"))
    by_date = sorted(rows, key=lambda row: (row.published or date.min, row.pk), reverse=True)
    assert [one.article.pk for one in page.results] == [row.pk for row in by_date][:PER_PAGE]
    shown = {facet.name: {value.choice.key: value.count for value in facet.values} for facet in page.facets}
    for name, model, column in (("country", ArticleCountry, "country"), ("leader", ArticlePerson, "person")):
        links = model.objects.filter(article__in=ids).values(column).annotate(total=Count("pk"))
        counted = {row[column]: row["total"] for row in links}
        assert {key: total for key, total in shown.get(name, {}).items() if total} == counted
    for name, column, nothing in (
        ("source", "source_id", {"source": None}),
        ("language", "language", {"language": ""}),
    ):
        among = Article.objects.filter(pk__in=plain(asked, name)).exclude(**nothing)
        counted = Counter(among.values_list(column, flat=True))
        assert {key: total for key, total in shown.get(name, {}).items() if total} == counted
    bars = sum(bar.count for bar in (*page.timeline.bars, *page.timeline.apart))
    assert bars == len(ids)
    for bar in page.timeline.bars:
        inside = [row for row in rows if row.published_precision in ("day", "month") and row.published]
        if bar.period and page.timeline.unit == "month":
            assert bar.count == sum(bar.period.first <= row.published <= bar.period.last for row in inside)


@pytest.mark.django_db
@given(done=deeds, asked=narrowings)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_number_is_that_of_a_plain_count(
    done: list[tuple[str, object]], asked: dict[str, object]
) -> None:
    with transaction.atomic():
        for name, what in done:
            do(name, what)
        check(asked)
        transaction.set_rollback(True)


@pytest.fixture
def fresh(transactional_db: None) -> Iterator[None]:
    held.forget()
    yield
    held.forget()


ONE = {
    "words": [], "when": DATES[3], "countries": {"IR"}, "people": set(), "source": None, "language": "en",
}  # fmt: skip
EVERYTHING = {
    "q": "", "country": set(), "leader": set(), "source": set(), "language": set(),
    "after": "", "before": "", "dated": "",
}  # fmt: skip


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("most", [0, 5000])
def test_the_index_follows_the_archive(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Whether the changed articles stand in the small segment or are merged into the large one."""
    monkeypatch.setattr(kept, "MOST_CHANGED", most)
    base = {"people": {"Vladimir Putin"}, "source": "Reuters", "language": "en"}
    check(EVERYTHING)
    for number in range(6):
        add({**base, "words": [WORDS[number % 4]], "when": DATES[number], "countries": {CODES[number % 4]}})
        check(EVERYTHING)
    do("delete", 0)
    check(EVERYTHING)
    do("move", (1, DATES[5]))
    do("link", (2, "UA"))
    check(EVERYTHING | {"country": {"UA"}})
    do("unlink", (2, "UA"))
    do("rename", (3, "border"))
    check(EVERYTHING | {"q": "-border"})
    with current() as one, current() as other:
        assert one is other


@pytest.mark.usefixtures("fresh")
def test_what_was_rolled_back_was_never_there() -> None:
    add(
        {
            "words": [],
            "when": DATES[3],
            "countries": {"IR"},
            "people": set(),
            "source": None,
            "language": "en",
        }
    )
    check(EVERYTHING)

    def and_back() -> None:
        with transaction.atomic():
            do("link", (0, "UA"))
            check(EVERYTHING | {"country": {"UA"}})
            transaction.set_rollback(True)

    and_back()
    check(EVERYTHING | {"country": {"UA"}})


@pytest.mark.usefixtures("fresh")
def test_a_process_that_missed_notes_loads_everything() -> None:
    one = {
        "words": [],
        "when": DATES[3],
        "countries": {"IR"},
        "people": set(),
        "source": None,
        "language": "en",
    }
    add(one)
    check(EVERYTHING)
    add(one)
    ArticleChange.objects.all().delete()
    check(EVERYTHING)
    ArticleChange.objects.update(made=datetime(2020, 1, 1, tzinfo=UTC))
    forget_old_changes()
    add(ONE)
    check(EVERYTHING)


@pytest.mark.usefixtures("fresh")
def test_one_state_of_the_archive_while_others_write() -> None:
    """Two readers and a writer: on every page facets, bars, results and total belong together."""
    one = {"words": ["talks"], "when": DATES[3], "people": set(), "source": "Reuters", "language": "en"}
    for code in CODES:
        add({**one, "countries": {code}})
    wrong: list[str] = []
    ended = threading.Event()

    def write() -> None:
        for number in range(12):
            with transaction.atomic():
                row = add({**one, "countries": {CODES[number % 4]}})
                add({**one, "countries": {CODES[number % 4]}})
            if number % 3 == 0:
                row.delete()
        ended.set()

    def read() -> None:
        while not ended.is_set():
            page = search(SearchRequest(q="talks", sort=Sort.NEWEST))
            countries = next(facet for facet in page.facets if facet.name == "country")
            numbers = {
                page.total,
                sum(value.count for value in countries.values),
                sum(bar.count for bar in page.timeline.bars),
            }
            shown = len(page.results)
            if len(numbers) != 1 or shown != min(page.total, PER_PAGE):
                wrong.append(f"{numbers} and {shown} shown")

    _together(write, read, read)
    assert not wrong
    check(EVERYTHING)


def _together(*works: Callable[[], None]) -> None:
    def closing(work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=closing, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)


@pytest.mark.django_db
def test_words_of_an_article_are_noted_too() -> None:
    row = make.article("talks")
    before = ArticleChange.objects.count()
    SearchText.objects.filter(pk=row.pk).update(configuration="simple")
    assert ArticleChange.objects.count() == before + 1
    assert ArticleChange.objects.last().articles == [row.pk]


@pytest.mark.usefixtures("fresh")
def test_an_event_that_a_person_rejects_counts_no_more() -> None:
    row = make.article("talks", countries=[make.country("IR")])
    event = Event.objects.create(title="Talks", start="2023-10", status=Event.Status.SUGGESTED)
    EventArticle.objects.create(event=event, article=row)

    def counted() -> list[int]:
        facets = search(SearchRequest()).facets
        return [value.count for facet in facets if facet.name == "event" for value in facet.values]

    assert counted() == [1]
    event.status = Event.Status.REJECTED
    event.save()
    assert counted() == []
    event.status = Event.Status.CONFIRMED
    event.save()
    assert counted() == [1]
