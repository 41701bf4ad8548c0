"""Reference → automata over all its forms; text → the places of those forms in it.

Goes in: countries, people and the module's own lists of places, traps and posts. Comes out: `PlaceHit`,
`PersonHit` and `PostHit`, longest match first, on word boundaries, case as written (plus ALL CAPITALS).
Nothing is decided here: a hit on "Jordan" carries what the form may mean, and the rules of `countries` and
`people` choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter

from ahocorasick_rs import BytesAhoCorasick

from articles.linking import endings, lexicon
from articles.linking.inflection import free_before, given_forms, stem_of, takes_ending
from articles.records import NameForm, PersonEntry, Reference

SHORTEST_UPPER = 4
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
NAME_KINDS = frozenset({"name", "official name"})


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a form may mean: a country (code "" for a trap: nothing), by which kind of form.

    `foreign` forms are Latin-script names in another language than English ("Island" is Iceland in German);
    those with `languages` are looked for in texts of these languages alone ("Roma" is no city in German).
    """

    code: str
    kind: str
    sensitive: bool = False
    population: int = 0
    foreign: bool = False
    languages: tuple[str, ...] = ()

    def fits(self, language: str) -> bool:
        """Whether a text in a language may mean this by the form; "" is a language that is not known."""
        if language == "en":
            return not self.foreign
        return not language or not self.languages or language in self.languages


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


@dataclass(slots=True, eq=False)
class _Pattern:
    form: str
    senses: tuple[Sense, ...] = ()
    keys: tuple[str, ...] = ()
    upper: bool = False
    unspaced: bool = False
    ending: str = ""
    post: tuple[str, str] | None = None

    @property
    def is_foreign(self) -> bool:
        """Whether no English text can mean anything by the form."""
        means = self.keys or self.post
        return not means and bool(self.senses) and all(sense.foreign for sense in self.senses)


class Gazetteer:
    """All forms of the reference."""

    def __init__(self, reference: Reference) -> None:
        patterns: dict[str, _Pattern] = {}
        for text, sense in _country_senses(reference):
            _add_sense(patterns, text, sense)
        for trap in lexicon.traps():
            patterns.setdefault(trap.phrase, _Pattern(trap.phrase)).senses = (Sense(trap.code, trap.kind),)
        for text, key in _person_forms(reference.people):
            pattern = patterns.setdefault(text, _Pattern(text))
            pattern.keys = tuple(dict.fromkeys((*pattern.keys, key)))
        _add_inflected(patterns, reference)
        _add_upper_forms(patterns)
        _add_stems(patterns)
        for phrase, country, title in lexicon.posts():
            patterns.setdefault(phrase, _Pattern(phrase)).post = (country, title)
        for text, pattern in patterns.items():
            pattern.unspaced = not text.isascii() and UNSPACED.search(text) is not None
        self._all = patterns
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


_Match = tuple[_Pattern, int, int]


class _Forms:
    """Automata over some forms.

    Those that open with a small letter, a digit or a mark are few, and in an automaton of their own. The
    other one leaves its first state at capital letters only, which takes half the time.
    """

    def __init__(self, patterns: dict[str, _Pattern]) -> None:
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


def _end_of_form(text: str, start: int, end: int, pattern: _Pattern) -> int:
    """Where a match ends if it stands free (no letter or digit touches it), else 0.

    In inflected scripts an ending counts with the form; prefixes that are written together do not.
    """
    if start and (text[start - 1].isalnum() or text[start - 1] in "@#_") and not free_before(text, start):
        return 0
    if pattern.ending:
        return takes_ending(text, end, pattern.ending)
    return 0 if end < len(text) and (text[end].isalnum() or text[end] == "_") else end


def _country_senses(reference: Reference) -> Iterator[tuple[str, Sense]]:
    for country in reference.countries:
        for form in country.forms:
            yield form.text, _sense(country.code, form)
    for word in lexicon.foreign_forms():
        latin = bool(LATIN.search(word.text))
        sense = Sense(word.code, word.kind, foreign=latin, languages=(word.language,) if latin else ())
        yield word.text, sense
        if word.text[0].islower():
            yield word.text[0].upper() + word.text[1:], sense
    for place in lexicon.places():
        yield place.name, Sense(place.code, place.kind, place.sensitive, place.population)


def _sense(code: str, form: NameForm) -> Sense:
    """A form that is also a given name (Victoria, Douglas) needs context whatever the reference says."""
    sensitive = form.sensitive or (
        form.kind not in NAME_KINDS and lexicon.fold(form.text) in lexicon.given_names()
    )
    foreign = form.language != "en" and bool(LATIN.search(form.text))
    return Sense(code, form.kind, sensitive, foreign=foreign)


def _add_sense(patterns: dict[str, _Pattern], text: str, sense: Sense) -> None:
    pattern = patterns.setdefault(text, _Pattern(text))
    known = [i for i, other in enumerate(pattern.senses) if other.code == sense.code]
    if not known:
        pattern.senses = (*pattern.senses, sense)
        return
    first = pattern.senses[known[0]]
    if first.foreign and not sense.foreign:
        better = sense
    elif first.languages and set(sense.languages) - set(first.languages):
        better = replace(first, languages=(*first.languages, *sense.languages))
    elif first.languages and not sense.languages:
        better = replace(first, languages=())
    elif sense.population > first.population:
        better = replace(first, population=sense.population)
    else:
        return
    pattern.senses = tuple(better if i == known[0] else s for i, s in enumerate(pattern.senses))


def _person_forms(people: Iterable[PersonEntry]) -> Iterator[tuple[str, str]]:
    """Names and aliases that identify by themselves: several words, or one word in another script."""
    for person in people:
        for text in (person.name, *person.aliases):
            if " " in text or not text[:1].isascii():
                yield text, person.key


def _add_inflected(patterns: dict[str, _Pattern], reference: Reference) -> None:
    """Forms by rule: only where no form that somebody wrote down is in their place."""
    codes = {country.code for country in reference.countries}
    written = set(patterns)
    for kind, forms in (("name", endings.names(codes)), ("demonym", endings.adjectives())):
        for form, code, language in forms:
            for text in {form, form[0].upper() + form[1:]}:
                if text not in written or any(sense.code == code for sense in patterns[text].senses):
                    _add_sense(patterns, text, Sense(code, kind, foreign=True, languages=(language,)))


def _add_upper_forms(patterns: dict[str, _Pattern]) -> None:
    for text, pattern in list(patterns.items()):
        upper = text.upper()
        if len(text) >= SHORTEST_UPPER and upper != text and upper not in patterns:
            patterns[upper] = _Pattern(pattern.form, pattern.senses, pattern.keys, upper=True)


def _add_stems(patterns: dict[str, _Pattern]) -> None:
    for text, pattern in list(patterns.items()):
        stem, ending = stem_of(text)
        if not stem:
            continue
        if stem == text:
            pattern.ending = ending
        elif stem not in patterns:
            patterns[stem] = _Pattern(pattern.form, pattern.senses, pattern.keys, ending=ending)
        if pattern.keys and " " in stem:
            _add_cases(patterns, pattern, stem, ending)


def _add_cases(patterns: dict[str, _Pattern], pattern: _Pattern, stem: str, ending: str) -> None:
    """A person's name with the given name in each case as well: Дональдом + Трамп + ом."""
    given, _, rest = stem.partition(" ")
    for form in given_forms(given)[1:]:
        text = f"{form} {rest}"
        if text not in patterns:
            patterns[text] = _Pattern(pattern.form, keys=pattern.keys, ending=ending)
