"""Text of JSON → its values one by one, with their lines.

What is broken costs itself: reading goes on at the next object that begins as it does, or at the next line
that opens a value.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator

from articles.reading.fields import Fault
from articles.reading.jsonloose import loosened
from articles.reading.text import LINE_END

Found = tuple[object, int, int]

_LONGEST_NUMBER = 400
_LONGEST_PYTHON = 1_000_000
_MOST_FAULTS = 1_000
# How many characters are looked at a second time in all.
_MOST_READ_AGAIN = 16 * 1024 * 1024
_BETWEEN = re.compile(r"[\s,\x1e\ufeff]*")
# "var articles = [", "callback({": what a script or an answer for one says before the value, and behind it.
SCRIPT = re.compile(
    r"[\s\ufeff]*(?:(?:export|var|let|const|default)\s+){0,3}[A-Za-z_$][\w$.]{0,60}\s*[=(]\s*(?=[\[{]\s*[\[{\"\]}])"
)
_SCRIPT_END = re.compile(r"[\s);]*\Z")
_LIST = re.compile(r"\[?\s*")
_FIRST_KEY = re.compile(r"\{\s{0,200}\"[^\"\\\n]{1,80}\"\s{0,20}:")
_NEXT_START = re.compile(r"(?<!\s)\s++(?=[\[{])")
_LIST_OF_OBJECTS = re.compile(r"\[\s{0,400}(?=\{\s{0,400}\")")
_LIST_END = re.compile(r"\}\s{0,400}\](?=[^\[\]]{0,2000}\Z)")
_FEWEST_OF_TEXT, _LONGEST_AROUND = 40, 1_000


def _whole_number(digits: str) -> int | str:
    """A number; its digits where there are more than any number of an article has."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


DECODER = json.JSONDecoder(parse_int=_whole_number, parse_constant=lambda name: None, strict=False)
"""Reads JSON as programs write it: NaN is no value, strings hold line breaks, numbers are of any length."""


def values(text: str) -> Iterator[tuple[object | Fault, int, int]]:
    """Yield the values of a JSON text with the first and last line of each; those of an outer array singly.

    What cannot be read is a fault with its line. Of an object that is broken the values of the list are read
    that it holds, if these are texts.
    """
    text = _strict(text)
    script = SCRIPT.match(text)
    at = script.end() if script else _BETWEEN.match(text).end()  # type: ignore[union-attr]
    lines = _LineCount(text)
    depth = faults = 0
    budget = _MOST_READ_AGAIN
    if text.startswith("[", at):
        at, depth = at + 1, 1
    while (at := _BETWEEN.match(text, at).end()) < len(text):  # type: ignore[union-attr]
        if depth and text[at] == "]":
            at, depth = at + 1, 0
            continue
        if script and not depth and _SCRIPT_END.match(text, at):
            return
        try:
            value, end = DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            place = max(getattr(error, "pos", at), at)
            held = None if faults or depth else _list_of_texts(text, at, place)
            if held:
                yield from _held(text, at, held, error, lines)
                return
            said = "" if faults < _MOST_FAULTS - 1 else f"; after {_MOST_FAULTS} faults the rest is not read"
            found = _next_like(text, at) if budget > 0 else None
            budget -= max(place, found or len(text)) - at
            found = found or _next_line(text, place)
            number = lines.at(place if not found or found > place else at)
            yield Fault(f"not JSON: {complaint(error)}{said}", number), number, number
            faults += 1
            if not found or faults >= _MOST_FAULTS:
                return
            at = found
            continue
        yield value, lines.at(at), lines.at(end - 1)
        at = end
    if depth:
        number = lines.at(len(text))
        yield Fault("the list is not closed: the file ends too early", number), number, number


def _held(
    text: str, at: int, held: int, error: Exception, lines: _LineCount
) -> Iterator[tuple[object | Fault, int, int]]:
    """The values of a list within a broken object, and the fault of that if it is none of them."""
    above = lines.at(held) - 1
    end = _LIST_END.search(text, held)
    faulty = False
    for value, first, last in values(text[held : end.end() if end else len(text)]):
        faulty = faulty or isinstance(value, Fault)
        if isinstance(value, Fault):
            value = Fault(value.reason, first + above)
        yield value, first + above, last + above
    if not faulty:
        number = lines.at(getattr(error, "pos", at))
        yield Fault(f"not JSON: {complaint(error)}", number), number, number


def _list_of_texts(text: str, at: int, place: int) -> int | None:
    """Where the list of objects with texts opens that a broken object holds; None if it holds none."""
    found = _LIST_OF_OBJECTS.search(text, at, min(max(place, at + 1), at + _LONGEST_AROUND))
    if not found or not text.startswith("{", at):
        return None
    first = _LIST.match(text, found.start()).end()  # type: ignore[union-attr]
    for start in (first, _next_like(text, first)):
        try:
            value = DECODER.raw_decode(text, start)[0] if start else None
        except (ValueError, RecursionError):
            continue
        texts = value.values() if isinstance(value, dict) else ()
        if any(isinstance(each, str) and len(each) >= _FEWEST_OF_TEXT and " " in each for each in texts):
            return found.start()
    return None


def _next_like(text: str, at: int) -> int | None:
    """The place of the next object that begins as a broken one does, and may be its neighbour; or None.

    A string that is not closed swallows the beginning of what follows, so that is looked for from the broken
    one on. Objects within it begin otherwise, or are indented deeper.
    """
    key = _FIRST_KEY.match(text, at)
    if not key:
        return None
    depth = at - (text.rfind("\n", 0, at) + 1)
    like = re.escape(key[0])
    for found in re.finditer(rf"(?:\}}\s*+,|(?<!\s))(?P<gap>\s*+)(?={like})", text[at + 1 :]):
        gap = found["gap"]
        line = max(gap.rfind("\n"), gap.rfind("\r")) + 1
        if (line and len(gap) - line <= depth) or (not line and found[0][:1] == "}"):
            return at + 1 + found.end()
    return None


def _next_line(text: str, at: int) -> int | None:
    """The place of the next value that opens a line, or None."""
    starts = (found for found in _NEXT_START.finditer(text, at) if "\n" in found[0] or "\r" in found[0])
    found = next(starts, None)
    return found.end() if found else None


def _strict(text: str) -> str:
    """The text, made JSON if it is written with the liberties of scripts: its first value shows that."""
    return text if _is_value(text) or not _is_value(made := loosened(text)) else made


def _is_value(text: str) -> bool:
    """Whether a text begins with a value of JSON, or a list of them."""
    script = SCRIPT.match(text)
    at = script.end() if script else _BETWEEN.match(text).end()  # type: ignore[union-attr]
    try:
        DECODER.raw_decode(text, _LIST.match(text, at).end())  # type: ignore[union-attr]
    except (ValueError, RecursionError):
        return False
    return True


class _LineCount:
    """Line numbers of places in a text, asked for from front to back."""

    def __init__(self, text: str) -> None:
        self._text, self._number, self._at = text, 1, 0

    def at(self, place: int) -> int:
        """The number of the line that a place stands on."""
        if place > self._at:
            self._number += sum(1 for _ in LINE_END.finditer(self._text, self._at, place))
            self._at = place
        return self._number


def python_value(text: str) -> dict[str, object] | None:
    """An object as Python prints it, with single quotes and None, or None for anything else."""
    if not text.startswith("{'") or len(text) > _LONGEST_PYTHON:
        return None
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    return value if isinstance(value, dict) and all(isinstance(name, str) for name in value) else None


def complaint(error: Exception) -> str:
    """The parser's complaint without its long position."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:100]
