"""Valid files of every kind, damaged anywhere: the reader gives records or reasons, in time."""

import bz2
import gzip
import io
import json
import lzma
import time
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.reading import Limits, read_file
from articles.records import ParsedArticle, Rejection
from tests.hostile import TEXT, make_tar, make_zip, raw_zip
from tests.test_reading_warc import http, packed, record
from tests.texts import dump_file, page_dump

SECONDS = 60
SLOW = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
SUFFIXES = (
    "txt", "md", "jsonl", "json", "ndjson", "csv", "tsv", "rss", "xml", "atom", "html", "htm", "zip", "tar",
    "tar.gz", "tgz", "gz", "bz2", "tar.bz2", "xz", "tar.xz", "warc", "warc.gz", "arc", "arc.gz", "eml", "",
)  # fmt: skip
STARTS = (
    b"", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08\x00", b"BZh91AY&SY", b"\xfd7zXZ\x00", b"WARC/1.0\r\n",
    b"filedesc://a 1.2.3.4 20200101000000 text/plain 9\n", b"{", b'[{"title": "',
    b"<?xml version='1.0'?><rss>",
    b"<!doctype html><html><head><title>", b"title,text\n", b"title\ttext\n", b"\xff\xfe", b"\xef\xbb\xbf",
    b"-- a\n-- ", b"TT\n",
)  # fmt: skip

RECORD = {
    "title": "Sun",
    "text": "It was dry on the river.",
    "date": "2020-02-03",
    "url": "http://n.example/1",
}
FEED = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>'
    b"<item><title>Sun</title><link>http://n.example/1</link><pubDate>Mon, 03 Feb 2020 10:00:00 GMT</pubDate>"
    b"<description>It was dry on the river &amp; the quay.</description></item></channel></rss>"
)
PAGE = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>Sun</title>"
    b'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Sun"}</script></head><body>'
    b"<article><h1>Sun</h1><p>It was dry on the river on Monday, the crew of the ferry said.</p>"
    b"<p>The harbour office had asked for rain, and none came in nine weeks.</p></article></body></html>"
)
ARTICLES = b"\n".join(json.dumps(RECORD | {"id": number}).encode() for number in range(4))
WEB = [record(http(PAGE, kind="text/html")), record(http(zlib.compress(TEXT), Content_Encoding="deflate"))]
VALID = {
    "a.txt": dump_file(page_dump("Ministers Talk Fish"), page_dump("More Talks Planned")).encode(),
    "utf16.txt": dump_file(page_dump("Ministers Talk Fish")).encode("utf-16"),
    "head.txt": b"-- Rain halts talks\n-- By Bo Li\n-- Tue May 3, 2011\n\n" + TEXT,
    "a.jsonl": ARTICLES,
    "a.json": json.dumps([RECORD] * 3, indent=1).encode(),
    "a.csv": b'title,text,date\n"Sun, dry","It was ""dry""\non the river.",2020-02-03\n'
    b"Rain,It was wet.,2020-02-04\n",
    "a.tsv": b"title\ttext\tdate\nSun\tIt was dry on the river.\t2020-02-03\n",
    "a.rss": FEED,
    "a.html": PAGE,
    "a.zip": make_zip({"a.txt": TEXT, "in/b.jsonl": ARTICLES, "c.html": PAGE}),
    "stored.zip": make_zip({"a.txt": TEXT, "b.rss": FEED}, zipfile.ZIP_STORED),
    "raw.zip": raw_zip([(b"a.txt", TEXT), (b"\xff\xfe.txt", TEXT)], 0x800),
    "nested.zip": make_zip({"a.tar.gz": gzip.compress(make_tar({"a.txt": TEXT})), "b.txt": TEXT}),
    "a.tar": make_tar({"a.txt": TEXT, "x" * 150: TEXT, "b.jsonl": ARTICLES}),
    "a.tar.gz": gzip.compress(make_tar({"a.txt": TEXT, "b.zip": make_zip({"c.txt": TEXT})})),
    "a.tar.bz2": bz2.compress(make_tar({"a.txt": TEXT})),
    "a.tar.xz": lzma.compress(make_tar({"a.txt": TEXT})),
    "a.txt.gz": gzip.compress(TEXT[:40]) + gzip.compress(TEXT[40:]),
    "a.warc": b"".join(WEB),
    "a.warc.gz": packed(WEB),
    "whole.warc.gz": gzip.compress(b"".join(WEB)),
}


