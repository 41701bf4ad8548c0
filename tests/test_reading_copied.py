"""Texts as people and programs copy them together: other marks, other heads, the same articles."""

import io

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle, Rejection

BODIES = {
    "Rain Halts Talks on Water": (
        "The envoys left the flooded hall in the morning, and nobody could say when they would come back.",
        "A pump was brought from the harbour, but the road to it had been washed away in the night.",
        "“We will meet again when it is dry,” said a delegate who had carried his papers in a bucket.",
    ),
    "Whale Seen in Old Port": (
        "Fishermen who were mending their nets saw the whale come in with the tide and turn below the mole.",
        "The harbour master closed the gate for an hour, so that it could find its own way out again.",
        "Nobody in the town remembers a whale of that size, and the museum has none to compare it with.",
    ),
    "Roof of Market Hall Falls": (
        "The roof came down before the stalls were opened, and the guard had just gone out for his bread.",
        "Engineers had asked for money to mend the beams in each of the last four budgets of the town.",
        "Traders will sell their fruit on the square for as long as the council lets them do so.",
    ),
}


def read(text: str, name: str = "a.txt") -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(text.encode())))


def one(text: str, name: str = "a.txt") -> ParsedArticle:
    (made,) = read(text, name)
    assert isinstance(made, ParsedArticle), made
    return made


@pytest.mark.parametrize(
    "head",
    [
        "== {title} ==\n\n",
        "== {title}\nAnn Lee\n2011-05-03\n\n",
        "{title}\n{line}\n\n",
        "{title}\n\nAnn Lee\n\n",
        "3 May 2011\n{title}\n\n",
        "Document 7\n\n{title}\n\n",
        "==> a/7.txt <==\n{title}\n\n",
        "--- 7 / 40 ---\n{title}\nHill Post\n3 May 2011\n\n",
        "[b]{title}[/b]\n\n[i]A view of the town, May 3, 2011. (AP)[/i]\n\n",
    ],
)
def test_heads_of_other_programs_part_articles(head: str) -> None:
    parts = [
        head.format(title=title, line="-" * len(title)) + "\n\n".join(paragraphs)
        for title, paragraphs in BODIES.items()
    ]
    made = read("\n\n\n\n".join(parts))
    assert [each.title for each in made if isinstance(each, ParsedArticle)] == list(BODIES)
    assert [each.paragraphs for each in made if isinstance(each, ParsedArticle)] == list(BODIES.values())
    if "3 May" in head or "2011" in head:
        assert {each.published.iso for each in made if isinstance(each, ParsedArticle)} == {"2011-05-03"}


@pytest.mark.parametrize(
    "below",
    [
        "KEY POINTS\n- The hall stands under water to the height of a man's knee",
        "Ann Lee in Goma\nPublished 3 hours ago",
    ],
)
def test_what_stands_below_a_repeated_headline_takes_no_text_from_it(below: str) -> None:
    caption = "Envoys leave the hall, May 3, 2011. (AP)"
    text = "\n\n\n\n".join(
        f"{title}\n\n {caption}\n{caption}\nTT\n\n{title}\n\n{below}\n\n {caption}\n{caption}\n\n"
        + "\n\n".join(paragraphs)
        for title, paragraphs in BODIES.items()
    )
    made = read(text)
    assert [each.title for each in made] == list(BODIES)
    assert all(isinstance(each, ParsedArticle) and each.body for each in made)


@pytest.mark.parametrize("second", ["Exclusive: {}", "LIVE - {}", "{} | Hill Post"])
def test_a_kicker_before_one_copy_of_the_headline_cuts_nothing(second: str) -> None:
    title, paragraphs = next(iter(BODIES.items()))
    caption = "Envoys leave the hall, May 3, 2011. (AP)"
    made = one(
        f"{title}\n\n {caption}\n{caption}\nTT\n\n{second.format(title)}\n\n" + "\n\n".join(paragraphs)
    )
    assert (made.title, made.paragraphs) == (title, paragraphs)


def test_a_headline_glued_to_the_text_above_opens_an_article_if_its_caption_follows() -> None:
    text = "\n".join(
        f"{title}\n\nA view of the town, May 3, 2011. (AP)\n\n" + "\n\n".join(paragraphs)
        for title, paragraphs in BODIES.items()
    )
    assert [each.title for each in read(text)] == list(BODIES)


@pytest.mark.parametrize("mark", ["--", "--- ", "— ", "## ", "- ", "// "])
def test_header_lines_behind_other_marks_are_read(mark: str) -> None:
    title, paragraphs = next(iter(BODIES.items()))
    header = (title, "By Ann Lee", "Tue May 3, 2011 2:36pm EST", "http://news.example/a/1")
    made = one("\n".join(f"{mark}{line}" for line in header) + "\n\n" + "\n\n".join(paragraphs))
    assert (made.title, made.byline, made.published.iso) == (title, "Ann Lee", "2011-05-03")
    assert (made.url, made.paragraphs) == ("http://news.example/a/1", paragraphs)


def test_a_header_line_may_go_on_indented_or_begin_with_a_key() -> None:
    _, paragraphs = next(iter(BODIES.items()))
    made = one(
        "-- HEADLINE: Rain Halts Talks\n   on Water\n-- DATE: 3 May 2011\n-- URL: http://news.example/a/1\n\n"
        + "\n\n".join(paragraphs)
    )
    assert (made.title, made.url) == ("Rain Halts Talks on Water", "http://news.example/a/1")
    assert made.published.iso == "2011-05-03"


