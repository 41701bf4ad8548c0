"""Names as people write them → countries, people, sources and languages of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from babel import Locale
from django.db.models import Q, Value
from django.utils.formats import date_format
from django.utils.text import slugify

from articles.models import Article, Batch, Country, CountryName, Event, Office, Person, PersonAlias, Source
from articles.models.archive import article_slug
from articles.models.knowledge import LAST_WORD, NameKey
from articles.search.language import Field, Note, Problem
from articles.search.narrowing import Choice

# Countries whose people are written family name first in English news.
FAMILY_FIRST = ("CN", "TW", "HK", "MO", "KP", "KR", "VN", "KH")
NAMED = 5
NEAR = 0.72


@dataclass(frozen=True, slots=True)
class Meanings:
    """What each named field of a query stands for, with what has to be said about it."""

    choices: dict[Field, tuple[Choice, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()


def listed(labels: Sequence[str], joiner: str = "or") -> str:
    """ "A, B or C"; beyond a few, how many others there are."""
    shown = list(labels[:NAMED])
    if len(labels) > NAMED:
        others = len(labels) - NAMED
        shown.append(f"{others} other{'s' if others > 1 else ''}")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {joiner} {shown[-1]}"


def country_choice(country: Country) -> Choice:
    """The country as a value of its facet."""
    return Choice("country", country.slug, country.name, country.pk)


def leader_choice(person: Person) -> Choice:
    """The person as a value of their facet."""
    return Choice("leader", person.slug, person.name, person.pk)


def source_choice(source: Source) -> Choice:
    """The source as a value of its facet."""
    return Choice("source", source.slug, source.name, source.pk)


def language_choice(code: str) -> Choice:
    """The language as a value of its facet."""
    return Choice("language", code, language_name(code), code)


def since_choice(batch: Batch) -> Choice:
    """The batch as the mark after which articles are new."""
    day = f" ({date_format(batch.finished, 'j F Y')})" if batch.finished else ""
    return Choice("since_batch", str(batch.pk), f"batch {batch.pk}{day}", batch.pk)


@lru_cache(maxsize=1_000)
def language_name(code: str) -> str:
    """The English name of a language; the code where it has none."""
    return Locale("en").languages.get(code.replace("-", "_"), code) if code else "not known"


def find_countries(text: str) -> list[Choice]:
    """Countries by name, code, address or any other way to write them, in any language."""
    key = NameKey(Value(text))
    named = CountryName.objects.alias(key=NameKey("text")).filter(key=key).values("country_id")
    direct = Q(code__iexact=text) | Q(iso3__iexact=text) | Q(slug=slugify(text) or "-")
    direct |= Q(name__iexact=text) | Q(official_name__iexact=text)
    rows = Country.objects.filter(direct) or Country.objects.filter(pk__in=named)
    return [country_choice(country) for country in rows]


def find_leaders(text: str) -> list[Choice]:
    """People by name, alias or address; else by surname; else by any word of the name."""
    slug = slugify(text, allow_unicode=True) or "-"
    key = NameKey(Value(text))
    aliases = PersonAlias.objects.alias(key=NameKey("text")).filter(key=key).values("person_id")
    exact = Q(key=key) | Q(pk__in=aliases) | Q(slug=slug)
    people = Person.objects.alias(key=NameKey("name"), last=LAST_WORD).select_related("merged_into")
    surname = Q(last=key) & ~Q(origin="observed")
    for condition in (exact, *(surname | one for one in _surname(slug)), *_any_word(slug)):
        found = people.filter(condition).order_by("origin", "name").distinct()
        choices = [leader_choice(person.whole) for person in found]
        if choices:
            return list(dict.fromkeys(choices))
    return []


def _surname(slug: str) -> Iterable[Q]:
    """Slugs are names with hyphens for spaces, so that a surname is the end of one."""
    family_first = Office.objects.filter(
        country__code__in=FAMILY_FIRST, person__slug__startswith=f"{slug}-"
    ).values("person_id")
    plain = slugify(slug) or "-"
    for written in dict.fromkeys((slug, plain)):
        yield Q(slug__endswith=f"-{written}") | Q(pk__in=family_first)


def _any_word(slug: str) -> Iterable[Q]:
    yield Q(slug__startswith=f"{slug}-") | Q(slug__contains=f"-{slug}-")


def find_sources(text: str) -> list[Choice]:
    """Sources by name or address; else those whose name contains the text."""
    exact = Source.objects.filter(Q(name__iexact=text) | Q(slug=article_slug(text)))
    rows = exact or Source.objects.filter(name__icontains=text)
    return [source_choice(source) for source in rows]


def find_languages(text: str) -> list[Choice]:
    """A language by code or English name."""
    wanted = text.lower()
    for code, name in Locale("en").languages.items():
        if wanted in (code.lower(), name.lower()):
            return [language_choice(code.replace("_", "-"))]
    return []


def nearest(kind: str, text: str) -> list[str]:
    """Names of the archive that are spelt most like the text, the nearest first."""
    known = {name.lower(): name for name in _known(kind)}
    return [known[match] for match in get_close_matches(text.lower(), list(known), 3, NEAR)]


def _known(kind: str) -> Iterable[str]:
    if kind == "country":
        return CountryName.objects.filter(language__startswith="en").values_list("text", flat=True)
    if kind == "leader":
        people = Person.objects.filter(offices__isnull=False).distinct().values_list("name", flat=True)
        return [form for name in people for form in (name, name.split()[-1])]
    if kind == "source":
        return Source.objects.values_list("name", flat=True)
    if kind == "event":
        return [form for kind in Event.Kind for form in (kind.value, kind.label)]
    if kind == "batch":
        return Batch.objects.exclude(label="").values_list("label", flat=True)
    if kind == "language":
        codes = Article.objects.order_by().values_list("language", flat=True).distinct()
        return [language_name(code) for code in codes if code]
    return []
