"""A correction in, the keys of the articles whose links it may change out, found through the indexes."""

from collections.abc import Collection, Sequence

from django.db import connection
from django.db.models import Q

from articles.importing.decisions import Decisions, folded
from articles.models import (
    Article,
    Correction,
    Country,
    FoundLinks,
    Person,
    Ruling,
)
from articles.models.words import CONFIGURATIONS, OTHER

Kind = Correction.Kind
# What changes the names that the linker knows: the articles have to be read again.
BY_NAME = frozenset(
    {
        *(Kind.ALIAS, Kind.ALIAS_REMOVED, Kind.OFFICE, Kind.OFFICE_REMOVED, Kind.OFFICE_CHANGED),
        *(Kind.COUNTRY_NAME, Kind.COUNTRY_NAME_REMOVED),
    }
)

LINKED = """
    SELECT article_id FROM articles_article{kind} link JOIN articles_{kind} thing ON thing.id = {kind}_id
    WHERE thing.{name} = ANY(%(names)s) AND (%(form)s = '' OR EXISTS (
        SELECT FROM jsonb_array_elements(evidence) mention
        WHERE lower(regexp_replace(mention ->> 'text', '\\s+', ' ', 'g')) = %(form)s
    ))
"""
LINKED_PEOPLE = LINKED.format(kind="person", name="slug")
LINKED_COUNTRIES = LINKED.format(kind="country", name="code")
FORMS = """
    SELECT min(form), count(DISTINCT article_id) AS articles
    FROM articles_article{kind}, jsonb_array_elements(evidence) mention,
        regexp_replace(mention ->> 'text', '\\s+', ' ', 'g') form
    WHERE {kind}_id = %s GROUP BY lower(form) ORDER BY articles DESC, 1 LIMIT %s
"""


def concerned(correction: Correction) -> list[int]:
    """The keys of the articles that it may change, in order, whether it is being made or taken back."""
    if correction.kind in BY_NAME:
        return sorted(_by_name(correction))
    return articles_of(list(correction.rulings.all()))


def articles_of(rulings: Sequence[Ruling]) -> list[int]:
    """The keys of the articles that rulings may change, in order."""
    found: set[int] = set()
    identities = {ruling.article for ruling in rulings if ruling.article}
    for ruling in rulings:
        if ruling.article:
            continue
        keys, own = _leading_to(_subject(ruling), [each.pk for each in rulings])
        people = [key.removeprefix("person ") for key in keys if key.startswith("person ")]
        countries = [key.removeprefix("country ") for key in keys if key.startswith("country ")]
        found.update(linked_with(people, countries, ruling.form))
        identities |= own
    found.update(Article.objects.filter(identity__among=identities).values_list("pk", flat=True))
    return sorted(found)


def linked_with(
    people: Collection[str] = (), countries: Collection[str] = (), form: str = "", kept: bool = True
) -> set[int]:
    """The keys of articles that are linked with these, or (`kept`) were before they were corrected.

    With a `form`, only those that name them so, as far as links go that are there.
    """
    found: set[int] = set()
    with connection.cursor() as cursor:
        for query, names in ((LINKED_PEOPLE, people), (LINKED_COUNTRIES, countries)):
            if names:
                cursor.execute(query, {"names": list(names), "form": form})
                found.update(row[0] for row in cursor.fetchall())
    if kept:
        keys = [*(f"person {slug}" for slug in people), *(f"country {code}" for code in countries)]
        found.update(FoundLinks.objects.filter(keys__overlap=keys).values_list("pk", flat=True))
    return found


