"""Input made to do harm ends in a reason, in bounded memory and time, and the rest of the import goes on."""

import gzip
import io
import json
import os
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from articles.importing.inputs import find_files
from articles.importing.run import import_paths
from articles.models import Batch, LedgerEntry, SourceFile
from articles.reading import Limits, read_file
from articles.reading.names import DistinctNames, printable, safe_name
from articles.records import ParsedArticle, Rejection
from tests.hostile import TEXT, Endless, make_tar, make_zip, overlapping_zip, raw_zip

MIB = 2**20
GIB = 2**30
LINE = json.dumps({"title": "Sun", "text": "It was dry on the river, the crew said."}).encode()


def read(data: bytes, name: str = "a.zip", limits: Limits | None = None) -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(data), limits or Limits()))


def reasons(made: list[ParsedArticle | Rejection]) -> list[str]:
    return [each.reason for each in made if isinstance(each, Rejection)]


@contextmanager
def bounded(memory: int, seconds: float) -> Iterator[None]:
    """What is done within takes no more memory, in bytes, and no more time."""
    tracemalloc.start()
    began = time.process_time()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < memory
        assert time.process_time() - began < seconds
    finally:
        tracemalloc.stop()


def packed_gib(block: bytes) -> bytes:
    """A gzip of a gibibyte of this block of a mebibyte, made without packing it all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return gzip.compress(b"")[:10] + first * 1024


def test_a_gibibyte_in_a_small_gzip_is_stopped_in_flat_memory() -> None:
    for block, reason in ((bytes(MIB), "not text"), (b"a bcd\n".ljust(MIB), "larger than 64 MiB")):
        with bounded(400 * MIB, 120):
            made = read(packed_gib(block), "a.txt.gz")
        assert reason in reasons(made)[0]


def test_lines_of_a_packed_gibibyte_are_stopped_by_the_ratio() -> None:
    with bounded(100 * MIB, 120):
        made = read(packed_gib(LINE + b" " * (MIB - len(LINE) - 1) + b"\n"), "a.jsonl.gz")
    assert "times its size, the limit for one archive" in reasons(made)[-1]


def test_a_zip_of_zips_does_not_multiply_the_limit() -> None:
    inner = make_zip({"a.txt": TEXT + b"word and word " * 100_000})
    outer = make_zip({f"{number}.zip": inner for number in range(40)})
    made = read(outer, limits=Limits(unpacked=8 * MIB))
    assert "unpacks to more than 8 MiB, the limit for one archive" in reasons(made)[-1]
    assert "Cut the archive into smaller ones" in reasons(made)[-1]
    assert sum(isinstance(each, ParsedArticle) for each in made) == 5
    assert "more than 20 times its size" in reasons(read(outer, limits=Limits(ratio=20, ratio_from=MIB)))[-1]


def test_members_are_counted_over_all_levels() -> None:
    inner = make_zip({f"{number}.txt": TEXT for number in range(10)})
    for pack in (make_zip, make_tar):
        made = read(pack({f"{number}.zip": inner for number in range(10)}), limits=Limits(members=25))
        assert "more than 25 members" in reasons(made)[-1]
        assert len(reasons(made)) == 1


def test_archives_without_end_end_two_deep() -> None:
    data = make_zip({"a.txt": TEXT})
    for _ in range(50):
        data = make_zip({"a.zip": data, "b.txt": TEXT})
    made = read(data)
    assert "an archive two deep in archives is not read" in " ".join(reasons(made))


def test_members_that_share_their_bytes_are_refused() -> None:
    with bounded(50 * MIB, 120):
        made = read(overlapping_zip(5_000, b"word and word " * 500_000))
    assert set(reasons(made)) == {"its bytes are those of another member too, as only a zip bomb has it"}
    assert len(made) == 5_000


def test_a_directory_that_lies_about_sizes_is_not_believed() -> None:
    big = b"word and word " * 200_000
    for size in (1, GIB, 2**32 - 2):
        with bounded(60 * MIB, 120):
            made = read(raw_zip([(b"a.txt", big), (b"b.txt", TEXT)], size=size))
        assert all("damaged" in reason for reason in reasons(made))
        assert reasons(made)


def test_a_line_of_a_gibibyte_costs_itself_alone() -> None:
    def parts() -> Iterator[bytes]:
        yield LINE + b'\n{"title": "Long", "text": "'
        for _ in range(GIB // MIB):
            yield b"x" * MIB
        yield b'"}\n' + LINE + b"\n"

    with bounded(100 * MIB, 120):
        made = list(read_file("a.jsonl", Endless(parts)))  # type: ignore[arg-type]
    assert [type(each) for each in made] == [ParsedArticle, Rejection, ParsedArticle]
    assert "line 2" in reasons(made)[0]
    assert "the limit for one line" in reasons(made)[0]


def test_a_text_of_one_gibibyte_line_is_refused() -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(GIB // MIB):
            yield b"x" * MIB

    with bounded(300 * MIB, 120):
        made = list(read_file("a.txt", Endless(parts)))  # type: ignore[arg-type]
    assert "larger than 64 MiB, the limit for one text file" in reasons(made)[0]


ENTITIES = "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' if number else '<!ENTITY l0 "lol">'
    for number in range(12)
)
DEEP = {
    "array.json": b"[" * 100_000 + b"]" * 100_000,
    "object.json": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "lines.jsonl": b'{"title": "a", "text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n" + LINE,
    "bomb.xml": f'<?xml version="1.0"?><!DOCTYPE l [{ENTITIES}]><rss><channel><item><title>&l11;</title>'
    "<description>&l11;</description></item></channel></rss>".encode(),
    "fetch.xml": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<rss version="2.0">'
    b"<channel><item><title>a</title><description>&x; and more</description></item></channel></rss>",
    "deep.html": b"<html><body>" + b"<div>" * 100_000 + b"text" + b"</div>" * 100_000 + b"</body></html>",
    "deep.xml": b"<rss>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</rss>",
    "wide.csv": b"title,text" + b"," * 100_000 + b"\na,b\n",
    "quote.csv": b'title,text\n"' + b"word " * 100_000,
    "number.jsonl": b'{"title": 1e999, "text": ' + b"9" * 100_000 + b"}\n" + LINE,
}


@pytest.mark.parametrize("name", DEEP)
def test_deep_and_self_referring_input_is_refused_in_time(name: str) -> None:
    began = time.process_time()
    made = read(DEEP[name], name)
    assert time.process_time() - began < 60
    assert made
    assert not any("could not be read" in reason for reason in reasons(made))
    assert not any("root:" in each.body for each in made if isinstance(each, ParsedArticle))
    assert all(len(each.body) < 10 * MIB for each in made if isinstance(each, ParsedArticle))


def test_lzma_in_a_zip_is_read_under_the_same_limits() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", b"Rain fell on the river. " * 60_000)
    data = whole.getvalue()
    made = read(data)
    assert isinstance(made[0], ParsedArticle)
    assert made[1].member == "b.txt"
    assert "200 times" in reasons(read(data, limits=Limits(ratio_from=MIB)))[0]

    at = data.index(b"a.txt") + len("a.txt")
    greedy = data[: at + 5] + b"\xff\xff\xff\x7f" + data[at + 9 :]
    assert "memory" in reasons(read(greedy))[0]
    for place in range(at + 9, at + 37, 7):
        broken = read(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        assert [each.member for each in broken] == ["a.txt", "b.txt"]
        assert "damaged" in reasons(broken)[0]


@pytest.mark.parametrize(
    "piece",
    [
        "\r",
        " ",
        "-",
        ".",
        "TT\n",
        "a\n",
        "By \n",
        "> ",
        ",\n",
        "GENEVA (AP) -- \n",
        "Title: x\n",
        "Rain\nBy Ann Lee\n",
    ],
    ids=repr,
)
def test_a_text_of_one_piece_again_and_again_ends(piece: str) -> None:
    """What grows with the square of the size would take many minutes."""
    opening = "Rain falls in Geneva\n\nGENEVA (AP) -- Rain fell in Geneva on Monday, officials said.\n\n"
    began = time.process_time()
    assert read((opening + piece * (128_000 // len(piece))).encode(), "a.txt")
    assert time.process_time() - began < 60


@pytest.mark.parametrize("piece", [".", ". ", "|", "</", "a_", ":a"])
def test_a_file_of_one_mark_again_and_again_ends(piece: str) -> None:
    """Its one line is looked at as a table's head too: a name as long as that is none."""
    began = time.process_time()
    assert read((piece * (128_000 // len(piece))).encode(), "a.txt")
    assert time.process_time() - began < 60


@pytest.mark.parametrize("piece", ["\\'", '\\"', "\\'e9"])
def test_json_of_strings_that_are_never_closed_ends(piece: str) -> None:
    """Each quote would be looked behind to the end of the file."""
    began = time.process_time()
    assert reasons(read(('[{title: "' + piece * (512_000 // len(piece))).encode(), "a.json5"))
    assert time.process_time() - began < 60


def test_a_row_of_a_database_client_with_nothing_but_blanks_ends() -> None:
    """Where a value goes on is looked for at the end of a line, not from each blank in it."""
    data = "-[ RECORD 1 ]-\ntitle | Rain\n" + "\x85" * 512_000
    began = time.process_time()
    assert read(data.encode(), "a.txt")
    assert time.process_time() - began < 60


def test_many_labels_between_furniture_are_told_in_the_time_of_their_length() -> None:
    """Whether blank lines part the paragraphs is asked once of a text, not once of each label."""
    opening = "* A\n:PROPERTIES:\n:DATE: [2011-05-03]\n:END:\n"
    began = time.process_time()
    assert read((opening + "1\n00:00:01,000 --> 00:00:02,000\na\n" * 15_000).encode(), "a.org")
    assert time.process_time() - began < 60


def test_a_row_of_a_hundred_thousand_wrapped_lines_is_put_together_once() -> None:
    data = b"LENGTH: 3 words\n1 of 9 DOCUMENTS\n" * 50_000
    began = time.process_time()
    assert list(read_file("a.txt", io.BytesIO(data)))
    assert time.process_time() - began < 60


def test_marks_of_a_quotation_are_taken_from_the_start_of_a_line_alone() -> None:
    made = read("".join(f"> Rain fell on line {n} > all day.\n" for n in range(9)).encode(), "a.txt")
    assert isinstance(made[0], ParsedArticle)
    assert "line 5 > all day" in made[0].body


def test_names_are_made_safe_in_one_way() -> None:
    assert safe_name("a/b c.txt") == "a/b c.txt"
    assert safe_name("Депеша أخبار.txt") == "Депеша أخبار.txt"
    assert safe_name("a\u202etxt.exe") == "a\\u202etxt.exe"
    assert safe_name("a\nb\x1b[2J\x00\x85") == "a\\x0ab\\x1b[2J\\x00\\x85"
    assert safe_name("a\udcff\ud800") == "a\\xff\\ud800"
    assert safe_name("می\u200cخواهم") == "می\u200cخواهم"
    long, other = safe_name("x" * 4000 + ".csv"), safe_name("x" * 4001 + ".csv")
    assert len(long) == len(other) == 500
    assert long != other
    assert long.endswith(".csv")
    assert printable("a\u2066b\r") == "a\\u2066b\\x0d"
    names = DistinctNames()
    assert [names.take("in.d/a.txt") for _ in range(3)] == ["in.d/a.txt", "in.d/a (2).txt", "in.d/a (3).txt"]
    assert [names.take(name) for name in ("b", "b (2)", "b", ".c", ".c")] == [
        "b",
        "b (2)",
        "b (3)",
        ".c",
        ".c (2)",
    ]


NAMES = (
    "a\u202etxt.txt", "line\nbreak.txt", "\x1b[31mred\x07.txt", "byte\udcff.txt", "byte\udcfe.txt",
    "x" * 240 + ".txt", "tag\U000e0041.txt", "أخبار.txt",
)  # fmt: skip


@pytest.mark.django_db
def test_a_folder_of_hostile_files_is_imported_as_far_as_it_can_be(tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        Path(os.path.join(folder, name)).write_text(  # noqa: PTH118
            f"Ferry {number} sails\n\nFerry number {number} left the port on the river, they said.\n"
        )
    for name, data in DEEP.items():
        (folder / name).write_bytes(data)
    (folder / "bomb.zip").write_bytes(overlapping_zip(30, b"word " * 99_999))
    (folder / "cut.zip").write_bytes(make_zip({"a.txt": TEXT * 3})[:-40])
    lines = zipfile.ZipFile(folder / "late.zip", "w")
    with lines:
        lines.writestr("a.jsonl", b"\n".join(LINE.replace(b"Sun", b"Sun %d" % n) for n in range(5)))
    damaged = bytearray((folder / "late.zip").read_bytes())
    damaged[damaged.index(b"PK\x01\x02") + 16] ^= 0xFF
    (folder / "late.zip").write_bytes(bytes(damaged))
    (folder / "names.zip").write_bytes(
        raw_zip([("b\u202e.txt".encode(), TEXT), (b"c" * 4000 + b".txt", TEXT + b"And more of it.")])
    )
    title = {
        "title": "<script>alert(1)</script> \u202egnihtemos\u0007",
        "text": "It rained on the river again.",
    }
    (folder / "title.jsonl").write_bytes(json.dumps(title).encode())
    (folder / "zz last.txt").write_bytes(
        b"Tram 9 stops\n\nTram 9 stopped at the yard of the town, they said.\n"
    )
    os.mkfifo(folder / "pipe")

    report = import_paths([str(folder)], label="hostile")

    stored = set(SourceFile.objects.values_list("name", flat=True))
    assert {name.rpartition("/")[2] for name in stored} >= {
        "a\\u202etxt.txt", "line\\x0abreak.txt", "\\x1b[31mred\\x07.txt", "byte\\xff.txt", "byte\\xfe.txt",
        "zz last.txt",
    }  # fmt: skip
    kept = LedgerEntry.objects.exclude(outcome="rejected").exclude(article=None)
    assert kept.filter(file__name__endswith="zz last.txt").exists()
    assert kept.filter(file__name__contains="/given/", article__body__startswith="Ferry").count() == len(
        NAMES
    )
    assert any("a pipe or device" in reason for file in report.files for reason in file.reasons)
    table = report.as_table(most=999)
    assert not any(char in table for char in "\x1b\x07\u202e\u2066\r\x00")
    table.encode()

    get_user_model().objects.create_superuser("ann", password="secret")
    client = Client()
    assert client.login(username="ann", password="secret")
    batch = Batch.objects.get()
    pages = [client.get(reverse("admin:desk", args=[batch.pk]), {"page": str(page)}) for page in (1, 2)]
    pages.append(client.get(reverse("admin:articles_sourcefile_changelist")))
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert(1)" not in page.content.decode()
    for entry in LedgerEntry.objects.exclude(article=None):
        assert entry.article
        assert client.get(entry.article.get_absolute_url()).status_code == 200


def test_ten_thousand_tiny_files_are_found_in_a_moment(tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"{number}.txt").touch()
    began = time.process_time()
    assert len(find_files([str(tmp_path)])) == 10_000
    assert time.process_time() - began < 60


def test_a_path_that_no_system_can_hold_is_named_as_missing() -> None:
    with pytest.raises(Exception, match="no such file"):
        find_files(["x" * 5000])
