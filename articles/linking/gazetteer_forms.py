"""Reference → all forms that a text is searched for, with what each may mean.

Goes in: countries, people and the module's own lists of places, traps and posts. Comes out: `Pattern` by the
letters that are looked for; inflected forms, stems and ALL CAPITALS are made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from articles.linking import endings, lexicon
from articles.linking.inflection import given_forms, stem_of
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
class Pattern:
    """A form to look for: as somebody wrote it, what and whom it may mean, and how a match of it ends.

    `upper` is one in capitals, `unspaced` one of a script without spaces, `ending` the kind of endings that
    its stem takes, `post` the country and the title of an office.
    """

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


def patterns_of(reference: Reference) -> dict[str, Pattern]:
    """All forms of the reference and of our own lists, each once, by their letters."""
    patterns: dict[str, Pattern] = {}
    for text, sense in _country_senses(reference):
        _add_sense(patterns, text, sense)
    for trap in lexicon.traps():
        patterns.setdefault(trap.phrase, Pattern(trap.phrase)).senses = (Sense(trap.code, trap.kind),)
    for text, key in _person_forms(reference.people):
        pattern = patterns.setdefault(text, Pattern(text))
        pattern.keys = tuple(dict.fromkeys((*pattern.keys, key)))
    _add_inflected(patterns, reference)
    _add_upper_forms(patterns)
    _add_stems(patterns)
    for phrase, country, title in lexicon.posts():
        patterns.setdefault(phrase, Pattern(phrase)).post = (country, title)
    for text, pattern in patterns.items():
        pattern.unspaced = not text.isascii() and UNSPACED.search(text) is not None
    return patterns


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


def _add_sense(patterns: dict[str, Pattern], text: str, sense: Sense) -> None:
    pattern = patterns.setdefault(text, Pattern(text))
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


def _add_inflected(patterns: dict[str, Pattern], reference: Reference) -> None:
    """Forms by rule: only where no form that somebody wrote down is in their place."""
    codes = {country.code for country in reference.countries}
    written = set(patterns)
    for kind, forms in (("name", endings.names(codes)), ("demonym", endings.adjectives())):
        for form, code, language in forms:
            for text in {form, form[0].upper() + form[1:]}:
                if text not in written or any(sense.code == code for sense in patterns[text].senses):
                    _add_sense(patterns, text, Sense(code, kind, foreign=True, languages=(language,)))


def _add_upper_forms(patterns: dict[str, Pattern]) -> None:
    for text, pattern in list(patterns.items()):
        upper = text.upper()
        if len(text) >= SHORTEST_UPPER and upper != text and upper not in patterns:
            patterns[upper] = Pattern(pattern.form, pattern.senses, pattern.keys, upper=True)


def _add_stems(patterns: dict[str, Pattern]) -> None:
    for text, pattern in list(patterns.items()):
        stem, ending = stem_of(text)
        if not stem:
            continue
        if stem == text:
            pattern.ending = ending
        elif stem not in patterns:
            patterns[stem] = Pattern(pattern.form, pattern.senses, pattern.keys, ending=ending)
        if pattern.keys and " " in stem:
            _add_cases(patterns, pattern, stem, ending)


def _add_cases(patterns: dict[str, Pattern], pattern: Pattern, stem: str, ending: str) -> None:
    """A person's name with the given name in each case as well: Дональдом + Трамп + ом."""
    given, _, rest = stem.partition(" ")
    for form in given_forms(given)[1:]:
        text = f"{form} {rest}"
        if text not in patterns:
            patterns[text] = Pattern(pattern.form, keys=pattern.keys, ending=ending)
