"""Runs of capitalised words → the stretches that may name a person, with the evidence for each.

A candidate is `full` when it is a name of two words or more that the evidence makes a person. Otherwise it is
a short form ("Putin"), which counts only if somebody in the article or the gazetteer bears it, or two words
that nothing yet makes a person ("Majed Shehadeh"), which the rest of the article may decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from articles.linking import lexicon, things
from articles.linking.candidate import THING, Candidate, of_gazetteer, of_word
from articles.linking.gazetteer import PersonHit, PlaceHit
from articles.linking.leaders import Leaders
from articles.linking.lone import PERSON, LoneWords, introduced, role_in_front
from articles.linking.names import SUFFIX, Runs, Token, opens_sentence
from articles.linking.personhood import korean_given, why_person
from articles.linking.words import is_weak

MOST_WORDS = 5

CALENDAR = lexicon.word_class("calendar")
COMMON = lexicon.common_words()
FAMILY_FIRST = lexicon.word_class("family_first")
GIVEN_OFFICE = lexicon.word_class("given_office")
MODIFIER = lexicon.word_class("modifier")
NOT_NAME = lexicon.word_class("notname")
ORGANISATION = lexicon.word_class("organisation")
COMPANY_ROLE = lexicon.word_class("company_role")
SURNAME_OFFICE = lexicon.word_class("surname_office")
SURNAME_TOO = lexicon.word_class("surname_too")
SAYING = lexicon.word_class("saying")
TITLE = lexicon.word_class("title")


@dataclass(slots=True)
class Found:
    """The candidates of a text in order, without overlaps, and the lone words that may become some."""

    candidates: list[Candidate]
    lone: LoneWords

    def with_named(self, short_forms: AbstractSet[tuple[str, ...]]) -> list[Candidate]:
        """The candidates with the lone words that are short forms of people."""
        named = self.lone.named(short_forms)
        return _apart([*self.candidates, *named]) if named else self.candidates


def find_candidates(
    text: str,
    runs: Runs,
    places: Sequence[PlaceHit],
    people: Sequence[PersonHit],
    leaders: Leaders,
    *,
    french: bool = False,
) -> Found:
    """All candidates of a text. In a `french` text "M." is a title."""
    place_at = {hit.start: hit for hit in places}
    person_at = {hit.start: hit for hit in people}
    lone = LoneWords(text, place_at, leaders)
    reader = _RunReader(text, place_at, person_at, french)
    if not people:
        candidates = lone.read(runs.alone, runs.aside)
        for run in runs.several:
            candidates += reader.read(run)
        return Found(_apart(candidates), lone)
    candidates = lone.read(
        [token for token in runs.alone if token.start not in person_at],
        [place for place in runs.aside if place[0] not in person_at],
    )
    every = runs.all()
    for run in every:
        if len(run) > 1 or run[0].start in person_at:
            candidates += reader.read(run)
    in_runs = {token.start for run in every for token in run}
    outside = [of_gazetteer(hit, titled=False) for hit in people if hit.start not in in_runs]
    if outside:  # They may overlap with any word.
        candidates += [*outside, *lone.all()]
    return Found(_apart(candidates), lone)


def _apart(candidates: list[Candidate]) -> list[Candidate]:
    """Candidates in order; of two that overlap the first, or the longer, stays."""
    candidates.sort(key=lambda candidate: (candidate.start, -candidate.end))
    kept: list[Candidate] = []
    for candidate in candidates:
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


class _RunReader:
    """Reads the runs of a text from left to right: what leads in, the name, what trails."""

    def __init__(
        self,
        text: str,
        place_at: dict[int, PlaceHit],
        person_at: dict[int, PersonHit],
        french: bool,
    ) -> None:
        self.text = text
        self.place_at = place_at
        self.person_at = person_at
        self.french = french

    def read(self, run: Sequence[Token]) -> list[Candidate]:
        """The candidates of the run: a leader of the gazetteer and what follows, else one stretch.

        A place or organisation of several words in front of the name cuts the run in two.
        """
        for i, token in enumerate(run):
            if token.start in self.person_at:
                return self._around(run, self.person_at[token.start], i)
            if token.start in self.place_at and self._cuts(run, i):
                end = self.place_at[token.start].end
                return [*self._part(run[:i]), *self._part([t for t in run if t.start >= end])]
        first = self._lead_in(run)
        last = self._tail(run, first)
        if first >= last:
            return []
        candidate = self._judge(run[first:last], titled=self._titled(run, first))
        following = self._part(run[last:])
        return [candidate, *following] if candidate else following

    def _cuts(self, run: Sequence[Token], i: int) -> bool:
        """Whether a place or organisation of several words stands at a token ("Jose San Martin" is none)."""
        hit = self.place_at[run[i].start]
        if hit.end <= run[i].end or hit.senses[0].kind == PERSON:
            return False
        return not hit.senses[0].code or i == 0 or not run[i - 1].word.given

    def _part(self, run: Sequence[Token]) -> list[Candidate]:
        return self.read(run) if run else []

    def _around(self, run: Sequence[Token], hit: PersonHit, i: int) -> list[Candidate]:
        longer = self._longer(run, hit, i)
        if longer:
            return longer
        rest = [token for token in run if token.start >= hit.end]
        if rest and any(token.key in ORGANISATION for token in rest):
            return []
        if things.noun_follows(self.text, hit.end) or things.vessel_in_front(self.text, hit.start):
            return []
        titled = i > 0 and self._leads(run[i - 1])
        return [of_gazetteer(hit, titled=titled), *self._part(rest)]

    def _longer(self, run: Sequence[Token], hit: PersonHit, i: int) -> list[Candidate]:
        """Somebody else whose name holds that of the gazetteer: "Maryam Nawaz Sharif", "Boris Yeltsin Jr"."""
        last = next((n for n, token in enumerate(run) if token.start >= hit.end), len(run))
        if any(token.key in ORGANISATION for token in run[last:]):
            return []
        first, stop = i, last
        if i and run[i - 1].word.given and self._name_like(run[i - 1]):
            first = i - 1
        if last < len(run) and self._goes_on(hit, run[last]):
            stop = last + 1
        if (first, stop) == (i, last):
            return []
        candidate = self._judge(run[first:stop], titled=first > 0 and self._leads(run[first - 1]))
        return [candidate, *self._part(run[stop:])] if candidate and candidate.full else []

    def _goes_on(self, hit: PersonHit, token: Token) -> bool:
        if token.start - hit.end > 1:
            return False
        return token.key == "jr" or (self._name_like(token) and not token.upper and token.key not in SAYING)

    def _name_like(self, token: Token) -> bool:
        """Whether a word could be one more given name or surname."""
        return not self._is_weak(token) and not self._is_lead(token)

    def _is_lead(self, token: Token) -> bool:
        return token.word.leads or token.key in SUFFIX

    def _leads(self, token: Token) -> bool:
        return token.word.leads or (self.french and self.text[token.start : token.end] == "M.")

    def _titled(self, run: Sequence[Token], first: int) -> bool:
        """Whether a title or role stands in front; not one that firms have too ("rival Porsche")."""
        if first > 0:
            return self._leads(run[first - 1]) and run[first - 1].key not in COMPANY_ROLE
        return role_in_front(self.text, run[0].start)

    def _lead_in(self, run: Sequence[Token]) -> int:
        """Index of the first token of the name: behind titles, offices, countries and function words."""
        n = len(run)
        first = 0
        for i in range(n - 1):
            if not self._leads(run[i]) or self._is_given_office(run, i):
                continue
            surname = run[i].key in SURNAME_OFFICE and i > 0 and run[i - 1].word.given
            behind_given = surname and not run[i + 1].word.given
            if not behind_given and run[i + 1].key not in SUFFIX:
                first = i + 1
        while first < n - 1 and self._introduces(run, first):
            hit = self.place_at.get(run[first].start)
            step = first + 1
            if hit and not run[first].word.given:
                while step < n and run[step].start < hit.end:
                    step += 1
            first = step
        return first

    def _is_given_office(self, run: Sequence[Token], i: int) -> bool:
        """Whether an office is a given name here: "Dean Fergusson", but not "Assistant Dean Fergusson"."""
        if run[i].key not in GIVEN_OFFICE or i != len(run) - 2:
            return False
        return i == 0 or not self._leads(run[i - 1])

    def _introduces(self, run: Sequence[Token], i: int) -> bool:
        """Whether the token only leads up to a name."""
        token, following = run[i], run[i + 1]
        key = token.key
        if key in FAMILY_FIRST and korean_given(self.text, following):
            return False
        if token.word.ordinary:
            opening = key in NOT_NAME and following.word.given and self._opens(run, i)
            return not token.word.given or opening
        if self._is_given_office(run, i):
            return False
        if self._leads(token):
            return True
        if token.word.given or key in FAMILY_FIRST:
            return False
        hit = self.place_at.get(token.start)
        if hit and hit.senses[0].kind != PERSON:
            return True
        if key in MODIFIER:
            return True
        return following.word.given and i + 2 < len(run) and self._opens(run, i)

    def _opens(self, run: Sequence[Token], i: int) -> bool:
        return i == 0 and opens_sentence(self.text, run[0].start)

    def _tail(self, run: Sequence[Token], first: int) -> int:
        """Index behind the last token of the name."""
        for i in range(first + 1, len(run)):
            token = run[i]
            key = token.key
            before = run[i - 1]
            surname = key in SURNAME_TOO and before.word.given and i + 1 == len(run)
            if (
                token.word.ordinary
                and not surname
                and (key in CALENDAR or key in NOT_NAME)
                and key not in SUFFIX
            ):
                return i
            if key in SAYING and not token.word.given:
                return i
            shouted = token.upper and not before.upper and not before.word.given
            if ((token.upper and key in COMMON) or shouted) and key not in SUFFIX:
                return i
            if before.upper and not token.upper and len(before.key) > 1 and before.key not in FAMILY_FIRST:
                return i
        return len(run)

    def _judge(self, tokens: Sequence[Token], *, titled: bool) -> Candidate | None:
        keys = tuple([token.key for token in tokens])
        start, end = tokens[0].start, tokens[-1].end
        name, words, digits = _spelling(self.text[start:end])
        if len(tokens) > MOST_WORDS or digits:
            return None
        if len(keys) == 1:
            nobody = tokens[0].word.nobody or things.symbol_follows(self.text, end)
            return None if nobody else self._alone(tokens[0], titled=titled)
        hit = self.place_at.get(tokens[0].start)
        if hit and hit.senses[0].kind == PERSON and hit.end == end:
            return Candidate(start, end, name, words, True, "well-known name", titled=titled)
        if not ORGANISATION.isdisjoint(keys) and not (titled and keys[-1] not in ORGANISATION):
            return None
        if hit and hit.end > tokens[0].end:
            return None
        if not titled and things.names_thing(self.text, start, end, keys):
            return Candidate(start, end, name, words, rule=THING)
        rule = why_person(self.text, tokens, self.place_at, titled=titled)
        if rule:
            return Candidate(start, end, name, words, True, rule, titled=titled)
        parts = tuple(self._alone(token, titled=False, loose=True) for token in tokens)
        return Candidate(start, end, name, words, titled=titled, parts=parts)

    def _alone(self, token: Token, *, titled: bool, loose: bool = False) -> Candidate:
        titled = titled or introduced(self.text, token)
        weak = token.word.weak or token.start in self.place_at
        return of_word(self.text, token, titled=titled, weak=weak, loose=loose)

    def _is_weak(self, token: Token) -> bool:
        return token.start in self.place_at or is_weak(token.key)


@lru_cache(maxsize=lexicon.REMEMBERED)
def _spelling(written: str) -> tuple[str, tuple[str, ...], bool]:
    """A name on one line, its folded words, and whether digits are among its letters."""
    name = " ".join(written.split())
    return name, lexicon.words_of_name(name), any(c.isdigit() for c in lexicon.fold(name))
