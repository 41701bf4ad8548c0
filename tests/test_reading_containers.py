"""Archives are opened within plain limits, and what is refused says why."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile

from articles.reading import Limits, read_file
from articles.records import ParsedArticle, Rejection

TEXT = b"Rain halts talks\n\nTalks on the river stopped when rain flooded the hall, officials said.\n"
LINE = json.dumps({"title": "Sun", "text": "It was dry."}).encode()


def make_zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def make_tar(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def read(data: bytes, name: str = "a.zip", limits: Limits | None = None) -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(data), limits or Limits()))


MEMBERS = {
    "in/talks.txt": TEXT,
    "data.jsonl": LINE + b"\n" + LINE,
    "empty.md": b"",
    "p.jpg": b"\xff\xd8\xff" * 99,
}


def test_all_kinds_of_archive_are_opened_and_members_named() -> None:
    tar = make_tar(MEMBERS)
    for data, name in ((make_zip(MEMBERS), "a.zip"), (tar, "a.tar"), (gzip.compress(tar), "a.tar.gz")):
        made = read(data, name)
        assert [(each.member, each.index, type(each)) for each in made] == [
            ("in/talks.txt", 0, ParsedArticle),
            ("data.jsonl", 0, ParsedArticle),
            ("data.jsonl", 1, ParsedArticle),
            ("empty.md", 0, Rejection),
            ("p.jpg", 0, Rejection),
        ], name
        assert {each.file for each in made} == {name}


def test_a_packed_file_is_named_without_its_suffix() -> None:
    (made,) = read(gzip.compress(LINE), "in/data.jsonl.gz")
    assert (made.file, made.member, made.title) == ("in/data.jsonl.gz", "data.jsonl", "Sun")


def _reasons(made: list[ParsedArticle | Rejection]) -> list[str]:
    return [each.reason for each in made if isinstance(each, Rejection)]


def test_a_path_that_climbs_is_refused_and_the_rest_read() -> None:
    members = {"../../etc/talks.txt": TEXT, "/etc/talks.txt": TEXT, "a\\..\\..\\b.txt": TEXT, "ok.txt": TEXT}
    for data in (make_zip(members), make_tar(members)):
        made = read(data)
        assert _reasons(made) == ["its path climbs out of the archive"] * 3
        assert made[-1].member == "ok.txt"


def test_archives_are_read_one_deep_and_no_deeper() -> None:
    inner = {"b.txt": TEXT, "c.txt.gz": gzip.compress(TEXT)}
    for name, data in (
        ("b.zip", make_zip(inner)),
        ("b.tar", make_tar(inner)),
        ("b.tar.gz", gzip.compress(make_tar(inner))),
        ("b.tar.bz2", bz2.compress(make_tar(inner))),
        ("b.tar.xz", lzma.compress(make_tar(inner))),
    ):
        for pack in (make_zip, make_tar):
            made = read(pack({name: data, "last.txt": TEXT}))
            assert [(each.member, type(each)) for each in made] == [
                (f"{name}/b.txt", ParsedArticle),
                (f"{name}/c.txt.gz", Rejection),
                ("last.txt", ParsedArticle),
            ]
            assert "an archive two deep in archives is not read: unpack the outer ones first" in _reasons(
                made
            )


def test_packed_texts_in_an_archive_are_read() -> None:
    members = {"a.txt.gz": gzip.compress(TEXT), "b.txt.bz2": bz2.compress(TEXT), "c.xz": lzma.compress(TEXT)}
    for pack in (make_zip, make_tar):
        made = read(pack(members))
        assert [each.member for each in made if isinstance(each, ParsedArticle)] == [
            "a.txt.gz/a.txt",
            "b.txt.bz2/b.txt",
            "c.xz/c",
        ]


def test_side_files_of_a_system_are_no_text() -> None:
    made = read(make_zip({"__MACOSX/._a": b"\0" * 20, "._b.txt": TEXT, "in/.DS_Store": TEXT}))
    assert set(_reasons(made)) == {"a side file of the operating system, no text"}


def test_too_many_members_end_the_reading() -> None:
    members = {f"{number}.txt": TEXT for number in range(5)}
    for data in (make_zip(members), make_tar(members)):
        made = read(data, limits=Limits(members=3))
        assert [type(each) for each in made] == [ParsedArticle] * 3 + [Rejection]
        assert "more than 3 members" in _reasons(made)[0]


def test_a_bomb_is_refused_by_its_ratio_and_its_size() -> None:
    members = {"a.txt": b"a word or two " * 200_000, "b.txt": TEXT}
    small = Limits(ratio_from=100_000, ratio=20)
    for data, name in ((make_zip(members), "a.zip"), (gzip.compress(make_tar(members)), "a.tar.gz")):
        assert "more than 20 times its size" in _reasons(read(data, name, small))[0]
        assert "the limit for one archive" in _reasons(read(data, name, Limits(unpacked=2**20)))[0]


def test_a_text_beyond_the_limit_is_refused() -> None:
    assert _reasons(read(TEXT * 100_000, "a.txt", Limits(text_file=2**20))) == [
        "larger than 1 MiB, the limit for one text file. Cut it into smaller ones, or make it JSON lines, "
        "which have no such limit"
    ]
    assert _reasons(read(TEXT * 1000, "a.txt", Limits(lines=100))) == [
        "more than 100 lines, the limit for one text file"
    ]


def test_damaged_archives_are_reasons_not_exceptions() -> None:
    tar, zipped = gzip.compress(make_tar(MEMBERS)), make_zip(MEMBERS)
    broken = bytearray(make_zip({"a.txt": TEXT, "b.txt": TEXT}))
    broken[40:60] = bytes(20)
    for data in (
        tar[:60],
        tar[: len(tar) // 2],
        zipped[:100],
        zipped[:-30],
        bytes(broken),
        b"\x1f\x8b",
        b"PK\x03\x04",
    ):
        made = read(data)
        assert made
        assert _reasons(made)
    made = read(bytes(broken))
    assert [each.member for each in made if isinstance(each, ParsedArticle)] == ["b.txt"]


def test_an_empty_archive_and_a_locked_member_say_so() -> None:
    assert _reasons(read(make_zip({}))) == ["the archive is empty"]
    locked = bytearray(make_zip({"a.txt": TEXT}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert _reasons(read(bytes(locked))) == ["protected by a password: pack it without one"]
