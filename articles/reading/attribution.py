"""Text → who wrote and who sent it: byline, dateline and agency, as the text itself states them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Spellings that stand for an agency in "(…) -" of a dateline and in photo credits → the name used as source.
AGENCIES = {
    "reuters": "Reuters",
    "ap": "AP",
    "associated press": "AP",
    "afp": "AFP",
    "dpa": "dpa",
    "epa": "EPA",
    "upi": "UPI",
    "tass": "TASS",
    "interfax": "Interfax",
    "ria novosti": "RIA Novosti",
    "xinhua": "Xinhua",
    "kyodo": "Kyodo",
    "yonhap": "Yonhap",
    "anadolu": "Anadolu Agency",
    "aa": "Anadolu Agency",
    "spa": "SPA",
    "wafa": "WAFA",
    "irna": "IRNA",
    "sana": "SANA",
    "mena": "MENA",
    "pti": "PTI",
    "ani": "ANI",
    "bloomberg": "Bloomberg",
    "cnn": "CNN",
    "efe": "EFE",
    "ansa": "ANSA",
    "رويترز": "رويترز",
    "أ.ف.ب": "أ.ف.ب",
    "أ.ب": "أ.ب",
    "د.ب.أ": "د.ب.أ",
}

_BYLINE = re.compile(r"(?:By|BY|by|Par|Von|Por|بقلم:?)\s+(?P<names>\S.{1,120})")
# "NEW YORK (Reuters) -", "KYIV, Ukraine, Oct 16 (AP) —", "(Reuters) -"
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^()\n]{0,70}?)?\s*(?P<agency>\((?P<name>[^()\n]{2,30})\))\s*(?P<dash>[-–—]{1,2})(?=\s|[A-Z\"“])"
)
# "KYIV, Ukraine —": no agency; the place must then be in capitals.
_BARE_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z'’. /-]{2,40}(?:,\s[^\W\d_][\w. ]{1,30}){0,2}(?:,\s(?:19|20)\d\d)?)"
    r"\s+[–—-]{1,2}\s(?=\S)"
)

_WRITTEN = re.compile(
    r"(?:(?:written|reported|edited|compiled|posted|published|story|text|words|analysis|reporting) by|"
    r"author:?|"
    r"كتب:?|إعداد:?|كتبت:?)\s+(?P<names>\S.{1,100}?)",
    re.IGNORECASE,
)
_PLACED = re.compile(r"(?P<first>[^:|,()\d]{3,60}?)(?P<mark>:| [|] | [-–—] |, )\s*(?P<rest>[^:|\d]{2,60})")
_NAMES = re.compile(
    r"[^\W\d_a-z][\w.'’\u200c-]*(?: (?:al|el|bin|ibn|van|von|de|da|del|di|la|le|der|ten))?"
    r"(?:(?:,? (?:and|&|et|und|y) |, | )[^\W\d_a-z][\w.'’\u200c-]*){1,8}"
)
_HOUSES = frozenset(
    {
        *("asharq al-awsat", "news agencies", "agencies", "staff writer", "staff", "newsroom", "web desk"),
        *(
            "staff and agencies",
            "wire reports",
            "wire services",
            "from our correspondent",
            "our correspondent",
        ),
        *("online desk", "الشرق الأوسط", "وكالات"),
    }
)


# Words of headlines in title case that no name of a person, house or town has.
_OF_HEADLINES = frozenset(
    """
    is are was were be been has have had must can could should would not never no to for on at after before
    over from with without as amid against into out up down off than but or who why what when how his her its
    their says say said sees seeks sets gets rises rise falls fall hits hit cuts cut vows calls call wins win
    urges urge warns warn tells tell backs back rejects reject holds hold shows show finds find makes make
    takes take keeps keep faces face plans plan opens open ends end meets meet agrees agree denies deny
    analysts officials sources source report poll study experts historians lawmakers police
    """.split()  # noqa: SIM905 (a table is easier to read)
)
_EDITORS_NOTE = re.compile(
    r"\(?\s*(?:Adds|Recasts|Updates|Corrects|Corrected|Clarifies|Refiles|Repeats|Removes|Fixes)\b.{0,200}$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a news text: its words up to the dash, the place, and the agency or ""."""

    text: str
    place: str
    agency: str = ""


