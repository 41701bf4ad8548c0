"""What holds for every file: no exception, and no line of a text that gets lost or counted twice."""

import io
import re
from collections import Counter

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.reading import read_file
from articles.reading.formats import FORMATS
from articles.reading.opened import OpenFile
from articles.reading.titles import MADE_TITLE_DOUBT
from articles.records import ParsedArticle, Rejection
from tests.damage import KINDS, damaged

SUFFIXES = st.sampled_from(["a.txt", "a.jsonl", "a.json", "a.zip", "a.tar.gz", "a.gz", "a", "2011-05-03.txt"])
MAGIC = st.sampled_from(
    [b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"{", b"[{", b"\xff\xfe", b"\xef\xbb\xbf", b"-- a\n-- ", b"TT\n"]
)
LINES = st.sampled_from(
    [
        "", "", "", "", " ", "\t", "TT", "Share", "Related Articles", "- Whale Seen", "------", "* * *",
        "Rain Halts Talks", "Rain Halts Talks", " Rain Halts Talks ", "Island Keeps Its Flag", "A NEW START?",
        " Tents in Goma, May 2, 2011. (Reuters)", "Tents in Goma, May 2, 2011. (Reuters)",
        " A man at a stall. (Asharq Al-Awsat)", "A man at a stall. (Asharq Al-Awsat)",
        "By Ann Lee", "3 May 2011", "http://news.example/1",
        "-- Rain halts talks", "-- Tue May 3, 2011", "-- By Bo Li",
        "GOMA (Reuters) - Talks on the river stopped on Tuesday.", "It will be dry by June, an envoy said.",
        "Talks on sharing the water of the river stopped on Tuesday when rain flooded the hall.",
        "the upstream states had asked for nine years that none", "Read More: Whale Lost",
        "One", "(Editing by Bo Li)",
        "Title: Rain Halts Talks", "Datum: 3. Mai 2011", "Text: It will be dry by June.", "---",
        "2 of 9 DOCUMENTS", "LENGTH: 91 words", "BYLINE: Bo Li", "LOAD-DATE: May 9, 2011", "End of Document",
        "HD  Rain Halts Talks", "WC  91 words", "PD  3 May 2011", "SN  Hill Post", "LA  English", "LP", "TD",
        "OSLO, May 3 (AP) - The ferry ran again after nine days in which the fog had not lifted.", "NNNN",
        "BC-OSLO-Port,512", "ab/cd", "^Talks Resume<", ">>> Ferry Runs Again <<<", "RAIN HALTS TALKS ON SEA",
        "* TODO Rain Halts Talks", ":PROPERTIES:", ":DATE: [2011-05-03]", ":END:", "## [Talks](https://a.example)",
        "1", "00:00:01,000 --> 00:00:02,000", "WEBVTT", "@title Rain Halts Talks", "**Date:** 3 May 2011",
        "91 words", "(c) 2011 The Hill Post", "Document HILLP00020110503e753", "Full text: It rained.",
    ]
)  # fmt: skip
DUMPS = st.lists(LINES, max_size=40).map("\n".join)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(data: bytes, name: str) -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(data)))


@QUICK
@given(MAGIC, st.binary(max_size=400), SUFFIXES)
@example(b"", b"\xff\xfe\x00", "a.txt")
def test_any_bytes_become_records_or_reasons(magic: bytes, data: bytes, name: str) -> None:
    made = read(magic + data, name)
    assert made
    for each in made:
        if isinstance(each, Rejection):
            assert each.reason
            assert "could not be read" not in each.reason
        else:
            assert each.title
            assert each.body.strip()


@QUICK
@given(st.text(max_size=400), st.sampled_from(["utf-8", "utf-16", "utf-16-be", "cp1256"]), SUFFIXES)
def test_any_text_in_any_encoding_becomes_records_or_reasons(text: str, encoding: str, name: str) -> None:
    for each in read(text.encode(encoding, "replace"), name):
        assert not isinstance(each, Rejection) or "could not be read" not in each.reason


def words(*texts: str) -> Counter[str]:
    """The words of texts; a hyphen at which a line was broken is none."""
    return Counter(word for text in texts for word in re.split(r"[\s-]+", text) if word)


def told(made: list[ParsedArticle | Rejection]) -> Counter[str]:
    """The words of every line that articles and rejections account for: title, body, captions, removed."""
    texts: list[str] = []
    for each in made:
        if isinstance(each, ParsedArticle):
            texts += [each.body, *(caption.text for caption in each.captions)]
        if isinstance(each, Rejection) or MADE_TITLE_DOUBT not in each.doubts:
            texts.append(each.title)
        texts += [line.text for line in each.removed]
    return words(*texts)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    DUMPS, st.sampled_from(["", "header lines", "database export", "page dump", "plain text", "wire file"])
)
def test_every_line_of_a_text_is_title_caption_body_or_removed_once(text: str, layout: str) -> None:
    made = list(read_file("a.txt", io.BytesIO(text.encode()), layout=layout))
    if text.strip():
        opened = OpenFile("a.txt", io.BytesIO(text.encode()))
        assert told(made) == words(*(line.text for line in opened.lines))


