"""A correction of a name or an office in, the row that the linker learns from written or taken away.

The `data` of an alias: {"text"}; of a country's name: {"text", "kind", "language", "sensitive"}; of an
office: {"before", "after"}, each {"country" (code), "kind", "title", "start", "end"} or null. `origin` is
where a row that was removed came from.
"""

from typing import Any

from articles.models import Correction, Country, CountryName, Office, Person, PersonAlias
from articles.models.knowledge import Origin

Kind = Correction.Kind
ADDING = (Kind.ALIAS, Kind.COUNTRY_NAME)


def do_by_name(correction: Correction) -> None:
    """Write what the correction says; whether it was done already does not matter."""
    data = correction.data
    if correction.kind in (Kind.ALIAS, Kind.ALIAS_REMOVED):
        _alias(correction, present=correction.kind == Kind.ALIAS)
    elif correction.kind in (Kind.COUNTRY_NAME, Kind.COUNTRY_NAME_REMOVED):
        _country_name(correction, present=correction.kind == Kind.COUNTRY_NAME)
    else:
        _office(correction, data.get("before"), data.get("after"))


def undo_by_name(correction: Correction) -> None:
    """Write what was there before."""
    data = correction.data
    if correction.kind in (Kind.ALIAS, Kind.ALIAS_REMOVED):
        _alias(correction, present=correction.kind == Kind.ALIAS_REMOVED)
    elif correction.kind in (Kind.COUNTRY_NAME, Kind.COUNTRY_NAME_REMOVED):
        _country_name(correction, present=correction.kind == Kind.COUNTRY_NAME_REMOVED)
    else:
        _office(correction, data.get("after"), data.get("before"))


def obey_by_name() -> None:
    """Have the names and offices as people corrected them, after reference data was loaded."""
    kinds = [
        *(Kind.ALIAS, Kind.ALIAS_REMOVED, Kind.COUNTRY_NAME, Kind.COUNTRY_NAME_REMOVED),
        *(Kind.OFFICE, Kind.OFFICE_CHANGED, Kind.OFFICE_REMOVED),
    ]
    for correction in Correction.objects.filter(kind__in=kinds, reverted=None).order_by("pk"):
        do_by_name(correction)


def office_data(office: Office) -> dict[str, Any]:
    """A term of office as a correction keeps it."""
    return {
        "country": office.country.code if office.country else None,
        **{name: getattr(office, name) for name in ("kind", "title", "start", "end", "origin")},
    }


def _alias(correction: Correction, *, present: bool) -> None:
    person = Person.objects.filter(slug=correction.person).first()
    if person is None:
        return
    text = correction.data["text"]
    if present:
        origin = correction.data.get("origin", Origin.MANUAL)
        PersonAlias.objects.get_or_create(person=person, text=text, defaults={"origin": origin})
    else:
        PersonAlias.objects.filter(person=person, text=text).delete()


def _country_name(correction: Correction, *, present: bool) -> None:
    country = Country.objects.filter(code=correction.country).first()
    if country is None:
        return
    named = {name: correction.data[name] for name in ("text", "kind", "language")}
    if present:
        rest = {
            "sensitive": correction.data.get("sensitive", False),
            "origin": correction.data.get("origin", Origin.MANUAL),
        }
        CountryName.objects.get_or_create(country=country, **named, defaults=rest)
    else:
        CountryName.objects.filter(country=country, **named).delete()


def _office(correction: Correction, old: dict[str, Any] | None, new: dict[str, Any] | None) -> None:
    person = Person.objects.filter(slug=correction.person).first()
    if person is None:
        return
    for data in (old, new):
        country = Country.objects.filter(code=data["country"]).first() if data and data["country"] else None
        if data is None:
            continue
        named = {name: data[name] for name in ("kind", "title", "start")} | {"country": country}
        if data is old:
            Office.objects.filter(person=person, **named).delete()
        else:
            rest = {"end": data["end"], "origin": data.get("origin") or Origin.MANUAL}
            Office.objects.update_or_create(person=person, **named, defaults=rest)
