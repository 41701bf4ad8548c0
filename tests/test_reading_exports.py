"""Texts as programs print, convert and pass them on: what they add is put aside, what they state is read."""

import io
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.reading import read_file
from articles.reading.linemarks import without_marks
from articles.reading.printed import without_sheets
from articles.reading.stated import imprint
from articles.reading.text import decode, lines
from articles.records import ParsedArticle, Rejection
from tests.test_reading_properties import told, words

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ONE = "Talks on sharing the water of the river stopped on Tuesday when rain flooded the hall."
TWO = "The upstream states had asked for nine years that none of the dams be closed before June."
THREE = "It will be dry by then, an envoy said, and the hall will have a new roof and new chairs."
BODY = f"{ONE}\n\n{TWO}\n\n{THREE}"


def read(text: str, name: str = "a.txt") -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(text.encode())))


def article(text: str, name: str = "a.txt") -> ParsedArticle:
    (made,) = read(text, name)
    assert isinstance(made, ParsedArticle), made
    return made


def titles(text: str) -> list[str]:
    return [each.title for each in read(text) if isinstance(each, ParsedArticle)]


@pytest.mark.parametrize(
    "line",
    ["Hill Post, May 3, 2011", "Hill Post · 3 min read · May 3, 2011", "Ann Lee, Goma, 3 May 2011",
     "May 3, 2011 14:05 GMT | Hill Post", "By Ann Lee — 3 May 2011", "Hill Post (Goma) - Tuesday, 3 May 2011"],  # noqa: E501
)  # fmt: skip
def test_a_line_below_the_headline_with_a_day_and_names_dates_the_text(line: str) -> None:
    made = article(f"Rain Halts Talks\n{line}\n\n{BODY}")
    assert (made.title, made.body, made.published.iso) == ("Rain Halts Talks", BODY, "2011-05-03")
    text = "\n\n\n".join(
        f"{title}\n\n{line}\n\n{BODY}" for title in ("Rain Halts Talks", "Whale Seen in Port")
    )
    assert titles(text) == ["Rain Halts Talks", "Whale Seen in Port"]


@pytest.mark.parametrize(
    "text",
    ["Talks resumed on 3 May 2011 in Goma.", "The 3 May 2011 accord is signed by all states", "2011", "May 2011, Goma",  # noqa: E501
     "Hill Post, updated 3 May 2011"],
)  # fmt: skip
def test_a_sentence_with_a_day_is_no_such_line(text: str) -> None:
    assert imprint(text) == ""


def test_what_stands_in_a_block_below_the_headline_or_the_text_is_read() -> None:
    block = "Source: Hill Post\nDate: 3 May 2011\nURL: https://news.example/1"
    above = article(
        f"# Rain Halts Talks\n\n{block.replace('Source: Hill Post', 'Created: 3 May 2011')}\n\n{BODY}"
    )
    assert (above.body, above.published.iso, above.url) == (BODY, "2011-05-03", "https://news.example/1")
    below = article(f"Rain Halts Talks\n\n{BODY}\n\n{block}")
    assert (below.body, below.source, below.published.iso) == (BODY, "Hill Post", "2011-05-03")
    assert below.url == "https://news.example/1"
    inner = article(f"Rain Halts Talks\n\n{ONE}\n\nSource: Hill Post\n\n{TWO}")
    assert inner.source == ""


def test_the_dump_of_a_text_browser_loses_its_link_numbers() -> None:
    text = (
        "   #[1]alternate\n\n     * [2]Home\n     * [3]World\n\n   Rain Halts Talks in Hills\n\n   [IMG]\n\n"
        f"   {ONE.replace('the water', 'the [4]water')}\n\n   {TWO}[5]\n\n   In 2011 [sic] it rained for nine days.\n\n"  # noqa: E501
        "References\n\n   Visible links\n   1. https://news.example/feed\n   2. https://news.example/\n"
        "   3. https://news.example/world\n   4. https://news.example/water\n   5. https://news.example/5\n"
    )
    made = article(text)
    assert made.title == "Rain Halts Talks in Hills"
    assert made.body == f"{ONE}\n\n{TWO}\n\nIn 2011 [sic] it rained for nine days."


def test_brackets_stay_where_no_list_of_links_explains_them() -> None:
    raws = ["Rain fell [1] in the hills [2].", "1. Rain", "2. Snow"]
    assert without_marks(raws) == raws


