"""Title-case headlines: runs of capitalised words in, runs without the ordinary words out.

"Hasina Resigns and Flees" capitalises its verbs. A word of such a headline is ordinary if it is in the list
of ordinary words, as it stands or inflected, or the body of the article writes it in lower case; not if the
body capitalises it as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from articles.linking import lexicon, roles
from articles.linking.names import Runs, Token, opens_sentence, runs_of

LONG_WORD = re.compile(r"\b[^\W\d_]{5,}\b")
CAPITALISED = 0.75
SHORTEST_STEM = 3
SHORTEST_REPEAT = 12
SHORTEST_LOWER = 4
ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
)
COMMON = lexicon.common_words()
GIVEN = lexicon.given_names()
HEADLINE = lexicon.word_class("headline")
SMALL_ANYWAY = lexicon.word_class("small_in_headline")
NEEDED: frozenset[str] = frozenset().union(
    *map(lexicon.word_class, ("title", "calendar", "kin", "modifier", "notname", "organisation", "suffix"))
)


def cut(title: str, in_title: Runs, body: str, in_body: Runs) -> tuple[Runs, Runs]:
    """The runs of title and body, those of a title-case headline and of its repeats in the body cut."""
    if not _title_case(title):
        return in_title, in_body
    repeats = _repeats(title, body)
    every = in_body.all()
    names = frozenset(_named(body, (run for run in every if not _inside(run, repeats))))
    within = runs_of(piece for run in in_title.all() for piece in _pieces(run, names, body))
    if not repeats:
        return within, in_body
    return within, runs_of(
        piece for run in every for piece in (_pieces(run, names, body) if _inside(run, repeats) else [run])
    )


def _repeats(title: str, body: str) -> list[range]:
    """Where the body repeats the headline word for word."""
    if len(title) < SHORTEST_REPEAT:
        return []
    return [range(*match.span()) for match in re.finditer(re.escape(title), body)]


def _inside(run: Sequence[Token], spans: Iterable[range]) -> bool:
    return any(run[0].start in span for span in spans)


def _pieces(run: Sequence[Token], names: frozenset[str], body: str) -> list[list[Token]]:
    """What ordinary words leave of a run."""
    pieces: list[list[Token]] = [[]]
    for token in run:
        if _ordinary(token.key, names, body):
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [piece for piece in pieces if piece]


def _title_case(title: str) -> bool:
    """Whether nearly all long words are capitalised."""
    words = [word for word in LONG_WORD.findall(title) if word not in SMALL_ANYWAY]
    capitalised: int = sum(word[0].isupper() for word in words)
    return capitalised >= CAPITALISED * max(1, len(words))


def _named(body: str, runs: Iterable[Sequence[Token]]) -> Iterable[str]:
    """Words that the body capitalises for another reason than that a sentence starts."""
    for run in runs:
        if len(run) > 1 or not opens_sentence(body, run[0].start):
            yield from (token.key for token in run)


def _ordinary(key: str, names: frozenset[str], body: str) -> bool:
    if key in names or key in NEEDED or roles.is_office(key):
        return False
    if key in HEADLINE or (len(key) >= SHORTEST_LOWER and f" {key} " in body):
        return True
    if not names and key in GIVEN:
        return False
    last = key.rpartition("-")[2]
    return last in HEADLINE or any(word in COMMON for word in _uninflected(last))


def _uninflected(key: str) -> Iterable[str]:
    """A word and what it may be a form of: resigns → resign, denies → deny."""
    yield key
    for ending, instead in ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= SHORTEST_STEM:
            yield key[: -len(ending)] + instead
