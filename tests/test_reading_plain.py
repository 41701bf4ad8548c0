"""One article in a text file as agencies, mails and press offices send it: what stands around the text."""

import io

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle

TEXT = (
    "The port of Ostrava Bay reopened to freight after a strike of nine days, the harbour master said.",
    "Some forty ships had waited at anchor, and pilots expect to bring them in within the week.",
    "The union keeps its demand for a second crew on the night tugs, which the owners refuse to pay for.",
    "Talks go on under a mediator whom both sides have accepted, with no date set for an end.",
)
TITLE = "Port reopens after strike of nine days"


def article(text: str, name: str = "story.txt") -> ParsedArticle:
    made = list(read_file(name, io.BytesIO(text.encode())))
    assert len(made) == 1
    assert isinstance(made[0], ParsedArticle), made[0]
    return made[0]


def body() -> str:
    return "\n\n".join(TEXT)


@pytest.mark.parametrize(
    "above",
    [
        "URGENT",
        "FOR IMMEDIATE RELEASE",
        "Pressemitteilung",
        "عاجل",
        "BC-Harbour-Strike, 1st Ld-Writethru,0412",
        "Eds: Updates with quotes.",
    ],
)
def test_words_of_the_desk_above_the_headline_are_no_title(above: str) -> None:
    made = article(f"{above}\n\n{TITLE}\n\n{body()}")
    assert (made.title, made.paragraphs) == (TITLE, TEXT)
    assert above in {line.text for line in made.removed}


@pytest.mark.parametrize(
    "title", ["Urgent talks over the port", "Press release rules tightened", "US-China trade, 2009 style"]
)
def test_a_headline_that_only_opens_like_a_word_of_the_desk_stays(title: str) -> None:
    assert article(f"{title}\n\n{body()}").title == title


def test_the_lines_below_the_headline_of_an_agency_are_read() -> None:
    head = f"{TITLE}\nSource: Coast Wire\nEditor: marlo\n2024-03-04 16:40:15"
    made = article(f"{head}\n\n{body()}\n\nEnditem")
    assert (made.title, made.paragraphs) == (TITLE, TEXT)
    assert (made.source, made.published.iso) == ("Coast Wire", "2024-03-04")


def test_names_and_a_date_may_stand_on_one_line() -> None:
    made = article(f"{TITLE}\n\nMarta Halvorsen  | 04.03.2024 - Update : 05.03.2024\n\n{body()}")
    assert made.paragraphs == TEXT
    assert (made.byline, made.published.iso) == ("Marta Halvorsen", "2024-03-04")


def test_a_date_line_may_name_its_source() -> None:
    text = "港口在罢工九天之后重新开放货运。\n\n约四十艘船在锚地等候，引航员预计一周内完成进港。"
    made = article(f"港口重新开放\n2024年3月4日 08:15 来源：海岸日报\n\n{text}")
    assert made.body == text
    assert made.published.iso == "2024-03-04"


def test_a_mail_gives_its_subject_and_its_day() -> None:
    head = f"From: desk@example.org\nTo: list@example.org\nSubject: Fwd: {TITLE}\n"
    made = article(f"{head}Date: Mon, 4 Mar 2024 10:11:12 +0000\n\n{body()}")
    assert (made.title, made.paragraphs) == (TITLE, TEXT)
    assert (made.published.iso, made.published.rule) == ("2024-03-04", "header line")
    assert len([line for line in made.removed if line.reason == "header line of a mail"]) == 4


def test_a_press_release_has_its_headline_below_the_contact() -> None:
    head = f"FOR IMMEDIATE RELEASE\nMarch 4, 2024\n\nContact: Ivo Lenz, +1 202 555 0100\n\n{TITLE}"
    made = article(f"{head}\n\n{body()}\n\n###")
    assert (made.title, made.paragraphs, made.published.iso) == (TITLE, TEXT, "2024-03-04")


@pytest.mark.parametrize(
    "end", ["(END)", "Enditem", "-30-", "bur-abc/def/gh", "© Agence du Littoral", "m.halvorsen@paper.example"]
)
def test_what_signs_a_text_off_is_no_text(end: str) -> None:
    assert article(f"{TITLE}\n\n{body()}\n\n{end}").paragraphs == TEXT