def naming(phrases: Collection[str]) -> set[int]:
    """The keys of articles in whose text one of the phrases stands, whatever the language."""
    wanted = sorted({phrase for phrase in phrases if phrase.strip()})
    if not wanted:
        return set()
    conditions, values = [], []
    for configuration in sorted({OTHER, *CONFIGURATIONS.values()}):
        queries = " || ".join("phraseto_tsquery(%s, %s)" for _ in wanted)
        conditions.append(f"(configuration = %s AND words @@ ({queries}))")
        values += [configuration, *(value for phrase in wanted for value in (configuration, phrase))]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT article_id FROM articles_searchtext WHERE {' OR '.join(conditions)}",  # noqa: S608
            values,
        )
        found = {row[0] for row in cursor.fetchall()}
    # Words of scripts without spaces are no words of the index.
    for phrase in wanted:
        if not phrase.isascii() and " " not in phrase:
            text = Q(title__contains=phrase) | Q(body__contains=phrase)
            found.update(Article.objects.filter(text).values_list("pk", flat=True))
    return found


def of_person(person: Person) -> set[int]:
    """The keys of articles linked with a person, or in which one of their names or surnames stands."""
    names = [person.name, *person.aliases.values_list("text", flat=True)]
    return linked_with(people=_one_with(person.slug)) | naming(_with_surnames(names))


def of_country(country: Country) -> set[int]:
    """The keys of articles that are linked with a country, or in which one of its names stands."""
    names = set(country.names.values_list("text", flat=True)) | {country.name}
    return linked_with(countries=[country.code]) | naming(names)


def _by_name(correction: Correction) -> set[int]:
    if correction.country and not correction.person:
        return naming([correction.data["text"]])
    person = Person.objects.filter(slug=correction.person).first()
    if person is None:
        return set()
    if correction.kind in (Kind.ALIAS, Kind.ALIAS_REMOVED):
        return linked_with(people=_one_with(person.slug)) | naming(_with_surnames([correction.data["text"]]))
    return of_person(person)


def _with_surnames(names: Sequence[str]) -> set[str]:
    return {*names, *(name.split()[-1] for name in names if len(name.split()) > 1)}


def _one_with(slug: str) -> list[str]:
    """The slugs of all who are one person with this one."""
    decisions = Decisions.on(())
    root, _ = decisions.whole(slug, "")
    return [slug, root, *(other for other in decisions.merged if decisions.whole(other, "")[0] == root)]


def _leading_to(subject: str, without: Collection[int | None]) -> tuple[set[str], set[str]]:
    """What may become the subject of a ruling by other rulings, and the articles that have rulings on that.

    Where one decision builds on another, what the rules found is not what the later one is about.
    """
    others = [ruling for ruling in Ruling.in_force() if ruling.pk not in without]
    keys, before = {subject}, 0
    while len(keys) > before:
        before = len(keys)
        for ruling in others:
            if ruling.verb in (Ruling.Verb.GIVE, Ruling.Verb.MERGE) and _target(ruling) in keys:
                keys.add(_subject(ruling))
            if ruling.verb == Ruling.Verb.MERGE and _subject(ruling) in keys:
                keys.add(_target(ruling))
    return keys, {ruling.article for ruling in others if {_subject(ruling), _target(ruling)} & keys} - {""}


def _subject(ruling: Ruling) -> str:
    return f"country {ruling.country}" if ruling.country else f"person {ruling.person}"


def _target(ruling: Ruling) -> str:
    return f"country {ruling.to}" if ruling.country else f"person {ruling.to}"


def forms_of(thing: Person | Country, limit: int = 40) -> list[tuple[str, int]]:
    """The words by which articles are linked with it, with the number of articles of each."""
    kind = "person" if isinstance(thing, Person) else "country"
    with connection.cursor() as cursor:
        cursor.execute(FORMS.format(kind=kind), [thing.pk, limit])
        return [(form, count) for form, count in cursor.fetchall()]


def count_of_form(thing: Person | Country, form: str) -> int:
    """In how many articles these words are a link to it."""
    if isinstance(thing, Person):
        return len(linked_with(people=[thing.slug], form=folded(form), kept=False))
    return len(linked_with(countries=[thing.code], form=folded(form), kept=False))
