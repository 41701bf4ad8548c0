"""What a search is narrowed to beside its words (countries, sources, days) → a condition on articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Model, Q, QuerySet

from articles.models import ArticleCountry, ArticlePerson, EventArticle
from articles.records import Precision
from articles.search.batches import coming_after
from articles.search.language import Period

# An article names many countries and people: several values mean all of them, unless any is asked for. It has
# one source and language: several mean any.
ALL_OF = ("country", "leader", "event")
ANY_OF = ("source", "language", "batch", "story")
# What an article can be about, or only mention.
WITH_SUBJECT = ("country", "leader")
FACETS = ("country", "leader", "source", "language", "event", "story", "batch")
COLUMNS = {"story": "story_membership__story"}  # of an article, where the name of the facet is not its own

UNDATED = "unknown"
YEAR_ONLY = "year"
MONTH_ONLY = "month"
DATED = {
    UNDATED: "without a date",
    YEAR_ONLY: "with only a year known",
    MONTH_ONLY: "with only a month known",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how addresses write it, how people read it, and its key in the database."""

    facet: str
    value: str
    label: str
    key: int | str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows a search. Every part has to hold.

    `about`: articles that only mention a country or person that is chosen do not count. `since`: only those
    that came after this batch. `excluded`: values that no article may have. `any_of`: facets of which one of
    the chosen values is enough, beside those of which it always is.
    """

    choices: tuple[Choice, ...] = ()
    after: Period | None = None
    before: Period | None = None
    dated: str = ""
    about: bool = False
    since: Choice | None = None
    excluded: tuple[Choice, ...] = ()
    any_of: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != EVERYTHING

    def of(self, facet: str) -> tuple[Choice, ...]:
        """The values chosen in a facet."""
        return tuple(choice for choice in self.choices if choice.facet == facet)

    def any_will_do(self, facet: str) -> bool:
        """Whether one of several values of the facet is enough."""
        return facet in ANY_OF or facet in self.any_of

    def not_of(self, facet: str) -> tuple[Choice, ...]:
        """The values excluded in a facet."""
        return tuple(choice for choice in self.excluded if choice.facet == facet)

    def toggled(self, choice: Choice) -> Narrowing:
        """With the value added, or taken out if it is chosen or excluded."""
        if choice in self.choices or choice in self.excluded:
            return replace(self, choices=_but(self.choices, choice), excluded=_but(self.excluded, choice))
        return replace(self, choices=(*self.choices, choice))

    def excluding(self, choice: Choice) -> Narrowing:
        """With no article that has the value."""
        kept = _but(self.choices, choice)
        return replace(self, choices=kept, excluded=(*_but(self.excluded, choice), choice))

    def without(self, facet: str) -> Narrowing:
        """With nothing chosen in the facet."""
        return replace(self, choices=tuple(one for one in self.choices if one.facet != facet))

    def condition(self, article: str = "") -> Q:
        """The condition on articles; `article` is the path to them ("article" from their search words)."""
        path = f"{article}__" if article else ""
        found = Q()
        for facet in FACETS:
            keys = [choice.key for choice in self.of(facet)]
            if keys and self.any_will_do(facet):
                found &= having(facet, keys, article, about=self.about)
            for key in keys if not self.any_will_do(facet) else ():
                found &= having(facet, [key], article, about=self.about)
            excluded = [choice.key for choice in self.not_of(facet)]
            if excluded:
                found &= ~having(facet, excluded, article)
        if self.after:
            found &= published_from(self.after.first, path)
        if self.before:
            found &= published_up_to(self.before.last, path)
        if self.dated:
            found &= Q(**{f"{path}published_precision": self.dated})
        if self.since:
            found &= coming_after(int(self.since.key), path)
        return found


EVERYTHING = Narrowing()


def _but(choices: tuple[Choice, ...], out: Choice) -> tuple[Choice, ...]:
    return tuple(one for one in choices if one != out)


def having(facet: str, keys: Iterable[int | str], article: str = "", *, about: bool = False) -> Q:
    """Articles with any of these values of a facet; `article` is the path to them."""
    if facet in ALL_OF:
        return linked(facet, keys, article, about=about)
    path = f"{article}__" if article else ""
    column = COLUMNS.get(facet, facet)
    # Written so that its opposite holds for articles of no source or story too.
    return Q(**{f"{path}{column}__in": list(keys)}) & Q(**{f"{path}{column}__isnull": False})


def linked(facet: str, keys: Iterable[int | str], article: str = "", *, about: bool = False) -> Q:
    """Articles that name (or are `about`) any of these countries or people, or report any of these events."""
    links: QuerySet[Model]
    subject = {"about": True} if about else {}
    if facet == "country":
        links = ArticleCountry.objects.filter(country__in=list(keys), **subject)
    elif facet == "leader":
        links = ArticlePerson.objects.filter(person__in=list(keys), **subject)
    else:
        links = EventArticle.objects.filter(event__in=list(keys))
    return Q(**{f"{article or 'pk'}__in": links.values("article_id")})


def published_from(day: date, path: str = "") -> Q:
    """Articles of this day or later; one of which only the year is known counts from its first day."""
    return Q(**{f"{path}published__gte": day})


def published_up_to(day: date, path: str = "") -> Q:
    """Articles of this day or earlier; where only the month or year is known, its last day counts."""
    following = day + timedelta(1) if day < date.max else day
    bounds = {
        Precision.MONTH: following.replace(day=1),
        Precision.YEAR: following.replace(month=1, day=1),
    }
    found = Q(**{f"{path}published__lte": day})
    for precision, bound in bounds.items():
        unsure = {f"{path}published_precision": precision.value, f"{path}published__gte": bound}
        found &= ~Q(**unsure)
    return found


def published_in(period: Period, path: str = "") -> Q:
    """Articles of the period."""
    return published_from(period.first, path) & published_up_to(period.last, path)
