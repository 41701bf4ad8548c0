"""Articles → queries of which the right answers are known, by rule: to judge a search on any articles.

Kinds: `title`, 3 to 5 telling words of a title in order; `typo`, the same with one slip in the longest, in
a form that no article has; `phrase`, four words of a text in straight quotes; `curly`, in curly ones, half of
them with a curly apostrophe where the text has a straight one; `person-country-topic`, a name, a country and
a topic word of a text. Grade 2 is the article the query was made from and those with its title; grade 1 any
other that holds all the words in its title (title, typo), the very phrase (at most 3 have it), or all
three (at most 5).

By rule, so it favours search that matches words, and says little about paraphrase.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel import Locale
from trec import Topic

KINDS = ("title", "typo", "phrase", "curly", "person-country-topic")
# fmt: off
TOPICS = (
    "aid", "attack", "bailout", "border", "budget", "court", "currency", "deal",
    "debt", "drought", "earthquake", "election", "embargo", "energy", "export", "inflation",
    "investigation", "merger", "mine", "nuclear", "oil", "pipeline", "protest", "reform",
    "refugees", "sanctions", "security", "strike", "subsidy", "summit", "talks", "tariff",
    "trade", "treaty", "trial", "visit", "vote",
)
# fmt: on
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]{2,}\b(?= (?:said|told|says|was|will|has)\b)")
COMMON = 0.1  # of the articles; a word that more of them have tells nothing
TRIES = 60


@dataclass(frozen=True, slots=True)
class Text:
    """An article to be found."""

    key: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the grades of the documents that answer it."""

    topic: Topic
    grades: dict[str, int]


def known_items(texts: Sequence[Text], each: int, seed: int) -> list[Asked]:
    """`each` queries of every kind; fewer where the articles do not yield as many."""
    return list(_Maker(texts, random.Random(seed)).queries(each))


class _Maker:
    def __init__(self, texts: Sequence[Text], chance: random.Random) -> None:
        self.texts, self.chance = texts, chance
        self.titles = [_words(text.title) for text in texts]
        self.flat = [f" {' '.join(_words(f'{text.title} {text.body}'))} " for text in texts]
        self.having: dict[str, set[int]] = defaultdict(set)
        for at, flat in enumerate(self.flat):
            for word in set(flat.split()):
                self.having[word].add(at)
        self.same = defaultdict(list)
        for at, text in enumerate(texts):
            self.same[text.title].append(at)
        names = Locale("en").territories
        self.countries = [name for code, name in names.items() if code.isalpha() and name.isascii()]

    def queries(self, each: int) -> Iterator[Asked]:
        for kind in KINDS:
            made = 0
            for number in range(each * TRIES):
                at = self.chance.randrange(len(self.texts))
                found = self._one(kind, at, made)
                if found is None:
                    continue
                text, others = found
                grades = dict.fromkeys((self.texts[one].key for one in others), 1)
                grades |= dict.fromkeys((self.texts[one].key for one in self.same[self.texts[at].title]), 2)
                yield Asked(Topic(f"{kind}-{number}", kind, text), grades)
                made += 1
                if made == each:
                    break

    def _one(self, kind: str, at: int, made: int) -> tuple[str, set[int]] | None:
        if kind in ("title", "typo"):
            return self._title(at, slip=kind == "typo")
        if kind == "person-country-topic":
            return self._three(at)
        return self._phrase(at, curly=kind == "curly", apostrophe=kind == "curly" and made % 2 == 0)

    def _title(self, at: int, *, slip: bool) -> tuple[str, set[int]] | None:
        title = self.titles[at]
        telling = [one for one in dict.fromkeys(title) if len(one) > 2 and self._tells(one)]
        if len(telling) < 3:
            return None
        count = self.chance.randint(3, min(5, len(telling)))
        kept = sorted(self.chance.sample(range(len(telling)), count))
        words = [telling[one] for one in kept]
        others = {
            one
            for one in set.intersection(*(self.having[word] for word in words))
            if set(words) <= set(self.titles[one])
        }
        if slip:
            longest = max(words, key=len)
            wrong = _slip(longest, self.chance)
            if len(longest) < 5 or wrong in self.having:
                return None
            words[words.index(longest)] = wrong
        return " ".join(words), others

    def _phrase(self, at: int, *, curly: bool, apostrophe: bool) -> tuple[str, set[int]] | None:
        body = self.texts[at].body
        found = list(WORD.finditer(body))
        if len(found) < 40:
            return None
        starts = range(10, len(found) - 4)
        if apostrophe:
            starts = [one for one in starts if any("'" in word[0] for word in found[one : one + 4])]
        if not starts:
            return None
        start = self.chance.choice(list(starts))
        four = found[start : start + 4]
        between = body[four[0].start() : four[3].end()]
        if re.search(r"[^\w\s'’]", between) or any(char.isdigit() for char in between):
            return None
        flat = f" {' '.join(_words(between))} "
        among = min((self.having[word] for word in flat.split()), key=len)
        others = {one for one in among if flat in self.flat[one]}
        if len(others) > 3:
            return None
        words = " ".join(word[0] for word in four)
        if not curly:
            return f'"{words}"', others
        return f"“{words.replace(chr(39), '’') if apostrophe else words}”", others

    def _three(self, at: int) -> tuple[str, set[int]] | None:
        flat, body = self.flat[at], self.texts[at].body
        names = sorted(set(NAME.findall(body)))
        countries = [one for one in self.countries if f" {' '.join(_words(one))} " in flat]
        topics = [one for one in TOPICS if f" {one} " in flat]
        if not names or not countries or not topics:
            return None
        name, country, topic = (self.chance.choice(one) for one in (names, countries, topics))
        if name in countries or set(_words(name)) & set(_words(country)):
            return None
        parts = [f" {' '.join(_words(part))} " for part in (name, country, topic)]
        among = min((self.having[word] for part in parts for word in part.split()), key=len)
        others = {one for one in among if all(part in self.flat[one] for part in parts)}
        if len(others) > 5:
            return None
        asked = [name.lower() if self.chance.random() < 0.5 else name, country, topic]
        return " ".join(asked), others

    def _tells(self, word: str) -> bool:
        return not word.isdigit() and len(self.having[word]) < COMMON * len(self.texts)


def _slip(word: str, chance: random.Random) -> str:
    """The word with one letter doubled, left out, swapped with the next, or another."""
    at = chance.randrange(1, len(word) - 1)
    kind = chance.choice(("double", "out", "swap", "other"))
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    if kind == "out":
        return word[:at] + word[at + 1 :]
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz".replace(word[at], "")) + word[at + 1 :]


def _words(text: str) -> list[str]:
    """Words in lower case, cut at apostrophes too."""
    return re.findall(r"[^\W_]+", text.lower())


def counted(asked: Sequence[Asked]) -> Counter[str]:
    """How many queries there are of each kind."""
    return Counter(one.topic.kind for one in asked)
