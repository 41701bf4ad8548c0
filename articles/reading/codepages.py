"""Bytes of a text in one byte a letter, or two a sign of East Asia → the code page that they are written in.

A wrong page turns letters into others: "³ód¼" for "łódź". The right one is that under which the letters
beyond ASCII are those of one language, small where the letters before them are small; of pages with two
bytes a sign, that under which the signs are those that every text of a language has many of.
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
# The same for Arabic and Persian, Greek, Hebrew and Thai.
_COMMON_LETTERS = {
    "cp1256": frozenset("اليمنوترهبدعس"),
    "iso8859_6": frozenset("اليمنوترهبدعس"),
    "cp1253": frozenset("αοιετσνηυρκπς"),
    "iso8859_7": frozenset("αοιετσνηυρκπς"),
    "cp1255": frozenset("יוהלאמרתבשנ"),
    "cp874": frozenset("ารนกอเงมยลวดทสตบหคัีิ่้ะุแข"),
}
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ENOUGH_COMMON = 0.5
_MOST_COUNTED = 20_000
# Signs of which each text of some length has many, by the codecs made for them, and how many of a hundred.
_CHINESE = re.compile(
    "[的一是不了在人有我他這这中大來来上國国個个到說说們们為为子和你地出道也時时年得就那要下以生會会自著着去之過过家]"
)
_KANA = re.compile("[\u3041-\u30f6\u30fc]")
_KOREAN = re.compile("[이다는의에을를가고하지은로한도서기사어리나니시]")
_WIDE = re.compile("[\u3041-\u9fff\uac00-\ud7a3\uf900-\ufaff\ue000-\uf8ff\uff61-\uff9f]")
_USUAL = {
    "gb18030": (_CHINESE, 0.06), "big5": (_CHINESE, 0.06), "big5hkscs": (_CHINESE, 0.06),
    "cp932": (_KANA, 0.15), "shift_jis": (_KANA, 0.15), "euc_jp": (_KANA, 0.15),
    "cp949": (_KOREAN, 0.1), "euc_kr": (_KOREAN, 0.1),
}  # fmt: skip
EAST_ASIAN = frozenset(_USUAL)
_EAST_ASIAN_PAGES = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
_MOST_DAMAGED = 0.05
_FEWEST_SIGNS, _MOST_SIGNS = 4, 4000


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
    return _page_of_letters(data, dict.fromkeys(_CYRILLIC_PAGES, _COMMON_CYRILLIC))


def alphabet_page(data: bytes) -> str:
    """The code page of a text in Arabic, Greek, Hebrew or Thai letters, or "" if its bytes are none."""
    return _page_of_letters(data, _COMMON_LETTERS)


def _page_of_letters(data: bytes, common: dict[str, frozenset[str]]) -> str:
    """The page under which most of what is beyond ASCII is letters that are common; "" if under none."""
    best, most = "", _ENOUGH_COMMON
    for page, letters in common.items():
        high = _HIGH_CHARACTERS.findall(data[:_MOST_COUNTED].decode(page, "replace"))
        fit = sum(char in letters for char in high) / max(1, len(high))
        if fit > most:
            best, most = page, fit
    return best


def east_asian_page(data: bytes) -> str:
    """The code page of a text in Chinese, Japanese or Korean, or "" if its bytes are no such text.

    Some bytes may be damaged or missing: what a strict decoder takes for proof that it is another page.
    """
    best, most = "", 1.0
    for page in _EAST_ASIAN_PAGES:
        decoded = data[:_MOST_COUNTED].decode(page, "replace")
        signs = len(_HIGH_CHARACTERS.findall(decoded))
        if decoded.count("\ufffd") > 1 + signs * _MOST_DAMAGED:
            continue
        if (fit := usual_signs(decoded, page, beside=signs)) > most:
            best, most = page, fit
    return best


def usual_signs(decoded: str, codec: str, beside: int = 0) -> float:
    """How many signs of the most usual a text has, as a share of those that one of its codec has at least.

    `codec` is one of EAST_ASIAN. A text too short to tell has as many; `beside` is how many characters beyond
    ASCII it has, if all of them are to be such signs or others of the language.
    """
    usual, least = _USUAL[codec]
    wide = _WIDE.findall(decoded)[:_MOST_SIGNS]
    if len(wide) < _FEWEST_SIGNS:
        return 1.0
    return sum(map(bool, map(usual.match, wide))) / max(len(wide), min(beside, _MOST_SIGNS)) / least


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
