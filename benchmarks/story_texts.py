"""Made news by number: mixed from the sentences of real articles, reports of series, and copies of both."""

from __future__ import annotations

import json
import random
import re
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

SERIES, REPORT_EACH = 40, 20
MOST_SOURCES = 60_000


class Made(NamedTuple):
    """An article of the benchmark. `number` names it, so that a copy of it can be made later."""

    number: int
    text: str
    day: date


class Texts:
    """Articles by number, the same each time they are asked for."""

    def __init__(self, path: str) -> None:
        self.titles: list[str] = []
        self.sentences: list[str] = []
        self.reports: list[str] = []
        for line in Path(path).read_text(encoding="utf-8").splitlines()[:MOST_SOURCES]:
            record = json.loads(line)
            if record.get("title") and record.get("body"):
                self._take(str(record["title"]), str(record["body"]))
        self.words = " ".join(self.sentences[:20_000]).split()

    def _take(self, title: str, body: str) -> None:
        sentences = re.split(r"(?<=[.!?])\s+", body)
        self.titles.append(title)
        self.sentences += [sentence for sentence in sentences if sentence]
        if len(self.reports) < SERIES and len(sentences) >= 8 and len(re.findall(r"\d", body)) > 40:
            self.reports.append(f"{title}\n{body}")

    def article(self, number: int) -> Made:
        """The article of that number."""
        chance = random.Random(number)
        day = date(2006, 1, 1) + timedelta(days=number // 200)
        if number % REPORT_EACH == 0:
            return Made(number, self._report(chance), day)
        body = [self._changed(chance.choice(self.sentences), chance) for _ in range(chance.randrange(6, 19))]
        return Made(number, f"{self._changed(chance.choice(self.titles), chance)}\n{' '.join(body)}", day)

    def copy(self, made: Made) -> str:
        """The text of an article in another paper: another title, an end cut off, a word changed."""
        chance = random.Random(-made.number)
        _, _, body = made.text.partition("\n")
        sentences = re.split(r"(?<=[.!?])\s+", body)
        kept = sentences[: max(1, len(sentences) - chance.randrange(2))]
        place = chance.randrange(len(kept))
        kept[place] = self._changed(kept[place], chance, lower=True)
        return f"{chance.choice(self.titles)}\n{' '.join(kept)}"

    def _report(self, chance: random.Random) -> str:
        """A report of a series: other numbers, and other words in the place of every tenth capital."""
        text = re.sub(r"\d", lambda _: str(chance.randrange(10)), chance.choice(self.reports))
        return re.sub(
            r"(?<=[a-z] )[A-Z][a-z]+",
            lambda found: chance.choice(self.words) if chance.random() < 0.1 else found.group(),
            text,
        )

    def _changed(self, sentence: str, chance: random.Random, lower: bool = False) -> str:
        words = sentence.split()
        word = chance.choice(self.words)
        words[chance.randrange(len(words))] = "as" if lower else word
        return " ".join(words)