def test_numbers_of_lines_go_and_other_numbers_stay() -> None:
    body = [
        ONE,
        "",
        TWO,
        "",
        THREE,
        "",
        "2011 was dry.",
        "",
        "9 envoys came.",
        "",
        "They left.",
        "",
        "It rained.",
    ]
    numbered = [
        f"{number:4d}  {line}".rstrip() for number, line in enumerate(["Rain Halts Talks", "", *body], 1)
    ]
    made = article("\n".join(numbered))
    assert made.title == "Rain Halts Talks"
    assert made.body.split("\n\n")[3:5] == ["2011 was dry.", "9 envoys came."]
    counted = [f"{number} envoys came." for number in (4, 9, 3, 7, 5, 8, 2, 6, 1)]
    assert without_marks(counted) == counted


def wrapped(text: str) -> str:
    return "\n".join(re.findall(r".{1,48}(?:\s|$)", text))


def test_a_sentence_goes_on_behind_the_edge_of_a_sheet() -> None:
    text = wrapped(f"{ONE} {TWO} {THREE} {ONE.replace('Tuesday', 'Friday')} {TWO.replace('nine', 'ten')}")
    half = text.split("\n")
    first, second = "\n".join(half[:4]), "\n".join(half[4:])
    made = article(
        f"Hill Post      3 May 2011\n\nRain Halts Talks in Hills\n\n{first}\n\nPage 1 of 2\f"
        f"Hill Post      3 May 2011\n\n{second}\n\nPage 2 of 2"
    )
    assert made.title == "Rain Halts Talks in Hills"
    assert made.body == " ".join(text.split())
    assert [line.text for line in made.removed] == [
        "Hill Post 3 May 2011", "Page 1 of 2", "Hill Post 3 May 2011", "Page 2 of 2"
    ]  # fmt: skip


def test_form_feeds_may_part_articles() -> None:
    pages = [f"{title}\n\n{BODY}\n" for title in ("Rain Halts Talks", "Whale Seen in Port", "Roof Falls")]
    assert titles("\f".join(pages)) == ["Rain Halts Talks", "Whale Seen in Port", "Roof Falls"]


def test_what_a_browser_prints_around_a_page_is_put_aside_and_dates_nothing() -> None:
    made = article(
        f"5/9/2011, 10:22 AM          Rain Halts Talks | Hill Post\n\nRain Halts Talks\n\n{BODY}\n\nhttps://news.example/1          1/1\n"  # noqa: E501
    )
    assert (made.title, made.body, made.published.iso) == ("Rain Halts Talks", BODY, None)


@pytest.mark.parametrize("mark", ["ENDS", "(ENDS)", "-30-", "-0-", "---- end ----", "──────────────"])
def test_a_mark_of_the_end_parts_articles_and_a_slug_goes_with_the_next(mark: str) -> None:
    text = "\n\n".join(
        f"GOMA-TALKS (URGENT)\n\n{title}\n\nGOMA (Reuters) - {BODY}\n\n{mark}"
        for title in ("Rain Halts Talks", "Whale Seen in Port")
    )
    made = [each for each in read(text) if isinstance(each, ParsedArticle)]
    assert [each.title for each in made] == ["Rain Halts Talks", "Whale Seen in Port"]
    assert all(each.body == f"GOMA (Reuters) - {BODY}" for each in made)


def test_a_header_may_begin_with_keys_that_say_nothing() -> None:
    made = article(
        f"Slug: GOMA-TALKS\nPriority: 4\nHeadline: Rain Halts Talks\nDate: 3 May 2011\n\n{BODY}\n\n-30-"
    )
    assert (made.title, made.body, made.published.iso) == ("Rain Halts Talks", BODY, "2011-05-03")


def test_a_forwarded_mail_gives_its_subject_and_day() -> None:
    made = article(
        "---------- Forwarded message ---------\nFrom: Ann Lee <ann@news.example>\nDate: Tue, May 3, 2011 at 9:14 AM\n"  # noqa: E501
        f"Subject: Fwd: Rain Halts Talks\nTo: <desk@news.example>\n\n{BODY}\n\n--\nSent from my phone\n"
    )
    assert (made.title, made.body, made.published.iso) == ("Rain Halts Talks", BODY, "2011-05-03")


def test_the_name_of_the_site_and_its_menu_are_no_title() -> None:
    signed = f"Hill Post\n\nPrint this page | Close window\n\nRain Halts Talks in Hills\n\n{BODY}\n\n© 2011 Hill Post"  # noqa: E501
    assert (article(signed).title, article(signed).body) == ("Rain Halts Talks in Hills", BODY)
    menu = (
        f"News\nRegions\nEconomy\nOpinion\n\nRain Halts Talks in Hills\n=========================\n\n{BODY}"
    )
    assert (article(menu).title, article(menu).body) == ("Rain Halts Talks in Hills", BODY)


