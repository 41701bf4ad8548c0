"""What each parameter of an address means, and its JSON Schema, made of the field that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django_filters import FilterSet

from articles.models import Article
from articles.shapes.shape import Schema

SAYS = {
    "q": "The query, in the language of the search box; see /search/help.",
    "country": "Slug of a country. Several mean all of them, unless any=country.",
    "leader": "Slug of a person. Several mean all of them, unless any=leader.",
    "event": "Number of an event.",
    "source": "Slug of a source. Several mean any of them.",
    "language": "ISO 639 code. Several mean any of them.",
    "batch": "Number of an import.",
    "story": "Number of a story.",
    "any": "A facet of whose values one is enough.",
    "after": "Published in this year, month or day or later: 2023, 2023-10 or 2023-10-16.",
    "before": "Published in it or earlier.",
    "about": "1: only articles that are about the country or person, not those that only mention it.",
    "dated": "Only articles without a date, or of which only the year or month is known.",
    "since_batch": "Only articles that came after this import.",
    "as_of": "The archive as it was when this import was done: the address gives the same list later.",
    "sort": "The order. By default relevance if there are words, else newest.",
    "exact": "1: nothing but what matches as typed, no corrections and no near results.",
    "page": "The number of the page, from 1. There is no cap.",
    "page_size": "How many results a page has.",
    "cursor": "* begins a list that stays: each result comes exactly once, whatever is imported or corrected "
    "meanwhile. `next` of each answer has the cursor of the page after it.",
    "name": "A part of a name.",
    "kind": "The kind of event.",
    "status": "Suggested, confirmed or rejected; without it, all but rejected ones.",
    "person": "Slug of a person who has a part in it.",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an address. One that repeats takes several values: country=iran&country=iraq."""

    name: str
    says: str
    schema: Schema
    repeats: bool = False

    @property
    def values(self) -> str:
        """What it takes, in words."""
        of = self.schema.get("items", self.schema) if self.repeats else self.schema
        if "enum" in of:
            return ", ".join(map(str, of["enum"]))
        if of["type"] == "integer":
            return f"{of.get('minimum', 1)} to {of['maximum']:,}" if "maximum" in of else "a number"
        return "text"


def parameters(filters: type[FilterSet] | None) -> list[Parameter]:
    """The parameters of a set of filters, in its order."""
    if filters is None:
        return []
    fields = filters(queryset=Article.objects.none()).form.fields
    return [_parameter(name, field) for name, field in fields.items()]


def _parameter(name: str, field: forms.Field) -> Parameter:
    repeats = isinstance(field.widget, forms.MultipleHiddenInput | forms.SelectMultiple)
    schema = _schema(field)
    if repeats:
        schema = {"type": "array", "items": schema}
    says = SAYS.get(name) or f"As {name.removeprefix('not_')}, for articles that are to be left out."
    return Parameter(name, says, schema, repeats)


def _schema(field: forms.Field) -> dict[str, Any]:
    choices = getattr(field, "choices", None)
    if choices:
        return {"type": "string", "enum": [str(value) for value, _ in choices if value]}
    if isinstance(field, forms.IntegerField):
        bounds = {"minimum": field.min_value, "maximum": field.max_value}
        return {"type": "integer", **{name: value for name, value in bounds.items() if value is not None}}
    longest = getattr(field, "max_length", None)
    return {"type": "string", **({"maxLength": longest} if longest else {})}
