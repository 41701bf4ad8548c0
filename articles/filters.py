"""The parameters of an address → a SearchRequest; a value that cannot be right becomes a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict

from articles.models import (
    Article,
    Batch,
    Country,
    Event,
    EventCountry,
    EventPerson,
    Office,
    Person,
    PersonAlias,
    Source,
)
from articles.search.batches import stored
from articles.search.choices import batch_choice, event_choice, story_choices
from articles.search.facets import NAMES
from articles.search.language import Period, parse_period
from articles.search.names import (
    country_choice,
    language_choice,
    language_name,
    leader_choice,
    listed,
    nearest,
    since_choice,
    source_choice,
)
from articles.search.narrowing import ALL_OF, DATED, EVERYTHING, FACETS, Choice, Narrowing
from articles.search.request import EACH, SearchRequest, Sort

LAST_PAGE = 10_000_000
LAST_BATCH = 2**31
MOST_VALUES = 20
NUMBERED = ("event", "story", "batch")


class ChoicesField(forms.Field):
    """Values of a facet as addresses write them; cleaned to choices, in their order, each once."""

    widget = forms.MultipleHiddenInput

    def __init__(self, find: Callable[[Sequence[str]], Iterable[Choice]], noun: str, **options: Any) -> None:
        self.find = find
        self.noun = noun
        super().__init__(**options)

    def clean(self, value: Any) -> tuple[Choice, ...]:
        values = [text for text in dict.fromkeys(value or ()) if text.strip()]
        if len(values) > MOST_VALUES:
            raise ValidationError(f"At most {MOST_VALUES} at a time.")
        readable = [text for text in values if "\0" not in text]
        found = {choice.value: choice for choice in self.find(readable)} if readable else {}
        missing = [self.missing(text) for text in values if text not in found]
        if missing:
            raise ValidationError(missing)
        return tuple(found[text] for text in values)

    def missing(self, text: str) -> str:
        """The sentence about a value that the archive does not have."""
        near = nearest(self.noun, text.replace("-", " ")) if self.noun not in NUMBERED else []
        hint = f" Nearest: {listed(near)}." if near else ""
        return f"The archive knows no {self.noun} “{text[:80]}”.{hint}"


class ChoicesFilter(django_filters.Filter):  # type: ignore[misc]
    """A facet as a filter of django-filter."""

    field_class = ChoicesField


class PeriodField(forms.CharField):
    """2023, 2023-10 or 2023-10-16 as a Period."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        period = parse_period(text)
        if period is None:
            raise ValidationError(f"“{text[:40]}” is no date; write 2023, 2023-10 or 2023-10-16.")
        return period


class PeriodFilter(django_filters.Filter):  # type: ignore[misc]
    """A date as a filter of django-filter."""

    field_class = PeriodField


