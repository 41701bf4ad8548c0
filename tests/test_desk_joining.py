"""Stored articles of one file that were cut apart wrongly become one, and two again by undo."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.importing import corrections
from articles.importing.corrections import Author
from articles.importing.events import settle
from articles.importing.reference import load_reference
from articles.importing.run import import_paths
from articles.models import (
    Absorbed,
    Article,
    Batch,
    Event,
    EventArticle,
    LedgerEntry,
    Person,
    SearchText,
    StoryMember,
    Version,
)
from tests import factories as make
from tests.test_desk import edited, page
from tests.test_desk_cuts_meeting import newest, post
from tests.test_desk_cutting import cut, stored, titles
from tests.test_events_imported import FIXTURES
from tests.texts import dump_file, page_dump

pytestmark = pytest.mark.django_db

FISH, LATER, SALT = "Fish Talks Go On", "What Comes Later", "Salt Talks Begin"
FIRST = ["Norwegian Foreign Minister Kari Solberg met officials in Tirana on Monday, they said in Albania."]
SECOND = [
    "Kari Solberg left Albania for Norway on Tuesday, her office said. Albania attacked Norway on Monday."
]
THIRD = ["Salt is cheap in spring, said the owner of a mine. It rained, and nobody came to the harbour."]
FILE = dump_file(
    page_dump(FISH, FIRST),
    page_dump(LATER, SECOND, "Ministers at a table, March 5, 2024. (Example Agency)"),
    page_dump(SALT, THIRD),
)


@pytest.fixture(autouse=True)
def _at_once(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.IMPORT_IN_BACKGROUND = False
    for code in ("AL", "NO"):
        make.country(code)


@pytest.fixture
def desk(admin_client: Client) -> Client:
    return admin_client


def entry_of(title: str) -> LedgerEntry:
    article = Article.objects.get(title=title)
    entry = LedgerEntry.objects.exclude(outcome="duplicate").filter(article=article, file=article.file).last()
    assert entry is not None
    return entry


def marks_shown(desk: Client, entry: LedgerEntry, query: str) -> dict[str, str]:
    """What the page of lines says of each line, as its form would send it."""
    shown = desk.get(reverse("admin:desk_cut", args=[entry.batch_id, entry.pk]) + query).context
    marks = {f"line_{line.number}": line.mark for line in shown["shown"]}
    return marks | ({"elsewhere": shown["elsewhere"]} if shown["elsewhere"] else {})


def joined(desk: Client, title: str, other: str) -> Batch:
    """The batch of two articles cut together as the page proposes, not stored yet."""
    entry, also = entry_of(title), entry_of(other)
    query = f"?and={also.pk}"
    cut(desk, entry, "keep", query, **marks_shown(desk, entry, query))
    return newest()


def state() -> dict[str, Any]:
    """All that the archive has of its articles."""
    links = ("in_title", "mentions", "evidence", "about", "confidence")
    return {
        article.title: [
            {f.attname: getattr(article, f.attname) for f in Article._meta.concrete_fields},
            list(article.captions.values_list("text", "credit", "taken", "place")),
            sorted(map(str, article.country_links.values_list("country__code", *links))),
            sorted(map(str, article.person_links.values_list("person__slug", *links, "role"))),
            sorted(
                map(
                    str,
                    EventArticle.objects.filter(article=article).values_list(
                        "event__title", "by_hand", "words", "kind", "start", "end"
                    ),
                )
            ),
            [
                {
                    f.attname: getattr(version, f.attname)
                    for f in Version._meta.concrete_fields
                    if f.name != "id"
                }
                for version in article.versions.all()
            ],
            sorted(
                StoryMember.objects.filter(story__members__article=article).values_list("article", flat=True)
            ),
            SearchText.objects.get(article=article).words,
            list(
                article.ledger_entries.filter(batch__status="done")
                .order_by("pk")
                .values_list("pk", "outcome", "reason")
            ),
        ]
        for article in Article.objects.order_by("pk")
    }


def test_neighbours_of_a_stored_file_become_one_and_undo_brings_all_back_as_it_was(desk: Client) -> None:
    stored(desk, "dump.txt", FILE)
    before = state()
    assert list(before) == [FISH, LATER, SALT]
    fish, later = (Article.objects.get(title=title) for title in (FISH, LATER))
    html = desk.get(reverse("admin:desk_cut_article", args=[fish.pk]), follow=True).content.decode()
    assert f"?and={entry_of(LATER).pk}" in html
    assert f"?and={entry_of(SALT).pk}" not in html

    again = joined(desk, FISH, LATER)
    assert state() == before
    html = page(desk, again)
    assert "Store 1 article<" in html
    assert "Columns …" not in html  # the lines of a cut have none
    assert "Articles that leave the archive" in html
    assert later.get_absolute_url() in html
    post(desk, "store", again)

    assert titles() == [FISH, SALT]
    fish.refresh_from_db()
    assert FIRST[0] in fish.body
    assert SECOND[0] in fish.body
    assert LATER in fish.body
    assert fish.body.count("(Example Agency)") == 0
    assert [caption.text for caption in fish.captions.all()][:1]
    assert Article.objects.get(title=SALT).body == before[SALT][0]["body"]
    assert fish.versions.get().body == before[FISH][0]["body"]
    assert str(again) == f"Batch {again.pk}: Cut together: {FISH}"
    assert LATER in page(desk, again)

    response = desk.get(later.get_absolute_url())
    assert (response.status_code, response.url) == (302, fish.get_absolute_url())
    asked = desk.get(reverse("admin:desk_undo", args=[again.pk])).content.decode()
    assert "bring 1</b> article back" in asked
    post(desk, "undo", again)
    assert state() == before
    assert not Absorbed.objects.exists()
    assert desk.get(later.get_absolute_url()).status_code == 200
    found = desk.get(reverse("search"), {"q": '"left Albania for Norway"'}).content.decode()
    assert LATER in found


def test_joining_from_below_gives_the_title_and_the_address_of_the_first(desk: Client) -> None:
    stored(desk, "dump.txt", FILE)
    fish = Article.objects.get(title=FISH)
    again = joined(desk, LATER, FISH)
    post(desk, "store", again)
    assert titles() == [FISH, SALT]
    assert SECOND[0] in Article.objects.get(pk=fish.pk).body


def test_three_are_joined_by_going_on_from_the_page_of_two(desk: Client) -> None:
    stored(desk, "dump.txt", FILE)
    middle = entry_of(LATER)
    address = reverse("admin:desk_cut", args=[middle.batch_id, middle.pk])
    query = f"?and={entry_of(FISH).pk}&and={entry_of(SALT).pk}"
    html = desk.get(address + f"?and={entry_of(FISH).pk}").content.decode()
    assert query.replace("&", "&amp;") in html
    cut(desk, middle, "keep", query, **marks_shown(desk, middle, query))
    html = page(desk, newest())
    assert "Their addresses" in html
    post(desk, "store", newest())
    assert titles() == [FISH]
    assert Absorbed.objects.count() == 2
    post(desk, "undo", newest())
    assert titles() == [FISH, LATER, SALT]


def test_later_imports_of_the_same_bytes_obey_until_it_is_taken_back(desk: Client, tmp_path: Any) -> None:
    stored(desk, "dump.txt", FILE)
    again = joined(desk, FISH, LATER)
    copy = tmp_path / "copy.txt"
    copy.write_text(FILE)
    assert import_paths([str(copy)], source="Example Times", store=False).outcomes == {"duplicate": 3}
    post(desk, "store", again)
    assert import_paths([str(copy)], source="Example Times", store=False).outcomes == {"duplicate": 2}
    post(desk, "undo", again)
    assert import_paths([str(copy)], source="Example Times", store=False).outcomes == {"duplicate": 3}


def test_what_another_file_has_too_stays_and_says_so(desk: Client) -> None:
    stored(desk, "dump.txt", FILE)
    stored(
        desk, "other.txt", page_dump(LATER, SECOND, "Ministers at a table, March 5, 2024. (Example Agency)")
    )
    assert len(titles()) == 3
    again = joined(desk, FISH, LATER)
    html = page(desk, again)
    assert "Articles that leave the archive" not in html
    assert "another file has it too" in html
    before = state()
    post(desk, "store", again)
    assert titles() == [FISH, LATER, SALT]
    post(desk, "undo", again)
    assert state() == before


def test_the_boundary_of_two_articles_is_moved_and_both_keep_their_addresses(desk: Client) -> None:
    stored(desk, "dump.txt", FILE.replace(FIRST[0], f"{FIRST[0]}\n\nIt is an old one, they say."))
    fish, later = (Article.objects.get(title=title) for title in (FISH, LATER))
    before = state()
    entry, also = entry_of(FISH), entry_of(LATER)
    marks = marks_shown(desk, entry, f"?and={also.pk}")
    moved = {**marks, f"line_{entry.last_line}": "open", f"line_{also.first_line}": "out"}
    cut(desk, entry, "keep", f"?and={also.pk}", **moved)
    html = page(desk, newest())
    assert "Articles that leave the archive" not in html
    assert "Store 2 articles" in html
    post(desk, "store", newest())
    assert Article.objects.get(pk=fish.pk).body == FIRST[0]
    assert Article.objects.get(pk=later.pk).body.startswith("It is an old one")
    assert SECOND[0] in Article.objects.get(pk=later.pk).body
    post(desk, "undo", newest())
    assert state() == before


def test_an_article_that_is_all_furniture_leaves_with_a_cut_that_stores_no_text(desk: Client) -> None:
    stored(desk, "dump.txt", FILE)
    entry, also = entry_of(FISH), entry_of(LATER)
    marks = marks_shown(desk, entry, "")
    first = also.first_line
    before = state()
    cut(desk, entry, "keep", f"?and={also.pk}", **marks, **{f"line_{first}": "rest"})
    again = newest()
    html = page(desk, again)
    assert "Store it<" in html
    post(desk, "store", again)
    assert titles() == [FISH, SALT]
    assert Article.objects.get(title=FISH).body == before[FISH][0]["body"]
    post(desk, "undo", again)
    assert state() == before


def test_corrections_of_the_one_that_left_wait_and_hold_again_when_it_is_back(
    desk: Client, admin_user: User
) -> None:
    stored(desk, "dump.txt", FILE)
    solberg = Person.objects.get(slug="kari-solberg")
    later = Article.objects.get(title=LATER)
    author = Author(admin_user, "somebody else")
    correction = corrections.reject(later, solberg, author)
    before = state()
    assert not later.person_links.filter(person=solberg).exists()
    again = joined(desk, FISH, LATER)
    post(desk, "store", again)
    assert Article.objects.get(title=FISH).person_links.filter(person=solberg).exists()
    post(desk, "undo", again)
    assert state() == before
    post(desk, "read", again)
    post(desk, "store", again)
    corrections.revert(correction, author)
    post(desk, "undo", again)
    assert Article.objects.get(title=LATER).person_links.filter(person=solberg).exists()


def test_a_correction_of_what_was_joined_holds_for_the_first_after_undo(
    desk: Client, admin_user: User
) -> None:
    stored(desk, "dump.txt", FILE)
    solberg = Person.objects.get(slug="kari-solberg")
    again = joined(desk, FISH, LATER)
    post(desk, "store", again)
    corrections.reject(Article.objects.get(title=FISH), solberg, Author(admin_user, ""))
    post(desk, "undo", again)
    assert not Article.objects.get(title=FISH).person_links.filter(person=solberg).exists()
    assert Article.objects.get(title=LATER).person_links.filter(person=solberg).exists()


def test_texts_changed_by_hand_and_earlier_versions_come_back_too(desk: Client) -> None:
    changed = FILE.replace("her office said", "her office said at noon")
    stored(desk, "dump.txt", changed)
    later = Article.objects.get(title=LATER)
    assert edited(desk, later, title="What Came Later", byline="Ann Lee").status_code == 302
    before = state()
    entry, also = entry_of(FISH), entry_of("What Came Later")
    cut(desk, entry, "keep", f"?and={also.pk}", **marks_shown(desk, entry, f"?and={also.pk}"))
    post(desk, "store", newest())
    assert titles() == [FISH, SALT]
    post(desk, "undo", newest())
    assert state() == before


def test_events_and_stories_of_the_one_that_left_are_as_they_were(desk: Client) -> None:
    load_reference(FIXTURES)
    rail, near = "Iran and Russia Sign Rail Accord in Tehran", "Russia, Iran Sign Accord on Rasht Railway"
    accord = "Iran and Russia signed an accord on Monday to finish the Rasht railway."
    text = f"{accord} They spoke for five hours about rails, tunnels and the weather of the mountains."
    caption = "Ministers at a table in Tehran, Iran, Monday, March 4, 2024. (Example Agency)"
    stored(desk, "near.txt", page_dump(near, [f"{text} It is all they said."], caption))
    stored(desk, "dump.txt", dump_file(page_dump(FISH, FIRST), page_dump(rail, [text], caption)))
    event = Event.objects.create(title="Talks of the year", start="2024-03", kind="talks")
    EventArticle.objects.create(event=event, article=Article.objects.get(title=rail))
    settle([event.pk])
    before = state()
    events, stories = before[rail][4], before[rail][6]
    assert "Talks of the year" in str(events)
    assert "agreement" in str(events)
    assert len(stories) == 2
    again = joined(desk, FISH, rail)
    post(desk, "store", again)
    assert rail not in titles()
    post(desk, "undo", again)
    assert state() == before


def test_taking_back_the_first_batch_leaves_the_joined_one_and_nothing_comes_back_twice(desk: Client) -> None:
    first = stored(desk, "dump.txt", FILE)
    again = joined(desk, FISH, LATER)
    post(desk, "store", again)
    post(desk, "undo", first)
    assert titles() == [FISH]
    assert not Absorbed.objects.exists()
    post(desk, "undo", again)
    assert titles() == []
    post(desk, "read", first)
    post(desk, "store", first)
    assert titles() == [FISH, LATER, SALT]


def test_the_same_bytes_under_another_name_keep_what_leaves_when_the_first_goes(desk: Client) -> None:
    first = stored(desk, "dump.txt", FILE)
    other = stored(desk, "copy.txt", FILE)
    again = joined(desk, FISH, LATER)
    post(desk, "store", again)
    assert titles() == [FISH, SALT]
    post(desk, "undo", first)
    assert titles() == [FISH, SALT]
    post(desk, "undo", again)
    assert titles() == [FISH, LATER, SALT]
    assert {article.batch for article in Article.objects.all()} == {other}


def test_where_its_text_came_anew_meanwhile_that_article_stays(desk: Client) -> None:
    stored(desk, "dump.txt", FILE)
    again = joined(desk, FISH, LATER)
    post(desk, "store", again)
    stored(
        desk, "other.txt", page_dump(LATER, SECOND, "Ministers at a table, March 5, 2024. (Example Agency)")
    )
    assert titles() == [FISH, SALT, LATER]
    asked = desk.get(reverse("admin:desk_undo", args=[again.pk])).content.decode()
    assert "bring 1</b>" not in asked
    post(desk, "undo", again)
    assert titles() == [FISH, SALT, LATER]


def test_what_was_cut_apart_is_joined_again_and_each_step_is_taken_back(desk: Client) -> None:
    first = stored(desk)
    whole = state()
    cut(desk, first.entries.get(), "keep", line_1="start", line_5="open")
    second = newest()
    post(desk, "store", second)
    assert len(titles()) == 2
    parts = state()
    ferry, bridge = (entry_of(title) for title in titles())
    cut(desk, ferry, "keep", f"?and={bridge.pk}", line_1="start")
    third = newest()
    assert [entry.outcome for entry in third.entries.all()] == ["changed"]
    post(desk, "store", third)
    assert [row[0]["body"] for row in state().values()] == [row[0]["body"] for row in whole.values()]
    html = post(desk, "undo", second)
    assert str(third) in html
    assert len(titles()) == 1
    post(desk, "undo", third)
    assert state() == parts
    post(desk, "undo", second)
    assert state() == whole


def test_a_joining_that_was_killed_half_stored_goes_on(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(desk, "dump.txt", FILE)
    before = state()
    again = joined(desk, FISH, LATER)
    with monkeypatch.context() as patch:
        patch.setattr("articles.importing.run.absorb", _die)
        with pytest.raises(KeyboardInterrupt):
            post(desk, "store", again)
    assert titles() == [FISH, LATER, SALT]
    Batch.objects.filter(pk=again.pk).update(heartbeat=None)
    post(desk, "store", again)
    assert titles() == [FISH, SALT]
    assert Version.objects.count() == 1
    post(desk, "undo", again)
    assert state() == before


def test_what_left_is_not_thrown_away_with_a_batch_that_stopped_before_its_end(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(desk, "dump.txt", FILE)
    before = state()
    entry, also = entry_of(FISH), entry_of(LATER)
    marks = {**marks_shown(desk, entry, ""), f"line_{also.first_line}": "rest"}
    cut(desk, entry, "keep", f"?and={also.pk}", **marks)
    again = newest()
    with monkeypatch.context() as patch:
        patch.setattr("articles.importing.run.catch_up", _die)
        with pytest.raises(KeyboardInterrupt):
            post(desk, "store", again)
    assert titles() == [FISH, SALT]
    Batch.objects.filter(pk=again.pk).update(heartbeat=None)
    assert "is in the archive" in post(desk, "discard", again)
    post(desk, "undo", again)
    assert state() == before


def _die(_: Batch) -> None:
    raise KeyboardInterrupt


def test_the_one_that_has_the_lines_may_be_deleted_and_undo_still_brings_back(desk: Client) -> None:
    stored(desk, "dump.txt", FILE)
    later = Article.objects.get(title=LATER)
    again = joined(desk, FISH, LATER)
    post(desk, "store", again)
    fish = Article.objects.get(title=FISH)
    desk.post(reverse("admin:articles_article_delete", args=[fish.pk]), {"post": "yes"})
    assert titles() == [SALT]
    assert desk.get(later.get_absolute_url()).status_code == 404
    post(desk, "undo", again)
    assert sorted(titles()) == sorted([SALT, LATER])


def test_the_ledger_says_where_the_lines_of_an_entry_went(desk: Client) -> None:
    first = stored(desk, "dump.txt", FILE)
    entry = entry_of(LATER)
    again = joined(desk, FISH, LATER)
    post(desk, "store", again)
    html = desk.get(reverse("admin:desk_entry", args=[first.pk, entry.pk])).content.decode()
    assert "were cut together with others" in html
    assert Article.objects.get(title=FISH).get_absolute_url() in html


def test_the_preview_of_a_cut_of_stored_lines_is_cut_again_before_it_is_stored(desk: Client) -> None:
    stored(desk, "dump.txt", FILE)
    again = joined(desk, FISH, LATER)
    entry = again.entries.get()
    lines = Article.objects.get(title=LATER).first_line
    cut(desk, entry, "keep", **{**marks_shown(desk, entry, ""), f"line_{lines}": "start"})
    again.refresh_from_db()
    assert [each.title for each in again.entries.all()] == [FISH, LATER]
    shown = desk.get(reverse("admin:desk_entry", args=[again.pk, again.entries.get(title=LATER).pk]))
    assert shown.context["article"].title == LATER
    assert "Articles that leave the archive" not in page(desk, again)
    post(desk, "store", again)
    assert titles() == [FISH, LATER, SALT]


def test_a_batch_of_the_same_file_given_twice_offers_each_neighbour_once(desk: Client) -> None:
    stored(desk, "dump.txt", FILE)
    stored(desk, "dump.txt", FILE)
    entry = entry_of(LATER)
    query = f"?and={entry_of(SALT).pk}"
    shown = desk.get(reverse("admin:desk_cut", args=[entry.batch_id, entry.pk]) + query).context
    assert [each.title for each in shown["joined"]] == [SALT]
    assert shown["beside"].above.article.title == FISH
    assert shown["beside"].below is None


def test_neighbours_of_another_file_or_batch_are_not_joined(desk: Client) -> None:
    stored(desk, "dump.txt", FILE)
    other = stored(desk, "other.txt", page_dump("Other Talks"))
    entry = entry_of(FISH)
    stranger = other.entries.get()
    shown = desk.get(
        reverse("admin:desk_cut", args=[entry.batch_id, entry.pk]) + f"?and={stranger.pk}"
    ).context
    assert shown["lines"].last < entry_of(LATER).first_line
    assert not shown["joined"]
