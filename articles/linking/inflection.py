"""Names in scripts that inflect or write particles together with the name.

Cyrillic names take case endings ("Россия", "России", "Россией"); Arabic and Hebrew write prepositions, "and"
and the article in front of the name without a space ("وروسيا", "ברוסיה").
"""

from __future__ import annotations

import re

CYRILLIC_NAME = re.compile(r"[\u0400-\u04ff][\u0400-\u04ff\- ]{3,}")
CYRILLIC_WORD = re.compile(r"[\u0400-\u04ff]{3,}")
DROPPED = re.compile(r"(?:ий|ый|ой|ая|[аеиоуыэюяйьіїє])$")
CASES = (
    ("ий", ("ия", "ию", "ием", "ии")),
    ("ия", ("ии", "ию", "ией")),
    ("й", ("я", "ю", "ем", "е")),
    ("ь", ("я", "ю", "ем", "е")),
    ("я", ("и", "ю", "ей", "е")),
    ("а", ("ы", "и", "у", "ой", "е")),
    *((vowel, ()) for vowel in "еиоуыэюіїє"),
    ("", ("а", "у", "ом", "ем", "е")),
)
CASE_ENDING = re.compile(r"(?:ого|ому|ыми|ими|ым|им|ом|ем|ой|еи|ии|ую|ою|ею|ая|а|у|е|ы|и|ю|я)$")
# What may follow a stem: of a name that ends in a consonant, of one without its vowel, of an adjective.
BARE, NOUN, ADJECTIVE = "bare", "noun", "adjective"
ENDINGS = {
    BARE: re.compile(r"(?:ами|ями|ах|ях|ам|ям|ов|ев|ом|ем|ым|[аеиуыюяіїє])?(?!\w)"),
    NOUN: re.compile(
        r"(?:ами|ями|ах|ях|ам|ям|ов|ев|ой|ей|ою|ею|ом|ем|ым|ии|ию|ией|ією|ії|ія|ій|[аеиоуыэюяйьіїє])(?!\w)"
    ),
    ADJECTIVE: re.compile(
        r"(?:ого|его|ому|ему|ыми|ими|ой|ей|ом|ем|ым|им|ых|их|ую|ая|ое|ее|ые|ие|ый|ий|ої|ій|[аеіу])(?!\w)"
    ),
}
PREFIX = re.compile(r"(?<!\w)(?:[وف]?(?:[بلك]|ال|لل|بال)?|[והבלמשכ]{1,2})$")
LONGEST_PREFIX = 4
SHORTEST_STEM = 4


def stem_of(text: str) -> tuple[str, str]:
    """The stem of a Cyrillic name and the kind of endings that may follow it; of other names "" and ""."""
    if text.isascii() or not CYRILLIC_NAME.fullmatch(text):
        return "", ""
    stem = DROPPED.sub("", text)
    if len(stem) < SHORTEST_STEM or " " in stem[-2:]:
        return "", ""
    dropped = len(text) - len(stem)
    return stem, (BARE, NOUN, ADJECTIVE)[dropped]


def given_forms(text: str) -> list[str]:
    """A Cyrillic given name in its cases: Дональд, Дональда, Дональду, Дональдом, Дональде."""
    if not CYRILLIC_WORD.fullmatch(text):
        return [text]
    for ending, cases in CASES:
        if text.endswith(ending):
            return [text, *(text.removesuffix(ending) + case for case in cases)]
    return [text]


def lemma(word: str) -> str:
    """A Cyrillic surname without its case ending, so that its cases are one; other words as they are."""
    if word.isascii() or not "\u0400" <= word[0] <= "\u04ff" or len(word) <= SHORTEST_STEM:
        return word
    stem = CASE_ENDING.sub("", word)
    return stem if len(stem) >= SHORTEST_STEM - 1 else word


def takes_ending(text: str, end: int, kind: str) -> int:
    """Where the case ending behind a stem ends, or 0 if what follows is no ending of this kind."""
    match = ENDINGS[kind].match(text, end)
    return match.end() if match else 0


def free_before(text: str, start: int) -> bool:
    """Whether the letters in front of text[start:] are only particles written together with a name."""
    if text[start] < "\u0590" or text[start] > "\u06ff":
        return False
    return bool(PREFIX.search(text, max(0, start - LONGEST_PREFIX - 1), start))
