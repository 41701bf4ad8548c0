"""Paragraphs that a source prints around all its texts are taken out; news, credits and datelines stay."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.reading import titles
from articles.reading.furniture import group_of
from articles.reading.learning import without_learned
from articles.records import ParsedArticle, Rejection

FOOTER = "Subscribe to our channel for the latest news."
MOTTO = "The Harbour Gazette is the leading daily of the northern coast, printed in nine towns since 1911."
PLACES = ("Ostia", "Tarvo", "Belmara", "Quill Bay", "Sundhaven", "Marrow", "Ilkest", "Pallas Point")


def story(number: int, *after: str, before: tuple[str, ...] = (), **fields: str) -> ParsedArticle:
    """An article of its own title and text, with paragraphs around it."""
    place = PLACES[number % len(PLACES)]
    news = (
        f"Envoy number {number} arrived in {place} for the first round of talks on the {number + 3} wells.",
        f"The council of {place} put the cost of the works at {number * 7 + 11} million, officials said.",
        f"A vote on plan {number} is due in {number + 2} weeks, the speaker of the house in {place} said.",
    )
    body = "\n\n".join((*before, *news, *after))
    named = {"file": f"in/{number}.txt", "title": f"Talks {number} open in {place}", "layout": "plain text"}
    return ParsedArticle(index=0, body=body, **{**named, **fields})  # type: ignore[arg-type]


def cleaned(*articles: ParsedArticle, window: int = 2000, source: str = "") -> list[ParsedArticle]:
    made = list(without_learned(iter(articles), window, source))
    assert all(isinstance(each, ParsedArticle) for each in made)
    return [each for each in made if isinstance(each, ParsedArticle)]


def test_what_stands_below_every_text_of_a_source_is_taken_out_and_kept_on_record() -> None:
    articles = [story(number, MOTTO, FOOTER) for number in range(12)]
    for before, after in zip(articles, cleaned(*articles), strict=True):
        assert after.paragraphs == before.paragraphs[:3]
        assert [(line.line, line.text) for line in after.removed] == [(None, MOTTO), (None, FOOTER)]
        assert after.removed[0].reason == "repeated in 12 of 12 articles of in (plain text)"
        assert replace(after, body=before.body, whole="", removed=()) == before


def test_four_stories_are_enough_for_words_to_the_reader_and_three_are_not() -> None:
    assert all(FOOTER not in each.body for each in cleaned(*(story(number, FOOTER) for number in range(4))))
    assert all(FOOTER in each.body for each in cleaned(*(story(number, FOOTER) for number in range(3))))


@pytest.mark.parametrize(
    "line",
    [
        "Follow us on Google News",
        "The views expressed here are the author's own.",
        "تابعوا قناتنا على تلغرام",
        "Suscríbase a nuestro boletín.",
        "Подпишитесь на наш канал",
        "Abonnez-vous à notre lettre.",
        "© Harbour Gazette",
    ],
)
def test_the_furniture_is_known_in_any_language_by_its_coming_back(line: str) -> None:
    made = cleaned(*(story(number, line, before=("Listen to this article",)) for number in range(6)))
    assert all(len(each.paragraphs) == 3 for each in made)


def test_versions_of_one_story_teach_nothing() -> None:
    shared = story(1).paragraphs
    updates = [
        replace(
            story(1),
            body="\n\n".join((f"Update {number} came late in the day.", *shared)),
            title=f"Talks go on, {number}",
        )
        for number in range(12)
    ]
    assert cleaned(*updates) == updates
    copies = [replace(story(1, FOOTER), file=f"in/{number}.txt") for number in range(12)]
    assert cleaned(*copies) == copies


def test_background_that_comes_back_in_the_reports_of_a_topic_stays() -> None:
    background = (
        "The war over the wells has killed more than 4,000 people since it broke out in the spring of 2009."
    )
    articles = [story(number, *([background] if number % 2 else [])) for number in range(12)]
    assert cleaned(*articles) == articles
    few = [story(number, background) for number in range(6)]
    assert cleaned(*few) == few


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Ann Lee in Ostia; editing by Bo Li)",
        "Additional reporting by Ann Lee",
        "By Ann Lee",
        "GAZA CITY",
        "London - Harbour Gazette",
        "Monday, 16 October 2023",
        "(Reuters)",
    ],
)
def test_credits_and_datelines_stay(line: str) -> None:
    articles = [story(number, line, before=(line,)) for number in range(12)]
    assert cleaned(*articles, source="Harbour Gazette") == articles


def test_a_paragraph_that_repeats_within_the_text_stays() -> None:
    heading = "What comes next"
    articles = [
        replace(
            each,
            body="\n\n".join((each.body, heading, each.body.upper(), each.body.title(), each.body.lower())),
        )
        for each in map(story, range(12))
    ]
    assert cleaned(*articles) == articles


def test_a_label_that_stands_several_times_in_a_text_goes_from_its_middle() -> None:
    articles = [
        replace(
            each,
            body="\n\n".join(
                (each.body, "Advertisement", each.body.upper(), "Advertisement", each.body.title())
            ),
        )
        for each in map(story, range(12))
    ]
    assert all("Advertisement" not in each.body for each in cleaned(*articles))


def test_sources_are_learned_apart() -> None:
    mine = [story(number, FOOTER, url=f"https://www.gazette.example/{number}") for number in range(6)]
    others = [story(number, url=f"https://post.example/{number}") for number in range(6, 60)]
    other = story(70, FOOTER, url="https://post.example/70")
    made = cleaned(*mine, *others, other)
    assert all(FOOTER not in each.body for each in made[:6])
    assert made[6:] == [*others, other]


def test_an_agency_in_the_dateline_is_no_source_of_its_own() -> None:
    articles = [
        story(number, FOOTER, source=agency, dateline=f"OSTIA ({agency})")
        for number, agency in enumerate(("Reuters", "AFP", "AP", "dpa", "UPI"))
    ]
    assert all(FOOTER not in each.body for each in cleaned(*articles))


def test_an_address_of_a_web_archive_counts_for_the_site_inside() -> None:
    wrapped = "https://web.archive.org/web/20200101000000/"
    articles = [
        story(number, FOOTER, url=(wrapped if number % 2 else "") + f"https://gazette.example/{number}")
        for number in range(5)
    ]
    assert all(FOOTER not in each.body for each in cleaned(*articles))


def test_learning_goes_on_when_the_window_is_full() -> None:
    old = [story(number, url="https://post.example/a") for number in range(30)]
    new = [story(number, FOOTER, url="https://gazette.example/a") for number in range(30, 60)]
    made = cleaned(*old, *new, window=2)
    assert [each.body for each in made[:30]] == [each.body for each in old]
    kept = [FOOTER in each.body for each in made[30:]]
    assert kept == sorted(kept, reverse=True)
    assert sum(kept) < 4


def test_a_footer_that_changes_is_learned_anew() -> None:
    first = [story(number, FOOTER) for number in range(3_000)]
    later = [story(number, "Download the app of the Gazette.") for number in range(3_000, 7_000)]
    made = cleaned(*first, *later, window=50)
    assert "Download" not in made[-1].body
    assert FOOTER not in made[2_000].body


def test_no_more_than_the_window_waits() -> None:
    taken = 0

    def articles() -> Iterator[ParsedArticle]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield story(number)

    stage = without_learned(articles(), window=10)
    for number in range(50):
        next(stage)
        assert taken <= number + 11


def test_large_bodies_do_not_wait_for_the_window() -> None:
    taken = 0

    def articles() -> Iterator[ParsedArticle]:
        nonlocal taken
        for number in range(10):
            taken += 1
            yield replace(story(number), body="a word " * 1_000_000)

    next(without_learned(articles()))
    assert taken == 3


def test_a_text_of_nothing_else_is_kept_whole_with_a_doubt() -> None:
    articles = [story(number, FOOTER) for number in range(9)]
    empty = replace(story(9), body=FOOTER, first_line=3)
    made = list(without_learned(iter([*articles, empty])))[-1]
    assert isinstance(made, ParsedArticle)
    assert made.body == FOOTER
    assert not made.removed
    assert made.doubts == ("all of its text is repeated in other articles of in (plain text)",)
    assert made.confidence < 0.5


def test_rejections_pass_in_their_place() -> None:
    records = [story(0), Rejection("in/x.txt", "empty"), story(1)]
    assert list(without_learned(iter(records))) == records


def test_a_text_without_blank_lines_is_read_by_its_lines() -> None:
    articles = [
        replace(each, body=each.body.replace("\n\n", "\n")) for each in (story(n, FOOTER) for n in range(5))
    ]
    assert all(FOOTER not in each.body and "\n\n" not in each.body for each in cleaned(*articles))


_LINES = st.sampled_from(
    ["Subscribe now", "A sentence.", "", " ", "\n", "\n\n", "\u2028", "(Reuters)", "x" * 90]
)
_TEXTS = st.lists(st.one_of(_LINES, st.text(max_size=20)), max_size=8).map("\n\n".join)


@given(st.lists(st.tuples(st.text(max_size=5), _TEXTS, st.text(max_size=12)), max_size=20), st.integers(0, 5))
def test_any_articles_pass_in_order_and_nothing_is_lost(
    drawn: list[tuple[str, str, str]], window: int
) -> None:
    articles = [
        ParsedArticle("a", index, title, body, url=url) for index, (title, body, url) in enumerate(drawn)
    ]
    made = list(without_learned(iter(articles), window))
    assert [each.index for each in made] == list(range(len(articles)))
    for before, after in zip(articles, made, strict=True):
        if isinstance(after, ParsedArticle):
            left = sorted("".join((after.body, *(line.text for line in after.removed))).split())
            assert "".join(sorted("".join(left))) == "".join(sorted("".join(before.body.split())))


@given(
    st.lists(
        st.sampled_from(
            ["www.", "m.", "Gaz", "gaz", "ette", ".", "/", ":", "@", "?", "[", "]", "#", "8", "-"]
        )
    )
)
def test_articles_of_one_host_share_their_furniture_however_the_address_is_written(parts: list[str]) -> None:
    url = f"https://{''.join(parts)}"
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        host = ""
    found = group_of(replace(story(1), url=url), "the batch")
    assert found == (re.sub(r"^(?:www|m)\.(?=[^.]+\.)", "", host) or "the batch")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://gazette.example/news/1", "gazette.example"),
        ("https://web.archive.org/web/2020id_/https://gazette.example/news/1", "gazette.example"),
        ("https://Gazette.example:8080/news/1", "gazette.example"),
    ],
)
def test_an_archived_copy_belongs_to_its_own_host(url: str, host: str) -> None:
    assert group_of(replace(story(1), url=url)) == host


@pytest.mark.parametrize("other", ["Talks `resume'", "TALKS  ‘RESUME’.", "talks 'resume'", "Talks ’resume´"])
def test_two_copies_of_a_headline_are_one_whatever_their_quotes(other: str) -> None:
    assert titles.fold(other) == titles.fold("Talks 'resume'")
