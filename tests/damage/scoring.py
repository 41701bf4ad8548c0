"""What was read and what is right → measures: cut, titles, captions, furniture, and how sure it was."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.reading import read_file
from articles.records import ParsedArticle
from tests.damage.page import Dump, Gold

RIGHT = 0.95
_QUOTES = str.maketrans("‘’‚‛“”„‟«»", '\'\'\'\'""""""')


@dataclass(slots=True)
class Measures:
    """Sums over files; the properties are shares of 1, 1.0 where nothing was to be counted."""

    gold: int = 0
    made: int = 0
    cut: int = 0
    titled: int = 0
    titles: int = 0
    captions: int = 0
    found: int = 0
    leaked: int = 0
    boilerplate: int = 0
    kept: int = 0
    sure: list[tuple[float, bool, bool]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.cut / self.made if self.made else 1.0

    @property
    def recall(self) -> float:
        return self.cut / self.gold if self.gold else 1.0

    @property
    def title(self) -> float:
        return self.titles / self.titled if self.titled else 1.0

    @property
    def caption(self) -> float:
        return self.found / self.captions if self.captions else 1.0

    @property
    def caption_leak(self) -> float:
        return self.leaked / self.captions if self.captions else 0.0

    @property
    def boilerplate_leak(self) -> float:
        return self.kept / self.boilerplate if self.boilerplate else 0.0

    def add(self, other: Measures) -> None:
        """Take in the sums of another file."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def read(dump: Dump, name: str = "dump.txt") -> list[ParsedArticle]:
    """The articles that are read from a dump."""
    return [each for each in read_file(name, io.BytesIO(dump.data())) if isinstance(each, ParsedArticle)]


def measure(dump: Dump, label: str = "") -> Measures:
    """Read a dump and compare."""
    made, golds = read(dump), dump.gold
    result = Measures(gold=len(golds), made=len(made))
    right = dict(_pairs(golds, made))
    for number, gold in enumerate(golds):
        if number not in right:
            result.faults.append(f"{label}: not cut: {gold.titles[0]!r}")
            continue
        result.cut += 1
        if "" not in gold.titles:
            found = made[right[number]].title
            result.titled += 1
            result.titles += _squeeze(found) in map(_squeeze, gold.titles)
            if _squeeze(found) not in map(_squeeze, gold.titles):
                result.faults.append(f"{label}: title {found!r} for {gold.titles[0]!r}")
    taken = set(right.values())
    result.sure = [(each.confidence, bool(each.doubts), at in taken) for at, each in enumerate(made)]
    _measure_lines(result, dump, made, label)
    return result


def _measure_lines(result: Measures, dump: Dump, made: Sequence[ParsedArticle], label: str) -> None:
    body = "\n".join(each.body for each in made)
    real = "\n".join(line for gold in dump.gold for line in gold.paragraphs)
    shown = {_fold(caption.text) for each in made for caption in each.captions}
    for caption in {caption for gold in dump.gold for caption in gold.captions}:
        result.captions += 1
        result.found += _fold(caption) in shown
        result.leaked += _holds(body, caption)
        if _fold(caption) not in shown or _holds(body, caption):
            result.faults.append(f"{label}: caption {caption!r}")
    lines = {line for sheet in dump.sheets if sheet.gold for line in sheet.gold.boilerplate}
    for line in lines | set(dump.boilerplate):
        if _tokens(line) and not _holds(real, line):
            result.boilerplate += len(_tokens(line))
            result.kept += len(_tokens(line)) * _holds(body, line)
            if _holds(body, line):
                result.faults.append(f"{label}: boilerplate {line!r}")


def _pairs(golds: Sequence[Gold], made: Sequence[ParsedArticle]) -> Iterable[tuple[int, int]]:
    """Right cuts as (gold, made), the best pairs first."""
    scored = []
    for number, gold in enumerate(golds):
        text = Counter(_tokens(" ".join(gold.paragraphs)))
        summary = Counter(_tokens(" ".join(gold.summary)))
        for at, each in enumerate(made):
            body = Counter(_tokens(each.body))
            value = max(_f1(text, body), _f1(text + summary, body))
            if value >= RIGHT:
                scored.append((value, -number, -at))
    used: set[int] = set()
    taken: set[int] = set()
    for _, number, at in sorted(scored, reverse=True):
        if -number not in used and -at not in taken:
            used.add(-number)
            taken.add(-at)
            yield -number, -at


def _f1(left: Counter[str], right: Counter[str]) -> float:
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 1.0


def _holds(body: str, line: str) -> bool:
    words = _tokens(line)
    if len(words) >= 4:
        return f" {' '.join(words)} " in f" {' '.join(_tokens(body))} "
    return any(_tokens(part) == words for part in body.splitlines())


def _squeeze(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _fold(text: str) -> str:
    return _squeeze(unicodedata.normalize("NFKC", text).translate(_QUOTES)).casefold()


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", _fold(text))
