"""A field as typed → a node of the tree, or the problem with it: an unknown field, no value, no date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from itertools import islice

from articles.search.language.dates import nearest_date
from articles.search.language.periods import parse_period
from articles.search.language.tokens import ALIASES, FIELDS, MINUS, OPERATORS, Token
from articles.search.language.tree import Field, Problem

DATES = ("after", "before", "on")
MOST_WORDS = 4  # of a value that was written without quotation marks
# Values in brackets behind a field: (iran OR "South Korea").
_SEVERAL = re.compile(r"\(([^()]*[^\W_][^()]*)\)")
SEPARATORS = ",;،，、"
_NEXT = re.compile(rf'[{SEPARATORS}]\s*(?:"([^"]+)"|([^\s{SEPARATORS}|"():][^{SEPARATORS}|"():]*))')
_VALUE = re.compile(r'"[^"]*"|[^\s,;|"]+')
# From one date to another: 2023-10..2024-02, 2023-2025.
_RANGE = re.compile(
    r"(\d{4}(?:-\d\d){0,2})\s*(?:\.{2,3}|…)\s*(\d{4}(?:-\d\d){0,2})|(\d{4})[-–/](\d{4})", re.ASCII
)


_DECADE = re.compile(r"([1-9]\d\d0)['’]?s", re.ASCII)
_EXCLUDED = re.compile(rf"(?:[{re.escape(MINUS)}]|\bNOT\s*)$")


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
        return _no_value(text, token)
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


def _no_value(text: str, token: Token) -> Problem:
    message = f"“{token.name}:” has nothing after it; write what you look for right behind the colon."
    rest = " ".join(f"{text[: token.start]} {text[token.end :]}".split())
    word = f"{text[: token.start]}{token.name}{text[token.end :]}".rstrip()
    return Problem(message, (token.start, token.end), (rest, word) if rest else (word,))


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
    """No date: perhaps the first word of one, several of them, or from one to another."""
    for end, value in values_from(text, token.start, token.end, token.text):
        near = _dates(name, value)
        if near:
            if " " in near and _EXCLUDED.search(text[: token.start]):
                near = f"({near})"
            fixes = [f"{text[: token.start]}{near}{text[end:]}"]
            break
    else:
        end, value, fixes = token.end, token.text, []
    if not fixes or value.isalpha():
        fixes.append(f'{text[: token.start]}"{value}"{text[end:]}')
    message = f"“{value}” is no date; write 2023, 2023-10 or 2023-10-16."
    return Problem(message, (token.start, end), tuple(fixes))


def _dates(name: str, value: str) -> str:
    """The fields that ask for the dates in a value; "" where it holds none."""
    between = _RANGE.fullmatch(value)
    if between:
        first, last = between[1] or between[3], between[2] or between[4]
        if parse_period(first) and parse_period(last):
            return f"after:{first} before:{last}"
    decade = _DECADE.fullmatch(value)
    if decade:
        first, last = decade[1], f"{decade[1][:3]}9"
        both = f"after:{first} before:{last}"
        return {"after": f"after:{first}", "before": f"before:{last}"}.get(name, both)
    several = alternatives(value)
    if len(several) > 1 and all(parse_period(one) for one in several):
        return f"({' OR '.join(f'{name}:{one}' for one in several)})"
    near = nearest_date(value)
    return f"{name}:{near}" if near else ""


def alternatives(value: str) -> list[str]:
    """The values that one value lists with commas or strokes between them."""
    return [one.strip() for one in re.split(rf"[{SEPARATORS}|]", value) if one.strip()]


def listed_behind(text: str, at: tuple[int, int], knows: Callable[[str], object]) -> tuple[int, list[str]]:
    """The values that stand behind a field and a comma, as long as they are known; where the last ends."""
    end = at[1] - 1 if text[at[1] - 1] in SEPARATORS else at[1]
    found: list[str] = []
    while match := _NEXT.match(text, end):
        for value, stop in _beginnings(match):
            if knows(value):
                found.append(value)
                end = stop
                break
        else:
            break
    return end, found


def _beginnings(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """A value in quotation marks; or the words up to a sign, the most of them first. With where each ends."""
    if match[1] is not None:
        yield match[1], match.end()
        return
    words = list(re.finditer(r"\S+", match[2]))
    if match.string[match.end() :].startswith(":"):  # the name of the next field
        words.pop()
    places = [at for at, word in enumerate(words) if word[0] in OPERATORS]
    for last in reversed(words[: min([*places, MOST_WORDS])]):
        yield match[2][: last.end()], match.start(2) + last.end()


def values_from(text: str, start: int, end: int, value: str) -> Iterator[tuple[int, str]]:
    """A value with more and more of the words behind it, the longest first: where each ends, and it.

    A value in quotation marks is whole as it stands.
    """
    longer = [(end, value)]
    if text[start:end].rstrip().endswith(value):
        for word in islice(re.finditer(r"\s+([^\s()\"“”:]+)(?=[\s)]|$)", text[end:]), MOST_WORDS):
            if end + word.start() != longer[-1][0]:
                break
            longer.append((end + word.end(), f"{longer[-1][1]} {word[1]}"))
    return reversed(longer)
