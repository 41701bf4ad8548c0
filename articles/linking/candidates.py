"""Runs of capitalised words → the stretches that may name a person, with the evidence for each.

A candidate is `full` when it is a name of two words or more that the evidence makes a person. Otherwise it is
a short form ("Putin"), which counts only if somebody in the article or the gazetteer bears it, or two words
that nothing yet makes a person ("Majed Shehadeh"), which the rest of the article may decide.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from operator import attrgetter

from articles.linking import things
from articles.linking.candidate import THING, Candidate, of_gazetteer, of_word
from articles.linking.gazetteer import PersonHit, PlaceHit
from articles.linking.leaders import Leaders
from articles.linking.lone import PERSON, LoneWords, introduced, role_in_front
from articles.linking.names import SUFFIX, Runs, opens_sentence, pieces_at
from articles.linking.outlines import (
    CORPORATE,
    ORGANISATION,
    SAYING,
    Mark,
    cuts,
    outline_in,
    outline_of,
    stretch_of,
)
from articles.linking.personhood import context
from articles.linking.words import Piece, is_weak
from articles.linking.written import Outline, Stretch, Written, written_at

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
    ends = things.before_symbols(text)
    rest, named = _named(runs, person_at) if people else (runs, [])
    candidates = lone.read(rest.alone, rest.aside)
    firms = lone.firms(rest.alone)
    for at, written in rest.several:
        outline = reader.outline(at, written)
        if outline.corporate or (ends and at + len(written.text) in ends):
            firms.add(written.pieces[0][2].key)
        if outline.stretches:
            candidates += reader.candidates(outline, at)
    if not people:
        candidates.sort(key=IN_ORDER)  # runs do not overlap
        return Found(candidates, lone, firms)
    for run in named:
        candidates += reader.read(run)
        if run[-1][1] in ends or not CORPORATE.isdisjoint([word.key for _, _, word in run[1:]]):
            firms.add(run[0][2].key)
    in_runs = {start for run in named for start, _, _ in run}
    outside = [of_gazetteer(hit, titled=False) for hit in people if hit.start not in in_runs]
    if outside:  # They may overlap with any word.
        candidates += [*outside, *lone.all()]
    return Found(_apart(candidates), lone, firms)


def _named(runs: Runs, person_at: Mapping[int, PersonHit]) -> tuple[Runs, list[Sequence[Piece]]]:
    """The runs that no person of the gazetteer starts in, and the words of the others."""
    rest, named = Runs([], [], []), list[Sequence[Piece]]()
    for single, kept in ((runs.alone, rest.alone), (runs.aside, rest.aside)):
        for piece in single:
            if piece[0] in person_at:
                named.append([piece])
            else:
                kept.append(piece)
    starts = sorted(person_at)
    for at, written in runs.several:
        i = bisect_left(starts, at)
        if i < len(starts) and starts[i] <= at + written.stop:
            named.append(pieces_at(at, written))
        else:
            rest.several.append((at, written))
    return rest, named


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

    def outline(self, at: int, written: Written) -> Outline:
        """What the run at text[at:] is by its words, the places in it and whether it opens a sentence."""
        opens = written.asks and opens_sentence(self.text, at)
        marks = self._marks(at, at + written.stop)
        if marks or opens or self.french:
            return outline_in(written.text, marks, opens, self.french)
        outline = written.outline
        if outline is None:
            outline = written.outline = outline_of(written)
        return outline

    def _marks(self, start: int, stop: int) -> tuple[Mark, ...]:
        """The places that start in the run at text[start:] whose last word is at text[stop:]."""
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

    def read(self, run: Sequence[Piece]) -> list[Candidate]:
        """The candidates of a run that people of the gazetteer may stand in: these, and what follows them."""
        if not run:
            return []
        for i, (start, _, _) in enumerate(run):
            if start in self.person_at:
                return self._around(run, self.person_at[start], i)
            hit = self.place_at.get(start)
            if hit and cuts(_mark(hit, 0), run, i):
                return [*self.read(run[:i]), *self.read([piece for piece in run if piece[0] >= hit.end])]
        at, written = written_at(self.text, run)
        return self.candidates(self.outline(at, written), at)

    def _around(self, run: Sequence[Piece], hit: PersonHit, i: int) -> list[Candidate]:
        longer = self._longer(run, hit, i)
        if longer:
            return longer
        rest = [piece for piece in run if piece[0] >= hit.end]
        if rest and any(word.key in ORGANISATION for _, _, word in rest):
            return []
        if things.noun_follows(self.text, hit.end) or things.vessel_in_front(self.text, hit.start):
            return []
        titled = i > 0 and self._leads(run[i - 1])
        return [of_gazetteer(hit, titled=titled), *self.read(rest)]

    def _longer(self, run: Sequence[Piece], hit: PersonHit, i: int) -> list[Candidate]:
        """Somebody else whose name holds that of the gazetteer: "Maryam Nawaz Sharif", "Boris Yeltsin Jr"."""
        last = next((n for n, piece in enumerate(run) if piece[0] >= hit.end), len(run))
        if any(word.key in ORGANISATION for _, _, word in run[last:]):
            return []
        first, stop = i, last
        if i and run[i - 1][2].given and self._name_like(run[i - 1]):
            first = i - 1
        if last < len(run) and self._goes_on(hit, run[last]):
            stop = last + 1
        if (first, stop) == (i, last):
            return []
        start = run[first][0]
        stretch = stretch_of(
            self.text[start : run[stop - 1][1]],
            self._marks(start, run[stop - 1][0]),
            opens_sentence(self.text, start),
            titled=first > 0 and self._leads(run[first - 1]),
        )
        candidate = self._judge(start, stretch) if stretch else None
        return [candidate, *self.read(run[stop:])] if candidate and candidate.full else []

    def _goes_on(self, hit: PersonHit, piece: Piece) -> bool:
        start, _, word = piece
        if start - hit.end > 1:
            return False
        return word.key == "jr" or (self._name_like(piece) and not word.upper and word.key not in SAYING)

    def _name_like(self, piece: Piece) -> bool:
        """Whether a word could be one more given name or surname."""
        start, _, word = piece
        weak = start in self.place_at or is_weak(word.key)
        return not (weak or word.leads or word.key in SUFFIX)

    def _leads(self, piece: Piece) -> bool:
        start, end, word = piece
        return word.leads or (self.french and self.text[start:end] == "M.")

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
