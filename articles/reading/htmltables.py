"""A table in HTML, as databases and spreadsheets export one (often called .xls) → articles, one a row."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from articles.reading.columns import plan
from articles.reading.fields import Fault, Record, read_records
from articles.reading.opened import OpenFile
from articles.reading.streaming import head_text
from articles.records import ParsedArticle, Rejection

LAYOUT = "table in HTML"
_TAG = re.compile(r"<(?P<end>/?)(?P<name>table|tr|td|th)\b[^<>]{0,2000}>", re.IGNORECASE)
_INLINE = re.compile(r"<[^<>]{0,2000}>")
_OPENING = re.compile(r"\s*(?:<!doctype html|<html|<table|<head|<meta|<style)", re.IGNORECASE)
_LONGEST_NAME = 60


def recognise(opened: OpenFile) -> bool:
    """By a first row of a table that names the title and the text of an article."""
    head = head_text(opened).text.lstrip("\ufeff")
    if not _OPENING.match(head):
        return False
    cells = next((cells for cells, _ in _rows(head)), [])
    names = tuple(map(_name, cells))
    if len(names) < 2 or any(len(name) > _LONGEST_NAME for name in names):
        return False
    found = plan(opened.columns, names)
    return "title" in found and bool({"body", "summary"} & found.keys())


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield an article for each row below the first."""
    yield from read_records(opened, _records(opened), LAYOUT)


def _records(opened: OpenFile) -> Iterator[Record | Fault]:
    rows = _rows(opened.decoded.text)
    names = [_name(cell) for cell in next(rows, ([], 0))[0]]
    for cells, line in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            count = f"{len(cells)} cell{'' if len(cells) == 1 else 's'} where the first row has {len(names)}"
            yield Fault(count, line)
            continue
        values: dict[str, object] = {}
        for name, cell in zip(names, cells, strict=True):
            values.setdefault(name, cell.strip())
        yield Record(values, line, markup=True, numbered=True)


def _name(cell: str) -> str:
    return " ".join(html.unescape(_INLINE.sub("", cell)).split())


def _rows(text: str) -> Iterator[tuple[list[str], int]]:
    """The rows of the outermost tables as the HTML of their cells, each with its line."""
    cells: list[str] = []
    opened_at, depth, line, at, first = -1, 0, 1, 0, 1
    flat = _is_flat(text)
    for match in _TAG.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        name, ends = match["name"].lower(), bool(match["end"])
        if name == "table" and flat and depth:
            continue
        if name == "table":
            depth += -1 if ends else 1
            if depth > 1 or (depth == 1 and ends):
                continue
        if depth > 1:
            continue
        if opened_at >= 0:
            cells.append(text[opened_at : match.start()])
            opened_at = -1
        if name in ("td", "th") and not ends:
            opened_at = match.end()
        elif name == "tr" or name == "table":
            if cells:
                yield cells, first
            cells, first = [], line
    if opened_at >= 0:
        cells.append(text[opened_at:])
    if cells:
        yield cells, first


def _is_flat(text: str) -> bool:
    """Whether a table within a cell is never closed, which would hide all rows below: then none counts."""
    depth = last = 0
    for match in _TAG.finditer(text):
        if match["name"].lower() == "table":
            depth = max(0, depth + (-1 if match["end"] else 1))
            last = match.end() if match["end"] else last
    # Of a file that is cut off the outermost stays open, but rows follow those within cells.
    return depth > 1 or (depth == 1 and last > 0 and not _TAG.search(text, last))
