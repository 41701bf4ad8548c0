"""What cells hold more than a value: paragraphs over numbered columns, an object of JSON, a rule.

Columns "p1", "p2", "p3" are the paragraphs of one text; a cell {"title": …, "text": …} is a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from articles.reading.columns import Columns
from articles.reading.fields import Fault, Record
from articles.reading.jsonrecords import records_in
from articles.reading.jsonvalues import DECODER

PARAGRAPHS = "paragraphs"
_NUMBERED = re.compile(r"(?P<stem>[^\W\d].{0,40}?)[\s_.-]?(?P<number>\d{1,3})")
_FEWEST = 3
_RULE = re.compile(r"[-:=+\s]*[-=]{3,}[-:=+\s]*")


def parted(names: Sequence[str]) -> tuple[str, ...]:
    """The names, those of numbered columns that count up by one all called paragraphs; empty if none do."""
    found = [_NUMBERED.fullmatch(name) for name in names]
    stems: dict[str, list[int]] = {}
    for match in found:
        if match:
            stems.setdefault(match["stem"], []).append(int(match["number"]))
    best = max(stems, key=lambda stem: len(stems[stem]), default="")
    numbers = stems.get(best, [])
    if len(numbers) < _FEWEST or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return ()
    return tuple(
        PARAGRAPHS if match and match["stem"] == best else name
        for name, match in zip(names, found, strict=True)
    )


def is_rule(cells: Sequence[str]) -> bool:
    """Whether a row is drawn: the line below the header in Markdown, the frame of a terminal."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(_RULE.fullmatch(cell) for cell in filled)


def of_json(records: Iterable[Record | Fault], columns: Columns) -> Iterator[Record | Fault]:
    """The records that a cell of each row holds as JSON; none where the first row has no such cell."""
    known = False
    for each in records:
        made = list(_inner(each, columns)) if isinstance(each, Record) else [each]
        known = known or any(isinstance(one, Record) for one in made)
        if not known:
            return
        yield from made


def _inner(record: Record, columns: Columns) -> Iterator[Record | Fault]:
    for value in record.values.values():
        if not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
            continue
        try:
            found = records_in(DECODER.decode(value.strip()), columns)
        except (ValueError, RecursionError):
            continue
        held = [each for each in found if isinstance(each, dict)]
        if held:
            yield from (replace(record, values=each) for each in held)
            return
    yield Fault("no cell of the row holds an article as JSON", record.first)
