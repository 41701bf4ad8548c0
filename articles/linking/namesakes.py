"""Several leaders of one name → the one whom a text of a day means, by title and terms of office, or none.

"President Bush" of 1990 and of 2005 are two men, and in an article of unknown date nobody's key is set: a
name without a key can be told apart later, a wrong one cannot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from articles.linking.office_words import OfficeWord
from articles.linking.terms import Term
from articles.records import OfficeTerm

MARGIN = timedelta(days=30)
"""How long before and after a term a title may still mean its holder: another then leaves it open."""

MARGIN_WITHOUT_TITLE = timedelta(days=365)
LONG_AGO = timedelta(days=8 * 365)
"""If one left office so much later than all others, a name without more means him."""

Terms = Mapping[str, Sequence[tuple[OfficeTerm, Term]]]
"""The terms of each person."""


def told_apart(
    terms: Terms, days: tuple[date, date] | None, office: OfficeWord | None, *, titled: bool
) -> str:
    """The key of the one who is meant, or ""; `days` are the first and last day that the text may be of."""
    margin = MARGIN if titled else MARGIN_WITHOUT_TITLE
    fitting = _of_office(terms, office) if office else {}
    if len(fitting) == 1:
        (key, held), *_ = fitting.items()
        if days is None or _near(held, days, MARGIN_WITHOUT_TITLE):
            return key
        fitting = {}
    if days is None:
        return ""
    terms = fitting or _heads(terms) or terms
    serving = [key for key, held in terms.items() if _serving(held, days)]
    near = [key for key, held in terms.items() if _near(held, days, margin)]
    return serving[0] if len(serving) == 1 and near == serving else ""


def _of_office(terms: Terms, office: OfficeWord) -> dict[str, list[tuple[OfficeTerm, Term]]]:
    """Those who ever held the office, with their terms of it."""
    found = {key: [one for one in held if office.means(one[0])] for key, held in terms.items()}
    return {key: held for key, held in found.items() if held}


def _heads(terms: Terms) -> dict[str, list[tuple[OfficeTerm, Term]]]:
    """Those who were heads of state or government, with these terms."""
    found = {key: [one for one in held if one[0].kind.startswith("head_of")] for key, held in terms.items()}
    return {key: held for key, held in found.items() if held}


def last_to_leave(terms: Terms, days: tuple[date, date] | None) -> str:
    """The key of the one who left office years after all others of the name, and before the text; or ""."""
    if days is None:
        return ""
    ends = sorted((max(term.last for _, term in held), key) for key, held in terms.items() if held)
    if not ends or ends[-1][0] > days[1]:
        return ""
    if len(ends) > 1 and ends[-1][0] - ends[-2][0] < LONG_AGO:
        return ""
    return ends[-1][1]


def _serving(held: Sequence[tuple[OfficeTerm, Term]], days: tuple[date, date]) -> bool:
    return any(term.sure[0] <= days[0] and days[1] <= term.sure[1] for _, term in held)


def _near(held: Sequence[tuple[OfficeTerm, Term]], days: tuple[date, date], margin: timedelta) -> bool:
    return any(
        (term.first == date.min or term.first - margin <= days[1])
        and (date.max - term.last < margin or days[0] <= term.last + margin)
        for _, term in held
    )
