"""A field as typed → a node of the tree, or the problem with it: an unknown field, no value, no date."""

from __future__ import annotations

import re
from calendar import monthrange
from difflib import get_close_matches

from articles.search.language.periods import MONTHS, parse_period
from articles.search.language.tokens import ALIASES, FIELDS, Token
from articles.search.language.tree import Field, Problem

DATES = ("after", "before", "on")
_YEAR_FIRST = re.compile(r"(\d{4})[./ ]?(\d{1,2})(?:[./ ]?(\d{1,2}))?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})", re.ASCII)
_NAMED = re.compile(
    r"(?:(\d{1,2})[ .-]*)?([a-z]{3,9})[ .,-]*(?:(\d{1,2})[ ,-]+)?(\d{4})", re.ASCII | re.IGNORECASE
)

# Values in brackets behind a field: (iran OR "South Korea").
_SEVERAL = re.compile(r"\(([^()]*[^\W_][^()]*)\)")
_VALUE = re.compile(r'"[^"]*"|[^\s,;|"]+')


def read_field(text: str, token: Token) -> Field | Problem:
    """The field of a token of a query."""
    typed = token.name.lower()
    name = ALIASES.get(typed, typed)
    at = (token.start, token.end)
    if name not in FIELDS:
        return _unknown_field(text, token, typed)
    if not any(char.isalnum() for char in token.text):
        several = _SEVERAL.match(text, token.end)
        if several:
            return _one_value_each(text, token, several)
        return Problem(f"“{token.name}:” has nothing after it.", at, _without(text, token))
    if name in DATES and parse_period(token.text) is None:
        return _no_date(text, token, name)
    return Field(name, token.text, at)


def _one_value_each(text: str, token: Token, several: re.Match[str]) -> Problem:
    """The problem with a field before brackets: every value needs the field."""
    values = [one for one in _VALUE.findall(several[1]) if one not in ("OR", "AND")]
    joiner = " " if " AND " in several[1] else " OR "
    meant = joiner.join(f"{token.name}:{value}" for value in values)
    fix = f"{text[: token.start]}({meant}){text[several.end() :]}"
    message = f"“{token.name}:” takes one value; each of several needs the field."
    return Problem(message, (token.start, several.end()), (fix,))


def _without(text: str, token: Token) -> tuple[str, ...]:
    rest = " ".join(f"{text[: token.start]} {text[token.end :]}".split())
    return (rest,) if rest else ()


def _unknown_field(text: str, token: Token, typed: str) -> Problem:
    near = get_close_matches(typed, (*FIELDS, *ALIASES), 1)
    meant = [f"{ALIASES.get(name, name)}:" for name in near]
    before, after = text[: token.start], text[token.end :]
    value = f'"{token.text}"' if " " in token.text else token.text
    fixes = [f"{before}{name}{value}{after}" for name in meant]
    fixes.append(f'{before}"{token.name} {token.text}"{after}')
    hint = f" Nearest: “{meant[0]}”." if meant else ""
    message = f"There is no field “{token.name}:”.{hint} The fields are {', '.join(FIELDS)}."
    return Problem(message, (token.start, token.end), tuple(fixes))


def _no_date(text: str, token: Token, name: str) -> Problem:
    message = f"“{token.text}” is no date; write 2023, 2023-10 or 2023-10-16."
    near = nearest_date(token.text)
    fixes = (f"{text[: token.start]}{name}:{near}{text[token.end :]}",) if near else ()
    return Problem(message, (token.start, token.end), fixes)


def nearest_date(text: str) -> str:
    """The date that a text most likely means, as the language writes it; "" if nobody can say."""
    text = text.strip()
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        match = pattern.fullmatch(text.replace("-", "/"))
        if match:
            year, month, day = (int(match[group] or 0) for group in order)
            return "" if order[0] == 3 and month > 12 else _possible(year, month, day)
    named = _NAMED.fullmatch(text)
    if named:
        for number, month_name in enumerate(MONTHS, 1):
            if month_name.lower().startswith(named[2].lower()):
                return _possible(int(named[4]), number, int(named[1] or named[3] or 0))
    return ""


def _possible(year: int, month: int, day: int) -> str:
    """The date, with a month or day that there is not moved to the nearest that there is."""
    if not 1 <= year <= 9999:
        return ""
    month = min(max(month, 1), 12)
    if not day:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{min(day, monthrange(year, month)[1]):02}"
