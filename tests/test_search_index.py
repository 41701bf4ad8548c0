"""The index in memory: every number on a page is that of a plain SQL count over the same articles."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importing.posting import build_postings
from articles.models import (
    Article,
    ArticleChange,
    ArticleCountry,
    ArticlePerson,
    Event,
    EventArticle,
    Person,
    SearchText,
    Story,
    StoryMember,
    forget_old_changes,
)
from articles.search import index as held
from articles.search import masks, worded
from articles.search.facets import SHORT
from articles.search.index import Integers, current
from articles.search.index import archive as kept
from articles.search.language import parse_period
from articles.search.names import country_choice, language_choice, leader_choice, source_choice
from articles.search.narrowing import Choice, Narrowing
from articles.search.page import SearchPage, search
from articles.search.request import EACH, PER_PAGE, SearchRequest, Sort
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
        "story": some((0, 0, 1, 2)),
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
        st.tuples(st.just("post"), st.none()),
    ),
    max_size=12,
)
narrowings = st.fixed_dictionaries(
    {
        "q": some(("", "ceasefire", "talks OR grain", "-border", "talks -grain", '"ceasefire talks"')),
        "country": st.sets(some(CODES), max_size=2),
        "leader": st.sets(some(NAMES), max_size=2),
        "source": st.sets(some(SOURCES), max_size=2),
        "language": st.sets(some(("en", "fr")), max_size=1),
        "not_country": st.sets(some(CODES), max_size=2),
        "not_leader": st.sets(some(NAMES), max_size=1),
        "not_source": st.sets(some(SOURCES), max_size=1),
        "any_of": st.sets(some(("country", "leader"))),
        "after": some(("", "2023", "2023-02", "2023-03-16")),
        "before": some(("", "2023", "2023-03", "2023-12-01")),
        "dated": some(("", "unknown", "year", "month")),
    }
)


def add(asked: dict[str, object]) -> Article:
    when, precision = asked["when"]
    row = make.article(
        " ".join(asked["words"]) or "Untitled",
        "A body.",
        published=when,
        precision=precision,
        countries=[make.country(code) for code in sorted(asked["countries"])],
        people=[make.person(name) for name in sorted(asked["people"])],
        source=make.source(asked["source"]) if asked["source"] else None,
        language=asked["language"],
    )
    if asked.get("story"):
        story, _ = Story.objects.get_or_create(pk=10_000 + asked["story"])
        StoryMember.objects.create(article=row, story=story)
    return row


def do(name: str, what: object) -> None:
    """One thing that happens to an archive."""
    rows = list(Article.objects.order_by("pk"))
    if name == "add":
        add(what)
    elif name == "look":
        search(SearchRequest())
    elif name == "post":
        build_postings()
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
    chosen = {name: asked[name] for name in CHOICES}
    excluded = {name: asked.get(f"not_{name}", set()) - asked[name] for name in CHOICES}
    periods = (parse_period(asked[name]) if asked[name] else None for name in ("after", "before"))
    return Narrowing(
        tuple(choices_of(chosen)),
        *periods,
        asked["dated"],
        excluded=tuple(choices_of(excluded)),
        any_of=tuple(sorted(asked.get("any_of", ()))),
    )


CHOICES: dict[str, Callable[[str], Choice]] = {
    "country": lambda code: country_choice(make.country(code)),
    "leader": lambda name: leader_choice(make.person(name)),
    "source": lambda name: source_choice(make.source(name)),
    "language": language_choice,
}


def choices_of(values: dict[str, set[str]]) -> Iterator[Choice]:
    for name, chosen in values.items():
        yield from (CHOICES[name](one) for one in sorted(chosen))


WORD_SQL = {
    "ceasefire": "ceasefire",
    "talks OR grain": "talk | grain",
    "-border": "!border",
    "talks -grain": "talk & !grain",
    '"ceasefire talks"': "ceasefire <-> talk",
}


def plain(narrowing: Narrowing, q: str) -> set[int]:
    """The ids by SQL alone: the conditions of django-filter, and the words as PostgreSQL reads them."""
    rows = Article.objects.filter(narrowing.condition())
    if q:
        found = "words @@ to_tsquery(configuration::regconfig, %s)"
        query = f"SELECT article_id FROM articles_searchtext WHERE {found}"
        with connection.cursor() as cursor:
            cursor.execute(query, [WORD_SQL[q]])
            rows = rows.filter(pk__in=[row[0] for row in cursor.fetchall()])
    return set(rows.values_list("pk", flat=True))


def check(asked: dict[str, object]) -> None:
    """Total, stories, order, facets and bars of a page against plain SQL."""
    request = SearchRequest(q=asked["q"], narrowing=narrowing_of(asked), sort=Sort.NEWEST, versions=EACH)
    page = search(request)
    assert not page.problems
    ids = plain(request.narrowing, request.q)
    assert page.total == len(ids)
    rows = list(Article.objects.filter(pk__in=ids).order_by("pk"))
    by_date = sorted(rows, key=lambda row: (row.published or date.min, row.pk), reverse=True)
    assert [one.article.pk for one in page.results] == [row.pk for row in by_date][:PER_PAGE]
    check_stories(request, by_date)
    check_facets(page, ids)
    bars = sum(bar.count for bar in (*page.timeline.bars, *page.timeline.apart))
    assert bars == len(ids)
    for bar in page.timeline.bars:
        inside = [row for row in rows if row.published_precision in ("day", "month") and row.published]
        if bar.period and page.timeline.unit == "month":
            assert bar.count == sum(bar.period.first <= row.published <= bar.period.last for row in inside)


def check_stories(request: SearchRequest, by_date: list[Article]) -> None:
    """The first of each story in the order, how many there are, and which other versions match."""
    stories = dict(StoryMember.objects.values_list("article", "story"))
    members = Counter(stories.values())
    matching: dict[object, list[int]] = {}
    for row in by_date:
        matching.setdefault(stories.get(row.pk, f"alone {row.pk}"), []).append(row.pk)
    page = search(replace(request, versions=""))
    assert (page.total, page.stories) == (len(by_date), len(matching))
    assert [one.article.pk for one in page.results] == [own[0] for own in matching.values()][:PER_PAGE]
    for result in page.results:
        story, own = stories.get(result.article.pk), result.versions
        if story is None:
            assert own is None
            continue
        assert own is not None
        assert (own.found, own.beside) == (
            len(matching[story]), members[story] - len(matching[story])
        )  # fmt: skip
        assert {row.pk for row in own.others} | {result.article.pk} == set(matching[story])


def check_facets(page: SearchPage, ids: set[int]) -> None:
    """Each number is what a click gives; and no value is missing."""
    request = page.request
    listed: dict[str, Counter[object]] = {}
    for facet in page.facets:
        name = "leader" if facet.name == "person" else facet.name
        for value in facet.values:
            after = plain(request.toggled(value.choice).narrowing, request.q)
            if value.active:
                listed.setdefault(name, Counter())[value.choice.key] = value.count
                continue
            assert value.count == (len(after) - len(ids) if value.adds else len(after)), value
            assert value.count or value.excluded
            if not value.excluded:
                listed.setdefault(name, Counter())[value.choice.key] = value.count
                assert value.left == len(plain(request.excluding(value.choice).narrowing, request.q)), value
    for name, model, column in (
        ("country", ArticleCountry, "country"),
        ("leader", ArticlePerson, "person"),
        ("story", StoryMember, "story"),
    ):
        links = model.objects.filter(article__in=ids).values(column).annotate(total=Count("pk"))
        if name == "story" or not (request.narrowing.any_will_do(name) and request.narrowing.of(name)):
            assert +listed.get(name, Counter()) == Counter({row[column]: row["total"] for row in links})
    for name, column, nothing in (
        ("source", "source_id", {"source": None}),
        ("language", "language", {"language": ""}),
        ("batch", "batch_id", {}),
    ):
        among = Article.objects.filter(pk__in=plain(request.narrowing.without(name), request.q))
        counted = Counter(among.exclude(**nothing).values_list(column, flat=True))
        if name != "batch" or len(counted) <= SHORT:
            assert +listed.get(name, Counter()) == counted


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


@pytest.mark.usefixtures("fresh")
def test_words_are_asked_again_only_of_what_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that was searched before costs nothing while the archive stays, and little while it grows."""
    rows = [add(ONE | {"words": ["talks"]}) for _ in range(3)]
    keys = [row.pk for row in rows]
    asked: list[Integers | None] = []
    find = worded.ids_with_words

    def noting(queries: Mapping[str, str], among: Integers | None = None) -> Integers:
        asked.append(among)
        return find(queries, among)

    monkeypatch.setattr(masks, "ids_with_words", noting)
    monkeypatch.setattr(worded, "ids_with_words", noting)

    def total() -> int:
        return search(SearchRequest(q="talks", sort=Sort.NEWEST)).total

    assert total() == 3
    asked.clear()
    assert (total(), asked) == (3, [])
    new = add(ONE | {"words": ["talks"]})
    rows[0].delete()
    Article.objects.filter(pk=rows[1].pk).update(title="Grain")
    make.index_articles([rows[1].pk])
    assert total() == 2
    assert [[] if one is None else one.tolist() for one in asked] == [[*keys[:2], new.pk]]


