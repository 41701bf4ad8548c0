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
from tests.hostile import TEXT, make_tar, make_zip, raw_zip

LINE = json.dumps({"title": "Sun", "text": "It was dry."}).encode()


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


def test_a_bomb_costs_itself_and_not_what_lies_beside_it() -> None:
    bomb = make_zip({"bomb.txt": b"a word or two " * 200_000})
    members = {"a.txt": TEXT, "bomb.zip": bomb, "bomb.txt": b"two or a word " * 200_000, "b.txt": TEXT * 3}
    limits = Limits(ratio_from=100_000, ratio=20)
    for data in (make_zip(members), make_tar(members | {"bomb.txt": gzip.compress(members["bomb.txt"])})):
        made = read(data, limits=limits)
        assert [each.member for each in made if isinstance(each, ParsedArticle)] == ["a.txt", "b.txt"]
        refused = {each.member: each.reason for each in made if isinstance(each, Rejection)}
        assert len(refused) == 2
        assert all("more than 20 times its size" in reason for reason in refused.values())
        assert "bomb.zip/bomb.txt" in refused


def test_a_bomb_packed_twice_costs_itself_too() -> None:
    """Its archive is large beside the one around it, which packs that once more."""
    bomb = make_zip({"bomb.txt": b"a" * 20 * 2**20})
    assert len(bomb) > 20 * len(make_zip({"bomb.zip": bomb}))
    made = read(make_zip({"bomb.zip": bomb, "b.txt": TEXT}), limits=Limits(ratio_from=100_000, ratio=200))
    assert [each.member for each in made] == ["bomb.zip/bomb.txt", "b.txt"]


def test_where_the_reading_of_an_archive_stopped_is_said() -> None:
    members = {"a.txt": TEXT, "b.txt": b"a word or two " * 200_000, "c.txt": TEXT}
    for data in (make_zip(members), make_tar(members)):
        made = read(data, limits=Limits(unpacked=2**20))
        assert [type(each) for each in made] == [ParsedArticle, Rejection]
        assert _reasons(made)[0].endswith("The reading stopped in b.txt")


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


def test_zip_members_that_cannot_be_read_say_why_and_the_rest_goes_on() -> None:
    last = raw_zip([(b"b.txt", TEXT)])
    for made, reason in (
        (raw_zip([(b"a.txt", TEXT)], flags=1), "protected by a password: pack it without one"),
        (raw_zip([(b"a.txt", TEXT)], flags=0x40), "protected by a password: pack it without one"),
        (raw_zip([(b"a.txt", TEXT)], method=99), "protected by a password: pack it without one"),
        (raw_zip([(b"a.txt", TEXT)], method=9), "packed in a way that is not read (Deflate64)"),
        (raw_zip([(b"a.txt", TEXT)], method=93), "packed in a way that is not read (Zstandard)"),
        (raw_zip([(b"a.txt", TEXT)], method=77), "packed in a way that is not read (method 77)"),
        (raw_zip([(b"a.txt", TEXT)], mode=0o120777), "a symbolic link, no file"),
        (raw_zip([(b"a.txt", TEXT)], mode=0o060644), "a device, pipe or folder, no file"),
        (raw_zip([(b"a.txt", TEXT)], crc=7), "damaged: its checksum is wrong"),
        (raw_zip([(b"a.txt", TEXT)], size=9), "damaged: it unpacks to more than the 9 bytes"),
        (raw_zip([(b"a.txt", TEXT)], size=9999), "damaged: it unpacks to less than the 9,999 bytes"),
        (raw_zip([(b"a.txt", TEXT)], packed=9999, size=9999), "damaged"),
        (raw_zip([(b"a.txt", TEXT)], offset=5), "damaged: the directory points to a place where no member"),
        (raw_zip([(b"a.txt", TEXT)], method=8), "damaged"),
        (raw_zip([(b"a.txt", b"")]), "the file is empty"),
    ):
        outer = read(raw_zip([(b"in.zip", made), (b"ok.zip", last)]))
        assert reason in _reasons(outer)[0], reason
        assert [each.member for each in outer if isinstance(each, ParsedArticle)] == ["ok.zip/b.txt"]


def test_names_in_any_encoding_are_read_and_stay_distinct() -> None:
    arabic, french = "أخبار/محادثات.txt", "d\u00e9p\u00eache.txt"
    for name, flags, shown in (
        (arabic.encode(), 0x800, arabic),
        (arabic.encode(), 0, arabic),
        (french.encode("cp437"), 0, french),
        (b"a\xff\xfe.txt", 0x800, "a\\xff\\xfe.txt"),
        (b"a\nb\x1b[31m.txt", 0, "a\\x0ab\\x1b[31m.txt"),
        ("a\u202etxt.exe".encode(), 0x800, "a\\u202etxt.exe"),
        (b"", 0, "member without a name"),
    ):
        (made,) = read(raw_zip([(name, TEXT)], flags=flags))
        assert (made.member, type(made)) == (shown, ParsedArticle)
    made_twice = read(raw_zip([(b"a.txt", TEXT), (b"a.txt", TEXT), (b"in/a", TEXT), (b"in/a", TEXT)]))
    assert [each.member for each in made_twice] == ["a.txt", "a (2).txt", "in/a", "in/a (2)"]
    assert all(isinstance(each, ParsedArticle) for each in made_twice)
    (long,) = read(raw_zip([(b"x" * 4000 + b".jsonl", LINE)]))
    assert len(long.member) == 500
    assert long.member.endswith("x.jsonl")
    assert isinstance(long, ParsedArticle)


