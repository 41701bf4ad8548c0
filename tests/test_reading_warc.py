"""Web archives: which records become articles, which give a reason, and what one broken record costs."""

import base64
import gzip
import hashlib
import io
import json
import zipfile
import zlib

import brotli
import pytest

from articles.reading import Limits, read_file
from articles.reading.formats import FORMATS
from articles.reading.opened import OpenFile
from articles.reading.warc_pages import dechunked
from articles.records import ParsedArticle, Rejection

TEXT = "Ferry Strike Ends\n\nThe crews of the ferry went back to work after nine days, their union said.\n"
OTHER = (
    "Bridge Opens Early\n\nThe bridge over the strait opened a month early, the builders said on the quay.\n"
)


def http(
    body: bytes | str = TEXT, status: str = "200 OK", kind: str = "text/plain; charset=utf-8", **more: str
) -> bytes:
    """An answer of a server; `more` are further fields of its header."""
    data = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in more.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + data


def record(
    block: bytes,
    url: str = "https://news.example/a",
    kind: str = "response",
    length: int | str | None = None,
    version: str = "1.0",
    date: str = "2024-05-06T07:08:09Z",
    **more: str,
) -> bytes:
    """A record of a WARC; `length` is what it claims."""
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000001>",
        "WARC-Date": date,
        "WARC-Target-URI": url,
        "Content-Type": "application/http; msgtype=response" if kind == "response" else "text/plain",
        **{name.replace("_", "-"): value for name, value in more.items()},
        "Content-Length": str(len(block) if length is None else length),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"WARC/{version}\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


INFO = record(b"software: none\r\n", "", "warcinfo")


def read(data: bytes, name: str = "crawl.warc", **options: object) -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(data), **options))  # type: ignore[arg-type]


def titles(made: list[ParsedArticle | Rejection]) -> list[str]:
    return [each.title for each in made if isinstance(each, ParsedArticle)]


def reasons(made: list[ParsedArticle | Rejection]) -> list[str]:
    return [each.reason for each in made if isinstance(each, Rejection)]


RECORDS = [
    INFO,
    record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
    record(http()),
    record(b"fetchTimeMs: 9\r\n", kind="metadata"),
    record(http(OTHER), "https://news.example/b", version="1.1"),
]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"".join(RECORDS), "crawl.warc"),
        (b"".join(gzip.compress(each) for each in RECORDS), "crawl.warc.gz"),
        (gzip.compress(b"".join(RECORDS)), "crawl.warc.gz"),
        (b"".join(gzip.compress(each) for each in RECORDS), "no suffix"),
        (b"".join(RECORDS).replace(b"\r\n\r\nWARC/", b"\nWARC/"), "crawl.txt"),
    ],
    ids=["plain", "by record", "as a whole", "named anything", "one line end between"],
)
def test_pages_are_named_by_their_address_and_bookkeeping_gives_no_line(data: bytes, name: str) -> None:
    made = read(data, name)
    assert [(each.file, each.member, each.index, each.title) for each in made] == [
        (name, "https://news.example/a", 0, "Ferry Strike Ends"),
        (name, "https://news.example/b", 0, "Bridge Opens Early"),
    ]


def test_resource_and_conversion_records_are_articles_too() -> None:
    made = read(
        INFO
        + record(TEXT.encode(), kind="resource")
        + record(OTHER.encode(), "https://news.example/b", "conversion")
        + record(TEXT.encode(), "ftp://news.example/c", "resource", Content_Type="")
    )
    assert titles(made) == ["Ferry Strike Ends", "Bridge Opens Early", "Ferry Strike Ends"]


