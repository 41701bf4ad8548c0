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

from articles.linking import lexicon, roles, things
from articles.linking.candidate import THING, Candidate, of_gazetteer
from articles.linking.gazetteer import PersonHit, PlaceHit
from articles.linking.leaders import Leaders
from articles.linking.lone import (
    INITIALS_ONLY,
    PERSON,
    LoneWords,
    introduced,
    is_weak,
    role_in_front,
    word_alone,
)
from articles.linking.names import SUFFIX, Token, opens_sentence
from articles.linking.personhood import is_given, korean_given, why_person

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
    found_runs: Sequence[Sequence[Token]],
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
    candidates: list[Candidate] = []
    for run in found_runs:
        if len(run) == 1 and run[0].start not in person_at:
            candidate = lone.read(run[0])
            if candidate:
                candidates.append(candidate)
        else:
            candidates.extend(_RunReader(text, run, place_at, person_at, french).read())
    in_runs = {token.start for run in found_runs for token in run} if people else set()
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
    """Reads one run from left to right: what leads in, the name, what trails."""

    def __init__(
        self,
        text: str,
        run: Sequence[Token],
        place_at: dict[int, PlaceHit],
        person_at: dict[int, PersonHit],
        french: bool,
    ) -> None:
        self.text = text
        self.run = run
        self.place_at = place_at
        self.person_at = person_at
        self.french = french

    def read(self) -> list[Candidate]:
        """The candidates of the run: a leader of the gazetteer and what follows, else one stretch.

        A place or organisation of several words in front of the name cuts the run in two.
        """
        for i, token in enumerate(self.run):
            if token.start in self.person_at:
                return self._around(self.person_at[token.start], i)
            if token.start in self.place_at and self._cuts(i):
                end = self.place_at[token.start].end
                return [*self._part(self.run[:i]), *self._part([t for t in self.run if t.start >= end])]
        first = self._lead_in()
        last = self._tail(first)
        if first >= last:
            return []
        candidate = self._judge(self.run[first:last], titled=self._titled(first))
        following = self._part(self.run[last:])
        return [candidate, *following] if candidate else following

    def _cuts(self, i: int) -> bool:
        """Whether a place or organisation of several words stands at a token ("Jose San Martin" is none)."""
        hit = self.place_at[self.run[i].start]
        if hit.end <= self.run[i].end or hit.senses[0].kind == PERSON:
            return False
        return not hit.senses[0].code or i == 0 or not is_given(self.run[i - 1].key)

    def _part(self, run: Sequence[Token]) -> list[Candidate]:
        return _RunReader(self.text, run, self.place_at, self.person_at, self.french).read() if run else []

    def _around(self, hit: PersonHit, i: int) -> list[Candidate]:
        longer = self._longer(hit, i)
        if longer:
            return longer
        rest = [token for token in self.run if token.start >= hit.end]
        if rest and any(token.key in ORGANISATION for token in rest):
            return []
        if things.noun_follows(self.text, hit.end):
            return []
        titled = i > 0 and self._leads(i - 1)
        return [of_gazetteer(hit, titled=titled), *self._part(rest)]

    def _longer(self, hit: PersonHit, i: int) -> list[Candidate]:
        """Somebody else whose name holds that of the gazetteer: "Maryam Nawaz Sharif", "Boris Yeltsin Jr"."""
        last = next((n for n, token in enumerate(self.run) if token.start >= hit.end), len(self.run))
        if any(token.key in ORGANISATION for token in self.run[last:]):
            return []
        first, stop = i, last
        if i and is_given(self.run[i - 1].key) and self._name_like(self.run[i - 1]):
            first = i - 1
        if last < len(self.run) and self._goes_on(hit, self.run[last]):
            stop = last + 1
        if (first, stop) == (i, last):
            return []
        candidate = self._judge(self.run[first:stop], titled=first > 0 and self._leads(first - 1))
        return [candidate, *self._part(self.run[stop:])] if candidate and candidate.full else []

    def _goes_on(self, hit: PersonHit, token: Token) -> bool:
        if token.start - hit.end > 1:
            return False
        return token.key == "jr" or (self._name_like(token) and not token.upper and token.key not in SAYING)

    def _name_like(self, token: Token) -> bool:
        """Whether a word could be one more given name or surname."""
        return not self._is_weak(token) and not self._is_lead(token)

    def _is_lead(self, token: Token) -> bool:
        return token.key in TITLE or roles.is_office(token.key) or token.key in SUFFIX

    def _leads(self, i: int) -> bool:
        token = self.run[i]
        if self.french and self.text[token.start : token.end] == "M.":
            return True
        return token.key in TITLE or roles.is_office(token.key)

    def _titled(self, first: int) -> bool:
        """Whether a title or role stands in front; not one that firms have too ("rival Porsche")."""
        if first > 0:
            return self._leads(first - 1) and self.run[first - 1].key not in COMPANY_ROLE
        return role_in_front(self.text, self.run[0].start)

    def _lead_in(self) -> int:
        """Index of the first token of the name: behind titles, offices, countries and function words."""
        run, n = self.run, len(self.run)
        first = 0
        for i in range(n - 1):
            if self._is_given_office(i):
                continue
            surname = run[i].key in SURNAME_OFFICE and i > 0 and is_given(run[i - 1].key)
            behind_given = surname and not is_given(run[i + 1].key)
            if self._leads(i) and not behind_given and run[i + 1].key not in SUFFIX:
                first = i + 1
        while first < n - 1 and self._introduces(first):
            hit = self.place_at.get(run[first].start)
            step = first + 1
            if hit and not is_given(run[first].key):
                while step < n and run[step].start < hit.end:
                    step += 1
            first = step
        return first

    def _is_given_office(self, i: int) -> bool:
        """Whether an office is a given name here: "Dean Fergusson", but not "Assistant Dean Fergusson"."""
        if self.run[i].key not in GIVEN_OFFICE or i != len(self.run) - 2:
            return False
        return i == 0 or not self._leads(i - 1)

    def _introduces(self, i: int) -> bool:
        """Whether the token only leads up to a name."""
        token, following = self.run[i], self.run[i + 1]
        key = token.key
        opens = i == 0 and opens_sentence(self.text, token.start)
        if key in FAMILY_FIRST and korean_given(self.text, following):
            return False
        if key in NOT_NAME or key in CALENDAR or key in COMMON:
            return not is_given(key) or (opens and key in NOT_NAME and is_given(following.key))
        if self._is_given_office(i):
            return False
        if self._leads(i):
            return True
        if is_given(key) or key in FAMILY_FIRST:
            return False
        hit = self.place_at.get(token.start)
        if hit and hit.senses[0].kind != PERSON:
            return True
        if key in MODIFIER:
            return True
        return opens and is_given(following.key) and i + 2 < len(self.run)

    def _tail(self, first: int) -> int:
        """Index behind the last token of the name."""
        for i in range(first + 1, len(self.run)):
            token = self.run[i]
            key = token.key
            surname = key in SURNAME_TOO and is_given(self.run[i - 1].key) and i + 1 == len(self.run)
            if (key in CALENDAR or key in NOT_NAME) and key not in SUFFIX and not surname:
                return i
            if key in SAYING and not is_given(key):
                return i
            before = self.run[i - 1]
            shouted = token.upper and not before.upper and not is_given(before.key)
            if ((token.upper and key in COMMON) or shouted) and key not in SUFFIX:
                return i
            if before.upper and not token.upper and len(before.key) > 1 and before.key not in FAMILY_FIRST:
                return i
        return len(self.run)

    def _judge(self, tokens: Sequence[Token], *, titled: bool) -> Candidate | None:
        keys = tuple([token.key for token in tokens])
        start, end = tokens[0].start, tokens[-1].end
        name, words, digits = _spelling(self.text[start:end])
        if len(tokens) > MOST_WORDS or digits:
            return None
        if len(keys) == 1:
            nobody = INITIALS_ONLY.fullmatch(name) or things.symbol_follows(self.text, end)
            return None if nobody else self._alone(tokens[0], titled=titled)
        hit = self.place_at.get(tokens[0].start)
        if hit and hit.senses[0].kind == PERSON and hit.end == end:
            return Candidate(start, end, name, words, True, "well-known name", titled=titled)
        if any(key in ORGANISATION for key in keys) and not (titled and keys[-1] not in ORGANISATION):
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
        name = self.text[token.start : token.end]
        word = word_alone(name)
        titled = titled or introduced(self.text, token, word)
        weak = word.weak or token.start in self.place_at
        return Candidate(token.start, token.end, name, word.tokens, titled=titled, weak=weak, loose=loose)

    def _is_weak(self, token: Token) -> bool:
        return token.start in self.place_at or is_weak(token.key)


@lru_cache(maxsize=20_000)
def _spelling(written: str) -> tuple[str, tuple[str, ...], bool]:
    """A name on one line, its folded words, and whether digits are among its letters."""
    name = " ".join(written.split())
    return name, lexicon.words_of_name(name), any(c.isdigit() for c in lexicon.fold(name))