def dateline(body: str) -> Dateline | None:
    """Read "CITY, Oct 16 (Reuters) -" at the start of a text, or below the notes and byline that open it."""
    for start in _openings(body):
        if found := _dateline_at(start):
            return found
    return None


def _openings(body: str) -> Iterator[str]:
    """The start of the text, and of each paragraph that only notes for editors or a byline stand above."""
    for part in re.split(r"\n\s*\n", body[:1500])[:4]:
        yield part.strip()[:200]
        if not (_EDITORS_NOTE.match(part.strip()) or byline(part)):
            return


def _dateline_at(start: str) -> Dateline | None:
    match = _DATELINE.match(start)
    if match and (match["place"] is None or _is_place(match["place"], bool(agency(match["name"])))):
        words = " ".join(start[: match.start("dash")].split())
        return Dateline(words, " ".join((match["place"] or "").split()), agency(match["name"]))
    match = _BARE_DATELINE.match(start)
    if match:
        place = " ".join(match["place"].split())
        return Dateline(place, place)
    return None


def agency(credit: str) -> str:
    """The agency that a credit or a dateline names, in its usual spelling, or "" if none is known."""
    words = credit.strip().casefold()
    if words in AGENCIES:
        return AGENCIES[words]
    first = re.split(r"\s*[/,|]\s*|\s+via\s+", words)[0]
    return AGENCIES.get(first, "")


def byline(line: str) -> str:
    """The names of a byline ("By  Ann Lee and Bo Li" → "Ann Lee and Bo Li"), or "" if the line is none."""
    match = _BYLINE.fullmatch(line.strip())
    if not match or match["names"].endswith((".", "?", "!")) or len(match["names"].split()) > 14:
        return ""
    return " ".join(match["names"].split())


def head_byline(line: str) -> str:
    """The names of a line below a headline that says who wrote or sent the text, in any of the usual forms.

    "By Ann Lee", "Riyadh: Asharq Al-Awsat", "Ann Lee, Beirut", "Ann Lee | AFP", "Reuters". Elsewhere such a
    line may be anything, so only the rows of a head are asked.
    """
    line = line.strip()
    if names := byline(line) or _written_by(line):
        return names
    if len(line) > 80 or line.endswith((".", "?", "!", ":")):
        return ""
    if agency(line) or line.casefold() in _HOUSES:
        return line
    match = _PLACED.fullmatch(line)
    if not match:
        return ""
    first, rest = match["first"], match["rest"]
    if match["mark"].strip() in (":", "-", "–", "—"):
        return rest if are_names(rest) and len(first.split()) <= 3 else ""
    known = agency(rest) or rest.casefold() in _HOUSES or match["mark"].strip() == "|"
    is_place = len(rest.split()) <= 2 and not _is_of_headline(rest)
    return first if are_names(first) and 2 <= len(first.split()) <= 7 and (known or is_place) else ""


def _written_by(line: str) -> str:
    match = _WRITTEN.fullmatch(line)
    return match["names"] if match and len(match["names"].split()) <= 14 else ""


def are_names(words: str) -> bool:
    """Whether words are names of people or houses: capitals, "and" between them, a small particle."""
    if words.casefold() in _HOUSES or agency(words):
        return True
    return bool(_NAMES.fullmatch(words)) and len(words.split()) <= 9 and not _is_of_headline(words)


def _is_of_headline(words: str) -> bool:
    return any(word in _OF_HEADLINES for word in words.casefold().replace(",", " ").split())


def byline_field(value: str) -> str:
    """The names of a byline field, with or without the "By"."""
    return byline(value) or " ".join(value.split())


def _is_place(words: str, wire: bool) -> bool:
    """A dateline's place is in capitals ("KYIV, Ukraine, Oct 16"), or short before the name of an agency."""
    first = words.split(",")[0].split("/")[0].strip()
    return len(first) > 1 and (first.upper() == first or (wire and len(first.split()) <= 3))
