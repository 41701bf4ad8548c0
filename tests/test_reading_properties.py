"""What holds for every file: no exception, and no line of a text that gets lost or counted twice."""

import io
from collections import Counter

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.reading import read_file
from articles.records import ParsedArticle, Rejection

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


@QUICK
@given(DUMPS)
def test_every_line_of_a_text_is_title_caption_body_or_removed_once(text: str) -> None:
    made = read(text.encode(), "a.txt")
    if any(isinstance(each, Rejection) for each in made):
        return
    told: Counter[str] = Counter()
    for each in made:
        assert isinstance(each, ParsedArticle)
        header = {line.text for line in each.removed if line.reason.startswith("header line")}
        title = each.title if not each.doubts or "no title" not in each.doubts[-1] else ""
        told.update(("-- " if header or each.layout == "header lines" else "").split() + title.split())
        told.update(each.body.split())
        for part in (*each.captions, *each.removed):
            told.update(part.text.split())
    assert told == Counter(text.split())


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
