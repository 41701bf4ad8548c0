"""What rules found in articles in, the rows of their links out, as people's decisions have them; and back."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from articles.importing.copying import as_json, copy_rows
from articles.importing.decisions import Decisions, Links, Text, joined, obey, slug_of
from articles.importing.found import CountryLink, PersonLink
from articles.importing.names import Names
from articles.models import Article, ArticleCountry, ArticlePerson, FoundLinks, Ruling

LINK_FIELDS = ("in_title", "mentions", "evidence", "about", "confidence")
PERSON_FIELDS = (*LINK_FIELDS, "role", "role_country", "by_office")


def add_links(found: Mapping[int, Links], names: Names) -> None:
    """Write the links of articles, by key, that have none. `names` knows the people whom rules found.

    Where decisions make others of them, what was found is kept beside them.
    """
    obey()
    decided = _decided(found)
    names.learn_people(link for links in decided.values() for link in links.people)
    _write({**found, **decided}, names)
    copy_rows(
        FoundLinks,
        ("article", "countries", "people", "keys"),
        ((key, *_kept(found[key])) for key in decided),
    )


def clear_links(articles: Collection[int]) -> None:
    """Take away all links of articles, and what was found in them."""
    for model in (ArticleCountry, ArticlePerson, FoundLinks):
        model.objects.filter(article__among=articles).delete()


def found_in(articles: Collection[int]) -> dict[int, Links]:
    """What rules found in articles: what was kept, else the links that there are."""
    kept = {row.pk: _read(row) for row in FoundLinks.objects.filter(article__among=articles)}
    return links_of([key for key in articles if key not in kept]) | kept


def links_of(articles: Collection[int]) -> dict[int, Links]:
    """The links that articles have now."""
    countries: dict[int, list[CountryLink]] = defaultdict(list)
    people: dict[int, list[PersonLink]] = defaultdict(list)
    of_countries = ArticleCountry.objects.filter(article__among=articles).order_by("pk")
    for key, code, in_title, mentions, evidence, *rest in of_countries.values_list(
        "article", "country__code", *LINK_FIELDS
    ):
        countries[key].append(CountryLink(code, in_title, mentions, as_json(evidence), *rest))
    of_people = ArticlePerson.objects.filter(article__among=articles).order_by("pk")
    for key, slug, name, in_title, mentions, evidence, *rest in of_people.values_list(
        "article", "person__slug", "person__name", *LINK_FIELDS, "role", "role_country__code", "by_office"
    ):
        *rest, country, by_office = rest
        weight = (in_title, mentions, as_json(evidence), *rest, country or "", by_office)
        people[key].append(PersonLink(slug, name, *weight))
    return {key: Links(tuple(countries[key]), tuple(people[key])) for key in articles}


def obeyed(articles: Collection[int]) -> dict[int, Links]:
    """The links that articles would have by the decisions in force, for those where that changes them."""
    found = found_in(articles)
    wanted = {**found, **_decided(found)}
    present = links_of(articles)
    return {key: links for key, links in wanted.items() if not same(links, present[key])}


def redo(articles: Collection[int]) -> int:
    """Bring the links of articles in line with the decisions in force; how many articles that changed.

    The caller holds the lock of the decisions.
    """
    keys = list(
        Article.objects.select_for_update()
        .filter(pk__among=articles)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    changed = obeyed(keys)
    found = found_in(changed.keys())
    replace_links(found, Names())
    return len(changed)


def replace_links(found: Mapping[int, Links], names: Names) -> None:
    """Give articles, by key, the links that follow from what rules found in them."""
    names.learn_people(link for links in found.values() for link in links.people)
    clear_links(found.keys())
    add_links(found, names)


def same(one: Links, other: Links) -> bool:
    """Whether two articles would be linked alike, whatever the order."""
    return _comparable(one) == _comparable(other)


def as_snapshot(links: Links) -> tuple[list[Any], list[Any]]:
    """What was found in an article as JSON: by codes and slugs, so that it outlives the rows."""
    countries = [[*link] for link in links.countries]
    people = [[slug_of(link), *link[1:]] for link in links.people]
    return countries, people


def from_snapshot(countries: Iterable[Sequence[Any]], people: Iterable[Sequence[Any]]) -> Links:
    """Back from JSON."""
    return Links(tuple(CountryLink(*row) for row in countries), tuple(PersonLink(*row) for row in people))


def _comparable(links: Links) -> tuple[set[Any], set[Any]]:
    def plain(link: Any) -> Any:
        return link._replace(evidence=as_json(sorted(json.loads(link.evidence), key=str)))

    return (
        {plain(link) for link in links.countries},
        {plain(link)._replace(key=slug_of(link), name="") for link in links.people},
    )


def _decided(found: Mapping[int, Links]) -> dict[int, Links]:
    """The links as decisions have them, of those articles where that is not what was found."""
    if not Ruling.in_force().exists():
        return {}
    identities = dict(Article.objects.filter(pk__among=found.keys()).order_by().values_list("pk", "identity"))
    decisions = Decisions.on(set(identities.values()))
    if decisions.none:
        return {}
    texts = _texts([key for key, identity in identities.items() if identity in decisions.own])
    nothing = Text("", "")
    wanted = {
        key: decisions.links(identity, found[key], texts.get(key, nothing))
        for key, identity in identities.items()
    }
    return {key: links for key, links in wanted.items() if links is not found[key]}


def _texts(articles: Collection[int]) -> dict[int, Text]:
    if not articles:
        return {}
    rows = Article.objects.filter(pk__among=articles).order_by().values_list("pk", "title", "body")
    return {key: Text(title, body) for key, title, body in rows}


def _write(wanted: Mapping[int, Links], names: Names) -> None:
    copy_rows(
        ArticleCountry,
        ("article", "country", *LINK_FIELDS),
        (row for key, links in wanted.items() for row in _country_rows(key, links, names)),
    )
    copy_rows(
        ArticlePerson,
        ("article", "person", *PERSON_FIELDS),
        (row for key, links in wanted.items() for row in _person_rows(key, links.people, names)),
    )


def _country_rows(article: int, links: Links, names: Names) -> Iterator[Sequence[Any]]:
    for code, *weight in links.countries:
        if code in names.countries:
            yield article, names.countries[code], *weight


def _person_rows(article: int, links: Iterable[PersonLink], names: Names) -> Iterator[Sequence[Any]]:
    """One row a person, also where a text writes one name in two ways that come to the same."""
    rows: dict[int, PersonLink] = {}
    for link in links:
        person = names.person(link)
        if person is not None:
            rows[person] = joined(rows[person], link) if person in rows else link
    for person, (_, _, *weight, country, by_office) in rows.items():
        yield article, person, *weight, names.countries.get(country), by_office


def _kept(links: Links) -> tuple[str, str, list[str]]:
    countries, people = as_snapshot(links)
    keys = [f"country {row[0]}" for row in countries] + [f"person {row[0]}" for row in people]
    return as_json(countries), as_json(people), keys


def _read(row: FoundLinks) -> Links:
    return from_snapshot(row.countries, row.people)