def read(data: bytes, name: str) -> list[ParsedArticle | Rejection]:
    """Everything the file gives, with what holds for any file."""
    began = time.process_time()
    made = list(read_file(name, io.BytesIO(data), Limits(unpacked=32 * 2**20, ratio_from=2**20)))
    assert time.process_time() - began < SECONDS
    assert made
    assert len({(each.member, each.index) for each in made}) == len(made)
    for each in made:
        if isinstance(each, Rejection):
            assert each.reason
            assert "could not be read" not in each.reason, each.reason
            texts = (each.reason, each.title, each.member)
        else:
            assert each.title
            assert each.body.strip()
            texts = (each.title, each.body, each.member, each.url, each.byline, each.source, each.external_id)
        for text in texts:
            text.encode()  # no lone surrogate, which no database takes, and no NUL
            assert "\0" not in text
    return made


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A valid file with some of its bytes changed, cut out, doubled, or with others put in."""
    name = draw(st.sampled_from(sorted(VALID)))
    data = bytearray(VALID[name])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(1, 64))
        kind = draw(st.sampled_from(["flip", "cut off", "cut out", "double", "nul", "noise", "entity"]))
        if kind == "flip" and data:
            data[at] ^= 1 << draw(st.integers(0, 7))
        elif kind == "cut off":
            del data[at:]
        elif kind == "cut out":
            del data[at : at + length]
        elif kind == "double":
            data[at:at] = data[at : at + length * 8]
        elif kind == "nul":
            data[at:at] = bytes(length)
        elif kind == "noise":
            data[at:at] = draw(st.binary(max_size=32))
        else:
            data[at:at] = draw(
                st.sampled_from([b"&#0;", b"\\u0000", b"\\ud800", b"&#xD800;", b"\r\n\r\n", b'"'])
            )
    return name, bytes(data)


@pytest.mark.parametrize("name", sorted(VALID))
def test_the_files_that_are_damaged_below_are_valid(name: str) -> None:
    made = read(VALID[name], name)
    assert sum(isinstance(each, ParsedArticle) for each in made) >= 1


@SLOW
@given(damaged())
def test_damaged_files_give_records_or_reasons(made: tuple[str, bytes]) -> None:
    name, data = made
    read(data, name)


@SLOW
@given(st.sampled_from(STARTS), st.binary(max_size=600), st.sampled_from(SUFFIXES))
@example(b"PK\x05\x06", bytes(18), "zip")
@example(b"\x1f\x8b\x08\x00", b"", "gz")
@example(b"WARC/1.0\r\n", b"Content-Length: 99999999999999999999\r\n\r\n", "warc")
def test_any_bytes_under_any_suffix_give_records_or_reasons(start: bytes, data: bytes, suffix: str) -> None:
    read(start + data, f"a.{suffix}")


@SLOW
@given(damaged(), st.sampled_from(SUFFIXES))
def test_a_name_that_lies_breaks_nothing(made: tuple[str, bytes], suffix: str) -> None:
    read(made[1], f"a.{suffix}")


@SLOW
@given(st.lists(st.sampled_from(sorted(VALID)), min_size=1, max_size=3), st.booleans(), st.data())
def test_damaged_archives_of_anything_give_records_or_reasons(
    names: list[str], tar: bool, data: st.DataObject
) -> None:
    made = bytearray((make_tar if tar else make_zip)({name: VALID[name] for name in names}))
    for _ in range(data.draw(st.integers(0, 3))):
        made[data.draw(st.integers(0, len(made) - 1))] ^= data.draw(st.integers(1, 255))
    read(bytes(made), "a.tar" if tar else "a.zip")
