"""Captions are told from prose, and their credit, date and place are read."""

from datetime import date

import pytest

from articles.reading import boilerplate, captions
from articles.reading.attribution import byline, dateline
from articles.reading.titles import can_be_title, made_title


@pytest.mark.parametrize(
    ("text", "credit", "day", "place"),
    [
        ("Tents stand in northern Mali May 2, 2011. (Reuters)", "Reuters", date(2011, 5, 2), "northern Mali"),
        ("A clerk in Kyiv, Ukraine, Monday, May 2, 2011. (AP)", "AP", date(2011, 5, 2), "Kyiv, Ukraine"),
        ("A bridge in Rio de Janeiro on May 2, 2011. (AFP via Getty Images)", "AFP via Getty Images",
         date(2011, 5, 2), "Rio de Janeiro"),
        ("A bridge near Goma. (Pool Photo)", "Pool Photo", None, "Goma"),
        ("The envoy arrives, Tuesday, May 2, 2011. (dpa)", "dpa", None, ""),
        ("A bridge", "", None, ""),
    ],
)  # fmt: skip
def test_a_caption_is_read(text: str, credit: str, day: date | None, place: str) -> None:
    made = captions.parse(text, 3)
    assert (made.text, made.credit, made.date, made.place, made.line) == (text, credit, day, place, 3)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("A bridge near Goma. (Hill Post)", True),
        ("A bridge near Goma, May 2, 2011 (Hill Post)", True),
        ("A bridge near Goma (AP)", True),
        ("Photo: a bridge near Goma", True),
        ("The bridge was held by the Democratic Forces (SDF).", False),
        ("The bridge was held by the Democratic Forces (SDF)", False),
        ("It was first told by an agency (AP).", False),
        ("A bridge near Goma.", False),
    ],
)
def test_the_form_of_a_caption_is_told_from_prose_with_brackets(text: str, is_one: bool) -> None:
    assert captions.looks_like_caption(text) is is_one


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("A bridge. (Reuters/File Photo)", True),
        ("FILE PHOTO: A bridge. (Reuters)", True),
        ("A bridge in an archive picture. (AP)", True),
        ("صورة أرشيفية لجسر (رويترز)", True),
        ("A bridge, May 2, 2011. (Reuters)", False),
        ("Clerks file past a bridge. (Reuters)", False),
    ],
)
def test_an_old_picture_says_so(text: str, old: bool) -> None:
    assert captions.is_file_photo(text) is old


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("TT", "text size control"),
        ("-----", "separator"),
        ("WhatsApp", "share button"),
        ("Related Articles", "related stories"),
        ("Read More: Harbour Reopens", "link to another story"),
        ("Sign up for our newsletter", "newsletter form"),
        ("Accept All", "cookie notice"),
        ("3 / 12", "picture gallery"),
        ("ADVERTISEMENT", "advertisement"),
        ("The top diplomat said he would share the print.", ""),
        ("Ministers Share Blame for Flood", ""),
        ("He read more: a whole shelf of law.", ""),
    ],
)
def test_furniture_of_the_page_is_told_from_news(text: str, reason: str) -> None:
    assert boilerplate.reason(text) == reason


@pytest.mark.parametrize(
    ("body", "words", "agency"),
    [
        ("GOMA (Reuters) - Rain fell.", "GOMA (Reuters)", "Reuters"),
        ("GOMA, Congo, Oct 16 (AP) — Rain fell.", "GOMA, Congo, Oct 16 (AP)", "AP"),
        ("(Reuters) - Rain fell.", "(Reuters)", "Reuters"),
        ("KYIV, Ukraine — Rain fell.", "KYIV, Ukraine", ""),
        ("(Corrects name)\n\nGOMA (Reuters) - Rain fell.", "GOMA (Reuters)", "Reuters"),
        ("Rain fell (a lot) - and it stayed.", None, ""),
        ("Rain fell.", None, ""),
    ],
)
def test_a_dateline_names_place_and_agency(body: str, words: str | None, agency: str) -> None:
    found = dateline(body)
    assert (found.text if found else None, found.agency if found else "") == (words, agency)


def test_a_byline_gives_its_names() -> None:
    assert byline("By  Ann Lee and Bo Li") == "Ann Lee and Bo Li"
    assert byline("By noon the rain had stopped.") == ""


@pytest.mark.parametrize(
    ("text", "can"),
    [
        ("Rain Halts Talks in Goma", True),
        ("Will Rain Halt the Talks?", True),
        ("Envoy Flies to U.S.", True),
        ("The rain halted the talks.", False),
        ("12:40", False),
        ("x" * 300, False),
    ],
)
def test_a_headline_has_its_form(text: str, can: bool) -> None:
    assert can_be_title(text) is can


def test_a_made_title_is_the_first_sentence_cut_at_a_word() -> None:
    assert (
        made_title("Gen. Roe left the U.S. on Monday. He did not say why.")
        == "Gen. Roe left the U.S. on Monday"
    )
    long = made_title("word " * 60)
    assert len(long) <= 120
    assert long.endswith("word…")
