"""What rules found in an article and what people decided in, the links of the article out.

Whatever writes links (an import, a changed version, an earlier text put back, a new linking, a correction)
asks here, and nowhere else. The links depend on what was found and on the decisions in force alone: taking
one back leaves no trace.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar

from django.db import OperationalError, connection
from django.db.models import Q

from articles.importing.copying import as_json
from articles.importing.found import CountryLink, PersonLink
from articles.linking.offices import RULE as OFFICE_RULE
from articles.models import Ruling
from articles.models.knowledge import person_slug
from articles.records import Field

BY_HAND = "added by hand"
DECISIONS_LOCK = 0x64656369  # "deci"; any number that nothing else in the database locks
PATIENCE = "20s"
LOCK_NOT_AVAILABLE = "55P03"

AnyLink = TypeVar("AnyLink", CountryLink, PersonLink)


class Links(NamedTuple):
    """The links of an article, one a country and one a person."""

    countries: tuple[CountryLink, ...] = ()
    people: tuple[PersonLink, ...] = ()


class Text(NamedTuple):
    """What mentions are looked for in."""

    title: str
    body: str


class BusyError(Exception):
    """Something else holds the links for longer than a person waits."""


def obey() -> None:
    """Until the transaction ends, no decision is made that the links written in it would not know.

    To be called first in a transaction that writes links: before it locks a row of an article.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [DECISIONS_LOCK])


def decide(patience: str = PATIENCE) -> None:
    """Until the transaction ends, nobody else writes links or decides.

    Raises BusyError after a while, so that no one waits for an archive that takes a large batch back; with a
    `patience` of "0" it waits.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [patience])
        try:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [DECISIONS_LOCK])
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
                raise
            raise BusyError(
                "A batch is being stored or taken back and holds the links. Nothing was changed; "
                "try again in a minute."
            ) from error
        cursor.execute("SET LOCAL lock_timeout = 0")


def folded(form: str) -> str:
    """Words as decisions know them: case and white space do not matter."""
    return " ".join(form.casefold().split())[:200]


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions in force for some articles: `general` for all, `own` by identity, `merged` by slug."""

    general: Sequence[Ruling]
    own: Mapping[str, Sequence[Ruling]]
    merged: Mapping[str, tuple[str, str]]

    @classmethod
    def on(cls, identities: Collection[str]) -> "Decisions":
        """Those that may concern the articles of these identities: two queries."""
        general: list[Ruling] = []
        own: dict[str, list[Ruling]] = defaultdict(list)
        merged: dict[str, tuple[str, str]] = {}
        asked = Q(article="") | Q(article__among=identities) if identities else Q(article="")
        for ruling in Ruling.in_force().filter(asked):
            if ruling.verb == Ruling.Verb.MERGE:
                merged[ruling.person] = (ruling.to, ruling.to_name)
            elif ruling.article:
                own[ruling.article].append(ruling)
            else:
                general.append(ruling)
        return cls(general, own, merged)

    @property
    def none(self) -> bool:
        """Whether nobody has decided anything that may concern these articles."""
        return not (self.own or self.general or self.merged)

    def whole(self, slug: str, name: str) -> tuple[str, str]:
        """Slug and name of the person that this one is, where two were found to be one."""
        while slug in self.merged:
            slug, name = self.merged[slug]
        return slug, name

    def person_of(self, identity: str, slug: str, words: str) -> str:
        """Who it is that rules took for this person in an article, by these words; "" for nobody."""
        now, _ = self.whole(slug, "")
        for ruling in self._in_order(identity):
            if not ruling.person or ruling.verb == Ruling.Verb.ADD or not now:
                continue
            meant = self.whole(ruling.person, "")[0] == now
            if meant and ruling.form in ("", folded(words)):
                now = self.whole(ruling.to, "")[0] if ruling.verb == Ruling.Verb.GIVE else ""
        return now

    def links(self, identity: str, found: Links, text: Text) -> Links:
        """The links of an article in which the rules `found` these."""
        if self.none:
            return found
        state = _State(self, found)
        for ruling in self._in_order(identity):
            state.obey(ruling, text)
        return state.links if state.changed else found

    def _in_order(self, identity: str) -> list[Ruling]:
        """The rulings on an article in the order of time."""
        own = self.own.get(identity, ())
        return sorted((*self.general, *own), key=lambda ruling: (ruling.correction_id, ruling.pk or 0))


