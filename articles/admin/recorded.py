"""Names and offices entered, changed or removed in the admin: recorded as corrections, and applied."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from articles.correcting.answers import author
from articles.importing.corrections import StaleError, by_name
from articles.importing.decisions import BusyError, decide
from articles.importing.names_by_hand import office_data
from articles.models import Correction, Country, CountryName, Office, Person, PersonAlias
from articles.models.knowledge import Origin

Kind = Correction.Kind
Known = PersonAlias | CountryName | Office
KINDS = {
    PersonAlias: (Kind.ALIAS, Kind.ALIAS_REMOVED),
    CountryName: (Kind.COUNTRY_NAME, Kind.COUNTRY_NAME_REMOVED),
    Office: (Kind.OFFICE, Kind.OFFICE_REMOVED),
}


class RecordedAdmin(admin.ModelAdmin):
    """The admin of names or offices, or one that has them as inlines."""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model not in KINDS:
            super().save_formset(request, form, formset, change)
            return
        decide()
        present = formset.model.objects.filter(pk__in=[each.instance.pk for each in formset.initial_forms])
        before = list(present)
        super().save_formset(request, form, formset, change)
        after = {row.pk: row for row in formset.model.objects.filter(pk__in=[row.pk for row in before])}
        for row in before:
            _note(request, row, after.get(row.pk))
        for row in formset.new_objects:
            _note(request, None, row)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        decide()
        before = type(obj).objects.filter(pk=obj.pk).first() if change and type(obj) in KINDS else None
        super().save_model(request, obj, form, change)
        if type(obj) in KINDS:
            _note(request, before, obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        before = type(obj).objects.filter(pk=obj.pk).first() if type(obj) in KINDS else None
        super().delete_model(request, obj)
        _note(request, before, None)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        before = list(queryset) if queryset.model in KINDS else []
        super().delete_queryset(request, queryset)
        for row in before:
            _note(request, row, None)


def _note(request: HttpRequest, before: Known | None, after: Known | None) -> None:
    """Record what became of a row, if anything did."""
    row = after or before
    if row is None or (before and after and _data(before) == _data(after)):
        return
    if after is not None and after.origin != Origin.MANUAL:
        # What a person entered does not go when reference data is loaded.
        type(after).objects.filter(pk=after.pk).update(origin=Origin.MANUAL)
        after.origin = Origin.MANUAL
    for kind, data in _steps(row, before, after):
        try:
            by_name(kind, _thing(row), data, author(request, ""), done=True)
        except (StaleError, BusyError) as error:
            messages.error(request, str(error))


def _steps(
    row: Known, before: Known | None, after: Known | None
) -> list[tuple[Correction.Kind, dict[str, Any]]]:
    added, removed = KINDS[type(row)]
    if isinstance(row, Office):
        kind = Kind.OFFICE_CHANGED if before and after else added if after else removed
        terms = {"before": before and _data(before), "after": after and _data(after)}
        return [(kind, terms)]
    steps = [(removed, _data(before))] if before else []
    return [*steps, (added, _data(after))] if after else steps


def _data(row: Model) -> dict[str, Any]:
    """A row as a correction keeps it."""
    if isinstance(row, Office):
        return office_data(row)
    if isinstance(row, CountryName):
        names = ("text", "kind", "language", "sensitive", "origin")
        return {name: getattr(row, name) for name in names}
    if isinstance(row, PersonAlias):
        return {"text": row.text, "origin": row.origin}
    raise TypeError(f"{row!r} is neither a name nor an office")


def _thing(row: Known) -> Person | Country:
    return row.country if isinstance(row, CountryName) else row.person
