"""Names in, keys of rows out: sources, countries and people, made where the archive lacks them."""

from collections.abc import Iterable

from django.utils.text import slugify

from articles.linking.credits import RULE as CREDIT_LINE
from articles.models import Country, Person, Source
from articles.models.knowledge import Origin, person_slug
from articles.records import LinkedArticle, PersonMention


class Names:
    """The keys of the sources, countries and people that a run has met so far."""

    def __init__(self) -> None:
        self.countries: dict[str, int] = dict(Country.objects.values_list("code", "pk"))
        self.sources: dict[str, int] = {}
        self._people: dict[str, int] = {}

    def person(self, mention: PersonMention) -> int | None:
        """The key of the person that a mention means; None for a lone surname that leads to no one."""
        return self._people.get(mention.key or _observed_slug(mention))

    def learn_sources(self, names: Iterable[str]) -> None:
        """Find or make the rows of these sources; "" stands for none."""
        for name in sorted({name for name in names if name} - self.sources.keys()):
            self.sources[name] = find_source(name).pk

    def learn_people(self, records: Iterable[LinkedArticle]) -> None:
        """Find or make the rows of everyone whom these articles name in full."""
        people: dict[str, str] = {}
        for record in records:
            for mention in record.people:
                if mention.rule == CREDIT_LINE:
                    continue
                people.setdefault(mention.key or _observed_slug(mention), mention.name)
        people.pop("", None)
        self._make_people(people)

    def _make_people(self, people: dict[str, str]) -> None:
        missing = people.keys() - self._people.keys()
        if not missing:
            return
        self._people.update(Person.objects.filter(slug__in=missing).values_list("slug", "pk"))
        unseen = sorted(missing - self._people.keys())
        Person.objects.bulk_create(
            [Person(slug=slug, name=people[slug][:200], origin=Origin.OBSERVED) for slug in unseen],
            ignore_conflicts=True,
        )
        self._people.update(Person.objects.filter(slug__in=unseen).values_list("slug", "pk"))


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


def _observed_slug(mention: PersonMention) -> str:
    """The identity of someone the reference data lacks: the full name; "" for a single word."""
    return person_slug(mention.name) if len(mention.name.split()) > 1 else ""
