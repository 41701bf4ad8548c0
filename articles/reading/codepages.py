"""Bytes of a text in one byte a letter → the code page that they are written in.

A wrong page turns letters into others: "³ód¼" for "łódź". The right one is that under which the letters
beyond ASCII are those of one language, small where the letters before them are small.
"""

from __future__ import annotations

import re

_LATIN_PAGES = ("cp1252", "cp1250", "cp1254", "mac_roman", "iso8859_2", "cp1257", "cp850", "cp852")
_LANGUAGES = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "àâæçéèêëîïôœùûüÿ",
        "áéíñóúüç",
        "áàâãçéêíóôõúü",
        "äöüß",
        "åäöæøé",
        "àèéìíòóù",
        "ąćęłńóśźż",
        "áčďéěíňóřšťúůýž",
        "áäčďéíĺľňóôŕšťúýž",
        "áéíóöőúüű",
        "ăâîşţșț",
        "çčćđšžć",
        "çğıöşüâî",
        "ąčęėįšųūž",
        "āčēģīķļņšūž",
        "áæðéíóöþúý",
        "ïëéèöüóá",
    )
)
_MARKS = frozenset("’‘“”„‚«»–—…•°€£©®§·¿¡ªº\xa0½")
_HIGH_CHARACTERS = re.compile(r"[^\x00-\x7f]")
_CYRILLIC_PAGES = ("cp1251", "koi8_r", "cp866", "iso8859_5", "koi8_u", "mac_cyrillic")
# Three of five letters of a text in Russian, Ukrainian, Bulgarian or Serbian are one of these.
_COMMON_CYRILLIC = frozenset("оеаинтсрвлі")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ENOUGH_CYRILLIC = 0.5
_MOST_COUNTED = 20_000


def latin_page(data: bytes) -> str:
    """The code page of a text in Latin letters; Windows-1252 where no other one fits better."""
    if _has_mac_quotes(data):
        return "mac_roman"
    best, most = "cp1252", 0.0
    for page in _LATIN_PAGES:
        fit = _fit(data[:_MOST_COUNTED].decode(page, "replace"))
        if fit > most + 0.02:
            best, most = page, fit
    return best


def latin_fit(data: bytes, page: str) -> float:
    """The share of the characters beyond ASCII that fit one language if the bytes are read by a page."""
    return _fit(data[:_MOST_COUNTED].decode(page, "replace"))


def cyrillic_page(data: bytes) -> str:
    """The code page of a text in Cyrillic letters, or "" if its bytes are no such text."""
    best, most = "", _ENOUGH_CYRILLIC
    for page in _CYRILLIC_PAGES:
        decoded = data[:_MOST_COUNTED].decode(page, "replace")
        high = _HIGH_CHARACTERS.findall(decoded)
        fit = sum(char in _COMMON_CYRILLIC for char in high) / max(1, len(high))
        if fit > most:
            best, most = page, fit
    return best


def _has_mac_quotes(data: bytes) -> bool:
    """Whether most high bytes are the curly quotes of a Mac, which are capitals with an accent elsewhere."""
    mac = sum(map(data.count, (b"\xd2", b"\xd3", b"\xd4", b"\xd5")))
    windows = sum(map(data.count, (b"\x91", b"\x92", b"\x93", b"\x94")))
    return mac > 2 and mac > windows * 4 and mac * 3 > sum(byte > 0x7F for byte in data)


def _fit(text: str) -> float:
    """The share of the characters beyond ASCII that one language has in such places."""
    found = [(match.group(), match.start()) for match in _HIGH_CHARACTERS.finditer(text)]
    placed = [char for char, at in found if _is_in_place(text, char, at)]
    best = max(sum(char in letters for char in placed) for letters in _LANGUAGES)
    marks = sum(char in _MARKS for char in placed)
    return (best + marks) / max(1, len(found))


def _is_in_place(text: str, char: str, at: int) -> bool:
    """Whether a letter is not a capital behind a small one, and a mark not within a word."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if char.isalpha():
        return not (char.isupper() and before.islower())
    return char == "’" or not (before.isalpha() and after.isalpha())