@pytest.mark.parametrize(
    ("block", "options", "reason"),
    [
        (http("gone", "404 Not Found"), {}, "HTTP 404 Not Found: no page was sent"),
        (http("", "301 Moved", Location="/n"), {}, "HTTP 301: leads elsewhere, to /n"),
        (http("", "304 Not Modified"), {}, "HTTP 304: leads elsewhere"),
        (http("part", "206 Partial Content"), {}, "HTTP 206 Partial Content: no page was sent"),
        (http(b"\x89PNG", kind="image/png"), {}, "not text: image/png"),
        (http("p{}", kind="text/css"), {}, "a style sheet, no article"),
        (http("f()", kind="application/javascript"), {}, "a script, no article"),
        (http("User-agent: *"), {"url": "http://n.example/robots.txt"}, "a file for crawlers and browsers"),
        (http(b"%PDF-1.7", kind="application/octet-stream"), {}, "not text: a PDF"),
        (http(""), {}, "the file is empty"),
        (http(), {"kind": "revisit"}, "captured again unchanged (revisit)"),
        (b"part", {"kind": "continuation"}, "one part of a record that is cut over several files"),
        (b"x", {"kind": "hologram"}, "a record of a kind that is not read: hologram"),
        (http("x", Content_Encoding="zstd"), {}, "packed by the server in a way that is not read: zstd"),
    ],
)
def test_what_is_no_page_says_why(block: bytes, options: dict[str, str], reason: str) -> None:
    made = read(INFO + record(block, **options) + record(http(OTHER), "https://news.example/b"))  # type: ignore[arg-type]
    assert len(reasons(made)) == 1
    assert reason in reasons(made)[0]
    assert titles(made) == ["Bridge Opens Early"]


def test_look_ups_of_names_are_bookkeeping() -> None:
    made = read(INFO + record(b"20240506", "dns:news.example", Content_Type="text/dns") + record(http()))
    assert reasons(made) == []


def chunks(data: bytes, size: int = 11) -> bytes:
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x;x=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


RAW = TEXT.encode()
DEFLATE = zlib.compressobj(wbits=-15)
RAW_DEFLATE = DEFLATE.compress(RAW) + DEFLATE.flush()


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (chunks(RAW), {"Transfer_Encoding": "chunked"}),
        (RAW, {"Transfer_Encoding": "chunked"}),
        (gzip.compress(RAW), {"Content_Encoding": "gzip"}),
        (gzip.compress(RAW), {"Content_Encoding": "X-GZip"}),
        (RAW, {"Content_Encoding": "gzip"}),
        (zlib.compress(RAW), {"Content_Encoding": "deflate"}),
        (RAW_DEFLATE, {"Content_Encoding": "deflate"}),
        (brotli.compress(RAW), {"Content_Encoding": "br"}),
        (chunks(brotli.compress(RAW)), {"Content_Encoding": "br", "Transfer_Encoding": "Chunked"}),
        (chunks(gzip.compress(RAW)), {"Transfer_Encoding": "gzip, chunked"}),
        (brotli.compress(gzip.compress(RAW)), {"Content_Encoding": "gzip, br"}),
        (RAW, {"Content_Encoding": "identity"}),
    ],
)
def test_bodies_are_unpacked_as_the_server_says(body: bytes, fields: dict[str, str]) -> None:
    (made,) = read(INFO + record(http(body, **fields)))
    assert isinstance(made, ParsedArticle)
    assert (made.title, made.body) == ("Ferry Strike Ends", TEXT.split("\n\n")[1].strip())


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (chunks(RAW)[:60], {"Transfer_Encoding": "chunked"}),
        (gzip.compress(RAW)[:-20], {"Content_Encoding": "gzip"}),
        (brotli.compress(RAW)[:-9], {"Content_Encoding": "br"}),
        (b"\xff" * 99, {"Content_Encoding": "br"}),
    ],
)
def test_a_body_that_is_cut_off_is_a_reason_and_costs_itself(body: bytes, fields: dict[str, str]) -> None:
    made = read(INFO + record(http(body, **fields)) + record(http(OTHER), "https://news.example/b"))
    assert len(reasons(made)) == 1
    assert titles(made) == ["Bridge Opens Early"]


def test_a_small_body_that_unpacks_without_end_is_stopped() -> None:
    bomb = brotli.compress(b" " * 2**25)
    made = read(record(http(bomb, Content_Encoding="br")) + record(http()), limits=Limits(text_file=2**20))
    assert "larger than 1 MiB" in reasons(made)[0]
    assert titles(made) == ["Ferry Strike Ends"]


