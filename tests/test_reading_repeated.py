"""Archives and messages that would be read again and again: a reason, in bounded memory and time."""

import gzip
import tarfile
import zlib

import pytest

from articles.records import ParsedArticle, Rejection
from tests.hostile import TEXT
from tests.test_reading_amplified import MIB, bounded, read, reason
from tests.test_reading_mhtml import PAGE, SAVED
from tests.test_reading_warc import http, record


def test_a_member_longer_than_all_there_is_ends_with_the_archive() -> None:
    info = tarfile.TarInfo("a.txt")
    info.size = 2**62
    (good, bad) = read(info.tobuf(tarfile.GNU_FORMAT) + TEXT * 40, "a.tar")
    assert isinstance(good, Rejection | ParsedArticle)
    assert isinstance(bad, Rejection)
    assert "a member is longer than the archive" in bad.reason


def test_records_that_all_claim_to_be_long_are_not_each_read_to_the_end() -> None:
    lie = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Block-Digest: sha1:A\r\n"
    lie += b"Content-Length: 60000000\r\n\r\n\n\n"
    with bounded():
        made = read(lie * 40_000 + record(http()) + lie * 100, "a.warc")
    assert len(made) == 40_101
    assert [number for number, each in enumerate(made) if isinstance(each, ParsedArticle)] == [40_000]


def test_a_page_that_its_server_packed_as_a_bomb_costs_itself_alone() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join((*(packer.compress(b"<p>rain " * MIB) for _ in range(4)), packer.flush()))
    rest = b"".join(record(http(), f"https://news.example/{n}") for n in range(300))
    made = read(record(http(bomb, Content_Encoding="gzip")) + rest, "a.warc")
    assert isinstance(made[0], Rejection)
    assert "200 times its size, the limit for one file" in made[0].reason
    assert sum(isinstance(each, ParsedArticle) for each in made) == 300


def test_a_page_packed_thousands_of_times_over_is_refused() -> None:
    data = record(http(gzip.compress(TEXT), Content_Encoding=",".join(["gzip"] * 5000)))
    assert "packed 5,000 times over" in reason(data, "a.warc")
    twice = record(http(gzip.compress(gzip.compress(TEXT)), Content_Encoding="gzip, gzip"))
    (made,) = read(twice, "a.warc")
    assert isinstance(made, ParsedArticle)


def test_an_answer_with_a_header_of_megabytes_is_refused() -> None:
    data = record(b"HTTP/1.1 200 OK\r\nA: b\r\n" + b" b\r\n" * 1_000_000 + b"\r\n" + TEXT)
    with bounded():
        assert "longer than 256 KiB" in reason(data, "a.warc")


def test_empty_members_of_a_packed_web_archive_are_passed_over_once() -> None:
    data = gzip.compress(record(http())) + gzip.compress(b"") * 200_000 + gzip.compress(record(http()))
    with bounded():
        made = read(data, "a.warc.gz")
    assert [type(each) for each in made] == [ParsedArticle, Rejection, ParsedArticle]


@pytest.mark.parametrize("name", ["a.mhtml", "a.eml"])
def test_the_header_of_a_message_is_parted_as_far_as_any_is_long(name: str) -> None:
    header = SAVED if name == "a.mhtml" else SAVED.replace("Snapshot-Content-Location", "Message-ID")
    data = header.replace("Saved by Blink", "a@b.example").encode() if name == "a.eml" else header.encode()
    data += b"--b0\r\nContent-Type: text/html" + b"; a=b" * 800_000 + b"\r\n\r\n" + PAGE.encode()
    with bounded():
        (made,) = read(data, name)
    assert isinstance(made, ParsedArticle)


def test_parts_of_a_message_that_lie_deep_in_one_another_are_refused() -> None:
    data = SAVED.encode()
    for number in range(3000):
        data += b'--b%d\r\nContent-Type: multipart/related; boundary="b%d"\r\n\r\n' % (number, number + 1)
    assert "of its parts hold others" in reason(data + PAGE.encode(), "a.mhtml")
