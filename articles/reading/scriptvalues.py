"""The scripts of a page → the values that they carry: what an application has to show, as data.

JSON as a whole or behind "window.name =", a text in JSON.parse, literals of JavaScript, what a function is
called with, lists whose items name each other by number, and rows of a streamed page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from articles.reading import jsliterals
from articles.reading.valuetext import units

_SHORTEST = 100
_MOST_TRIES, _MOST_VALUES, _DEEPEST = 60, 40, 60
_MOST_ROWS, _MOST_STEPS, _MOST_UNITS = 5000, 200_000, 2_000_000
_DECODER = json.JSONDecoder(strict=False)
_OPENS = re.compile(r"(?:[=(,:]|\breturn\b)\s*+(?=[\[{])|\b(?=JSON\.parse\s*+\(\s*+[\"'`])")
_CALLED = re.compile(r"\(\s*+function\s*+\(([\w$,\s]{0,20000}+)\)\s*+\{")
_CALL = re.compile(r"[\s;]*+\}\s*+\)?\s*+\(")
_PUSHED = re.compile(r"__next_f\s*+\.push\s*+\(\s*+\[\s*+1\s*+,\s*+(?=\")")
_ROW = re.compile(r"([0-9a-f]{1,8}):(?:(T)([0-9a-f]{1,8}),|[A-Z]{0,3})")
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")
_NAMED_ITEM = re.compile(r"_(\d{1,7})")


def values(scripts: Sequence[str]) -> Iterator[object]:
    """Yield the values of scripts (what stands between their tags), in order."""
    if (streamed := list(_streamed(scripts))) and _is_bounded(streamed):
        yield streamed
    count = 0
    for script in scripts:
        for value in _of_script(script):
            if _is_bounded(made := unfolded(value)):
                yield made
            count += 1
            if count >= _MOST_VALUES:
                return


def _is_bounded(value: object) -> bool:
    """Whether all of a value can be read, with what is named in it again and again."""
    left = _MOST_UNITS
    waiting = [value]
    while waiting and left >= 0:
        each = waiting.pop()
        left -= units(each)
        if isinstance(each, list):
            left -= len(each)
            waiting += each if left >= 0 else ()
        elif isinstance(each, dict):
            waiting += each.values()
    return left >= 0


def _of_script(script: str) -> Iterator[object]:
    bare = script.strip()
    if bare.startswith(("{", "[")):
        try:
            yield json.loads(bare, strict=False)
            return
        except (ValueError, RecursionError):
            pass
    if "__next_f" in script[:200]:
        return
    if called := _CALLED.search(script):
        value, end = _of_call(script, called)
        if end > called.end():
            yield value
            return
    at = 0
    for _ in range(_MOST_TRIES):
        opening = _OPENS.search(script, at)
        if opening is None:
            return
        value, end = _at(script, opening.end())
        if end - opening.end() >= _SHORTEST:
            yield value
        at = max(end, opening.end() + 1)


def _at(script: str, at: int) -> tuple[object, int]:
    """The value at a place, as JSON where it is that, else as a literal of the language."""
    if script[at] in "{[":
        try:
            return _DECODER.raw_decode(script, at)
        except (ValueError, RecursionError):
            pass
    return jsliterals.parse(script, at)


def _of_call(script: str, called: re.Match[str]) -> tuple[object, int]:
    """What a function returns that is called where it stands, with the values that it is called with."""
    opening = re.compile(r"\breturn\b\s*+(?=[\[{])").search(script, called.end())
    if opening is None:
        return None, called.end()
    _, end = jsliterals.parse(script, opening.end())
    call = _CALL.match(script, end)
    if call is None:
        return None, called.end()
    given, last = jsliterals.parse(f"[{script[call.end() :]}", 0)
    names = [each.strip() for each in called[1].split(",")]
    known = dict(zip(names, given, strict=False)) if isinstance(given, list) else {}
    return jsliterals.parse(script, opening.end(), known)[0], call.end() + last


def _streamed(scripts: Sequence[str]) -> Iterator[object]:
    """The rows of a page that came in pieces, those that they name by number put in."""
    parts: list[str] = []
    for script in scripts:
        if found := _PUSHED.search(script[:400]):
            try:
                made = _DECODER.raw_decode(script, found.end())[0]
            except (ValueError, RecursionError):
                continue
            parts.append(made if isinstance(made, str) else "")
    rows = dict(_rows(_UNSTORABLE.sub("\ufffd", "".join(parts)).encode()))
    left = [_MOST_STEPS]
    for row in rows.values():
        if not isinstance(row, str):
            yield _joined(row, rows, left, 0)


def _rows(stream: bytes) -> Iterator[tuple[str, object]]:
    """Yield the rows with their names: texts with their length in bytes before them, else lines of JSON."""
    at = 0
    for _ in range(_MOST_ROWS):
        head = _ROW.match(stream[at : at + 40].decode("ascii", "replace"))
        if head is None:
            end = stream.find(b"\n", at)
            if end < 0:
                return
            at = end + 1
            continue
        start = at + head.end()
        if head[2]:
            at = start + int(head[3], 16)
            yield head[1], stream[start:at].decode("utf-8", "replace")
            continue
        end = stream.find(b"\n", start)
        end = len(stream) if end < 0 else end
        at = end + 1
        try:
            made = json.loads(stream[start:end], strict=False)
        except (ValueError, RecursionError):
            continue
        yield head[1], made


def _joined(value: object, rows: dict[str, object], left: list[int], depth: int) -> object:
    """A value with the rows that it names ("$1a") in their place."""
    left[0] -= 1
    if depth > _DEEPEST or left[0] < 0:
        return None
    if isinstance(value, str):
        if value.startswith("$") and (row := rows.get(value[1:].lstrip("LF@"))) is not None:
            return row if isinstance(row, str) else _joined(row, rows, left, depth + 1)
        return value
    if isinstance(value, list):
        return [each if each == "$" else _joined(each, rows, left, depth + 1) for each in value]
    if isinstance(value, dict):
        return {name: _joined(each, rows, left, depth + 1) for name, each in value.items()}
    return value


def unfolded(value: object) -> object:
    """A value whose items name each other by number, put together; any other value as it is."""
    if isinstance(value, list) and len(value) > 3 and _names_items(value[0]):
        return _Folded(value).item(0, 0)
    return _unpaired(value, 0) if _is_pair(value) or _holds_pairs(value) else value


def _is_pair(value: object) -> bool:
    """Whether a value is given as its kind and itself ([0, "text"], [1, [values]])."""
    return (
        isinstance(value, list) and len(value) == 2 and value[0] in (0, 1) and not isinstance(value[0], bool)
    )


def _holds_pairs(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(map(_is_pair, value.values()))


def _unpaired(value: object, depth: int) -> object:
    """A value of pairs of kind and value, without the kinds."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, list) and _is_pair(value):
        return _unpaired(value[1], depth + 1)
    if isinstance(value, list):
        return [_unpaired(each, depth + 1) for each in value]
    if isinstance(value, dict):
        return {name: _unpaired(each, depth + 1) for name, each in value.items()}
    return value


