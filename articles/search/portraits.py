"""A person → what the articles say of them: observed roles with their days, spellings, who appears with them.

All of it is counted anew from the links and the days of their articles, so that an import, a batch taken
back, a correction or a new linking leaves nothing behind. As in JRC-Names, a role is kept as a text gave it,
with the days between which it was seen. Who an observed person is, is the name: two of one name share a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db import connection

from articles.linking.offices import RULE as OFFICE_RULE
from articles.models import ArticlePerson, Country, CountryName, Person
from articles.search.names import leader_choice
from articles.search.narrowing import Choice

Row = tuple[Any, ...]
ROLES_SHOWN = 6
FORMS_SHOWN = 6
COMPANIONS_SHOWN = 6
LEADING = re.compile(r"^(?:the|an?|its|his|her|their)\s+", re.IGNORECASE)

# A partial ISO date sorts as text, and says how much of it is known.
DAYS = """
    left(article.published::text, CASE article.published_precision
        WHEN 'day' THEN 10 WHEN 'month' THEN 7 WHEN 'year' THEN 4 ELSE 0 END)
"""
ROLES = f"""
    SELECT link.role, link.role_country_id, count(*), min(nullif(day.text, '')), max(nullif(day.text, '')),
        (array_agg(article.id ORDER BY article.published DESC NULLS LAST, article.id DESC))[1]
    FROM articles_articleperson AS link
    JOIN articles_article AS article ON article.id = link.article_id
    CROSS JOIN LATERAL (SELECT {DAYS} AS text) AS day
    WHERE link.person_id = %s AND link.role <> ''
    GROUP BY 1, 2
"""  # noqa: S608 (our own text)
FORMS = r"""
    SELECT regexp_replace(mention->>'text', '\s+', ' ', 'g'), count(*), count(DISTINCT link.article_id)
    FROM articles_articleperson AS link, jsonb_array_elements(link.evidence) AS mention
    WHERE link.person_id = %s AND NOT starts_with(mention->>'rule', %s)
    GROUP BY 1 ORDER BY 2 DESC, 1
"""
COMPANIONS = """
    SELECT other.person_id, count(*)
    FROM articles_articleperson AS link
    JOIN articles_articleperson AS other
        ON other.article_id = link.article_id AND other.person_id <> link.person_id
    WHERE link.person_id = %s
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class ObservedRole:
    """A role that articles give: as they write it most, its country, how many do, from when to when.

    `first` and `last` are partial ISO dates, "" where none of the articles has a date. `latest` is the key of
    the latest of them.
    """

    text: str
    country: Country | None
    articles: int
    first: str
    last: str
    latest: int

    @property
    def address(self) -> str:
        """What to add to the person's address for a search of the articles with these words."""
        return "?" + urlencode({"q": f'"{self.text}"'})


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write the name: how often, and in how many articles."""

    text: str
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody who is named in the same articles, and in how many."""

    choice: Choice
    articles: int
    person: Person


class Portrait:
    """What the articles say of one person; each part is counted when it is asked for."""

    def __init__(self, person: Person) -> None:
        self.person = person

    @cached_property
    def roles(self) -> Sequence[ObservedRole]:
        """All roles, those of most articles first; one role written in two ways counts as one."""
        rows = _rows(ROLES, [self.person.pk])
        countries = Country.objects.in_bulk({row[1] for row in rows if row[1]})
        names = _names(countries.keys())
        groups: dict[tuple[str, int | None], list[Row]] = {}
        for row in rows:
            groups.setdefault((label_of(row[0], names.get(row[1], ())), row[1]), []).append(row)
        found = [_role(group, countries.get(key[1] or 0)) for key, group in groups.items()]
        return sorted(found, key=lambda role: (-role.articles, role.text))

    @property
    def shown_roles(self) -> Sequence[ObservedRole]:
        """The most frequent roles."""
        return self.roles[:ROLES_SHOWN]

    @property
    def more_roles(self) -> int:
        """How many other roles there are."""
        return max(0, len(self.roles) - ROLES_SHOWN)

    @property
    def several(self) -> Sequence[Country]:
        """The countries of the roles, where there are several: the name may stand for several people."""
        found = {role.country.pk: role.country for role in self.roles if role.country}
        return list(found.values()) if len(found) > 1 else ()

    @cached_property
    def _all_forms(self) -> Sequence[Form]:
        return [Form(*row) for row in _rows(FORMS, [self.person.pk, OFFICE_RULE])]

    @property
    def forms(self) -> Sequence[Form]:
        """The ways in which articles write the name, the most frequent first."""
        return self._all_forms[:FORMS_SHOWN]

    @property
    def more_forms(self) -> int:
        """How many other ways there are."""
        return max(0, len(self._all_forms) - FORMS_SHOWN)

    @cached_property
    def companions(self) -> Sequence[Companion]:
        """Those whom most articles name beside this person."""
        rows = _rows(COMPANIONS, [self.person.pk, COMPANIONS_SHOWN])
        people = Person.objects.in_bulk([key for key, _ in rows])
        return [Companion(leader_choice(people[key]), total, people[key]) for key, total in rows]

    @cached_property
    def by_office(self) -> int:
        """How many articles mean this person by an office alone."""
        return ArticlePerson.objects.filter(person=self.person, by_office=True).count()


def label_of(role: str, names: Iterable[str] = ()) -> str:
    """A role as it is compared: small letters, without articles and the country's own name in front."""
    label = LEADING.sub("", " ".join(role.replace("’", "'").split()).casefold())
    for name in names:
        folded = name.casefold()
        rest = label.removeprefix(folded)
        if rest != label and rest[:1] in (" ", "'"):
            return rest.removeprefix("'s").removeprefix("'").strip() or label
    return label


def _role(group: Sequence[Row], country: Country | None) -> ObservedRole:
    rows = sorted(group, key=lambda row: (-row[2], str(row[0])))
    days = [str(day) for row in rows for day in (row[3], row[4]) if day]
    latest = max(rows, key=lambda row: (str(row[4] or ""), row[5]))
    return ObservedRole(
        text=str(rows[0][0]),
        country=country,
        articles=sum(row[2] for row in rows),
        first=min(days, default=""),
        last=max(days, default=""),
        latest=latest[5],
    )


def _names(countries: Iterable[int]) -> Mapping[int, Sequence[str]]:
    """The English names of countries and of their people, the longest first."""
    found: dict[int, list[str]] = {}
    rows = CountryName.objects.filter(country__in=list(countries), language__startswith="en")
    for country, text in rows.values_list("country_id", "text"):
        found.setdefault(country, []).append(text)
    return {country: sorted(texts, key=len, reverse=True) for country, texts in found.items()}


def _rows(sql: str, parameters: Sequence[int | str]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
