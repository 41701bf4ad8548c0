"""What people corrected by hand, for the pages of articles and people: readers see that, when and why."""

import json
from collections.abc import Sequence

from django.db.models import Q

from articles.importing.decisions import folded
from articles.importing.links import from_snapshot
from articles.models import Article, Correction, FoundLinks, Person, Ruling

SHOWN = 10
Kind = Correction.Kind
# Names and offices are shown as such on the page of a person.
OF_PEOPLE = (Kind.MERGE, Kind.SPLIT, Kind.REJECT_FORM, Kind.MOVE_FORM)


def of_article(article: Article) -> Sequence[Correction]:
    """The corrections in force that made other links of an article than rules found.

    One query, and none for an article that was read with its `found_links` and has none.
    """
    found: FoundLinks | None = getattr(article, "found_links", None)
    if found is None:
        return ()
    people = [row[0] for row in found.people]
    countries = [row[0] for row in found.countries]
    everywhere = Q(article="") & (Q(person__in=people) | Q(country__in=countries))
    asked = Q(article=article.identity) | everywhere
    corrections: dict[int, Correction] = {}
    for ruling in Ruling.in_force().filter(asked).select_related("correction"):
        if ruling.article or not ruling.form or ruling.form in _forms(found, ruling):
            corrections[ruling.correction_id] = ruling.correction
    return list(corrections.values())


def of_person(person: Person) -> Sequence[Correction]:
    """The last corrections in force that concern a person in more than one article."""
    about = Q(person=person.slug) | Q(other=person.slug)
    return list(Correction.objects.filter(about, reverted=None, kind__in=OF_PEOPLE)[:SHOWN])


def _forms(found: FoundLinks, ruling: Ruling) -> set[str]:
    """The words by which rules found what a ruling is about."""
    links = from_snapshot(found.countries, found.people)
    evidence = [link.evidence for link in links.countries if link.code == ruling.country]
    evidence += [link.evidence for link in links.people if link.key == ruling.person]
    return {folded(mention["text"]) for one in evidence for mention in json.loads(one)}
