"""People in, pairs that are probably one person out, with what speaks for it and in how many articles."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import combinations

from django.db import connection
from django.db.models import Count, Max, Min

from articles.linking import lexicon
from articles.models import Article, ArticleCountry, ArticlePerson, Correction, Person

MOST_OF_A_NAME = 60
# Letters that spellings of one name differ in: "Zelenskiy" and "Zelenskyy", "Qaddafi" and "Kadhafi".
SAME_SOUND = str.maketrans(
    {"y": "i", "j": "i", "q": "k", "c": "k", "w": "v", "z": "s", "h": "", "'": "", "’": ""}
)
VOWELS = re.compile("[aeiou]+")
COUNTRIES_SHOWN = 3
SPELT_ALIKE = 0.8
SHORT = 2  # letters: "al" and "el"
TOGETHER = 0.05  # what it adds if both are named together with one country

# The countries that stand in the most articles of each person.
OF_PEOPLE = """
    SELECT person, country FROM (
        SELECT named.person_id AS person, country_id AS country,
            row_number() OVER (PARTITION BY named.person_id ORDER BY count(*) DESC, country_id) AS place
        FROM articles_articleperson named JOIN articles_articlecountry USING (article_id)
        WHERE named.person_id = ANY(%s) GROUP BY named.person_id, country_id
    ) AS counted WHERE place <= %s
"""
WITH_ARTICLES = """
    SELECT person.id, person.name, count(*), origin = 'reference' FROM articles_person person
    JOIN articles_articleperson link ON link.person_id = person.id
    WHERE merged_into_id IS NULL GROUP BY person.id ORDER BY person.id
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who are probably one: `more` has more articles; `why` says what speaks for it."""

    more: int
    less: int
    why: str
    articles: int
    score: float


@dataclass(frozen=True)
class Portrait:
    """What helps to tell whether two people are one."""

    person: Person

    @cached_property
    def span(self) -> dict[str, object]:
        """How many articles, and from when to when."""
        links = ArticlePerson.objects.filter(person=self.person)
        return links.aggregate(
            count=Count("pk"), first=Min("article__published"), last=Max("article__published")
        )

    @cached_property
    def roles(self) -> list[str]:
        rows = ArticlePerson.objects.filter(person=self.person).exclude(role="").order_by().values("role")
        counted = rows.annotate(total=Count("pk")).order_by("-total", "role")
        return list(counted.values_list("role", flat=True)[:4])

    @cached_property
    def countries(self) -> list[tuple[str, int]]:
        own = ArticlePerson.objects.filter(person=self.person).values("article")
        rows = ArticleCountry.objects.filter(article__in=own).order_by().values("country__name")
        counted = rows.annotate(total=Count("pk")).order_by("-total", "country__name")
        return list(counted.values_list("country__name", "total")[:COUNTRIES_SHOWN])

    @cached_property
    def samples(self) -> list[Article]:
        own = Article.objects.filter(person_links__person=self.person).defer("body", "signature")
        return list(own.order_by("-person_links__mentions", "pk")[:3])


def portrait(person: Person) -> Portrait:
    """What the archive knows of a person."""
    return Portrait(person)


def alike() -> list[Pair]:
    """Pairs of people who are probably one and of whom nobody said that they are two, the surest first."""
    with connection.cursor() as cursor:
        cursor.execute(WITH_ARTICLES)
        people = [(key, lexicon.words_of_name(name), *rest) for key, name, *rest in cursor.fetchall()]
    known = [(key, words, count) for key, words, count, _ in people if len(words) > 1]
    counts = {key: count for key, _, count in known}
    # Reference data knows whom it tells apart.
    on_record = {key for key, _, _, of_reference in people if of_reference}
    apart = _apart()
    pairs: dict[tuple[int, int], tuple[float, str]] = {}
    for one, other in _near(known):
        found = likeness(one[1], other[1])
        pair = frozenset((one[0], other[0]))
        if found is not None and pair not in apart and not pair <= on_record:
            pairs[one[0], other[0]] = found
    countries = _countries({key for pair in pairs for key in pair})
    made = []
    for (one_key, other_key), (score, why) in pairs.items():
        more, less = sorted((one_key, other_key), key=lambda key: (-counts[key], key))
        if countries[more] & countries[less]:
            score, why = score + TOGETHER, f"{why}, and named together with the same country"
        made.append(Pair(more, less, why, counts[less], score))
    return sorted(made, key=lambda pair: (-pair.score, -pair.articles, pair.more, pair.less))


def likeness(one: Sequence[str], other: Sequence[str]) -> tuple[float, str] | None:
    """How likely two names, as folded words, are one person's, and why; None if they are not alike."""
    if len(one) > len(other):
        one, other = other, one
    if one == other:
        return 1.0, "the same name"
    if len(one) == len(other) and all(map(_spelt_alike, one, other)):
        return 0.9, "spelling variants"
    if len(other) > len(one) > 1 and one[0] == other[0] and one[-1] == other[-1]:
        middle = other[1:-1]
        if all(word in middle for word in one[1:-1]):
            initials = all(len(word) <= 2 for word in middle)
            return (
                (0.85, "one has initials in the middle")
                if initials
                else (0.7, "one name is within the other")
            )
    if len(other) > len(one) > 1 and tuple(other[-len(one) :]) == tuple(one):
        return 0.6, "one name is the end of the other"
    if one[-1] == other[-1] and _initials_agree(one[:-1], other[:-1]):
        return 0.5, "the same surname and initials"
    return None


