"""The columns of the CSV, each with what it says and how it is made."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import Any

from articles.shapes.listed import LISTED, Listed
from articles.shapes.shape import Site

Column = tuple[str, str, Callable[[dict[str, Any]], Any]]
JOINER = "; "
# A cell that begins so is a formula to a spreadsheet; full-width signs too.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _of(name: str, part: str, *, about: bool = False) -> Callable[[dict[str, Any]], str]:
    return lambda row: JOINER.join(one[part] for one in row[name] if one["about"] or not about)


def _is(name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda row: row[name]


COLUMNS: tuple[Column, ...] = (
    ("id", "Number of the article. It never changes.", _is("id")),
    ("external_id", "Its identifier as imported.", _is("external_id")),
    ("title", "Its title.", _is("title")),
    ("published", "When it was published: 2023, 2023-10 or 2023-10-16, as far as known.", _is("published")),
    ("published_precision", "day, month, year or unknown.", _is("published_precision")),
    ("source", "Who published it.", lambda row: row["source"]["name"] if row["source"] else ""),
    ("byline", "Who wrote it, as printed.", _is("byline")),
    ("language", "ISO 639 code of its text.", _is("language")),
    ("url", "Its address at its source.", _is("url")),
    ("countries", "ISO codes of the countries that it names.", _of("countries", "code")),
    ("about_countries", "Those of them that it is about.", _of("countries", "code", about=True)),
    ("people", "Names of the people whom it names.", _of("people", "name")),
    ("about_people", "Those of them whom it is about.", _of("people", "name", about=True)),
    (
        "events",
        "Titles of the events that it reports, suggested ones too.",
        lambda row: JOINER.join(one["title"] for one in row["events"]),
    ),
    ("story", "Number of the story whose version it is.", _is("story")),
    ("batch", "Number of the import that brought its present text.", _is("batch")),
    ("address", "Its permanent page.", _is("address")),
)
TEXT: Column = (
    "text",
    "Its text, with a blank line between paragraphs; only with texts=1.",
    lambda row: row["text"],
)


class _Line:
    """A file of one line, for the writer of the csv module."""

    def write(self, text: str) -> str:
        return text


def lines(rows: Iterator[Listed], site: Site, *, texts: bool = False) -> Iterator[str]:
    """The table, the head first. A cell that a spreadsheet would take for a formula gets an apostrophe."""
    columns = (*COLUMNS, TEXT) if texts else COLUMNS
    writer = csv.writer(_Line())
    yield writer.writerow([name for name, _, _ in columns])
    for row in rows:
        written = LISTED.write(row, site) | {"text": row.article.body if texts else ""}
        yield writer.writerow([safe(make(written)) for _, _, make in columns])


def safe(cell: Any) -> Any:
    """The cell as no formula; numbers stay as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