@pytest.mark.usefixtures("fresh")
def test_words_found_in_a_transaction_that_is_rolled_back_are_forgotten() -> None:
    add(ONE | {"words": ["talks"]})
    check(EVERYTHING | {"q": "talks OR grain"})

    def and_back() -> None:
        with transaction.atomic():
            add(ONE | {"words": ["grain"]})
            check(EVERYTHING | {"q": "talks OR grain"})
            transaction.set_rollback(True)

    and_back()
    check(EVERYTHING | {"q": "talks OR grain"})
    add(ONE | {"words": ["border"]})
    check(EVERYTHING | {"q": "talks OR grain"})


@pytest.mark.usefixtures("fresh")
def test_a_page_asks_the_same_few_questions_however_much_it_shows(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(3):
        everything = {"countries": {"IR"}, "people": {"Ada Example"}, "source": "Reuters"}
        add(ONE | everything | {"words": [WORDS[number]]})
    search(SearchRequest())
    # The transaction and its end, its state with the notes, the articles, what they name. Names and the last
    # import are known.
    with django_assert_num_queries(5):
        search(SearchRequest())
    for number in range(6):
        people = {"people": {NAMES[number % 3]}, "source": SOURCES[number % 2]}
        add(ONE | people | {"countries": set(CODES), "words": [WORDS[number % 4]]})
    search(SearchRequest())
    with django_assert_num_queries(5):
        search(SearchRequest())


@pytest.mark.usefixtures("fresh")
def test_what_is_renamed_has_its_new_name_at_once() -> None:
    add(ONE | {"people": {"Ada Example"}, "source": "Reuters"})

    def names() -> set[str]:
        page = search(SearchRequest())
        shown = {value.choice.label for facet in page.facets for value in facet.values}
        return shown | {choice.label for result in page.results for choice in result.people}

    assert "Ada Example" in names()
    Person.objects.filter(name="Ada Example").update(name="Ada Sample")
    assert "Ada Sample" in names()
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        Person.objects.filter(name="Ada Sample").update(name="Nobody")
        assert "Nobody" in names()
        raise ZeroDivisionError
    assert {"Ada Sample"} <= names()
    assert "Nobody" not in names()


@pytest.mark.usefixtures("fresh")
def test_a_page_deep_in_collapsed_results_goes_on_where_the_one_before_ended() -> None:
    """The order is collapsed only as far as a page needs."""
    rows = [add(ONE | {"when": DATES[3 + number % 6]}) for number in range(30)]
    for first in range(0, 24, 8):
        story = Story.objects.create()
        StoryMember.objects.bulk_create(
            StoryMember(article=row, story=story) for row in rows[first : first + 8]
        )
    whole = search(SearchRequest(size=50)).ids
    assert len(whole) == 3 + 6
    paged = [key for page in range(1, 6) for key in search(SearchRequest(size=2, page=page)).ids]
    assert paged == list(whole)
    assert search(SearchRequest()).stories == 9
