"""Page dumps are cut at their headlines, whatever is missing or damaged."""

import io

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle, Rejection
from tests.texts import PARAGRAPHS, page_dump

STORIES = [
    (
        "Rain Halts River Talks in ‘Goma’",
        "Tents stand by the river in northern Goma May 2, 2011. (Reuters)",
        [
            "Talks on sharing the water of the river stopped on Tuesday when rain flooded the hall.",
            "“We will meet again when it is dry,” said the envoy of the upstream states.",
            "The delegates have argued for nine years over who may build dams.",
        ],
    ),
    (
        "Island Votes to Keep Its Old Flag",
        "People queue at a school in Port Lumen, Sunday, June 5, 2011. (AP)",
        [
            "Voters on the island kept their flag on Sunday by a margin of two to one, it announced.",
            "The new design had shown a whale, which fishermen found unlucky.",
        ],
    ),
]


def dump(stories: list[tuple[str, str, list[str]]] = STORIES, between: str = "\n\n\n\n") -> str:
    """The layout in full: headline, caption twice, control, the same again, paragraphs."""
    made = []
    for title, caption, paragraphs in stories:
        head = f"{title}\n\n {caption}\n{caption}\n"
        made.append(f"{head}TT\n\n{head}\n" + "\n\n".join(paragraphs))
    return between.join(made)


def read(text: str | bytes) -> list[ParsedArticle | Rejection]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_file("page.txt", io.BytesIO(data)))


def articles(text: str | bytes) -> list[ParsedArticle]:
    made = read(text)
    assert all(isinstance(each, ParsedArticle) for each in made), made
    return [each for each in made if isinstance(each, ParsedArticle)]


def test_the_full_layout_is_read_to_the_line() -> None:
    first, second = articles(dump())
    assert (first.title, first.index, first.first_line, first.last_line) == (STORIES[0][0], 0, 1, 16)
    assert first.paragraphs == tuple(STORIES[0][2])
    assert [caption.text for caption in first.captions] == [STORIES[0][1]]
    assert (first.captions[0].credit, first.captions[0].place) == ("Reuters", "northern Goma")
    assert (first.published.iso, first.published.rule) == ("2011-05-03", "caption and weekday")
    assert [(each.line, each.reason) for each in first.removed] == [
        (4, "caption again"), (5, "text size control"), (7, "title again"),
        (9, "caption again"), (10, "caption again"),
    ]  # fmt: skip
    assert (first.layout, first.language, first.doubts) == ("page dump", "en", ())
    assert (second.title, second.first_line, second.published.iso) == (STORIES[1][0], 20, "2011-06-05")


def _without(*lines: str) -> str:
    return "\n".join(line for line in dump().split("\n") if line.strip() not in lines)


def _once() -> str:
    return "\n\n\n\n".join(f"{t}\n\n {c}\n{c}\n\n" + "\n\n".join(p) for t, c, p in STORIES)