def test_the_declared_encoding_and_the_address_reach_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "عودة العبارات\n\nعادت العبارات إلى العمل بعد إضراب دام تسعة أيام، كما قال الاتحاد.\n"
    seen: list[tuple[str, str, str]] = []
    real = OpenFile.__init__

    def noting(self: OpenFile, *args: object, **options: object) -> None:
        real(self, *args, **options)  # type: ignore[arg-type]
        seen.append((self.name, self.url, self.encoding))

    monkeypatch.setattr(OpenFile, "__init__", noting)
    (made,) = read(record(http(body.encode("cp1256"), kind='text/plain; charset="windows-1256"')))
    assert isinstance(made, ParsedArticle)
    assert made.title == "عودة العبارات"
    assert seen[-1] == ("a", "https://news.example/a", "windows-1256")


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "us-ascii", "no-such-thing", "base64", "utf-7", "utf-8\0"]
)
def test_a_declared_encoding_that_is_wrong_does_not_garble_the_text(declared: str) -> None:
    body = "Café Reopens\n\nThe café on the quay opened its doors again, its owner said on the square.\n"
    (made,) = read(record(http(body, kind=f"text/plain; charset={declared}")))
    assert made.title == "Café Reopens"


def test_an_article_without_an_address_of_its_own_takes_that_of_its_page() -> None:
    line = json.dumps({"title": "Sun", "text": "It was dry on the river, said two of the crew."})
    (made,) = read(record(http(line, kind="application/json")))
    assert isinstance(made, ParsedArticle)
    assert made.url == "https://news.example/a"
    (made,) = read(record(http(line, kind="application/json"), "https://news.example/2024/03/02/sun"))
    assert isinstance(made, ParsedArticle)
    assert made.published.iso == "2024-03-02"
    made = read(record(http(f"{line}\n{line}", kind="application/json")))[0]
    assert isinstance(made, ParsedArticle)
    assert made.url == ""  # the address of a list is not that of each article in it
    line = json.dumps({"title": "Sun", "text": "It was dry on the river.", "url": "https://own.example/"})
    (made,) = read(record(http(line, kind="application/json")))
    assert isinstance(made, ParsedArticle)
    assert made.url == "https://own.example/"


def test_one_address_captured_twice_gives_two_members_told_apart_by_time() -> None:
    made = read(
        record(http())
        + record(http(OTHER), date="2024-05-07T00:00:00Z")
        + record(http(OTHER), date="2024-05-07T00:00:00Z")
    )
    assert [each.member for each in made] == [
        "https://news.example/a",
        "https://news.example/a (captured 20240507000000)",
        "https://news.example/a (captured 20240507000000) (2)",
    ]
    assert all(isinstance(each, ParsedArticle) and each.published.day is None for each in made)


def packed(records: list[bytes]) -> bytes:
    return b"".join(gzip.compress(each, mtime=0) for each in records)


GOOD = [record(http(), "https://news.example/1"), record(http(OTHER), "https://news.example/2")]


@pytest.mark.parametrize("pack", [b"".join, packed], ids=["plain", "packed"])
@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (record(http(), length=9999999), "cut off"),
        (record(http(), length=40), "its length of 40 bytes is wrong"),
        (record(http(), length="many"), "its length is no number"),
        (record(http(), length=-5), "its length is no number"),
        (record(http(), WARC_Block_Digest="sha1:" + "A" * 32), "its digest is wrong"),
        (record(http(), WARC_Payload_Digest="sha1:" + "A" * 32), "its digest is wrong"),
        (b"WARC/1.0\r\nno colon\r\n\r\n\r\n\r\n", "it has no length"),
        (b"some bytes that are no record\r\n\r\n", "no record begins here"),
        (b"WARC/1.0\r\n" + b"X-Long: 1\r\n" * 99_999 + b"\r\n", "it has no length"),
    ],
)
def test_a_broken_record_is_told_with_its_place_and_costs_itself(
    pack: object, bad: bytes, words: str
) -> None:
    data = pack([INFO, GOOD[0], bad, GOOD[1]])  # type: ignore[operator]
    made = read(data)
    assert titles(made) == ["Ferry Strike Ends", "Bridge Opens Early"]
    assert any(words in reason and "record 3 at byte " in reason for reason in reasons(made)), reasons(made)