def test_points_in_a_list_are_no_header_lines() -> None:
    text = "- The hall is closed\n- A pump was brought\n- By night the road was gone\n\n"
    made = one(text + "\n\n".join(next(iter(BODIES.values()))))
    assert made.layout != "header lines"


@pytest.mark.parametrize(
    "above",
    ["Hill Post\n\n", "Ministry of Water\n\nPress Service\n\nNo. 214-3\n\n"],
)
def test_the_head_of_a_letter_is_no_headline(above: str) -> None:
    title, paragraphs = next(iter(BODIES.items()))
    made = one(f"{above}{title}\n\n3 May 2011\n\n" + "\n\n".join(paragraphs))
    assert (made.title, made.published.iso, made.paragraphs) == (title, "2011-05-03", paragraphs)


@pytest.mark.parametrize(
    ("head", "tail"),
    [("{} 2011-05-03\n\n", ""), ("{}\n[3 May 2011]\n\n", ""), ("{}\n\n", "\n\nHill Post, 3 May 2011")],
)
def test_the_day_may_stand_behind_the_headline_or_below_the_text(head: str, tail: str) -> None:
    title, paragraphs = next(iter(BODIES.items()))
    made = one(head.format(title) + "\n\n".join(paragraphs) + tail)
    assert (made.title, made.published.iso, made.paragraphs) == (title, "2011-05-03", paragraphs)


def test_a_day_in_words_behind_a_headline_may_be_what_it_is_about() -> None:
    _, paragraphs = next(iter(BODIES.items()))
    made = one("The Flood in Goma (3 May 2011)\n\n" + "\n\n".join(paragraphs))
    assert (made.title, made.published.iso) == ("The Flood in Goma (3 May 2011)", None)


def test_a_wrapped_headline_is_put_together() -> None:
    _, paragraphs = next(iter(BODIES.items()))
    made = one("Four Held in Goma after\nProtest Against Dam\nof Old\n\n" + "\n\n".join(paragraphs))
    assert made.title == "Four Held in Goma after Protest Against Dam of Old"


def dumped(head: str) -> list[ParsedArticle]:
    """The articles of a dump in which every article has a caption with a day of its own."""
    parts = [
        head.format(title=title, cap=f"A view of the old town and its port, May {day}, 2011. (AP)")
        + "\n\n"
        + "\n\n".join(paragraphs)
        for day, (title, paragraphs) in enumerate(BODIES.items(), 3)
    ]
    return [each for each in read("\n\n\n\n".join(parts)) if isinstance(each, ParsedArticle)]


@pytest.mark.parametrize(
    "head",
    [
        ">> {title}\n\n {cap}\n{cap}\nTT\n\n{title}\n\n {cap}\n{cap}",
        "» {title}\n\n {cap}\n{cap}\nTT\n\n{title}\n\n {cap}\n{cap}",
        " {cap}\n{cap}\n\n{title}\n\nTT\n\n{title} :: Hill Post\n\n {cap}\n{cap}",
        " {cap}\n{cap}\n\n{title}\n\nTT{title}\n\n {cap}\n{cap}",
        "» {title}\n\n(1/1)\n{cap}\nTT\n\n{title}",
    ],
)
def test_what_stands_above_a_headline_and_again_below_it_gives_its_day_to_no_other(head: str) -> None:
    made = dumped(head)
    assert [each.title for each in made] == list(BODIES)
    assert [each.published.iso for each in made] == ["2011-05-03", "2011-05-04", "2011-05-05"]
    assert all(len([one for one in each.captions if "2011" in one.text]) == 1 for each in made)


def test_the_name_of_a_section_may_stand_above_a_headline_that_stands_once() -> None:
    text = "\n\n\n\n".join(
        f"Item {at}\n\n{title}\n\n" + "\n\n".join(paragraphs)
        for at, (title, paragraphs) in enumerate(BODIES.items(), 5)
    )
    assert [each.title for each in read(text)] == list(BODIES)


def test_reports_that_differ_in_their_numbers_are_not_one_headline_twice() -> None:
    first, second = "Police Hold 12 Men after Raid in Goma", "Police Hold 15 Men after Raid in Goma"
    bodies = list(BODIES.values())
    text = f"{first}\n\n" + "\n\n".join(bodies[0]) + f"\n\n\n\n{second}\n\n" + "\n\n".join(bodies[1])
    assert [each.title for each in read(text)] == [first, second]


@pytest.mark.parametrize("sentence", ["The price of bread rose by {} percent in the town, traders said."])
def test_sentences_that_count_up_are_no_running_lines(sentence: str) -> None:
    paragraphs = [
        text
        for at, body in enumerate(BODIES.values())
        for text in (*body, *body[:0], sentence.format(at + 4))
    ]
    longer = [f"{text} That is what the paper wrote on page {at}." for at, text in enumerate(paragraphs)]
    mixed = [text for pair in zip(longer, paragraphs, strict=True) for text in pair]
    made = one("Rain Halts Talks on Water Again\n\n" + "\n\n".join(mixed))
    assert sentence.format(5) in made.body
