"""Title-case headlines: runs of capitalised words in, runs without the ordinary words out.

"Hasina Resigns and Flees" capitalises its verbs. A word of such a headline is ordinary if it is in the list
of ordinary words, as it stands or inflected, or the body of the article writes it in lower case; not if the
body capitalises it as well.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from articles.linking import lexicon, roles
from articles.linking.names import Runs, opens_sentence, runs_of
from articles.linking.words import Piece

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
    names = frozenset(_named(body, in_body, repeats))
    within = runs_of(title, (part for run in in_title.all() for part in _parts(run, names, body)))
    if not repeats:
        return within, in_body
    return within, runs_of(
        body,
        (
            part
            for run in in_body.all()
            for part in (_parts(run, names, body) if _inside(run[0][0], repeats) else [run])
        ),
    )


def _repeats(title: str, body: str) -> list[range]:
    """Where the body repeats the headline word for word."""
    if len(title) < SHORTEST_REPEAT:
        return []
    return [range(*match.span()) for match in re.finditer(re.escape(title), body)]


def _inside(start: int, spans: Iterable[range]) -> bool:
    return any(start in span for span in spans)


def _parts(run: Sequence[Piece], names: frozenset[str], body: str) -> list[list[Piece]]:
    """What ordinary words leave of a run."""
    parts: list[list[Piece]] = [[]]
    for piece in run:
        if _ordinary(piece[2].key, names, body):
            parts.append([])
        else:
            parts[-1].append(piece)
    return [part for part in parts if part]


def _title_case(title: str) -> bool:
    """Whether nearly all long words are capitalised."""
    words = [word for word in LONG_WORD.findall(title) if word not in SMALL_ANYWAY]
    capitalised: int = sum(word[0].isupper() for word in words)
    return capitalised >= CAPITALISED * max(1, len(words))


def _named(body: str, runs: Runs, but: Sequence[range]) -> Iterator[str]:
    """Words that the body capitalises for another reason than that a sentence starts, but in these spans."""
    for start, written in runs.several:
        if not _inside(start, but):
            yield from [word.key for _, _, word in written.pieces]
    for start, _, word in itertools.chain(runs.alone, runs.aside):
        if not (_inside(start, but) or opens_sentence(body, start)):
            yield word.key


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
