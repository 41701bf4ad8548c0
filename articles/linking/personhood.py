"""The evidence that two or more capitalised words are the name of a person.

Goes in: the words with the places among them, then the text around. Comes out: the rule that makes them a
person, or "".
The order of the rules is the order of trust: title, given name, initials, shape of the surname, context.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from articles.linking import lexicon, roles
from articles.linking.names import word_before
from articles.linking.words import Piece

AFTER = re.compile(r"\s*(,|\()?\s*([\w-]+)")
SURNAME_SHAPE = re.compile(
    r"(?:ov|ova|ev|eva|enko|chuk|ski|sky|ska|vic|vich|vych|dze|shvili|yan|ian|sson|ssen|sen|oglu|zadeh|"
    r"pour|ullah|opoulos|akis|idis|escu|eanu|ini|elli|etti|ez|berg|stein|mann|baum|feld|nen|wicz|aga|wala)$"
)
HYPHENATED_GIVEN = re.compile(r"[A-Z][a-z]{1,6}-[a-z]{2,6}$")
LONGEST_FAMILY_NAME = 6
SURNAME_START = re.compile(r"(?:al-|el-|mc|mac|o'|fitz|ben-|bar-)")

COMMON = lexicon.common_words()
FAMILY_FIRST = lexicon.word_class("family_first")
NOT_NAME = lexicon.word_class("notname")
PLACE_BEFORE = lexicon.word_class("place_before")
SPEECH = lexicon.word_class("speech")


def why_person(
    written: str, name: Sequence[Piece], places: Container[int], *, titled: bool, opens: bool
) -> str | None:
    """By which rule two words or more are a person's name, or ""; None if only the text around can tell.

    `written` is what the offsets of the words count in, `places` says where places start in it; `opens`: a
    sentence starts with the name.
    """
    words = [word for _, _, word in name]
    keys = [word.key for word in words]
    given = words[0].given
    ordinary = [key for key in keys[1:] if key in COMMON]
    if titled and not all(key in COMMON for key in keys) and keys[0] not in NOT_NAME:
        return "title and name"
    if keys[0] in NOT_NAME and (not given or opens):
        return ""
    if words[0].upper and not given:
        return ""
    if words[0].upper and len(name) > 2 and not _is_initial(written, name[1]):
        return ""
    if len(keys) == 2 and korean_given(written, name[1]) and len(keys[0]) <= LONGEST_FAMILY_NAME:
        return "family name first"
    if given and _surname_follows(name, len(ordinary), places):
        return "given name"
    if _is_initial(written, name[0]) and not ordinary:
        return "initials"
    if keys[0] in COMMON or ordinary:
        return ""
    if keys[0] in FAMILY_FIRST and len(keys) <= 3:
        return "family name first"
    if any(start in places for start, _, _ in name):
        return ""
    if SURNAME_SHAPE.search(keys[-1]) or SURNAME_START.match(keys[-1]):
        return "shape of surname"
    return None


def korean_given(written: str, piece: Piece) -> bool:
    """Whether a word has the shape of a Korean given name: "Won-shik" in "Woo Won-shik"."""
    start, end, word = piece
    if "-" not in word.key or not HYPHENATED_GIVEN.fullmatch(written[start:end]):
        return False
    return not all(part in COMMON for part in word.key.split("-"))


def _surname_follows(name: Sequence[Piece], ordinary: int, places: Container[int]) -> bool:
    """Whether a surname follows a given name: "Ginger Baker" yes, "Israel Ceasefire Deal" no."""
    place = name[0][0] in places
    if place and name[1][0] in places:
        return False
    if ordinary < len(name) - 1:
        return not (place and ordinary)
    return len(name) == 2 and not place and name[0][2].key not in COMMON


def _is_initial(written: str, piece: Piece) -> bool:
    word = written[piece[0] : piece[1]]
    return word.endswith(".") and len(word.replace(".", "").replace("-", "")) <= 2


def context(text: str, start: int, end: int, places: Container[int]) -> str:
    """By which rule the words next to two unknown words at text[start:end] make them a name, or ""."""
    before = word_before(text, start).lower()
    if before in PLACE_BEFORE:
        return ""
    after = AFTER.match(text, end)
    mark, word = (after.group(1), after.group(2).lower()) if after else (None, "")
    if before == "said" and (mark or text[end : end + 1] in ".,"):
        return "verb of saying"
    if not mark and word in SPEECH:
        return "verb of saying"
    if mark == "," and (word in {"who", "whose"} or word.isdigit()):
        return "apposition"
    if roles.apposition(text, end):
        return "apposition"
    if after and mark == "(" and after.start(2) in places:
        return "country in brackets"
    return ""
