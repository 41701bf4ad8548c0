"""A fixed mix of searches, chosen by how many articles have their words, in the terms of every engine."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

SAMPLE = 5_000
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: all of `words` (or `either`), the phrase, not the word `without`; filters by code or slug.

    `year` is one of publication.
    """

    label: str
    words: tuple[str, ...] = ()
    either: bool = False
    phrase: str = ""
    without: str = ""
    country: str = ""
    person: str = ""
    year: int = 0
    newest: bool = False

    @property
    def terms(self) -> str:
        """The words as the archive, tantivy and web-like parsers of PostgreSQL read them."""
        found = (" OR " if self.either else " ").join(self.words)
        found += f' "{self.phrase}"' if self.phrase else ""
        return (found + (f" -{self.without}" if self.without else "")).strip()

    @property
    def filtered(self) -> bool:
        """Whether it has no words at all."""
        return not self.terms


def fixed_mix() -> list[Asked]:
    """The searches for the archive that Django is set up for; the same archive gives the same ones."""
    texts = _sample()
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in texts:
        found = _WORD.findall(text)
        words.update(set(found))
        pairs.update({f"{one} {other}" for one, other in pairwise(text.split()) if _plain(one, other)})
    stopped = _stopped([word for word, _ in words.most_common(400)])

    def near(share: float, counted: Counter[str] = words) -> str:
        known = [word for word in counted if not stopped & set(word.split())]
        return min(sorted(known), key=lambda word: abs(counted[word] - share * len(texts)))

    w66, w30, w10, w3, w1, rare = (near(share) for share in (0.66, 0.3, 0.1, 0.03, 0.01, 0.001))
    countries, people, year = _frequent()
    broad = Asked("two thirds", (w66,))
    return [
        broad,
        Asked("a third", (w30,)),
        Asked("a tenth", (w10,)),
        Asked("3 in 100", (w3,)),
        Asked("1 in 100", (w1,)),
        Asked("1 in 1,000", (rare,)),
        Asked("two common words", (w66, w10)),
        Asked("two words", (w30, w3)),
        Asked("either of two", (w3, w1), either=True),
        Asked("one, not another", (w10,), without=w30),
        Asked("phrase", phrase=near(0.02, pairs)),
        Asked("two thirds, in a country", (w66,), country=countries[0]),
        Asked("a third, a person", (w30,), person=people[0]),
        Asked("a tenth, country, year", (w10,), country=countries[2], year=year),
        Asked("1 in 100, year", (w1,), year=year),
        replace(broad, label="two thirds, newest first", newest=True),
        Asked("everything"),
        Asked("a country", country=countries[0]),
        Asked("a person", person=people[1]),
        Asked("a country in a year", country=countries[1], year=year),
    ]


def _plain(*words: str) -> bool:
    return all(_WORD.fullmatch(word) for word in words)


def _sample() -> list[str]:
    from articles.models import Article

    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    chosen = keys[:: max(1, len(keys) // SAMPLE)]
    return [body.lower() for body in Article.objects.filter(pk__in=chosen).values_list("body", flat=True)]


def _stopped(words: list[str]) -> set[str]:
    """Those of the words that a text search leaves out."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s::text[]) word WHERE to_tsvector('english', word) = ''", [words]
        )
        return {row[0] for row in cursor.fetchall()}


def _frequent() -> tuple[list[str], list[str], int]:
    """Codes of countries and slugs of people, the more frequent first, and a year."""
    from django.db.models import Count

    from articles.models import Article, ArticleCountry, ArticlePerson

    total = Article.objects.count()

    def near(model: type, name: str, shares: tuple[float, ...]) -> list[str]:
        rows = list(model.objects.values_list(name).annotate(total=Count("pk")).order_by(name))
        return [min(rows, key=lambda row: abs(row[1] - share * total))[0] for share in shares]

    years = Article.objects.exclude(published=None).values_list("published__year")
    year = years.annotate(total=Count("pk")).order_by("-total").first()
    countries = near(ArticleCountry, "country__code", (0.3, 0.1, 0.03))
    return countries, near(ArticlePerson, "person__slug", (0.05, 0.01)), year[0] if year else 0