class SinceField(forms.CharField):
    """The number of a batch as the mark after which articles are new."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        batch = stored(int(text)) if re.fullmatch(r"[1-9]\d{0,17}", text, re.ASCII) else None
        if batch is None:
            raise ValidationError(
                f"The archive has stored no batch “{text[:40]}”. Write the number that it has at the desk."
            )
        return since_choice(batch)


class SinceFilter(django_filters.Filter):  # type: ignore[misc]
    """A batch as a filter of django-filter."""

    field_class = SinceField


class PageFilter(django_filters.Filter):  # type: ignore[misc]
    """The number of a page."""

    field_class = forms.IntegerField


class PastField(forms.IntegerField):
    """The number of an import that is done, as a state of the archive."""

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if number is None:
            return None
        batch = Batch.objects.filter(pk=number).first()
        if batch is None:
            raise ValidationError(f"There is no batch {number}.")
        if batch.status == Batch.Status.UNDONE:
            raise ValidationError(
                f"Batch {number} was taken back, so the archive as it was then cannot be shown any more."
            )
        if batch.status != Batch.Status.DONE:
            raise ValidationError(f"Batch {number} is not done: it is {batch.get_status_display()}.")
        return number


class PastFilter(django_filters.Filter):  # type: ignore[misc]
    """A state of the archive, by the number of an import."""

    field_class = PastField


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

    q = django_filters.CharFilter(label="Words", max_length=1000)
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
    after = PeriodFilter(label="From", max_length=10)
    before = PeriodFilter(label="To", max_length=10)
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


class CountryChoiceField(forms.CharField):
    """A country by its address, cleaned to its key."""

    def clean(self, value: Any) -> Any:
        slug = super().clean(value)
        if not slug:
            return None
        found = Country.objects.filter(slug=slug).values_list("pk", flat=True).first()
        if found is None:
            raise ValidationError(f"The archive knows no country “{slug[:80]}”.")
        return found


class CountryFilter(django_filters.Filter):  # type: ignore[misc]
    """People of a country: those who held an office of it."""

    field_class = CountryChoiceField


class PersonChoiceField(forms.CharField):
    """A person by their address, cleaned to the key."""

    def clean(self, value: Any) -> Any:
        slug = super().clean(value)
        if not slug:
            return None
        found = Person.objects.filter(slug=slug).values_list("pk", flat=True).first()
        if found is None:
            raise ValidationError(f"The archive knows no person “{slug[:80]}”.")
        return found


class PersonFilter(django_filters.Filter):  # type: ignore[misc]
    """Events in which a person has a part."""

    field_class = PersonChoiceField


class EventFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The filters of the list of events."""

    kind = django_filters.ChoiceFilter(label="Kind", choices=Event.Kind.choices, empty_label="any")
    status = django_filters.ChoiceFilter(
        label="Checked", choices=Event.Status.choices, empty_label="suggested or confirmed"
    )
    country = CountryFilter(label="Country", method="with_country")
    person = PersonFilter(label="Person", method="with_person")
    after = PeriodFilter(label="From", max_length=10, method="from_day")
    before = PeriodFilter(label="To", max_length=10, method="up_to_day")
    sort = django_filters.ChoiceFilter(label="Order", choices=[("date", "newest first")], method="unfiltered")

    class Meta:
        model = Event
        fields: list[str] = []

    def with_country(self, queryset: QuerySet[Event], name: str, value: int) -> QuerySet[Event]:
        """Events in which the country has a part."""
        return queryset.filter(pk__in=EventCountry.objects.filter(country=value).values("event"))

    def with_person(self, queryset: QuerySet[Event], name: str, value: int) -> QuerySet[Event]:
        """Events in which the person has a part."""
        person = Person.objects.select_related("merged_into").get(pk=value).whole
        taking_part = EventPerson.objects.filter(person__in=person.with_absorbed())
        return queryset.filter(pk__in=taking_part.values("event"))

    def from_day(self, queryset: QuerySet[Event], name: str, value: Period) -> QuerySet[Event]:
        """Events that last to this day or longer; dates are ISO text, cut to what is known."""
        day = value.first.isoformat()
        return queryset.filter(Q(end__gte=day) | Q(start__gte=day) | Q(start=day[:7]) | Q(start=day[:4]))

    def up_to_day(self, queryset: QuerySet[Event], name: str, value: Period) -> QuerySet[Event]:
        """Events that begin on this day or earlier."""
        return queryset.filter(start__lte=value.last.isoformat()).exclude(start="")

    def unfiltered(self, queryset: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        """The order leaves nothing out."""
        return queryset


class PeopleFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The filters of the list of people."""

    name = django_filters.CharFilter(label="Name", method="named", max_length=200)
    country = CountryFilter(label="Country", method="of_country")

    class Meta:
        model = Person
        fields: list[str] = []

    def named(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """People of whose name or one of whose aliases the text is a part."""
        aliases = PersonAlias.objects.filter(text__icontains=value).values("person")
        return queryset.filter(Q(name__icontains=value) | Q(pk__in=aliases))

    def of_country(self, queryset: QuerySet[Person], name: str, value: int) -> QuerySet[Person]:
        """People who held an office of the country."""
        return queryset.filter(pk__in=Office.objects.filter(country=value).values("person"))
