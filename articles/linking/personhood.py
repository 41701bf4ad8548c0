"""The evidence that two or more capitalised words are the name of a person.

Goes in: the words, the text around them, the place hits. Comes out: the rule that makes them a person, or "".
The order of the rules is the order of trust: title, given name, initials, shape of the surname, context.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from articles.linking import lexicon, roles
from articles.linking.gazetteer import PlaceHit
from articles.linking.names import Token, opens_sentence, word_before

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


def why_person(text: str, tokens: Sequence[Token], places: Mapping[int, PlaceHit], *, titled: bool) -> str:
    """By which rule two words or more are a person's name, or ""; `places` are the hits by their start."""
    keys = [token.key for token in tokens]
    given = tokens[0].word.given
    ordinary = [key for key in keys[1:] if key in COMMON]
    if titled and not all(key in COMMON for key in keys) and keys[0] not in NOT_NAME:
        return "title and name"
    if keys[0] in NOT_NAME and (not given or opens_sentence(text, tokens[0].start)):
        return ""
    if tokens[0].upper and not given:
        return ""
    if tokens[0].upper and len(tokens) > 2 and not _is_initial(text, tokens[1]):
        return ""
    if len(keys) == 2 and korean_given(text, tokens[1]) and len(keys[0]) <= LONGEST_FAMILY_NAME:
        return "family name first"
    if given and _surname_follows(tokens, len(ordinary), places):
        return "given name"
    if _is_initial(text, tokens[0]) and not ordinary:
        return "initials"
    if keys[0] in COMMON or ordinary:
        return ""
    if keys[0] in FAMILY_FIRST and len(keys) <= 3:
        return "family name first"
    if any(token.start in places for token in tokens):
        return ""
    if SURNAME_SHAPE.search(keys[-1]) or SURNAME_START.match(keys[-1]):
        return "shape of surname"
    return _context(text, tokens, places)


def korean_given(text: str, token: Token) -> bool:
    """Whether a word has the shape of a Korean given name: "Won-shik" in "Woo Won-shik"."""
    if "-" not in token.key or not HYPHENATED_GIVEN.fullmatch(text[token.start : token.end]):
        return False
    return not all(part in COMMON for part in token.key.split("-"))


def _surname_follows(tokens: Sequence[Token], ordinary: int, places: Mapping[int, PlaceHit]) -> bool:
    """Whether a surname follows a given name: "Ginger Baker" yes, "Israel Ceasefire Deal" no."""
    place = tokens[0].start in places
    if place and tokens[1].start in places:
        return False
    if ordinary < len(tokens) - 1:
        return not (place and ordinary)
    return len(tokens) == 2 and not place and tokens[0].key not in COMMON


def _is_initial(text: str, token: Token) -> bool:
    word = text[token.start : token.end]
    return word.endswith(".") and len(word.replace(".", "").replace("-", "")) <= 2


def _context(text: str, tokens: Sequence[Token], places: Mapping[int, PlaceHit]) -> str:
    """What the words next to two unknown words tell."""
    before = word_before(text, tokens[0].start).lower()
    if before in PLACE_BEFORE:
        return ""
    after = AFTER.match(text, tokens[-1].end)
    mark, word = (after.group(1), after.group(2).lower()) if after else (None, "")
    if before == "said" and (mark or text[tokens[-1].end : tokens[-1].end + 1] in ".,"):
        return "verb of saying"
    if not mark and word in SPEECH:
        return "verb of saying"
    if mark == "," and (word in {"who", "whose"} or word.isdigit()):
        return "apposition"
    if roles.apposition(text, tokens[-1].end):
        return "apposition"
    if after and mark == "(" and after.start(2) in places:
        return "country in brackets"
    return ""