@pytest.mark.parametrize(
    "line",
    ["Photo: {}", "Image caption: {}", "[Image] {}", "![{}](photo.jpg)", "![{}](https://news.example/a.png)"],
)
def test_a_caption_loses_the_word_that_says_that_it_is_one(line: str) -> None:
    caption = "Tents stand in Goma, May 2, 2011. (AP)"
    made = article(
        f"Rain Halts Talks\n\n{line.format(caption)}\n\nRain Halts Talks\n\n{line.format(caption)}\n\n{BODY}"
    )
    assert ([each.text for each in made.captions], made.body) == ([caption], BODY)


def test_a_marked_picture_in_the_text_is_a_caption_without_credit_too() -> None:
    made = article(f"# Rain Halts Talks\n\n{ONE}\n\n![Tents in the hills](a.jpg)\n\n{TWO}\n\n{THREE}", "a.md")
    assert ([each.text for each in made.captions], made.body) == (["Tents in the hills"], BODY)


WHATSAPP = "{day}, 09:14 - News Desk: *{title}*\n\n{body}\n"
TELEGRAM = "Hill News, [{day} 09:14]\n⚡️ {title}\n\n{body}\n\n"


@pytest.mark.parametrize("form", [WHATSAPP, TELEGRAM, "[{day}, 09:14:05] News Desk: {title}\n\n{body}\n"])
def test_each_message_of_a_channel_is_an_article(form: str) -> None:
    days = ("03/05/2011", "16/05/2011") if form != TELEGRAM else ("03.05.2011", "04.05.2011")
    text = "".join(
        form.format(day=day, title=title, body=BODY)
        for day, title in zip(days, ("Rain Halts Talks", "Whale Seen"), strict=True)
    )
    one, two = read(f"{text}{form.format(day=days[1], title='ok', body='Thanks.')}")[:2]
    assert isinstance(one, ParsedArticle)
    assert isinstance(two, ParsedArticle)
    assert (one.title, one.body, one.published.iso) == ("Rain Halts Talks", BODY, "2011-05-03")
    assert (two.title, one.source) == ("Whale Seen", "Hill News" if form == TELEGRAM else "News Desk")
    assert one.layout == "messages"


def test_a_message_of_a_few_words_is_no_article_and_its_lines_are_kept() -> None:
    text = f"3/5/2011, 09:14 - Ann: ok\n3/5/2011, 09:15 - Bo: *Rain Halts Talks*\n\n{BODY}\n"
    first, second = read(text)
    assert isinstance(first, Rejection)
    assert first.reason == "no article: a message of a few words"
    assert isinstance(second, ParsedArticle)
    assert second.published.iso == "2011"


PIECES = st.sampled_from(
    ["", "", "", "\f", "Rain Halts Talks", "Hill Post, May 3, 2011", ONE, TWO, "Source: Hill Post", "URL: http://news.example/1",
     "1. https://news.example/a", "2. https://news.example/b", "see [1]here and [2]there", "   1  One", "   2  Two", "3", "Page 1 of 2",  # noqa: E501
     "Page 2 of 2", "ENDS", "-30-", "GOMA-TALKS (URGENT)", "Slug: a", "Headline: Rain", "Date: 3 May 2011", "News", "World", "Sport",  # noqa: E501
     "Video", "Photo: Tents in Goma, May 2, 2011. (AP)", "![Tents](a.jpg)", "3/5/2011, 09:14 - Ann: ok", "Ann, [03.05.2011 09:14]",  # noqa: E501
     "⚡️ *Rain*", "a\x0bb", "5/9/2011, 10:22 AM      Rain", "--", "© 2011 News", "Print this page | Close window", "\f3", "x\fy"]  # noqa: E501
)  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=30).map("\n".join))
@example("Headline: Rain\nDate: 3 May 2011\n\nENDS\nGOMA-TALKS (URGENT)\nRain Halts Talks\n\n\f3")
def test_every_line_is_accounted_for_once(text: str) -> None:
    made = read(text)
    if text.strip():
        assert told(made) == words(*(line.text for line in lines(decode(text.encode()).text)))


@QUICK
@given(st.lists(PIECES | st.text(max_size=20), max_size=30).map("\n".join))
def test_no_line_is_lost_among_the_sheets(text: str) -> None:
    given_lines = lines(text)
    kept, sheets = without_sheets(given_lines)
    numbers = [line.number for line in (*kept, *sheets) if line.text]
    assert sorted(numbers) == [line.number for line in given_lines if line.text]