class _State:
    """The links of an article while one decision after the other is obeyed."""

    def __init__(self, decisions: Decisions, found: Links) -> None:
        self._decisions = decisions
        self._countries = {link.code: link for link in found.countries}
        self._people: dict[str, PersonLink] = {}
        self.changed = False
        for link in found.people:
            slug = slug_of(link)
            root, name = decisions.whole(slug, link.name)
            if root != slug:
                link = link._replace(key=root, name=name)
                self.changed = True
            self._put_person(root, link)

    @property
    def links(self) -> Links:
        return Links(tuple(self._countries.values()), tuple(self._people.values()))

    def obey(self, ruling: Ruling, text: Text) -> None:
        if ruling.country:
            self._obey_on_country(ruling, text)
        elif ruling.person:
            self._obey_on_person(ruling, text)

    def _obey_on_country(self, ruling: Ruling, text: Text) -> None:
        code = ruling.country
        if ruling.verb == Ruling.Verb.ADD:
            if code not in self._countries:
                self._countries[code] = CountryLink(code, *_by_hand(ruling.form, text))
                self.changed = True
            return
        taken, left = _parted(self._countries.get(code), ruling.form)
        if taken is None:
            return
        self.changed = True
        _put_or_drop(self._countries, code, left)
        if ruling.verb == Ruling.Verb.GIVE:
            present = self._countries.get(ruling.to)
            taken = taken._replace(code=ruling.to)
            self._countries[ruling.to] = joined(present, taken) if present else taken

    def _obey_on_person(self, ruling: Ruling, text: Text) -> None:
        slug, name = self._decisions.whole(ruling.person, ruling.name)
        if ruling.verb == Ruling.Verb.ADD:
            if slug not in self._people:
                self._people[slug] = PersonLink(slug, name, *_by_hand(ruling.form, text), "")
                self.changed = True
            return
        taken, left = _parted(self._people.get(slug), ruling.form)
        if taken is None:
            return
        self.changed = True
        _put_or_drop(self._people, slug, left)
        if ruling.verb == Ruling.Verb.GIVE:
            to, to_name = self._decisions.whole(ruling.to, ruling.to_name)
            self._put_person(to, taken._replace(key=to, name=to_name))

    def _put_person(self, slug: str, link: PersonLink) -> None:
        present = self._people.get(slug)
        self._people[slug] = joined(present, link) if present else link


def slug_of(link: PersonLink) -> str:
    """The identity of a person: of the reference data, or of the full name."""
    return link.key or _slug_of_name(link.name)


@lru_cache(maxsize=50_000)
def _slug_of_name(name: str) -> str:
    return person_slug(name)


def joined(one: AnyLink, other: AnyLink) -> AnyLink:
    """One link of two to the same country or person."""
    sure = [each.confidence for each in (one, other) if each.confidence is not None]
    both = one._replace(
        in_title=one.in_title or other.in_title,
        mentions=one.mentions + other.mentions,
        evidence=as_json([*json.loads(one.evidence), *json.loads(other.evidence)]),
        about=one.about or other.about,
        confidence=max(sure, default=None),
    )
    if isinstance(both, PersonLink) and isinstance(other, PersonLink):
        both = both._replace(by_office=both.by_office and other.by_office)
        if not both.role:
            return both._replace(role=other.role, role_country=other.role_country)
    return both


def places(words: str, text: Text) -> Iterator[dict[str, str | int]]:
    """Where words stand in a text, as mentions."""
    if not words:
        return
    spaced = r"\s+".join(map(re.escape, words.split()))
    wanted = re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)
    for field, content in ((Field.TITLE, text.title), (Field.BODY, text.body)):
        for match in wanted.finditer(content):
            yield {
                "field": field.value,
                "start": match.start(),
                "end": match.end(),
                "text": match[0],
                "rule": BY_HAND,
            }


def _by_hand(words: str, text: Text) -> tuple[bool, int, str, bool, None]:
    """The weight of a link that a person added. They say what the article is about."""
    mentions = list(places(words, text))
    in_title = any(mention["field"] == Field.TITLE for mention in mentions)
    return in_title, len(mentions) or 1, as_json(mentions), True, None


def _parted(link: AnyLink | None, form: str) -> tuple[AnyLink | None, AnyLink | None]:
    """What a ruling takes of a link, and what it leaves. What a person added by hand is of no form."""
    if link is None or not form:
        return link, None
    mentions = json.loads(link.evidence)
    taken = [each for each in mentions if folded(each["text"]) == form and each["rule"] != BY_HAND]
    if len(taken) == len(mentions) and taken:
        return link, None
    if not taken:
        return None, link
    left = [each for each in mentions if each not in taken]
    return _with(link, taken), _with(link, left)


def _with(link: AnyLink, mentions: Sequence[Mapping[str, str | int]]) -> AnyLink:
    in_title = any(mention["field"] == Field.TITLE for mention in mentions)
    link = link._replace(in_title=in_title, mentions=len(mentions), evidence=as_json(mentions))
    if isinstance(link, PersonLink):
        return link._replace(by_office=all(str(each["rule"]).startswith(OFFICE_RULE) for each in mentions))
    return link


def _put_or_drop(links: dict[str, AnyLink], key: str, left: AnyLink | None) -> None:
    if left is None:
        del links[key]
    else:
        links[key] = left
