"""A citation → one line of words, as a footnote has it."""

from __future__ import annotations

from articles.citing.citation import MONTHS, Citation, in_words, one_line

MOST_AUTHORS = 3


def line(citation: Citation) -> str:
    """ "Lee, Ann, and Bo Li. “Title.” Source, 16 October 2023. newsarchive, article 7. https://… ."""
    title = one_line(citation.title)
    quoted = f"“{title}{'' if title[-1:] in '.?!…' and title else '.'}”"
    published = ", ".join(part for part in (one_line(citation.source), _date(citation)) if part)
    parts = [
        _ended(_names(citation)),
        quoted,
        _ended(published),
        _ended(f"{citation.archive}, {citation.place}"),
        _ended(citation.address),
        _ended(f"Accessed {in_words(citation.accessed)}") if citation.accessed else "",
    ]
    return " ".join(part for part in parts if part)


def _names(citation: Citation) -> str:
    names = [one_line(author.straight) for author in citation.authors]
    if not names:
        return ""
    names[0] = one_line(citation.authors[0].inverted)
    if len(names) > MOST_AUTHORS:
        return f"{names[0]}, and others"
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _date(citation: Citation) -> str:
    parts = citation.date_parts
    if not parts:
        return "n.d."
    words = [str(parts[0])]
    if len(parts) > 1:
        words.insert(0, MONTHS[parts[1] - 1])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)


def _ended(text: str) -> str:
    return f"{text}." if text and text[-1] not in ".?!" else text
