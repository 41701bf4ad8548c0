"""A citation → an entry of BibTeX in UTF-8."""

from __future__ import annotations

from collections.abc import Iterator

from articles.citing.authors import Author
from articles.citing.citation import Citation, one_line

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts braces even behind a backslash, so those of a text are written as commands.
ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: f"\\{char}" for char in "$&#_%"},
    }
)
IN_ADDRESSES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", '"': "%22"})


def bibtex(citation: Citation) -> str:
    """The entry, with a line end behind it."""
    kind = "article" if citation.source else "misc"
    lines = [f"  {name} = {value}," for name, value in _fields(citation)]
    return "\n".join([f"@{kind}{{{citation.key},", *lines, "}", ""])


def escaped(text: str) -> str:
    """A text as LaTeX prints it."""
    return one_line(text).translate(ESCAPED)


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    if citation.authors:
        yield "author", f"{{{' and '.join(map(_author, citation.authors))}}}"
    yield "title", f"{{{{{escaped(citation.title)}}}}}"
    if citation.source:
        yield "journal", f"{{{escaped(citation.source)}}}"
    parts = citation.date_parts
    if parts:
        yield "year", f"{{{parts[0]:04}}}"
        yield "date", f"{{{citation.published}}}"
    else:
        yield "note", "{n.d.}"
    if len(parts) > 1:
        yield "month", MONTHS[parts[1] - 1]
    if len(parts) > 2:
        yield "day", f"{{{parts[2]}}}"
    if citation.address:
        yield "url", f"{{{_address(citation.address)}}}"
    if citation.accessed:
        yield "urldate", f"{{{citation.accessed.isoformat()}}}"
    if citation.language:
        yield "langid", f"{{{escaped(citation.language)}}}"
    yield "howpublished", f"{{{escaped(citation.archive)}, {escaped(citation.place)}}}"
    if citation.url:
        yield "addendum", f"{{At its source: {escaped(citation.url)}}}"


def _author(author: Author) -> str:
    if author.literal:
        return f"{{{escaped(author.literal)}}}"
    parts = (author.family, author.suffix, author.given)
    return ", ".join(escaped(part) for part in parts if part)


def _address(text: str) -> str:
    return one_line(text).translate(IN_ADDRESSES)
