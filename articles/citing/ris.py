"""A citation → a record of RIS."""

from __future__ import annotations

from collections.abc import Iterator

from articles.citing.citation import Citation, one_line

END = "\r\n"


def ris(citation: Citation) -> str:
    """The record, with the line that ends it."""
    lines = (f"{tag}  - {one_line(value)}".rstrip() for tag, value in _fields(citation) if one_line(value))
    return END.join(["TY  - NEWS", *lines, "ER  - ", ""])


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "ID", citation.key
    for author in citation.authors:
        yield "AU", author.inverted
    yield "TI", citation.title
    yield "T2", citation.source
    parts = citation.date_parts
    if parts:
        yield "PY", f"{parts[0]:04}"
        year, month, day = (*(f"{part:02}" for part in parts), "", "")[:3]
        yield "DA", f"{year.zfill(4)}/{month}/{day}/"
    yield "UR", citation.address
    if citation.accessed:
        yield "Y2", citation.accessed.strftime("%Y/%m/%d/")
    yield "LA", citation.language
    yield "DB", citation.archive
    yield "AN", str(citation.number)
    yield "N1", citation.place if parts else f"n.d.; {citation.place}"
    if citation.url:
        yield "N1", f"At its source: {citation.url}"
