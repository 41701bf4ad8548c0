"""Reference data in and out: fixtures into the database, the database into what the linker knows."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import babel
from django.db import connection, transaction
from django.db.models import Model
from django.utils.text import slugify

from articles.importing.names_by_hand import obey_by_name
from articles.linking.reference import from_fixtures
from articles.models import Country, CountryName, Office, Person, PersonAlias, ReferenceLoad
from articles.models.knowledge import Origin
from articles.records import CountryEntry, NameForm, OfficeTerm, PersonEntry, Reference


@dataclass(frozen=True, slots=True)
class LoadReport:
    """How much reference data there is now."""

    countries: int
    names: int
    people: int
    offices: int


@transaction.atomic
def load_reference(folder: Path) -> LoadReport:
    """Bring the countries and people of the fixtures into the database.

    What the fixtures brought before and no longer have is removed; what a person entered or corrected by hand
    stays.
    A person whom articles named before the fixtures did becomes the fixtures' person, with the same address.
    """
    reference = from_fixtures(folder)
    ReferenceLoad.objects.create(digest=_digest(folder))
    countries = _load_countries(reference.countries)
    _load_country_names(reference.countries, countries)
    people = _load_people(reference.people)
    _load_aliases(reference.people, people)
    _load_offices(reference.people, people, countries)
    obey_by_name()
    _analyze(Country, CountryName, Person, PersonAlias, Office)
    return LoadReport(len(countries), CountryName.objects.count(), len(people), Office.objects.count())


def _analyze(*tables: type[Model]) -> None:
    """Tell PostgreSQL what is in the tables now: its own housekeeping comes after the first searches."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table._meta.db_table)}")


def is_loaded(folder: Path) -> bool:
    """Whether the last loading was of these very fixtures."""
    latest = ReferenceLoad.objects.first()
    return latest is not None and latest.digest == _digest(folder)


def _digest(folder: Path) -> str:
    found = hashlib.sha256(babel.__version__.encode())
    for path in sorted([folder / "countries.csv", *(folder / "leaders").glob("*.csv")]):
        found.update(path.read_bytes())
    return found.hexdigest()


def reference_from_database() -> Reference:
    """What the linker is to know: the names of countries, and of the people entered by reference or hand.

    People whom only articles named are left out: they are found by the way that news introduces them.
    """
    forms: dict[int, list[NameForm]] = defaultdict(list)
    names = CountryName.objects.values_list("country_id", "text", "kind", "language", "sensitive")
    for country, text, kind, language, sensitive in names:
        forms[country].append(NameForm(text, kind, language, sensitive))
    aliases: dict[int, list[str]] = defaultdict(list)
    for person, text in PersonAlias.objects.values_list("person_id", "text"):
        aliases[person].append(text)
    offices: dict[int, list[OfficeTerm]] = defaultdict(list)
    terms = Office.objects.values_list("person_id", "country__code", "kind", "title", "start", "end")
    for person, code, kind, title, start, end in terms:
        offices[person].append(OfficeTerm(code or "", kind, title, start, end))
    return Reference(
        countries=tuple(
            CountryEntry(country.code, country.name, tuple(forms[country.pk]))
            for country in Country.objects.all()
        ),
        people=tuple(
            PersonEntry(person.slug, person.name, tuple(aliases[person.pk]), tuple(offices[person.pk]))
            for person in Person.objects.exclude(origin=Origin.OBSERVED)
        ),
    )


def _load_countries(entries: Sequence[CountryEntry]) -> dict[str, int]:
    Country.objects.bulk_create(
        [
            Country(
                code=entry.code,
                iso3=entry.iso3,
                name=entry.name,
                official_name=entry.official_name,
                region=entry.region,
                slug=slugify(entry.name),
            )
            for entry in entries
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["iso3", "name", "official_name", "region"],
    )
    return dict(Country.objects.values_list("code", "pk"))


def _load_country_names(entries: Sequence[CountryEntry], countries: dict[str, int]) -> None:
    wanted = {
        (countries[entry.code], form.text, form.kind, form.language): form.sensitive
        for entry in entries
        for form in entry.forms
    }
    kept = CountryName.objects.filter(origin=Origin.REFERENCE)
    have = {
        tuple(row[1:]): row[0] for row in kept.values_list("pk", "country_id", "text", "kind", "language")
    }
    CountryName.objects.filter(pk__in=[pk for key, pk in have.items() if key not in wanted]).delete()
    CountryName.objects.bulk_create(
        [
            CountryName(
                country_id=country,
                text=text,
                kind=kind,
                language=language,
                sensitive=sensitive,
                origin=Origin.REFERENCE,
            )
            for (country, text, kind, language), sensitive in wanted.items()
        ],
        update_conflicts=True,
        unique_fields=["country", "text", "kind", "language"],
        update_fields=["sensitive"],
    )


def _load_people(entries: Sequence[PersonEntry]) -> dict[str, int]:
    Person.objects.bulk_create(
        [Person(slug=entry.key, name=entry.name, origin=Origin.REFERENCE) for entry in entries],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", "origin"],
    )
    keys = [entry.key for entry in entries]
    return dict(Person.objects.filter(slug__in=keys).values_list("slug", "pk"))


def _load_aliases(entries: Sequence[PersonEntry], people: dict[str, int]) -> None:
    wanted = {(people[entry.key], alias) for entry in entries for alias in entry.aliases}
    kept = PersonAlias.objects.filter(origin=Origin.REFERENCE)
    have = {(person, text): pk for pk, person, text in kept.values_list("pk", "person_id", "text")}
    PersonAlias.objects.filter(pk__in=[pk for key, pk in have.items() if key not in wanted]).delete()
    PersonAlias.objects.bulk_create(
        [
            PersonAlias(person_id=person, text=text, origin=Origin.REFERENCE)
            for person, text in sorted(wanted - have.keys())
        ],
        ignore_conflicts=True,
    )


def _load_offices(entries: Sequence[PersonEntry], people: dict[str, int], countries: dict[str, int]) -> None:
    wanted = {
        (people[entry.key], countries.get(term.country), term.kind, term.title, term.start): term.end
        for entry in entries
        for term in entry.offices
    }
    kept = Office.objects.filter(origin=Origin.REFERENCE)
    columns = ("person_id", "country_id", "kind", "title", "start", "pk", "end")
    have = {
        (person, country, kind, title, start): (pk, end)
        for person, country, kind, title, start, pk, end in kept.values_list(*columns)
    }
    stale = [pk for key, (pk, end) in have.items() if wanted.get(key) != end]
    Office.objects.filter(pk__in=stale).delete()
    Office.objects.bulk_create(
        [
            Office(
                person_id=person,
                country_id=country,
                kind=kind,
                title=title,
                start=start,
                end=end,
                origin=Origin.REFERENCE,
            )
            for (person, country, kind, title, start), end in wanted.items()
            if have.get((person, country, kind, title, start), (0, None))[1] != end
        ],
        ignore_conflicts=True,
    )
