"""Events of the archive: reports of one happening join one event, in any order, and leave it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations

import pytest

from articles.importing import event_held, events
from articles.linking.reports import Report, packed, reports_of, unpacked
from articles.models import Article, Event, EventArticle, Story, StoryMember
from articles.records import (
    Field,
    Happening,
    LinkedArticle,
    ParsedArticle,
    Participant,
    Precision,
    PublishedDate,
)
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = date(2024, 5, 6)
IRAN, RUSSIA, EGYPT = (
    Participant(name, code) for name, code in (("Iran", "IR"), ("Russia", "RU"), ("Egypt", "EG"))
)
PUTIN = Participant("Putin", "RU", "Vladimir Putin", "vladimir-putin")


def told(
    title: str,
    body: str,
    kind: str = "agreement",
    *,
    actors: Sequence[Participant] = (IRAN, RUSSIA),
    targets: Sequence[Participant] = (),
    day: date | None = DAY,
    place: str = "",
    published: date | None = DAY,
    sure: float = 0.8,
) -> tuple[Article, tuple[Report, ...]]:
    """An article in the archive, and the report that its first sentence makes."""
    row = make.article(title, body, published=published)
    happening = Happening(
        *(Field.BODY, 0, len(body), body, body.split()[1], kind),
        actors=tuple(actors),
        targets=tuple(targets),
        place=place,
        day=day,
        precision=Precision.DAY if day else Precision.UNKNOWN,
        rule="test",
        confidence=sure,
    )
    parsed = ParsedArticle("", 0, title, body, published=PublishedDate(published, Precision.DAY))
    return row, reports_of(LinkedArticle(parsed, happenings=(happening,)))


def join(*articles: tuple[Article, tuple[Report, ...]]) -> None:
    events.join({row.pk: reports for row, reports in articles})


def grouped() -> set[frozenset[str]]:
    """The titles of the articles of each event."""
    found: dict[int, set[str]] = {}
    for event, title in EventArticle.objects.values_list("event", "article__title"):
        found.setdefault(event, set()).add(title)
    return {frozenset(titles) for titles in found.values()}


@pytest.fixture
def _countries(db: None) -> None:
    for code in ("IR", "RU", "EG"):
        make.country(code)
    make.leader("Vladimir Putin", make.country("RU"))


RAIL = ("Iran and Russia sign rail accord", "Iran signed a rail accord with Russia to finish the Rasht line.")
RAIL_TOO = ("Rasht railway: Moscow signs", "Russia signed an accord with Iran on the Rasht railway line.")
RAIL_LATE = (
    "Rail accord signed over Rasht",
    "Iran signed the Rasht rail accord with Russia, officials said.",
)
GAS = ("Gas pact reached in the Caspian", "Russia reached a pact with Iran on Caspian gas fields.")


@pytest.mark.usefixtures("_countries")
class TestJoining:
    def test_reports_of_one_happening_are_one_suggested_event_and_another_subject_is_not(self) -> None:
        join(told(*RAIL), told(*RAIL_TOO), told(*GAS))
        assert grouped() == {frozenset({RAIL[0], RAIL_TOO[0]}), frozenset({GAS[0]})}
        assert set(Event.objects.values_list("status", flat=True)) == {"suggested"}

    def test_a_report_of_a_later_batch_joins_the_event(self) -> None:
        join(told(*RAIL))
        event = Event.objects.get()
        join(told(*RAIL_TOO))
        assert grouped() == {frozenset({RAIL[0], RAIL_TOO[0]})}
        assert Event.objects.get().pk == event.pk
        assert Event.objects.get().voices == 2

    @pytest.mark.parametrize("order", list(permutations(range(4))))
    def test_the_order_of_imports_does_not_matter(self, order: Sequence[int]) -> None:
        texts = (RAIL, RAIL_TOO, RAIL_LATE, GAS)
        for place in order:
            join(told(*texts[place]))
        assert grouped() == {frozenset({RAIL[0], RAIL_TOO[0], RAIL_LATE[0]}), frozenset({GAS[0]})}

    def test_another_kind_other_participants_or_another_week_is_another_event(self) -> None:
        title, body = RAIL
        join(
            told(title, body),
            told(f"{title} (protest)", body, "protest"),
            told(f"{title} (Egypt)", body, actors=[EGYPT]),
            told(f"{title} (later)", body, day=DAY + timedelta(10), published=DAY + timedelta(10)),
        )
        assert len(grouped()) == 4

    def test_near_identical_texts_share_their_event_whatever_their_words_and_days(self) -> None:
        first = told(*RAIL)
        join(first)
        second = told("Anderer Titel", "Text eines anderen Tages.", day=None, published=None)
        story = Story.objects.create()
        StoryMember.objects.bulk_create(StoryMember(article=row, story=story) for row, _ in (first, second))
        join(second)
        assert len(grouped()) == 1
        assert Event.objects.get().voices == 1

    def test_a_report_that_names_nobody_founds_nothing(self) -> None:
        join(told("Talks somewhere", "Somebody met somebody.", actors=()))
        assert not Event.objects.exists()

    def test_an_event_says_what_most_of_its_reports_say(self) -> None:
        join(
            told(*RAIL, actors=[IRAN], targets=[PUTIN], day=DAY, place="IR"),
            told(*RAIL_TOO, actors=[IRAN], targets=[PUTIN], day=DAY, place="IR"),
            told(*RAIL_LATE, actors=[IRAN], targets=[RUSSIA], day=None, published=DAY + timedelta(1)),
        )
        event = Event.objects.get()
        assert event.title in {RAIL[0], RAIL_TOO[0], RAIL_LATE[0]}
        assert (event.kind, event.start, event.end, event.voices) == ("agreement", "2024-05-06", "", 3)
        assert event.place
        assert event.place.code == "IR"
        assert dict(event.country_links.values_list("country__code", "part")) == {
            "IR": "actor",
            "RU": "target",
        }
        assert dict(event.person_links.values_list("person__slug", "part")) == {"vladimir-putin": "target"}
        assert event.confidence == pytest.approx(0.99)

    def test_the_link_keeps_the_sentence_and_what_decided(self) -> None:
        join(told(*RAIL))
        link = EventArticle.objects.get()
        assert link.evidence == link.article.body[link.start : link.end] == RAIL[1]
        assert (link.field, link.trigger, link.rule, link.kind, link.by_hand) == (
            *("body", "signed", "test", "agreement"),
            False,
        )

    def test_two_events_that_a_report_shows_to_be_one_become_one_and_the_old_address_leads_there(
        self,
    ) -> None:
        one = "Accord signed at Astara", "Iran signed an accord at Astara with Khazar."
        other = "Railway deal by Mazandaran", "Iran agreed on a railway through Mazandaran."
        both = "Astara accord, Mazandaran railway", f"{one[1]} {other[1]}"
        join(told(*one), told(*other))
        first, second = Event.objects.order_by("pk")
        join(told(*both))
        second.refresh_from_db()
        assert (second.merged_into, second.articles.count(), first.articles.count()) == (first, 0, 3)


@pytest.mark.usefixtures("_countries")
class TestLeaving:
    def test_an_event_without_articles_goes_and_one_with_some_left_stays(self) -> None:
        first, second, other = told(*RAIL), told(*RAIL_TOO), told(*GAS)
        join(first, second, other)
        events.forget([first[0].pk, other[0].pk])
        assert grouped() == {frozenset({RAIL_TOO[0]})}
        event = Event.objects.get()
        assert (event.title, event.voices) == (RAIL_TOO[0], 1)

    def test_an_event_that_a_person_made_stays_without_articles_and_unchanged(self) -> None:
        event = make.event("The rail accord", start="2024-05-06", kind="agreement")
        make.event("Unrelated", start="2024-05-06", kind="coup")
        event.countries.add(make.country("IR"), make.country("RU"))
        event_held.enter([event.pk])
        first = told("Iran and Russia sign the rail accord", "Iran signed the rail accord with Russia.")
        join(first)
        assert list(event.articles.all()) == [first[0]]
        events.forget([first[0].pk])
        event.refresh_from_db()
        assert (event.title, event.voices, event.articles.count()) == ("The rail accord", 0, 0)

    def test_reports_joined_anew_come_out_the_same(self) -> None:
        first, second, other = told(*RAIL), told(*RAIL_TOO), told(*GAS)
        join(first, second, other)
        before = grouped()
        events.rejoin([row.pk for row, _ in (first, second, other)])
        assert grouped() == before

    def test_deleted_articles_leave_their_events(self) -> None:
        first, second = told(*RAIL), told(*RAIL_TOO)
        join(first, second)
        with events.leaving([first[0].pk]):
            Article.objects.filter(pk=first[0].pk).delete()
        assert Event.objects.get().voices == 1


def test_a_report_survives_as_json() -> None:
    report = told(*RAIL)[1][0]
    assert unpacked(packed(report)) == report


@pytest.mark.usefixtures("_countries")
def test_an_event_made_by_hand_takes_in_the_suggestion_that_is_the_same_happening() -> None:
    first, second, other = told(*RAIL), told(*RAIL_TOO), told(*GAS)
    join(first, second, other)
    event = make.event("Rasht rail accord", [first[0]], start="2024-05-06", kind="agreement")
    event.countries.add(make.country("IR"), make.country("RU"))
    events.settle([event.pk])
    assert grouped() == {frozenset({RAIL[0], RAIL_TOO[0]}), frozenset({GAS[0]})}
    assert set(event.article_links.values_list("evidence", flat=True)) == {RAIL[1], RAIL_TOO[1]}
    assert event.article_links.get(article=first[0]).by_hand
    assert Event.objects.filter(merged_into=None).count() == 2


@pytest.mark.usefixtures("_countries")
def test_one_happening_told_under_kin_kinds_is_one_event_of_the_usual_kind() -> None:
    title, body = RAIL
    join(told(title, body, "agreement"), told(RAIL_TOO[0], RAIL_TOO[1], "agreement"))
    join(
        told(RAIL_LATE[0], RAIL_LATE[1], "talks"),
        told("Rail strike", "Iran struck the Rasht rail.", "strike"),
    )
    assert sorted(Event.objects.values_list("kind", "voices")) == [("agreement", 3), ("strike", 1)]
