"""Runs of capitalised words → the stretches that may name a person, with the evidence for each.

A candidate is `full` when it is a name of two words or more that the evidence makes a person; otherwise it is
a short form ("Putin"), which counts only if somebody in the article or the gazetteer bears it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.linking import lexicon, roles
from articles.linking.gazetteer import PersonHit, PlaceHit
from articles.linking.names import Token

AFTER = re.compile(r"\s*(,|\()?\s*([\w-]+)")
WORD_BEFORE = re.compile(r"([\w.'’-]+)[ \u00a0\n]+$")
SURNAME_SHAPE = re.compile(
    r"(?:ov|ova|ev|eva|enko|chuk|ski|sky|ska|vic|vich|vych|dze|shvili|yan|ian|sson|ssen|sen|oglu|zadeh|"
    r"pour|ullah|opoulos|akis|idis|escu|eanu|ini|elli|etti|ez|berg|stein|mann|baum|feld|nen|wicz|aga|wala)$"
)
SURNAME_START = re.compile(r"(?:al-|el-|mc|mac|o'|fitz|ben-|bar-)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words at text[start:end] that may name a person.

    `titled`: a title or role stands before; `weak`: the word is also something else (a place, a common word);
    `personal`: a lone word that can only be a surname.
    """

    start: int
    end: int
    name: str
    tokens: tuple[str, ...]
    full: bool
    rule: str = ""
    key: str = ""
    titled: bool = False
    weak: bool = False
    personal: bool = False


def find_candidates(
    text: str,
    found_runs: Sequence[Sequence[Token]],
    places: Sequence[PlaceHit],
    people: Sequence[PersonHit],
) -> list[Candidate]:
    """All candidates of a text in order, without overlaps."""
    place_at = {hit.start: hit for hit in places}
    person_at = {hit.start: hit for hit in people}
    candidates: list[Candidate] = []
    covered = 0
    for hit in people:
        if (hit.start >= covered and not text[hit.start].isascii()) or not text[hit.start].isupper():
            candidates.append(_of_gazetteer(hit, False))
    for run in found_runs:
        candidates.extend(_RunReader(text, run, place_at, person_at).read())
    candidates.sort(key=lambda candidate: (candidate.start, -candidate.end))
    kept: list[Candidate] = []
    for candidate in candidates:
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def _of_gazetteer(hit: PersonHit, titled: bool) -> Candidate:
    tokens = tuple(lexicon.fold(hit.text).replace(".", "").split())
    return Candidate(hit.start, hit.end, hit.text, tokens, True, "gazetteer", hit.keys[0], titled)