def _names_items(first: object) -> bool:
    """Whether the first item holds nothing but numbers of other items."""
    if isinstance(first, dict):
        return bool(first) and all(isinstance(each, int) for each in first.values())
    return (
        isinstance(first, list)
        and len(first) == 2
        and isinstance(first[0], str)
        and isinstance(first[1], int)
    )


class _Folded:
    """A list whose items name each other by number."""

    def __init__(self, items: list[object]) -> None:
        self.items, self.left = items, _MOST_STEPS

    def item(self, number: object, depth: int) -> object:
        """The item of a number; None where that is none, or lies too deep."""
        self.left -= 1
        if (
            not isinstance(number, int)
            or not 0 <= number < len(self.items)
            or depth > _DEEPEST
            or self.left < 0
        ):
            return None
        value = self.items[number]
        if isinstance(value, dict):
            return {self._name(key): self.item(each, depth + 1) for key, each in value.items()}
        if isinstance(value, list):
            if len(value) == 2 and isinstance(value[0], str):
                return self.item(value[1], depth + 1) if isinstance(value[1], int) else value[1]
            return [self.item(each, depth + 1) for each in value]
        return value

    def _name(self, key: str) -> str:
        """A name, which stands among the items itself in some of these lists ("_7")."""
        found = _NAMED_ITEM.fullmatch(key)
        named = self.items[int(found[1])] if found and int(found[1]) < len(self.items) else None
        return named if isinstance(named, str) else key
