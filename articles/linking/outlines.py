"""A run of several words as written → what it is wherever it stands: its stretches that may name a person.

Most of what decides about a run lies in its own words and the places in them. The same runs come again and
again, so that much is remembered; what the text around tells is asked of a stretch afterwards (`candidates`).
All offsets count from the start of the run.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from articles.linking import lexicon, things
from articles.linking.names import SUFFIX, opens_sentence, pieces_of
from articles.linking.personhood import korean_given, why_person
from articles.linking.words import Piece
from articles.linking.written import Outline, Stretch, Written

MOST_WORDS = 5
REMEMBERED = 8_000

CALENDAR = lexicon.word_class("calendar")
COMMON = lexicon.common_words()
COMPANY_ROLE = lexicon.word_class("company_role")
CORPORATE = lexicon.word_class("corporate")
FAMILY_FIRST = lexicon.word_class("family_first")
GIVEN_OFFICE = lexicon.word_class("given_office")
MODIFIER = lexicon.word_class("modifier")
NOT_NAME = lexicon.word_class("notname")
ORGANISATION = lexicon.word_class("organisation")
SAYING = lexicon.word_class("saying")
SURNAME_OFFICE = lexicon.word_class("surname_office")
SURNAME_TOO = lexicon.word_class("surname_too")

Mark = tuple[int, int, bool, bool]
"""A place that starts in the run: start, end, whether it is somebody's name, whether it has a country."""


@lru_cache(maxsize=REMEMBERED)
def outline_in(written: str, marks: tuple[Mark, ...], opens: bool, french: bool) -> Outline:
    """What a run is; `opens`: a sentence starts with it. In a `french` text "M." is a title."""
    return _read(written, pieces_of(written), marks, opens, french)


def outline_of(run: Written) -> Outline:
    """What a run is where no place stands in it and no sentence starts with it."""
    return _read(run.text, run.pieces, (), opens=False, french=False)


def _read(
    written: str, pieces: Sequence[Piece], marks: tuple[Mark, ...], opens: bool, french: bool
) -> Outline:
    corporate = not CORPORATE.isdisjoint([word.key for _, _, word in pieces[1:]])
    return Outline(_Reader(written, marks, opens, french).read(pieces), corporate)


def stretch_of(written: str, marks: tuple[Mark, ...], opens: bool, *, titled: bool) -> Stretch | None:
    """The whole run as one stretch, if it may name somebody."""
    return _Reader(written, marks, opens, french=False).stretch(pieces_of(written), 0, titled)


def cuts(hit: Mark, run: Sequence[Piece], i: int) -> bool:
    """Whether a place or organisation of several words stands at a word ("Jose San Martin" is none)."""
    _, end, person, country = hit
    if person or end <= run[i][1]:
        return False
    return not country or i == 0 or not run[i - 1][2].given


