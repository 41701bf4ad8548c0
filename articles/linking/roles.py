"""The words around a name that say what the person is: "Kremlin foreign policy adviser".

Goes in: a text and the place of a name in it. Comes out: the role phrase as written, or "".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.linking import lexicon

WINDOW = 110
WORD_BEFORE = re.compile(r"([\w.&'’/-]+)([ \u00a0]+|[ ]?\n)$")
ENDS_SENTENCE = re.compile(r"[a-z]{2}\.$|[!?;:]$")
OF_WORDS = frozenset({"of", "for", "and"})
APPOSITION = re.compile(
    r",? (?:\d{1,3}, )?(?:who is |is )?(?:the |a |an |its |his |her |their )?"
    r"((?:[\w.'’-]+ ){0,5}?)([\w'’-]+)((?: (?:of|for|at|to|in) (?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)?)"
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role phrase at text[start:end]."""

    text: str
    start: int
    end: int


NO_ROLE = Role("", 0, 0)


def is_office(key: str) -> bool:
    """Whether a folded word is a role by itself, also as the last part of a compound (vice-president)."""
    offices = lexicon.word_class("office")
    return key in offices or ("-" in key and key.rpartition("-")[2] in offices)


def role_before(text: str, start: int) -> Role:
    """The role phrase that ends right before text[start:], e.g. "Russian Foreign Minister"."""
    floor = max(0, start - WINDOW)
    words: list[tuple[str, int]] = []
    at = start
    while found := WORD_BEFORE.search(text, floor, at):
        word = found.group(1)
        if not _belongs(word, bool(words)):
            break
        words.insert(0, (word, found.start(1)))
        at = found.start(1)
    while words and (lexicon.fold(words[0][0]) in OF_WORDS or _is_title(words[0][0])):
        words.pop(0)
    if not any(is_office(lexicon.fold(word).rstrip(".")) for word, _ in words):
        return NO_ROLE
    begin = words[0][1]
    phrase = " ".join(text[begin:start].split())
    return Role(phrase, begin, start)


def role_after(text: str, end: int) -> Role:
    """The role phrase in apposition behind a name: "…, the head of the agency,"."""
    match = APPOSITION.match(text, end)
    if not match or text[end : end + 1] != ",":
        return NO_ROLE
    if not is_office(lexicon.fold(match.group(2))):
        return NO_ROLE
    phrase = "".join(match.groups()).strip()
    return Role(phrase, match.start(1), match.end())


def _is_title(word: str) -> bool:
    return lexicon.fold(word).rstrip(".") in lexicon.word_class("title")


def _belongs(word: str, inside: bool) -> bool:
    """Whether a word may be part of a role phrase; `inside` once a word nearer to the name belongs."""
    key = lexicon.fold(word).rstrip(".")
    if is_office(key) or _is_title(word) or key in lexicon.word_class("modifier"):
        return not (inside and ENDS_SENTENCE.search(word) and len(word) > 5)
    if not inside:
        return False
    if key in OF_WORDS:
        return key == "of"
    return (
        word[0].isupper() and not ENDS_SENTENCE.search(word) and key not in lexicon.word_class("not_in_role")
    )
