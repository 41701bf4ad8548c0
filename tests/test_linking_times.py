"""The times that a text speaks of: what each expression means on its day, and what is no time."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.linking.times import find_times
from articles.records import UNKNOWN_DATE, Field, Precision, PublishedDate, TimeMention

DATA = Path(__file__).parent / "data"
BRACKETS = re.compile(r"[\[\]]")
Meaning = tuple[date, date, Precision]


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The rows of a table of expressions."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield tuple(cell.strip() for cell in line.split(" | "))


def published(day: str) -> PublishedDate:
    return UNKNOWN_DATE if day == "-" else PublishedDate(date.fromisoformat(day), Precision.DAY)


def meaning(gold: str) -> Meaning:
    """What the gold of one expression stands for: "2023-05", "2011..2014", "2023-10-09..2023-10-15~month"."""
    days, _, said = gold.partition("~")
    first, _, last = days.partition("..")
    grains = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
    return _first(first), _last(last or first), Precision(said) if said else grains[len(first)]


def _first(day: str) -> date:
    return date.fromisoformat(day + "-01-01"[(len(day) - 4) :]) if len(day) < 10 else date.fromisoformat(day)


def _last(day: str) -> date:
    if len(day) == 10:
        return date.fromisoformat(day)
    year, month = int(day[:4]), int(day[5:7] or 12)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def spans(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its brackets, and where they stood."""
    marks = [found.start() - i for i, found in enumerate(BRACKETS.finditer(marked))]
    return BRACKETS.sub("", marked), list(zip(marks[::2], marks[1::2], strict=True))


def wrong(text: str, found: list[TimeMention], wanted: list[tuple[int, int]], golds: list[Meaning]) -> str:
    """What is missing, wrong or too much among the times found, or ""."""
    problems = []
    left = list(found)
    for (start, end), gold in zip(wanted, golds, strict=True):
        over = next((each for each in left if each.start < end and start < each.end), None)
        if over is None:
            problems.append(f"{text[start:end]!r} is not found")
            continue
        left.remove(over)
        if (over.first, over.last, over.precision) != gold:
            problems.append(
                f"{over.text!r} is {over.first}..{over.last} {over.precision.value} ({over.rule}), not {gold}"
            )
    problems += [f"{each.text!r} is no time ({each.rule})" for each in left]
    return "; ".join(problems)


def check(day: str, marked: str, gold: str, language: str) -> str:
    text, wanted = spans(marked)
    found = find_times(text, Field.BODY, published(day), language)
    return wrong(text, found, wanted, [meaning(each.strip()) for each in gold.split(";") if each.strip()])


@pytest.mark.parametrize(
    ("day", "marked", "gold"), [pytest.param(*row, id=row[1]) for row in rows("times_english.txt")]
)
def test_an_expression_means_its_days(day: str, marked: str, gold: str) -> None:
    assert not check(day, marked, gold, "en")


@pytest.mark.parametrize(
    ("language", "day", "marked", "gold"),
    [pytest.param(*row, id=f"{row[0]}: {row[2]}") for row in rows("times_languages.txt")],
)
def test_other_languages_have_their_words_for_times(language: str, day: str, marked: str, gold: str) -> None:
    assert not check(day, marked, gold, language)


WORDS = st.sampled_from(
    [
        *(
            "on",
            "in",
            "since",
            "from",
            "to",
            "until",
            "between",
            "and",
            "the",
            "last",
            "next",
            "this",
            "past",
            "mid-",
        ),
        *(
            "Monday",
            "May",
            "Oct.",
            "March",
            "31",
            "7",
            "2014",
            "1990s",
            "29 February",
            "two",
            "weeks",
            "ago",
            "later",
        ),
        *(
            "early",
            "end of",
            "quarter",
            "summer",
            "of",
            "yesterday",
            "overnight",
            "'90s",
            "-",
            "–",
            ",",
            ".",
            "\n",
        ),
        *(
            "19th century",
            "9999",
            "0",
            "day",
            "before",
            "following",
            "year",
            "Q3",
            "12/31/2014",
            "2014-02-30",
            "will",
        ),
        *("a", "year's", "time", "weekend", "New Year's Eve", "999", "decades", "next decade", "٣", "²"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(), st.lists(WORDS).map(" ".join)),
    st.one_of(
        st.just(UNKNOWN_DATE),
        st.dates().map(lambda day: PublishedDate(day, Precision.DAY)),
        st.dates().map(lambda day: PublishedDate(day, Precision.YEAR)),
    ),
    st.sampled_from(["en", "fr", "de", "es", "pt", "it", "ru", "ar", "tr", "", "xx"]),
)
def test_any_text_gives_days_in_order_where_the_words_stand(
    text: str, day: PublishedDate, language: str
) -> None:
    end = 0
    for found in find_times(text, Field.BODY, day, language):
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.text
        assert found.first <= found.last
        assert found.rule
        end = found.end


HOSTILE = [
    *(
        "7",
        "on ",
        "from ",
        "since ",
        "1 ",
        "Monday ",
        "May ",
        "2014-",
        "2014 to ",
        "the ",
        " ",
        "\n",
        "Monday, ",
    ),
    *(
        "early ",
        "last ",
        "2014 and ",
        "twenty-",
        "'90",
        "12/",
        "Oct. 7-",
        "between 3 and ",
        "day before ",
        "said ",
    ),
]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_text_made_to_do_harm_takes_no_longer_than_its_length(piece: str, language: str) -> None:
    started = process_time()
    find_times(piece * (60_000 // len(piece)), Field.BODY, published("2023-10-16"), language)
    assert process_time() - started < 3


def test_a_day_that_no_year_has_is_no_time() -> None:
    published = PublishedDate(date(2024, 5, 16), Precision.DAY)
    assert find_times("The treaty was signed on February 30.", Field.BODY, published) == []