class _RunReader:
    """Reads one run from left to right: what leads in, the name, what trails."""

    def __init__(
        self, text: str, run: Sequence[Token], place_at: dict[int, PlaceHit], person_at: dict[int, PersonHit]
    ) -> None:
        self.text = text
        self.run = list(run)
        self.place_at = place_at
        self.person_at = person_at

    def read(self) -> list[Candidate]:
        for i, token in enumerate(self.run):
            hit = self.person_at.get(token.start)
            if hit:
                titled = i > 0 and self._leads(i - 1)
                rest = [t for t in self.run if t.start >= hit.end]
                if rest and rest[0].key in lexicon.word_class("organisation"):
                    return []
                following = _RunReader(self.text, rest, self.place_at, self.person_at).read() if rest else []
                return [_of_gazetteer(hit, titled), *following]
        first = self._lead_in()
        last = self._tail(first)
        if first >= last:
            return []
        tokens = self.run[first:last]
        titled = self._titled(first)
        candidate = self._judge(tokens, titled, self.run[last] if last < len(self.run) else None)
        return [candidate] if candidate else []

    def _leads(self, i: int) -> bool:
        key = self.run[i].key
        return roles.is_office(key) or key in lexicon.word_class("title")

    def _titled(self, first: int) -> bool:
        if first > 0:
            return self._leads(first - 1)
        before = WORD_BEFORE.search(self.text, max(0, self.run[0].start - 40), self.run[0].start)
        if not before:
            return False
        key = lexicon.fold(before.group(1)).rstrip(".")
        return roles.is_office(key) or key in lexicon.word_class("title")

    def _lead_in(self) -> int:
        """Index of the first token of the name: behind titles, offices, countries and function words."""
        run, n = self.run, len(self.run)
        first = 0
        for i in range(n - 1):
            if (
                self._leads(i)
                and (i == 0 or run[i - 1].key not in lexicon.given_names() or self._given(i + 1))
                and run[i + 1].key not in lexicon.word_class("suffix")
            ):
                first = i + 1
        while first < n - 1 and self._introduces(first):
            hit = self.place_at.get(run[first].start)
            step = first + 1
            if hit and not self._given(first):
                while step < n and run[step].start < hit.end:
                    step += 1
            first = step
        return first

    def _introduces(self, i: int) -> bool:
        token = self.run[i]
        key = token.key
        if key in lexicon.word_class("notname") or key in lexicon.word_class("calendar"):
            return not (self._given(i) and i + 1 < len(self.run))
        if self._leads(i):
            return True
        if self._given(i) or key in lexicon.word_class("family_first"):
            return False
        if token.start in self.place_at:
            return True
        return key in lexicon.word_class("modifier") or key in lexicon.common_words()

    def _given(self, i: int) -> bool:
        key = self.run[i].key
        return key in lexicon.given_names() or ("-" in key and key.partition("-")[0] in lexicon.given_names())

    def _tail(self, first: int) -> int:
        """Index behind the last token of the name."""
        for i in range(first, len(self.run)):
            key = self.run[i].key
            if i == first:
                continue
            ends = key in lexicon.word_class("calendar") or key in lexicon.word_class("notname")
            if ends and key not in lexicon.word_class("suffix"):
                return i
            if key in lexicon.word_class("saying") and key not in lexicon.given_names():
                return i
        return len(self.run)

    def _judge(self, tokens: list[Token], titled: bool, after: Token | None) -> Candidate | None:
        keys = tuple(token.key for token in tokens)
        start, end = tokens[0].start, tokens[-1].end
        if len(tokens) > 5 or any(c.isdigit() for key in keys for c in key):
            return None
        name = " ".join(self.text[start:end].split())
        weak = self._weak(tokens)
        if len(keys) == 1:
            return Candidate(
                start,
                end,
                name,
                keys,
                False,
                titled=titled,
                weak=weak,
                personal=not weak and not tokens[0].upper and len(keys[0]) > 2,
            )
        rule = self._evidence(tokens, keys, titled)
        return Candidate(start, end, name, keys, bool(rule), rule, titled=titled, weak=weak)

    def _weak(self, tokens: list[Token]) -> bool:
        if len(tokens) > 1:
            return False
        key = tokens[0].key
        return (
            tokens[0].start in self.place_at
            or key in lexicon.common_words()
            or key in lexicon.word_class("notname")
            or key in lexicon.word_class("organisation")
            or key in lexicon.word_class("modifier")
            or roles.is_office(key)
            or key in lexicon.word_class("calendar")
        )

    def _evidence(self, tokens: list[Token], keys: tuple[str, ...], titled: bool) -> str:
        """Why these words are a person's name, or ""."""
        organisation = lexicon.word_class("organisation")
        if any(key in organisation for key in keys[1:]) or (keys[0] in organisation and not titled):
            return ""
        hit = self.place_at.get(tokens[0].start)
        if hit and hit.end > tokens[0].end:
            return ""
        common = lexicon.common_words()
        plain = [key for key in keys[1:] if key in common]
        given = keys[0] in lexicon.given_names() or (
            "-" in keys[0] and keys[0].partition("-")[0] in lexicon.given_names()
        )
        initial = (
            len(keys[0].replace(".", "").replace("-", "")) <= 2
            and "." in self.text[tokens[0].start : tokens[0].end + 1]
        )
        if titled and not all(key in common for key in keys):
            return "title and name"
        if keys[0] in lexicon.word_class("notname") or (
            any(t.upper and len(t.key) > 1 for t in tokens) and not given
        ):
            return ""
        if given and len(plain) < len(keys) - 1:
            return "given name"
        if given and keys[0] not in common and not any(key in lexicon.word_class("notname") for key in keys):
            return "given name"
        if initial and not plain:
            return "initials"
        if (
            keys[0] in lexicon.word_class("family_first")
            and not plain
            and len(keys) <= 3
            and keys[0] not in common
        ):
            return "family name first"
        if keys[0] in common or plain or any(t.start in self.place_at for t in tokens):
            return ""
        if SURNAME_SHAPE.search(keys[-1]) or SURNAME_START.match(keys[-1]):
            return "shape of surname"
        return self._context(tokens)

    def _context(self, tokens: list[Token]) -> str:
        before = WORD_BEFORE.search(self.text, max(0, tokens[0].start - 30), tokens[0].start)
        if before and before.group(1).lower() in lexicon.word_class("place_before"):
            return ""
        after = AFTER.match(self.text, tokens[-1].end)
        if not after:
            return ""
        mark, word = after.group(1), after.group(2).lower()
        if not mark and word in lexicon.word_class("saying"):
            return "verb of saying"
        if mark == "," and (word in {"who", "whose"} or word.isdigit()):
            return "apposition"
        return ""
