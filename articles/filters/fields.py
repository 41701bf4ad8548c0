"""One parameter of an address → its value, or a sentence on what cannot be right about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from articles.models import Batch, Country, Person
from articles.search.batches import stored
from articles.search.language import parse_period
from articles.search.language.dates import nearest_date
from articles.search.names import listed, nearest, since_choice
from articles.search.narrowing import Choice

MOST_VALUES = 20
LONGEST_DATE = 40  # characters; what is no date is said with the nearest
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
            near = nearest_date(text)
            hint = f" Nearest: {near}." if near else ""
            raise ValidationError(f"“{text}” is no date; write 2023, 2023-10 or 2023-10-16.{hint}")
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