def test_paths_that_climb_are_refused_in_any_spelling() -> None:
    for name in (
        "../a.txt",
        "/a.txt",
        "..\\a.txt",
        "a\\..\\b.txt",
        "C:\\a.txt",
        "c:a.txt",
        "\\\\host\\a.txt",
    ):
        for data in (raw_zip([(name.encode(), TEXT)]), make_tar({name: TEXT})):
            assert _reasons(read(data)) == ["its path climbs out of the archive"], name


def test_a_large_zip_and_one_behind_other_bytes_are_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as member:
        member.write(TEXT)
    assert [type(each) for each in read(stream.getvalue())] == [ParsedArticle]
    many = make_zip({f"{number}.txt": b"" for number in range(66_000)}, zipfile.ZIP_STORED)
    assert len(read(many)) == 66_000


def test_a_zip_without_its_directory_is_read_by_the_headers_of_its_members() -> None:
    whole = make_zip({"a.txt": TEXT, "b.jsonl": LINE, "c.txt": TEXT})
    made = read(whole[: whole.index(b"PK\x01\x02")])
    assert [each.member for each in made if isinstance(each, ParsedArticle)] == ["a.txt", "b.jsonl", "c.txt"]
    assert _reasons(made) == [
        "damaged: the zip archive has no directory, as if it were cut off. "
        "Members were looked for by their own headers"
    ]
    cut = read(whole[: whole.index(b"c.txt") + 20])
    assert [each.member for each in cut if isinstance(each, ParsedArticle)] == ["a.txt", "b.jsonl"]


def test_tar_members_that_are_no_files_say_why() -> None:
    for kind, reason in (
        (tarfile.SYMTYPE, "a symbolic link, no file"),
        (tarfile.LNKTYPE, "a hard link to another member, no file of its own"),
        (tarfile.CHRTYPE, "a device, no file"),
        (tarfile.FIFOTYPE, "a pipe, no file"),
    ):
        data = make_tar({"a": b""}, type=kind, linkname="/etc/passwd")[:512] + make_tar({"b.txt": TEXT})
        made = read(data, "a.tar")
        assert _reasons(made) == [reason]
        assert made[-1].member == "b.txt"
    sparse = tarfile.TarInfo("a.txt")
    sparse.size, sparse.type = 512, tarfile.GNUTYPE_SPARSE
    header = bytearray(sparse.tobuf(tarfile.GNU_FORMAT))
    header[386:410] = b"00000000000\x0000000001000\x00"
    header[483:495] = b"77777777777\x00"
    header[148:156] = b"        "
    header[148:156] = b"%06o\x00 " % sum(header)
    made = read(bytes(header) + bytes(512) + make_tar({"b.txt": TEXT}), "a.tar")
    assert "a sparse file, with holes in place of bytes" in _reasons(made)[0]
    assert made[-1].member == "b.txt"


def test_a_broken_header_in_a_tar_costs_its_own_member() -> None:
    for pack in (bytes, gzip.compress):
        data = bytearray(make_tar({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT}))
        data[1024 + 148 : 1024 + 156] = b"7777777\0"
        made = read(pack(bytes(data)), "a.tar")
        assert [each.member for each in made if isinstance(each, ParsedArticle)] == ["a.txt", "c.txt"]
        assert "damaged: 2 blocks of 512 bytes are no part of any member" in _reasons(made)[0]


def test_old_tars_names_and_duplicates() -> None:
    old = bytearray(make_tar({"a.txt": TEXT}))
    old[257:265] = bytes(8)
    old[148:156] = b"        "
    old[148:156] = b"%06o\x00 " % sum(old[:512])
    assert [type(each) for each in read(bytes(old), "a")] == [ParsedArticle]
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name in ("أخبار.txt", "x" * 300 + ".txt", "a.txt", "a.txt", "b\udcff.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(TEXT)
            archive.addfile(info, io.BytesIO(TEXT))
    made = read(stream.getvalue(), "a.tar")
    assert [each.member for each in made] == [
        "أخبار.txt", "x" * 300 + ".txt", "a.txt", "a (2).txt", "b\\xff.txt",
    ]  # fmt: skip


def test_packed_files_that_follow_one_another_are_one_text() -> None:
    half = len(TEXT) // 2
    for pack in (gzip.compress, bz2.compress, lzma.compress):
        (made,) = read(pack(TEXT[:half]) + pack(TEXT[half:]) + bytes(8), "a.txt.gz")
        assert isinstance(made, ParsedArticle)
        assert made.body.endswith("officials said.")
        made_cut = read(pack(TEXT)[:-9], "a.txt.gz")
        assert _reasons(made_cut) == ["damaged: it ends too early"]
        made_more = read(pack(TEXT) + b"and then some", "a.txt.gz")
        assert isinstance(made_more[0], ParsedArticle)
        assert _reasons(made_more) == ["bytes that are not packed follow the packed ones: they were not read"]


def test_reasons_of_one_member_have_places_of_their_own() -> None:
    lines = b"\n".join([LINE] * 9)
    data = bytearray(make_zip({"a.jsonl": lines}, zipfile.ZIP_STORED))
    data[data.index(b"PK\x01\x02") + 16] ^= 0xFF
    made = read(bytes(data))
    assert "its checksum is wrong" in _reasons(made)[-1]
    assert len({(each.member, each.index) for each in made}) == len(made)


def test_documents_that_are_zips_within_are_no_archives() -> None:
    (reason,) = _reasons(read(make_zip({"[Content_Types].xml": TEXT, "ppt/a.xml": TEXT})))
    assert "a presentation" in reason
    assert "a program" in _reasons(read(make_zip({"META-INF/MANIFEST.MF": TEXT, "a.txt": TEXT})))[0]