class _Reader:
    """Reads a run from left to right: what leads in, the name, what trails."""

    def __init__(self, written: str, marks: tuple[Mark, ...], opens: bool, french: bool) -> None:
        self.written = written
        self.marks = {mark[0]: mark for mark in marks}
        self.opens = opens
        self.french = french

    def read(self, run: Sequence[Piece]) -> list[Stretch]:
        """The stretches of the run; a place or organisation of several words cuts it in two."""
        if not run:
            return []
        for i, (start, _, _) in enumerate(run):
            hit = self.marks.get(start)
            if hit and cuts(hit, run, i):
                return [*self.read(run[:i]), *self.read([piece for piece in run if piece[0] >= hit[1]])]
        first = self._lead_in(run)
        if first >= len(run):
            return []
        last = self._tail(run, first)
        stretch = self.stretch(run[first:last], run[0][0], self._titled(run, first))
        following = self.read(run[last:])
        return [stretch, *following] if stretch else following

    def stretch(self, name: Sequence[Piece], lead: int, titled: bool | None) -> Stretch | None:
        """What these words may be; None for words that are nobody's name in any text."""
        start, end, first = name[0][0], name[-1][1], name[0][2]
        spelt = " ".join(self.written[start:end].split())
        if len(name) > MOST_WORDS or any(c.isdigit() for c in lexicon.fold(spelt)):
            return None
        weak = tuple([word.weak or at in self.marks for at, _, word in name])
        found = Stretch(start, end, lead, name, spelt, lexicon.words_of_name(spelt), titled, weak)
        if len(name) == 1:
            found.words = first.alone
            return None if first.nobody else found
        hit = self.marks.get(start)
        if hit and hit[2] and hit[1] == end:
            found.known = True
            return found
        keys = [word.key for _, _, word in name]
        found.firm = not ORGANISATION.isdisjoint(keys)
        if (found.firm and (titled is False or keys[-1] in ORGANISATION)) or (hit and hit[1] > name[0][1]):
            return None
        found.thing = things.opens_like_place(keys)
        opens = self._sentence_opens(start)
        if not titled:
            found.rule = why_person(self.written, name, self.marks, titled=False, opens=opens)
        if titled is not False:
            found.titled_rule = why_person(self.written, name, self.marks, titled=True, opens=opens)
        return found

    def _sentence_opens(self, start: int) -> bool:
        return opens_sentence(self.written, start) if start else self.opens

    def _leads(self, piece: Piece) -> bool:
        start, end, word = piece
        return word.leads or (self.french and self.written[start:end] == "M.")

    def _titled(self, run: Sequence[Piece], first: int) -> bool | None:
        """Whether a title or role of the run is in front; not one that firms have too ("rival Porsche")."""
        if first > 0:
            return self._leads(run[first - 1]) and run[first - 1][2].key not in COMPANY_ROLE
        return None

    def _lead_in(self, run: Sequence[Piece]) -> int:
        """Index of the first word of the name: behind titles, offices, countries and function words."""
        n = len(run)
        first = 0
        for i in range(n - 1):
            if not self._leads(run[i]) or self._is_given_office(run, i):
                continue
            key, following = run[i][2].key, run[i + 1][2]
            surname = key in SURNAME_OFFICE and i > 0 and run[i - 1][2].given
            behind_given = surname and not following.given
            if not behind_given and following.key not in SUFFIX:
                first = i + 1
        while first < n - 1 and self._introduces(run, first):
            hit = self.marks.get(run[first][0])
            step = first + 1
            if hit and not run[first][2].given:
                while step < n and run[step][0] < hit[1]:
                    step += 1
            first = step
        return first

    def _is_given_office(self, run: Sequence[Piece], i: int) -> bool:
        """Whether an office is a given name here: "Dean Fergusson", but not "Assistant Dean Fergusson"."""
        if run[i][2].key not in GIVEN_OFFICE or i != len(run) - 2:
            return False
        return i == 0 or not self._leads(run[i - 1])

    def _introduces(self, run: Sequence[Piece], i: int) -> bool:
        """Whether the word only leads up to a name."""
        start, _, word = run[i]
        following = run[i + 1][2]
        if word.key in FAMILY_FIRST and korean_given(self.written, run[i + 1]):
            return False
        if word.ordinary:
            opening = word.key in NOT_NAME and following.given and self._opens(run, i)
            return not word.given or opening
        if self._is_given_office(run, i):
            return False
        if self._leads(run[i]):
            return True
        if word.given or word.key in FAMILY_FIRST:
            return False
        hit = self.marks.get(start)
        if (hit and not hit[2]) or word.key in MODIFIER:
            return True
        return following.given and i + 2 < len(run) and self._opens(run, i)

    def _opens(self, run: Sequence[Piece], i: int) -> bool:
        return i == 0 and self._sentence_opens(run[0][0])

    def _tail(self, run: Sequence[Piece], first: int) -> int:
        """Index behind the last word of the name."""
        for i in range(first + 1, len(run)):
            word, before = run[i][2], run[i - 1][2]
            key = word.key
            surname = key in SURNAME_TOO and before.given and i + 1 == len(run)
            if word.ordinary and not surname and (key in CALENDAR or key in NOT_NAME) and key not in SUFFIX:
                return i
            if key in SAYING and not word.given:
                return i
            shouted = word.upper and not before.upper and not before.given
            if ((word.upper and key in COMMON) or shouted) and key not in SUFFIX:
                return i
            if before.upper and not word.upper and len(before.key) > 1 and before.key not in FAMILY_FIRST:
                return i
        return len(run)
