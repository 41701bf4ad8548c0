"""The results of a search → the pieces of a file in each format."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from articles.citing import bibtex, ris
from articles.exports import columns, reading
from articles.exports.atom import as_atom
from articles.exports.export import Export
from articles.shapes import atom
from articles.shapes.cited import citation
from articles.shapes.found import SUMMARY, Summary
from articles.shapes.listed import LISTED, Listed


def as_csv(export: Export) -> Iterator[str]:
    """A table."""
    if export.bom:
        yield "\ufeff"
    rows = reading.listed(export.ids, export.page, texts=export.texts)
    yield from columns.lines(rows, export.site, texts=export.texts)


def as_lines(export: Export) -> Iterator[str]:
    """An object a line."""
    for row in reading.listed(export.ids, export.page, texts=export.texts):
        yield _dumped(_object(row, export)) + "\n"


def as_json(export: Export) -> Iterator[str]:
    """One object: what was asked and counted, and the results."""
    head = _dumped(SUMMARY.write(Summary(export.page, export.path), export.site))
    yield f'{head[:-1]}, "results": ['
    separator = "\n"
    for row in reading.listed(export.ids, export.page, texts=export.texts):
        yield separator + _dumped(_object(row, export))
        separator = ",\n"
    yield "\n]}\n"


def as_bibtex(export: Export) -> Iterator[str]:
    """An entry for each article."""
    for row in reading.bare(export.ids):
        yield bibtex(citation(row, export.site)) + "\n"


def as_ris(export: Export) -> Iterator[str]:
    """A record for each article."""
    for row in reading.bare(export.ids):
        yield ris(citation(row, export.site))


def _object(row: Listed, export: Export) -> dict[str, Any]:
    written = LISTED.write(row, export.site)
    return written | {"text": row.article.body} if export.texts else written


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the end of its addresses, its media type, its name on buttons, and how it is written."""

    suffix: str
    type: str
    label: str
    write: Callable[[Export], Iterator[str]]


FORMATS = {
    one.suffix: one
    for one in (
        Format("csv", "text/csv; charset=utf-8", "CSV", as_csv),
        Format("json", "application/json", "JSON", as_json),
        Format("ndjson", "application/x-ndjson; charset=utf-8", "JSON lines", as_lines),
        Format("ris", "application/x-research-info-systems; charset=utf-8", "RIS", as_ris),
        Format("bib", "application/x-bibtex; charset=utf-8", "BibTeX", as_bibtex),
        Format("atom", atom.TYPE, "Atom", as_atom),
    )
}
