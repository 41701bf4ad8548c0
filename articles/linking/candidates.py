"""Runs of capitalised words → the stretches that may name a person, with the evidence for each.

A candidate is `full` when it is a name of two words or more that the evidence makes a person. Otherwise it is
a short form ("Putin"), which counts only if somebody in the article or the gazetteer bears it, or two words
that nothing yet makes a person ("Majed Shehadeh"), which the rest of the article may decide.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from operator import attrgetter

from articles.linking import things
from articles.linking.candidate import THING, Candidate, of_gazetteer, of_word
from articles.linking.gazetteer import PersonHit, PlaceHit
from articles.linking.leaders import Leaders
from articles.linking.lone import PERSON, LoneWords, introduced, role_in_front
from articles.linking.names import SUFFIX, Runs, Token, opens_sentence
from articles.linking.outlines import (
    CORPORATE,
    ORGANISATION,
    SAYING,
    Mark,
    Outline,
    Stretch,
    asks_opening,
    cuts,
    outline_of,
    stretch_of,
)
from articles.linking.personhood import context
from articles.linking.words import is_weak

IN_ORDER = attrgetter("start")


@dataclass(slots=True, eq=False)
class Found:
    """The candidates of a text in order, without overlaps, and the lone words that may become some.

    `firms` are first words of the names of firms, known by "Inc" or a stock exchange symbol behind them.
    """

    candidates: list[Candidate]
    lone: LoneWords
    firms: set[str]

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
    reader = _RunReader(text, places, place_at, person_at, lone, french=french)
    if not people:
        candidates = lone.read(runs.alone, runs.aside)
        firms = lone.firms(runs.alone)
        ends = things.before_symbols(text)
        for run in runs.several:
            outline = reader.outline(run)
            if outline.corporate or run[-1].end in ends:
                firms.add(run[0].key)
            if outline.stretches:
                candidates += reader.candidates(outline, run[0].start)
        candidates.sort(key=IN_ORDER)  # runs do not overlap
        return Found(candidates, lone, firms)
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
    return Found(_apart(candidates), lone, _firms(text, every))


def _firms(text: str, runs: Sequence[Sequence[Token]]) -> set[str]:
    ends = things.before_symbols(text)
    return {
        run[0].key
        for run in runs
        if run[-1].end in ends or not CORPORATE.isdisjoint([token.key for token in run[1:]])
    }


def _apart(candidates: list[Candidate]) -> list[Candidate]:
    """Candidates in order; of two that overlap the first, or the longer, stays."""
    candidates.sort(key=lambda candidate: (candidate.start, -candidate.end))
    kept: list[Candidate] = []
    for candidate in candidates:
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def _mark(hit: PlaceHit, at: int) -> Mark:
    """A place as outlines know it, counted from text[at:]."""
    sense = hit.senses[0]
    return hit.start - at, hit.end - at, sense.kind == PERSON, sense.code != ""


class _RunReader:
    """Reads the runs of a text: what their outlines leave open, the words around tell."""

    def __init__(
        self,
        text: str,
        places: Sequence[PlaceHit],
        place_at: dict[int, PlaceHit],
        person_at: dict[int, PersonHit],
        lone: LoneWords,
        *,
        french: bool,
    ) -> None:
        self.text = text
        self.places = places
        self.starts = [*place_at, len(text)]
        self.place_at = place_at
        self.person_at = person_at
        self.lone = lone
        self.french = french

    def outline(self, run: Sequence[Token]) -> Outline:
        """What the run is by its words, the places in it and whether a sentence starts with it."""
        start = run[0].start
        asks = len(run) > 1 and asks_opening(run[0].word, run[1].word)
        opens = asks and opens_sentence(self.text, start)
        return outline_of(self.text[start : run[-1].end], self._marks(run), opens, self.french)

    def _marks(self, run: Sequence[Token]) -> tuple[Mark, ...]:
        """The places that start in the run."""
        start, stop = run[0].start, run[-1].start
        first = bisect_left(self.starts, start)
        if self.starts[first] > stop:
            return ()
        last = bisect_right(self.starts, stop, first)
        return tuple([_mark(hit, start) for hit in self.places[first:last]])

    def candidates(self, outline: Outline, at: int) -> list[Candidate]:
        """The candidates of the run at text[at:] with this outline."""
        found = []
        for stretch in outline.stretches:
            alone = len(stretch.pieces) == 1
            candidate = self.lone.left(at, stretch) if alone else self._judge(at, stretch)
            if candidate:
                found.append(candidate)
        return found

    def read(self, run: Sequence[Token]) -> list[Candidate]:
        """The candidates of a run that people of the gazetteer may stand in: these, and what follows them."""
        if not run:
            return []
        pieces = [(token.start, token.end, token.word) for token in run]
        for i, token in enumerate(run):
            if token.start in self.person_at:
                return self._around(run, self.person_at[token.start], i)
            hit = self.place_at.get(token.start)
            if hit and cuts(_mark(hit, 0), pieces, i):
                return [*self.read(run[:i]), *self.read([t for t in run if t.start >= hit.end])]
        return self.candidates(self.outline(run), run[0].start)

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
        return [of_gazetteer(hit, titled=titled), *self.read(rest)]

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
        start = run[first].start
        stretch = stretch_of(
            self.text[start : run[stop - 1].end],
            self._marks(run[first:stop]),
            opens_sentence(self.text, start),
            titled=first > 0 and self._leads(run[first - 1]),
        )
        candidate = self._judge(start, stretch) if stretch else None
        return [candidate, *self.read(run[stop:])] if candidate and candidate.full else []

    def _goes_on(self, hit: PersonHit, token: Token) -> bool:
        if token.start - hit.end > 1:
            return False
        return token.key == "jr" or (self._name_like(token) and not token.upper and token.key not in SAYING)

    def _name_like(self, token: Token) -> bool:
        """Whether a word could be one more given name or surname."""
        weak = token.start in self.place_at or is_weak(token.key)
        return not (weak or token.word.leads or token.key in SUFFIX)

    def _leads(self, token: Token) -> bool:
        return token.word.leads or (self.french and self.text[token.start : token.end] == "M.")

    def _judge(self, at: int, stretch: Stretch) -> Candidate | None:
        """The candidate of two words or more in the run at text[at:]."""
        text, start, end = self.text, at + stretch.start, at + stretch.end
        name, words, titled = stretch.name, stretch.words, stretch.titled
        if titled is None:
            titled = role_in_front(text, at + stretch.lead)
        if stretch.known:
            return Candidate(start, end, name, words, True, "well-known name", titled=titled)
        if stretch.firm and not titled:
            return None
        if not titled and (stretch.thing or things.names_thing(text, start, end)):
            return Candidate(start, end, name, words, rule=THING)
        rule = stretch.titled_rule if titled else stretch.rule
        if rule is None:
            rule = context(text, start, end, self.place_at)
        if rule:
            return Candidate(start, end, name, words, True, rule, titled=titled)
        parts = tuple(
            of_word(
                text,
                at + s,
                at + e,
                word,
                titled=introduced(text, at + s, at + e, word),
                weak=weak,
                loose=True,
            )
            for (s, e, word), weak in zip(stretch.pieces, stretch.weak, strict=True)
        )
        return Candidate(start, end, name, words, titled=titled, parts=parts)