def test_a_length_that_reaches_into_the_next_record_costs_only_its_own() -> None:
    bad = record(http(), length=len(http()) + 300)
    made = read(INFO + bad + GOOD[0] + GOOD[1])
    assert titles(made) == ["Ferry Strike Ends", "Bridge Opens Early"]
    assert "another record begins within" in reasons(made)[0] or "is wrong" in reasons(made)[0]


@pytest.mark.parametrize("place", [2, 30, -6])
def test_a_packed_record_with_broken_bytes_costs_itself(place: int) -> None:
    parts = [gzip.compress(each, mtime=0) for each in (INFO, GOOD[0], record(http()), GOOD[1])]
    broken = bytearray(parts[2])
    broken[place] ^= 0xFF
    made = read(parts[0] + parts[1] + bytes(broken) + parts[3])
    assert titles(made) == ["Ferry Strike Ends", "Bridge Opens Early"]
    assert len(reasons(made)) == 1
    assert f"byte {len(parts[0] + parts[1]):,}" in reasons(made)[0]


def test_an_archive_cut_off_keeps_what_comes_before() -> None:
    for pack in (b"".join, packed):
        made = read(pack([INFO, *GOOD])[:-60])
        assert titles(made) == ["Ferry Strike Ends"]
        assert len(reasons(made)) == 1


@pytest.mark.parametrize("form", ["base32", "hex", "sha256"])
def test_a_digest_that_is_right_is_taken_in_any_form(form: str) -> None:
    digest = hashlib.sha1(http()).digest()
    told = {
        "base32": "sha1:" + base64.b32encode(digest).decode(),
        "hex": f"SHA-1:{digest.hex()}",
        "sha256": f"sha256:{hashlib.sha256(http()).hexdigest()}",
    }
    assert titles(read(record(http(), WARC_Block_Digest=told[form]))) == ["Ferry Strike Ends"]


def test_a_record_beyond_the_limit_is_passed_over() -> None:
    big = record(http(b"word " * 300_000), "https://news.example/big")
    for pack in (b"".join, packed):
        made = read(pack([INFO, big, GOOD[0]]), limits=Limits(text_file=2**20))
        assert "the limit of 1 MiB for one record" in reasons(made)[0]
        assert titles(made) == ["Ferry Strike Ends"]


def test_an_arc_is_read_as_well() -> None:
    def arc(url: str, block: bytes, kind: str = "text/plain") -> bytes:
        return f"{url} 192.0.2.1 20060102030405 {kind} {len(block)}\n".encode() + block + b"\n"

    head = b"1 0 crawler\nURL IP-address Archive-date Content-type Archive-length\n"
    records = [
        arc("filedesc://a.arc", head),
        arc("http://a.example/1", http()),
        arc("http://a.example/2", http(OTHER)),
    ]
    for data in (b"".join(records), packed(records)):
        made = read(data, "a.arc")
        assert [(each.member, each.title) for each in made] == [
            ("http://a.example/1", "Ferry Strike Ends"),
            ("http://a.example/2", "Bridge Opens Early"),
        ]


def test_a_forced_layout_holds_for_the_pages() -> None:
    assert FORMATS[-1].name == "plain text"
    made = read(record(http('{"title": "Sun", "text": "It was dry on the river."}')), layout="plain text")
    assert isinstance(made[0], ParsedArticle)
    assert made[0].layout == "plain text"


def test_a_web_archive_in_a_zip_is_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("crawl.warc.gz", packed(RECORDS))
        archive.writestr("last.txt", TEXT)
    made = read(stream.getvalue(), "a.zip")
    assert [each.member for each in made] == [
        "crawl.warc.gz/https://news.example/a",
        "crawl.warc.gz/https://news.example/b",
        "last.txt",
    ]


def test_chunks_are_taken_out_once() -> None:
    assert dechunked(chunks(b"abc" * 40)) == b"abc" * 40
    assert dechunked(b"plain text") == b"plain text"
    assert dechunked(b"cafe\r\n is open") == b"cafe\r\n is open"
    assert dechunked(b"") == b""
