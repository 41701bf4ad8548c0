"""The parameters of the lists of events and of people → the rows that they leave."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet

from articles.filters.fields import LONGEST_DATE, CountryFilter, PeriodFilter, PersonFilter
from articles.models import Event, EventCountry, EventPerson, Office, Person, PersonAlias
from articles.search.language import Period


class EventFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The filters of the list of events."""

    kind = django_filters.ChoiceFilter(label="Kind", choices=Event.Kind.choices, empty_label="any")
    status = django_filters.ChoiceFilter(
        label="Checked", choices=Event.Status.choices, empty_label="suggested or confirmed"
    )
    country = CountryFilter(label="Country", method="with_country")
    person = PersonFilter(label="Person", method="with_person")
    after = PeriodFilter(label="From", max_length=LONGEST_DATE, method="from_day")
    before = PeriodFilter(label="To", max_length=LONGEST_DATE, method="up_to_day")
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
