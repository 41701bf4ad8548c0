"""Words for offices ("prime minister", "Außenminister") → the terms of the reference that they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from articles.linking import lexicon
from articles.records import OfficeTerm


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """One office as a language writes it: which kinds and titles of terms it means."""

    office: str
    language: str
    kinds: frozenset[str]
    titles: tuple[str, ...]
    not_titles: tuple[str, ...]

    def means(self, term: OfficeTerm) -> bool:
        """Whether a term is one of this office."""
        title = term.title.lower()
        if term.kind not in self.kinds or any(word in title for word in self.not_titles):
            return False
        return not self.titles or any(word in title for word in self.titles)


@cache
def office_words() -> dict[str, OfficeWord]:
    """All words for offices, in small letters."""
    known: dict[str, OfficeWord] = {}
    for row in lexicon.office_rows():
        office = OfficeWord(
            row["office"],
            row["language"],
            frozenset(row["kinds"].split("|")),
            tuple(filter(None, row["titles"].split("|"))),
            tuple(filter(None, row["not_titles"].split("|"))),
        )
        for word in row["words"].split("|"):
            known.setdefault(word, office)
    return known


@cache
def alternatives() -> str:
    """All words as the inside of a group of a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, office_words()), key=len, reverse=True))


@lru_cache(maxsize=lexicon.REMEMBERED)
def office_of_role(role: str) -> OfficeWord | None:
    """The office that a role phrase ends with ("Greek Prime Minister"), if it is one of these."""
    match = _at_end().search(role)
    return office_words()[match[1].lower()] if match else None


@cache
def _at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[ -])({alternatives()})$", re.IGNORECASE)
