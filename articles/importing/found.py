"""A linked article in, what the archive keeps of it out, ready for COPY.

This runs in the linking processes, so nothing of Django is here. Mentions become one row a country and one a
person, their evidence already JSON: small, and cheap to send from one process to another.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from json.encoder import encode_basestring as quoted
from typing import NamedTuple

from articles.importing.identity import content_digest
from articles.linking import certainty, salience
from articles.linking.credits import RULE as CREDIT_LINE
from articles.linking.offices import RULE as OFFICE_RULE
from articles.linking.reports import Report, reports_of
from articles.records import (
    CountryMention,
    Field,
    LinkedArticle,
    OfficeMention,
    ParsedArticle,
    PersonMention,
)


class CountryLink(NamedTuple):
    """A country that an article names: its code, whether the title does, how often, and where (JSON).

    `about` tells whether the article is about it, `confidence` how sure the link is (None: not measured).
    """

    code: str
    in_title: bool
    mentions: int
    evidence: str
    about: bool
    confidence: float | None


class PersonLink(NamedTuple):
    """A person whom an article names; `key` is the gazetteer's, or "" for one known from texts alone.

    `role_country` is the code of the country of the role, or "". `by_office`: the article gives no name, only
    an office held on its day. Versions keep these rows by position, so what is new goes to the end.
    """

    key: str
    name: str
    in_title: bool
    mentions: int
    evidence: str
    about: bool
    confidence: float | None
    role: str
    role_country: str = ""
    by_office: bool = False


class Found(NamedTuple):
    """What was found in an article. `people_named` are all names for the ledger, the most frequent first.

    `reports` are what it says has happened.
    """

    countries: tuple[CountryLink, ...]
    people: tuple[PersonLink, ...]
    people_named: tuple[str, ...]
    signature: bytes
    content: str
    reports: tuple[Report, ...]


class Prepared(NamedTuple):
    """An article with what was found in it."""

    article: ParsedArticle
    found: Found


def find(linked: LinkedArticle) -> Found:
    """What the archive keeps of the links of an article."""
    within = salience.bounds(linked)
    named = Counter([each.name for each in linked.people])
    return Found(
        countries=tuple(_country_links(linked, within)),
        people=tuple(_person_links(linked, within)),
        people_named=tuple([name for name, _ in named.most_common()]),
        signature=linked.signature,
        content=content_digest(linked.article),
        reports=reports_of(linked),
    )


def whole(linked: LinkedArticle) -> LinkedArticle:
    """All that was found, mention by mention."""
    return linked


def countries_of(linked: LinkedArticle) -> dict[str, list[CountryMention]]:
    """The mentions of each country, in the order of the first."""
    grouped: dict[str, list[CountryMention]] = defaultdict(list)
    for mention in linked.countries:
        grouped[mention.code].append(mention)
    return grouped


def people_of(linked: LinkedArticle) -> dict[tuple[str, str], list[PersonMention]]:
    """The mentions of each person by (key, "") or ("", name).

    A single word that leads to no one is no person yet. Who wrote or edited an article is not who it is
    about, so a credit line makes no link.
    """
    grouped: dict[tuple[str, str], list[PersonMention]] = defaultdict(list)
    for mention in linked.people:
        if mention.rule != CREDIT_LINE and (mention.key or len(mention.name.split()) > 1):
            grouped[mention.key, "" if mention.key else mention.name].append(mention)
    return grouped


def _country_links(linked: LinkedArticle, within: tuple[int, int]) -> Iterable[CountryLink]:
    grouped = countries_of(linked)
    about = salience.about_within(within, grouped)
    for code, group in grouped.items():
        yield CountryLink(code, *_weight(group), code in about, certainty.of_link([m.rule for m in group]))


def _person_links(linked: LinkedArticle, within: tuple[int, int]) -> Iterable[PersonLink]:
    grouped = people_of(linked)
    about = salience.about_within(within, grouped)
    offices = _offices_of(linked)
    for who, group in grouped.items():
        role, country = next(((each.role, each.country) for each in group if each.role), ("", ""))
        sure = certainty.of_link([mention.rule for mention in group])
        every = _in_order([*group, *offices.pop(who[0], ())]) if who[0] in offices else group
        yield PersonLink(who[0], group[0].name, *_weight(every), who in about, sure, role, country)
    sure = certainty.of_mention(OFFICE_RULE)
    for key, held in offices.items():
        weight = _weight(held)
        yield PersonLink(key, held[0].name, *weight, weight[0], sure, "", "", True)


def _offices_of(linked: LinkedArticle) -> dict[str, list[OfficeMention]]:
    """The mentions by office alone of each person."""
    grouped: dict[str, list[OfficeMention]] = defaultdict(list)
    for mention in linked.offices:
        grouped[mention.key].append(mention)
    return grouped


def _in_order(
    mentions: Iterable[PersonMention | OfficeMention],
) -> list[PersonMention | OfficeMention]:
    return sorted(mentions, key=lambda mention: (mention.field is Field.BODY, mention.start))


def _weight(mentions: Sequence[CountryMention | PersonMention | OfficeMention]) -> tuple[bool, int, str]:
    """Whether the title names it, how often the article does, and the evidence as JSON."""
    in_title = Field.TITLE in [mention.field for mention in mentions]
    return in_title, len(mentions), f"[{', '.join(map(_as_json, mentions))}]"


def _as_json(mention: CountryMention | PersonMention | OfficeMention) -> str:
    """One mention as JSON, written out: an article has dozens, and json.dumps takes three times as long."""
    return (
        f'{{"field": "{mention.field}", "start": {mention.start}, "end": {mention.end}, '
        f'"text": {quoted(mention.text)}, "rule": {quoted(mention.rule)}}}'
    )