def _initials_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one writes given names as initials that are those of the other."""
    if not any(len(word) == 1 for word in (*one, *other)) or not one or not other:
        return False
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(one, other, strict=False))


def _spelt_alike(one: str, other: str) -> bool:
    """Whether two words sound alike and differ in few letters: not "Mack" and "Mica"."""
    if one == other:
        return True
    plain, other_plain = one.translate(SAME_SOUND), other.translate(SAME_SOUND)
    alike = SequenceMatcher(None, plain, other_plain, autojunk=False).ratio() >= SPELT_ALIKE
    return _sound(one) == _sound(other) and (alike or max(len(one), len(other)) <= SHORT)


@lru_cache(maxsize=50_000)
def _sound(word: str) -> str:
    plain = word.translate(SAME_SOUND)
    once = "".join(c for i, c in enumerate(plain) if not i or c != plain[i - 1])
    return VOWELS.sub("a", once)


def _near(
    people: Iterable[tuple[int, tuple[str, ...], int]],
) -> Iterator[tuple[tuple[int, tuple[str, ...], int], tuple[int, tuple[str, ...], int]]]:
    """Pairs worth a look: those who share a surname, or how a name sounds."""
    groups: dict[tuple[str, ...], list[tuple[int, tuple[str, ...], int]]] = defaultdict(list)
    for person in people:
        words = person[1]
        groups["surname", words[-1], words[0][:1]].append(person)
        groups["sound", *map(_sound, words)].append(person)
        if len(words) > 2:
            groups["surname", words[-1], words[1][:1]].append(person)
    for group in groups.values():
        # Of a name that very many bear, the most named are looked at.
        some = sorted(set(group), key=lambda person: -person[2])[:MOST_OF_A_NAME]
        yield from combinations(sorted(some), 2)


def _countries(people: Collection[int]) -> dict[int, set[int]]:
    """The countries that people are named together with most."""
    found: dict[int, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(OF_PEOPLE, [list(people), COUNTRIES_SHOWN])
        for person, country in cursor.fetchall():
            found[person].add(country)
    return found


def _apart() -> set[frozenset[int]]:
    """Those of whom a person said that they are two."""
    rows = Correction.objects.filter(kind=Correction.Kind.NOT_ONE, reverted=None)
    named = list(rows.values_list("person", "other"))
    slugs = {slug for pair in named for slug in pair}
    keys = dict(Person.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    return {frozenset((keys[one], keys[other])) for one, other in named if one in keys and other in keys}
