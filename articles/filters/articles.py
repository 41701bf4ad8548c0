"""The parameters of an address → a SearchRequest; a value that cannot be right becomes a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from articles.filters.fields import (
    LONGEST_DATE,
    ChoicesFilter,
    PageFilter,
    PastFilter,
    PeriodFilter,
    SinceFilter,
)
from articles.models import Article, Batch, Country, Event, Person, Source
from articles.search.choices import batch_choice, event_choice, story_choices
from articles.search.facets import NAMES
from articles.search.language import Period
from articles.search.names import (
    country_choice,
    language_choice,
    language_name,
    leader_choice,
    source_choice,
)
from articles.search.narrowing import ALL_OF, DATED, EVERYTHING, FACETS, Choice, Narrowing
from articles.search.request import EACH, SearchRequest, Sort

LAST_PAGE = 10_000_000
LAST_BATCH = 2**31


def _countries(values: Sequence[str]) -> Iterable[Choice]:
    return map(country_choice, Country.objects.filter(slug__in=values))


def _leaders(values: Sequence[str]) -> Iterable[Choice]:
    people = Person.objects.filter(slug__in=values).select_related("merged_into")
    return dict.fromkeys(leader_choice(person.whole) for person in people)


def _sources(values: Sequence[str]) -> Iterable[Choice]:
    return map(source_choice, Source.objects.filter(slug__in=values))


def _languages(values: Sequence[str]) -> Iterable[Choice]:
    return (language_choice(code) for code in values if language_name(code) != code)


def _events(values: Sequence[str]) -> Iterable[Choice]:
    return map(event_choice, Event.objects.filter(pk__in=_numbers(values)))


def _numbers(values: Sequence[str]) -> list[int]:
    return [int(text) for text in values if re.fullmatch(r"[1-9]\d{0,17}", text, re.ASCII)]


def _batches(values: Sequence[str]) -> Iterable[Choice]:
    return map(batch_choice, Batch.objects.filter(pk__in=_numbers(values)))


def _stories(values: Sequence[str]) -> Iterable[Choice]:
    return story_choices(_numbers(values))


# How the values of each facet are found, and what one of them is called.
FOUND: dict[str, tuple[Callable[[Sequence[str]], Iterable[Choice]], str]] = {
    "country": (_countries, "country"),
    "leader": (_leaders, "leader"),
    "source": (_sources, "source"),
    "language": (_languages, "language"),
    "event": (_events, "event"),
    "story": (_stories, "story"),
    "batch": (_batches, "batch"),
}


def _choices(facet: str) -> ChoicesFilter:
    find, noun = FOUND[facet]
    return ChoicesFilter(label=noun.capitalize(), find=find, noun=noun)


class ArticleForm(forms.Form):
    """The form of ArticleFilter: what has to hold between its fields."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        after, before = cleaned.get("after"), cleaned.get("before")
        if after and before and before.last < after.first:
            self.add_error("before", f"“{before}” is before “{after}”, so no day lies between them.")
        return cleaned


class ArticleFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The filters of a list of articles: `request_within()` is the search, `qs` what the facets leave."""

    q = django_filters.CharFilter(label="Words")
    country = _choices("country")
    leader = _choices("leader")
    source = _choices("source")
    language = _choices("language")
    event = _choices("event")
    story = _choices("story")
    batch = _choices("batch")
    not_country = _choices("country")
    not_leader = _choices("leader")
    not_source = _choices("source")
    not_language = _choices("language")
    not_event = _choices("event")
    not_story = _choices("story")
    not_batch = _choices("batch")
    any = django_filters.MultipleChoiceFilter(label="Any", choices=[(name, name) for name in ALL_OF])
    after = PeriodFilter(label="From", max_length=LONGEST_DATE)
    before = PeriodFilter(label="To", max_length=LONGEST_DATE)
    about = django_filters.ChoiceFilter(label="About", choices=[("1", "about them, not only naming them")])
    dated = django_filters.ChoiceFilter(label="Date", choices=list(DATED.items()))
    since_batch = SinceFilter(label="New since batch", max_length=40)
    sort = django_filters.ChoiceFilter(label="Order", choices=[(sort.value, sort.value) for sort in Sort])
    as_of = PastFilter(label="As of batch", min_value=1, max_value=LAST_BATCH)
    versions = django_filters.ChoiceFilter(label="Versions", choices=[(EACH, "each as a result")])
    facet = django_filters.ChoiceFilter(label="Facet", choices=[(name, name) for name in NAMES])
    find = django_filters.CharFilter(label="Find", max_length=200)
    at = PageFilter(label="Page of the list", min_value=1, max_value=LAST_PAGE)
    exact = django_filters.ChoiceFilter(label="Only as typed", choices=[("1", "yes")])
    page = PageFilter(label="Page", min_value=1, max_value=LAST_PAGE)

    class Meta:
        form = ArticleForm

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        options.setdefault("queryset", Article.objects.all())
        super().__init__(data if data is not None else QueryDict(), **options)

    def narrowing(self) -> Narrowing:
        """What the valid fields narrow the search to."""
        self.is_valid()
        cleaned = self.form.cleaned_data
        choices = tuple(choice for facet in FACETS for choice in cleaned.get(facet) or ())
        after: Period | None = cleaned.get("after")
        before: Period | None = cleaned.get("before")
        excluded = tuple(choice for facet in FACETS for choice in cleaned.get(f"not_{facet}") or ())
        return Narrowing(
            choices,
            after,
            before,
            cleaned.get("dated") or "",
            bool(cleaned.get("about")),
            cleaned.get("since_batch"),
            excluded,
            tuple(facet for facet in FACETS if facet in (cleaned.get("any") or ())),
        )

    def request_within(self, within: Narrowing = EVERYTHING) -> SearchRequest:
        """The search that the valid fields ask for."""
        narrowing, cleaned = self.narrowing(), self.form.cleaned_data
        return SearchRequest(
            q=cleaned.get("q") or "",
            narrowing=narrowing,
            within=within,
            sort=Sort(cleaned["sort"]) if cleaned.get("sort") else None,
            page=int(cleaned.get("page") or 1),
            facet=cleaned.get("facet") or "",
            as_of=int(cleaned.get("as_of") or 0),
            find=cleaned.get("find") or "",
            at=int(cleaned.get("at") or 1),
            versions=cleaned.get("versions") or "",
            exact=bool(cleaned.get("exact")),
        )

    def filter_queryset(self, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """The articles that the facets and dates leave; words need a search."""
        return queryset.filter(self.narrowing().condition())
