"""Text → the places of all forms of the gazetteer in it, by automata.

Comes out: `PlaceHit`, `PersonHit` and `PostHit`, longest match first, on word boundaries, case as written
(plus ALL CAPITALS). Nothing is decided here: a hit on "Jordan" carries what the form may mean, and the rules
of `countries` and `people` choose.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from ahocorasick_rs import BytesAhoCorasick

from articles.linking.gazetteer_forms import Pattern, Sense, patterns_of
from articles.linking.inflection import free_before, takes_ending
from articles.records import Reference


@dataclass(slots=True, eq=False)
class PlaceHit:
    """A form found at text[start:end], with all its senses, and whether it was matched in capitals."""

    start: int
    end: int
    text: str
    senses: tuple[Sense, ...]
    form: str
    upper: bool = False


@dataclass(slots=True, eq=False)
class PersonHit:
    """An alias of people of the gazetteer found at text[start:end]."""

    start: int
    end: int
    text: str
    keys: tuple[str, ...]


@dataclass(slots=True, eq=False)
class PostHit:
    """An office that needs no country beside it ("the pope") found at text[start:end].

    `country` is the code of its country, "" for an international one; `title` that of its terms.
    """

    start: int
    end: int
    country: str
    title: str


@dataclass(slots=True, eq=False)
class Hits:
    """What the gazetteer finds in a text, each kind sorted and without overlaps."""

    places: list[PlaceHit]
    people: list[PersonHit]
    posts: Sequence[PostHit]


class Gazetteer:
    """All forms of the reference."""

    def __init__(self, reference: Reference) -> None:
        self._all = patterns = patterns_of(reference)
        # English texts, most of the news, are not searched for a fifth of the forms, which are foreign.
        self._english = _Forms(
            {text: pattern for text, pattern in patterns.items() if not pattern.is_foreign}
        )

    @cached_property
    def _foreign(self) -> _Forms:
        """All forms, made ready when the first text comes that is not English."""
        return _Forms(self._all)

    def hits(self, text: str, *, english: bool) -> Hits:
        """All places, people and posts of the gazetteer in a text."""
        places: list[PlaceHit] = []
        people: list[PersonHit] = []
        matches = (self._english if english else self._foreign).matches(text)
        for pattern, start, end in _free(text, matches):
            if pattern.senses and (not places or start >= places[-1].end):
                hit = PlaceHit(start, end, text[start:end], pattern.senses, pattern.form, pattern.upper)
                places.append(hit)
            if pattern.keys and not _hyphenated(text, start, end):
                _add_person(people, PersonHit(start, end, text[start:end], pattern.keys))
        posts = [match for match in matches if match[0].post]
        return Hits(places, people, _posts(text, posts) if posts else ())


_Match = tuple[Pattern, int, int]


class _Forms:
    """Automata over some forms.

    Those that open with a small letter, a digit or a mark are few, and in an automaton of their own. The
    other one leaves its first state at capital letters only, which takes half the time.
    """

    def __init__(self, patterns: dict[str, Pattern]) -> None:
        small = {text for text in patterns if text[0].isascii() and not text[0].isupper()}
        self._groups = [
            ([patterns[text] for text in group], BytesAhoCorasick([text.encode() for text in group]))
            for group in ([text for text in patterns if text not in small], [*small])
        ]

    def matches(self, text: str) -> list[_Match]:
        """The forms in a text, wherever they stand; each kind in the order of their ends."""
        data = text.encode()
        found = [
            (patterns[index], start, end)
            for patterns, automaton in self._groups
            for index, start, end in automaton.find_matches_as_indexes(data, overlapping=True)
        ]
        return found if len(data) == len(text) else _in_characters(found, data)


def _in_characters(matches: Iterable[_Match], data: bytes) -> list[_Match]:
    """Matches in UTF-8 with their places counted in characters."""
    counted: dict[int, int] = {}
    before = count = 0
    for place in sorted({place for match in matches for place in match[1:]}):
        count += len(data[before:place].decode())
        counted[place] = count
        before = place
    return [(pattern, counted[start], counted[end]) for pattern, start, end in matches]


def _free(text: str, matches: Iterable[_Match]) -> list[_Match]:
    """The forms that stand free in a text, in order, of those that begin together the longest first."""
    found = []
    for pattern, start, end in matches:
        stop = end if pattern.unspaced else _end_of_form(text, start, end, pattern)
        if stop:
            found.append((pattern, start, stop))
    found.sort(key=lambda match: (match[1], -match[2]))
    return found


def _posts(text: str, matches: Iterable[_Match]) -> list[PostHit]:
    """The posts that stand free in a text; of two that overlap the one that ends first stays."""
    found: list[PostHit] = []
    done = 0
    for pattern, start, end in sorted(matches, key=itemgetter(2)):
        if pattern.post and start >= done:
            done = end
            if not any(char.isalnum() for char in (*text[max(0, start - 1) : start], *text[end : end + 1])):
                found.append(PostHit(start, end, *pattern.post))
    return found


def _add_person(people: list[PersonHit], hit: PersonHit) -> None:
    """Of two aliases that overlap the longer stays ("Crown Prince Omar", "Omar bin Laith")."""
    if not people or hit.start >= people[-1].end:
        people.append(hit)
    elif hit.end - hit.start > people[-1].end - people[-1].start:
        people[-1] = hit


def _hyphenated(text: str, start: int, end: int) -> bool:
    """Whether the name goes on behind a hyphen: "Kim Yong" in "Kim Yong-hyun" is another man."""
    return (text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()) or (
        text[start - 1 : start] == "-" and text[max(0, start - 2) : start - 1].isalpha()
    )


def _end_of_form(text: str, start: int, end: int, pattern: Pattern) -> int:
    """Where a match ends if it stands free (no letter or digit touches it), else 0.

    In inflected scripts an ending counts with the form; prefixes that are written together do not.
    """
    if start and (text[start - 1].isalnum() or text[start - 1] in "@#_") and not free_before(text, start):
        return 0
    if pattern.ending:
        return takes_ending(text, end, pattern.ending)
    return 0 if end < len(text) and (text[end].isalnum() or text[end] == "_") else end
