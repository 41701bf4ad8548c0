"""A citation → an item of CSL-JSON."""

from __future__ import annotations

from typing import Any

from articles.citing.authors import Author
from articles.citing.citation import Citation, one_line


def csl(citation: Citation) -> dict[str, Any]:
    """The item; what is not known is left out."""
    parts = citation.date_parts
    item: dict[str, Any] = {
        "id": citation.key,
        "type": "article-newspaper",
        "title": one_line(citation.title),
        "author": [_author(author) for author in citation.authors],
        "container-title": one_line(citation.source),
        "issued": {"date-parts": [list(parts)]} if parts else None,
        "accessed": {"date-parts": [_parts(citation)]} if citation.accessed else None,
        "URL": citation.address,
        "language": citation.language,
        "archive": citation.archive,
        "archive_location": citation.place,
        "note": f"At its source: {one_line(citation.url)}" if citation.url else "",
    }
    return {name: value for name, value in item.items() if value}


def _author(author: Author) -> dict[str, str]:
    if author.literal:
        return {"literal": one_line(author.literal)}
    parts = {"family": author.family, "given": author.given, "suffix": author.suffix}
    return {name: one_line(value) for name, value in parts.items() if value}


def _parts(citation: Citation) -> list[int]:
    day = citation.accessed
    return [day.year, day.month, day.day] if day else []