WHOLE = "Talks on sharing the water of the river stopped on Tuesday when rain flooded the hall."
OPENINGS = st.sampled_from(
    [
        f"* Rain Halts Talks\n:PROPERTIES:\n:DATE: [2011-05-03]\n:END:\n\n{WHOLE}\n\n* Sun Ends Talks\n",
        f"## [Rain Halts Talks](https://a.example/1)\n\n{WHOLE}\n\n## [Sun Ends Talks](https://a.example/2)\n\n",
        f"1\n00:00:01,000 --> 00:00:02,000\n{WHOLE}\n\n",
        f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bo Li>{WHOLE}\n\n",
        f"OSLO, May 3 (AFP) - {WHOLE}\n\nNNNN\n\nGOMA, May 3 (AFP) - {WHOLE}\n\n",
        f"RAIN HALTS TALKS ON THE RIVER\n{WHOLE}\nab/cd\nSUN ENDS TALKS ON THE RIVER\n{WHOLE}\n",
        f"[03/05/2011, 10:00:00] Hill Post: Rain Halts Talks\n\n{WHOLE}\n[03/05/2011, 11:00:00] Hill Post: ",
        f"1 of 2 DOCUMENTS\n\nHill Post\n\nMay 3, 2011\n\nRain Halts Talks\n\nLENGTH: 9 words\n\n{WHOLE}\n",
        f"HD Rain Halts Talks\nWC 91 words\nPD 3 May 2011\nSN Hill Post\nLA English\nLP\n{WHOLE}\nTD\n",
        '---\ntitle: "Rain Halts Talks"\ndate: 2011-05-03\n---\n\n',
    ]
)


def letters(texts: Counter[str]) -> Counter[str]:
    """The characters of words: a mark that is put aside from a word parts it."""
    return Counter("".join(texts.elements()))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(OPENINGS, DUMPS, st.sampled_from(["\n", "\r\n", "\u2028"]))
def test_every_line_of_every_kind_of_text_is_accounted_for_once(opening: str, text: str, end: str) -> None:
    data = (opening + text).replace("\n", end).encode()
    made = list(read_file("a.txt", io.BytesIO(data)))
    lines = OpenFile("a.txt", io.BytesIO(data)).lines
    assert letters(told(made)) == letters(words(*(line.text for line in lines)))


@QUICK
@given(st.sampled_from([each.name for each in FORMATS]), st.one_of(DUMPS, st.text(max_size=60)))
@example("subtitles", "\u200b")
@example("outline", "Rain")
@example("table in HTML", "Rain")
@example("rows of a database client", "Rain")
def test_any_text_under_any_layout_becomes_records_or_reasons(layout: str, text: str) -> None:
    made = list(read_file("a.txt", io.BytesIO(text.encode("utf-8", "replace")), layout=layout))
    assert made
    assert not any("could not be read" in each.reason for each in made if isinstance(each, Rejection))


@QUICK
@given(st.integers(0, 10**6), st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3))
def test_every_line_of_a_damaged_dump_is_accounted_for_once(seed: int, kinds: list[str]) -> None:
    data = damaged(seed, *kinds).data()
    made = list(read_file("a.txt", io.BytesIO(data)))
    assert told(made) == words(*(line.text for line in OpenFile("a.txt", io.BytesIO(data)).lines))


@QUICK
@given(st.text(max_size=300))
@example("<R>")
def test_every_line_of_any_text_is_accounted_for_once(text: str) -> None:
    data = text.encode("utf-8", "replace")
    made = list(read_file("a.txt", io.BytesIO(data), layout="plain text"))
    read = words(*(line.text for line in OpenFile("a.txt", io.BytesIO(data)).lines))
    refused = isinstance(made[0], Rejection) and (
        made[0].reason.startswith(("not text", "XML is read only")) or "well-formed" in made[0].reason
    )
    assert told(made) == read or refused


@QUICK
@given(DUMPS)
def test_lines_of_articles_are_in_order_and_in_the_file(text: str) -> None:
    last = 0
    for each in read(text.encode(), "a.txt"):
        if isinstance(each, ParsedArticle):
            assert each.first_line is not None
            assert each.last_line is not None
            assert last < each.first_line <= each.last_line <= text.count("\n") + 1
            last = each.last_line
