"""Names in, keys of rows out: sources, countries and people, made where the archive lacks them."""

from collections.abc import Iterable

from django.db import connection
from django.utils.text import slugify

from articles.importing.decisions import slug_of
from articles.importing.found import PersonLink
from articles.models import Country, Person, Source
from articles.models.knowledge import Origin

# So many are remembered. A run may meet millions; those it still needs are found again by one query a chunk.
MOST_PEOPLE = 100_000
MOST_SOURCES = 10_000

# As SQL: Django would make an object of each, and could not say the keys of those that were new.
MAKE = """
    INSERT INTO articles_person (slug, name, origin, note)
    SELECT slug, name, %(origin)s, '' FROM unnest(%(slugs)s::text[], %(names)s::text[]) AS seen (slug, name)
    ON CONFLICT DO NOTHING RETURNING slug, id
"""


class Names:
    """The keys of the sources, countries and people that a run has met so far."""

    def __init__(self) -> None:
        self.countries: dict[str, int] = dict(Country.objects.values_list("code", "pk"))
        self.sources: dict[str, int] = {}
        self._people: dict[str, int] = {}

    def person(self, link: PersonLink) -> int | None:
        """The key of the person that a link means; None where the name has no letters to know it by."""
        return self._people.get(slug_of(link))

    def learn_sources(self, names: Iterable[str]) -> None:
        """Find or make the rows of these sources; "" stands for none."""
        if len(self.sources) > MOST_SOURCES:
            self.sources.clear()
        for name in sorted({name for name in names if name} - self.sources.keys()):
            self.sources[name] = find_source(name).pk

    def learn_people(self, links: Iterable[PersonLink]) -> None:
        """Find or make the rows of everyone whom these links name."""
        people: dict[str, str] = {}
        for link in links:
            people.setdefault(slug_of(link), link.name)
        people.pop("", None)
        if len(self._people) > MOST_PEOPLE:
            self._people.clear()
        self._make_people(people)

    def _make_people(self, people: dict[str, str]) -> None:
        missing = people.keys() - self._people.keys()
        if not missing:
            return
        self._people.update(Person.objects.filter(slug__among=missing).values_list("slug", "pk"))
        unseen = sorted(missing - self._people.keys())
        if not unseen:
            return
        with connection.cursor() as cursor:
            names = [people[slug][:200] for slug in unseen]
            cursor.execute(MAKE, {"slugs": unseen, "names": names, "origin": Origin.OBSERVED.value})
            self._people.update(cursor.fetchall())
        if others := [slug for slug in unseen if slug not in self._people]:
            # Made by somebody else in between.
            self._people.update(Person.objects.filter(slug__among=others).values_list("slug", "pk"))


def find_source(name: str) -> Source:
    """The source of that name, whatever its case; made if the archive has none."""
    found = Source.objects.filter(name__iexact=name).first()
    if found is not None:
        return found
    slug = base = slugify(name, allow_unicode=True)[:190] or "source"
    number = 2
    while Source.objects.filter(slug=slug).exists():
        slug = f"{base}-{number}"
        number += 1
    return Source.objects.create(name=name[:200], slug=slug)
