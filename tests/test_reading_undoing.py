"""Text in a notation of programs: escapes, quoted-printable, marks at every line."""

import io
import json
import quopri
from collections.abc import Callable

import pytest

from articles.reading import read_file
from articles.reading.files import as_read
from articles.reading.opened import OpenFile
from articles.reading.text import Decoded
from articles.reading.undoing import undone
from articles.records import ParsedArticle

PAGE = """Ferry Runs Again After Nine Days

 A ferry leaves the quay of Rovik, May 3, 2011. (Reuters)
A ferry leaves the quay of Rovik, May 3, 2011. (Reuters)
TT

Ferry Runs Again After Nine Days

The ferry to the outer islands ran again on Tuesday, nine days after its engine had failed in fog.

“Nobody told us a word of it,” said Anna Lind, who had waited on the quay with forty crates of fish.

The owners now want to buy a second ship, which the council of the islands has promised to pay for.



Council Buys Old Lighthouse

 The lighthouse of Holmsund, May 4, 2011. (AP)
The lighthouse of Holmsund, May 4, 2011. (AP)
TT

Council Buys Old Lighthouse

The council of Holmsund bought the old lighthouse on Wednesday for less than the price of a car.

It is to become a school for pilots, who have learned their trade in a shed behind the harbour.

“It will be cold in winter,” the harbour master said, and he did not look as if he meant to move in.
"""


def each_line(mark: str) -> Callable[[str], str]:
    return lambda text: "\n".join(mark + line if line else line for line in text.split("\n"))


NOTATIONS: dict[str, Callable[[str], str]] = {
    "escaped line ends": lambda text: text.replace("\n", "\\n"),
    "escaped line ends of Windows": lambda text: text.replace("\n", "\\r\\n"),
    "escaped within articles": lambda text: "\n\n\n\n".join(
        part.replace("\n\n", "\\n\\n") for part in text.split("\n\n\n\n")
    ),
    "code points": lambda text: text.encode("ascii", "backslashreplace").decode(),
    "a string of JSON": json.dumps,
    "bytes of Python": lambda text: repr(text.encode()),
    "quoted-printable": lambda text: quopri.encodestring(text.encode()).decode(),
    "carriage returns written out": lambda text: text.replace("\n", "_x000D_\n"),
    "line ends as tags": lambda text: text.replace("\n", "<br />"),
    "lines of a mainframe": lambda text: text.replace("\n", "\x85"),
    "colours of a terminal": lambda text: text.replace("TT", "\x1b[1mTT\x1b[0m"),
    "a difference": each_line("+"),
    "comments": each_line("# "),
    "times at every line": each_line("[09:15] "),
    "quotation marks around every line": lambda text: "\n".join(
        f'"{line}"' if line else "" for line in text.split("\n")
    ),
}  # fmt: skip


def read(text: str) -> list[ParsedArticle]:
    made = list(read_file("a.txt", io.BytesIO(text.encode())))
    assert all(isinstance(each, ParsedArticle) for each in made)
    return [each for each in made if isinstance(each, ParsedArticle)]


@pytest.mark.parametrize("notation", NOTATIONS)
def test_a_notation_of_programs_is_undone(notation: str) -> None:
    made, plain = read(NOTATIONS[notation](PAGE)), read(PAGE)
    assert len(plain) == 2
    assert [each.title for each in made] == [each.title for each in plain]
    assert [each.body for each in made] == [each.body for each in plain]
    assert [each.captions[0].text for each in made] == [each.captions[0].text for each in plain]
    assert [each.published.iso for each in made] == ["2011-05-03", "2011-05-04"]


@pytest.mark.parametrize(
    "text",
    [
        "He saved it as C:\\new\\notes\\red.txt and never opened it again.",
        "The sign =) stands for a smile, and 2=2 for a truth that nobody doubts.\nx=\ny",
        "A price of 3=3D stands on the list.",
        "One \\u0041 is no notation.",
        '"It rained," she said. "It always does."',
        "b'tis the season",
        "The first line<br>\nThe second line<br>\nThe third line<br>\nThe last line\n",
        "Caf\x85 and Clich\x85 closed.\nNothing else happened.\nIt rained.\nThe end.",
    ],
)
def test_what_only_looks_like_a_notation_stays(text: str) -> None:
    assert undone(Decoded(text, "utf-8")).text == text


def test_lines_are_counted_as_they_were_read() -> None:
    opened = OpenFile("a.txt", io.BytesIO(PAGE.replace("\n", "\\n").encode()))
    assert as_read(opened).text == PAGE
    assert "escapes" in as_read(opened).note
    assert read(PAGE.replace("\n", "\\n"))[1].first_line == PAGE[: PAGE.index("Council")].count("\n") + 1


def test_escapes_within_json_lines_stay() -> None:
    line = json.dumps({"title": "Ferry Runs Again", "text": PAGE}) + "\n"
    opened = OpenFile("a.jsonl", io.BytesIO(line.encode()))
    assert as_read(opened).text == line
