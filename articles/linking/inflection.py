"""Names in scripts that inflect or write particles together with the name.

Cyrillic names take case endings ("Россия", "России", "Россией"); Arabic and Hebrew write prepositions, "and"
and the article in front of the name without a space ("وروسيا", "ברוסיה").
"""

from __future__ import annotations

import re

CYRILLIC_NAME = re.compile(r"[\u0400-\u04ff][\u0400-\u04ff\- ]{3,}")
CYRILLIC_VOWELS = "аеиоуыэюяйьіїє"
ENDING = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ой|ей|ою|ею|ом|ем|ам|ям|ах|ях|ов|ев|ия|ии|ию|ією|ії|ія|ій|"
    r"ем|ым|им|ая|ую|ое|ые|ый|[аеиоуыэюяьйіїє])?(?!\w)"
)
PREFIX = re.compile(r"(?<!\w)(?:[وف]?(?:[بلك]|ال|لل|بال)?|[והבלמשכ]{1,2})$")
LONGEST_PREFIX = 4
SHORTEST_STEM = 4


def stem_forms(text: str) -> list[str]:
    """The stem of a Cyrillic name that an ending may follow, as a list of none or one."""
    if not CYRILLIC_NAME.fullmatch(text):
        return []
    stem = text.rstrip(CYRILLIC_VOWELS) if text[-1] in CYRILLIC_VOWELS else text
    return [stem] if len(stem) >= SHORTEST_STEM and " " not in stem[-2:] else []


def takes_ending(text: str, end: int) -> int:
    """Where the case ending behind a stem ends, or 0 if what follows is no ending."""
    match = ENDING.match(text, end)
    return match.end() if match else 0


def free_before(text: str, start: int) -> bool:
    """Whether the letters in front of text[start:] are only particles written together with a name."""
    if text[start] < "\u0590" or text[start] > "\u06ff":
        return False
    return bool(PREFIX.search(text, max(0, start - LONGEST_PREFIX - 1), start))