DAMAGE: dict[str, str | bytes] = {
    "crlf": dump().replace("\n", "\r\n"),
    "cr": dump().replace("\n", "\r"),
    "utf-16": dump().encode("utf-16"),
    "utf-16 without bom": dump().encode("utf-16-be"),
    "windows-1252": dump().encode("cp1252"),
    "no blank lines": "\n".join(line for line in dump().split("\n") if line),
    "doubled blank lines": dump().replace("\n\n", "\n\n\n"),
    "one blank line between articles": dump(between="\n\n"),
    "rule between articles": dump(between="\n\n* * *\n\n"),
    "leading and trailing blank lines": f"\n\n\n{dump()}\n\n\n\n",
    "trailing spaces": dump().replace("\n", "   \n"),
    "no control": _without("TT"),
    "other control": dump().replace("TT", "A+"),
    "no caption": _without(STORIES[0][1], STORIES[1][1]),
    "title and caption once": _once(),
    "title once, no caption": "\n\n\n\n".join(f"{t}\n\n" + "\n\n".join(p) for t, _, p in STORIES),
    "second title in capitals": dump().replace(f"TT\n\n{STORIES[1][0]}", f"TT\n\n{STORIES[1][0].upper()}"),
    "captions without credit": dump().replace(" (Reuters)", "").replace(" (AP)", ""),
    "markdown": dump().replace(STORIES[0][0], "# " + STORIES[0][0]),
    "furniture": dump().replace(
        "dams.", "dams.\n\nRelated Articles\n- Whale Seen\n- Whale Lost\n\nShare\nEmail"
    ),
    "zero width": dump().replace("the ", "the\u200b "),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_dump_is_cut_the_same(damage: str) -> None:
    made = articles(DAMAGE[damage])
    assert [each.title for each in made] == [title for title, _, _ in STORIES]
    assert [each.paragraphs for each in made] == [tuple(paragraphs) for _, _, paragraphs in STORIES]


def test_hard_wrapped_lines_become_whole_paragraphs_again() -> None:
    wrapped = []
    for line in dump().split("\n"):
        while len(line) > 40:
            cut = line.rfind(" ", 0, 40)
            wrapped.append(line[:cut])
            line = line[cut + 1 :]
        wrapped.append(line)
    made = articles("\n".join(wrapped))
    assert [each.paragraphs for each in made] == [tuple(paragraphs) for _, _, paragraphs in STORIES]


def test_a_headline_with_a_caption_and_no_text_is_no_article() -> None:
    title, caption = "Harbour Opens", "Ships in port, June 1, 2011. (AP)"
    made = read(dump([(title, caption, []), *STORIES]))
    rejection = made[0]
    assert isinstance(rejection, Rejection)
    assert (rejection.reason, rejection.title, rejection.line) == ("no text below the title", title, 1)
    assert len(made) == 3


def test_a_subheading_and_the_title_as_a_sentence_stay_in_the_text() -> None:
    paragraphs = [STORIES[0][2][0], "VERBAL INTERVENTION?", STORIES[0][0] + ".", *STORIES[0][2][1:]]
    (made,) = articles(dump([(*STORIES[0][:2], paragraphs)]))
    assert made.paragraphs == tuple(paragraphs)


def test_a_last_paragraph_with_a_credit_stays_in_the_text() -> None:
    paragraphs = [*STORIES[0][2], "The council meets again in a week to count what is left. (Reuters)"]
    (made,) = articles(dump([(*STORIES[0][:2], paragraphs)]))
    assert made.paragraphs == tuple(paragraphs)


def test_rows_that_stand_in_several_articles_are_removed() -> None:
    stories = [
        (title, caption, [*paragraphs, "Add Us to Your Wall"]) for title, caption, paragraphs in STORIES
    ]
    first, _ = articles(dump(stories))
    assert first.paragraphs == tuple(STORIES[0][2])
    assert first.removed[-1].reason == "stands in 2 articles of the file"


def test_the_same_article_twice_is_kept_twice() -> None:
    first, second = articles(dump([STORIES[0], STORIES[0]]))
    assert first.body == second.body


def test_a_text_before_the_first_headline_is_an_article_with_doubts() -> None:
    made = articles(f"{' '.join(STORIES[1][2])}\n\n\n\n{dump([STORIES[0]])}")
    assert [each.title for each in made][1] == STORIES[0][0]
    assert made[0].doubts == ("no title: made from the first sentence",)


def test_byline_and_date_of_the_head_are_taken_from_it() -> None:
    title, caption, paragraphs = STORIES[0]
    text = (
        f"{title}\n\nBy Ann Lee\nPublished: 4 May 2011, 10:30 GMT\n\n {caption}\n{caption}\n\n"
        + "\n\n".join(paragraphs)
    )
    (made,) = articles(text)
    assert (made.byline, made.published.iso, made.published.rule) == ("Ann Lee", "2011-05-04", "date line")
    assert made.paragraphs == tuple(paragraphs)


@pytest.mark.parametrize("line", ["(Reporting by Ann Lee; Editing by Bo Li)", "Background", "Example Times"])
@pytest.mark.parametrize("between", ["\n\n", "\n\n\n\n", "\n\n-----\n\n"])
def test_a_line_that_ends_two_short_articles_is_no_headline_around_the_second(
    line: str, between: str
) -> None:
    made = read(between.join(f"{title}\n\n" + "\n\n".join([*text, line]) for title, _, text in STORIES))
    bodies = "\n".join(each.body for each in made if isinstance(each, ParsedArticle))
    assert all(line in bodies for _, _, text in STORIES for line in text)


@pytest.mark.parametrize(
    "line",
    [
        "Privacy Policy | Terms of Use | Cookie Settings",
        "Home > World > Middle East",
        "Get it on Google Play",
        "Send by email",
        "Invalid email address",
        "Video Duration 02 minutes 31 seconds",
        "Follow live coverage here",
        "Swipe left for more photos",
        "Last updated: 14:22 GMT",
        "Updated 2 hours ago",
        "Send us a correction",
    ],
)
def test_more_words_of_a_page_within_a_text_are_left_out(line: str) -> None:
    text = page_dump("Ministers Talk Fish", [*PARAGRAPHS[:1], f"Share this article\n{line}", *PARAGRAPHS[1:]])
    (made,) = read_file("a.txt", io.BytesIO(text.encode()))
    assert isinstance(made, ParsedArticle)
    assert made.paragraphs == tuple(PARAGRAPHS)
    assert line in [removed.text for removed in made.removed]


@pytest.mark.parametrize(
    "line",
    [
        "Updated figures show growth in exports",
        "Home rule | the question that split a party",
        "He watched the video below deck, he said.",
    ],
)
def test_news_that_sounds_like_a_page_stays(line: str) -> None:
    text = page_dump("Ministers Talk Fish", [*PARAGRAPHS[:1], line, *PARAGRAPHS[1:]])
    (made,) = read_file("a.txt", io.BytesIO(text.encode()))
    assert isinstance(made, ParsedArticle)
    assert line in made.paragraphs
