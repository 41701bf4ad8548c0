"""Keys of values of all facets → the values as people read them; articles → whom and what they name.

One question each, and no rows of models: a page needs the names of a hundred things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from articles.models import Batch, Country, Event, Person, Source
from articles.search.choices import batch_choice, event_choice, short
from articles.search.names import country_choice, language_choice, leader_choice, source_choice
from articles.search.narrowing import Choice
from articles.search.prepared import as_array, rows

Key = int | str
Labels = dict[tuple[str, Key], Choice]
"""By facet and key; values that there are no more have none."""

QUESTIONS = {
    "country": "SELECT 'country', id, slug, name FROM articles_country WHERE id = ANY(%s::bigint[])",
    "leader": "SELECT 'leader', id, slug, name FROM articles_person WHERE id = ANY(%s::bigint[])",
    "source": "SELECT 'source', id, slug, name FROM articles_source WHERE id = ANY(%s::bigint[])",
    "event": """
        SELECT 'event', id, status || ' ' || kind, title FROM articles_event WHERE id = ANY(%s::bigint[])
    """,
    "batch": "SELECT 'batch', id, '', label FROM articles_batch WHERE id = ANY(%s::bigint[])",
    # The title of the version that was published first.
    "story": """(
        SELECT DISTINCT ON (story_id) 'story', story_id, '', title
        FROM articles_storymember JOIN articles_article ON articles_article.id = article_id
        WHERE story_id = ANY(%s::bigint[]) ORDER BY story_id, published, articles_article.id
    )""",
}
LINKS = """
    SELECT 'country', article_id, other.id, slug, name, in_title, mentions, link.id
    FROM articles_articlecountry link JOIN articles_country other ON other.id = country_id
    WHERE article_id = ANY(%s::bigint[])
    UNION ALL
    SELECT 'leader', article_id, other.id, slug, name, in_title, mentions, link.id
    FROM articles_articleperson link JOIN articles_person other ON other.id = person_id
    WHERE article_id = ANY(%s::bigint[])
    ORDER BY in_title DESC, mentions DESC, 8
"""


def labels(wanted: Mapping[str, Iterable[Key]]) -> Labels:
    """The values with these keys, by facet."""
    found: Labels = {("language", code): language_choice(str(code)) for code in wanted.get("language", ())}
    asked = {name: list(keys) for name, keys in wanted.items() if name in QUESTIONS and keys}
    if not asked:
        return found
    statement = " UNION ALL ".join(QUESTIONS[name] for name in asked)
    for facet, key, slug, name in rows(statement, [as_array(keys) for keys in asked.values()]):
        found[facet, key] = _choice(facet, key, slug, name)
    return found


def _choice(facet: str, key: int, slug: str, name: str) -> Choice:
    if facet == "country":
        return country_choice(Country(pk=key, slug=slug, name=name))
    if facet == "leader":
        return leader_choice(Person(pk=key, slug=slug, name=name))
    if facet == "source":
        return source_choice(Source(pk=key, slug=slug, name=name))
    if facet == "event":
        status, _, kind = slug.partition(" ")
        return event_choice(Event(pk=key, status=status, kind=kind, title=name))
    if facet == "batch":
        return batch_choice(Batch(pk=key, label=name))
    return Choice("story", str(key), short(name), key)


def named_in(articles: Sequence[int]) -> tuple[Mapping[int, list[Choice]], Mapping[int, list[Choice]]]:
    """The countries and the people of articles, by id: those in the title first, then the most frequent."""
    countries: dict[int, list[Choice]] = defaultdict(list)
    people: dict[int, list[Choice]] = defaultdict(list)
    if not articles:
        return countries, people
    for facet, article, key, slug, name, *_ in rows(LINKS, [as_array(articles)] * 2):
        found = countries if facet == "country" else people
        found[article].append(Choice(facet, slug, name, key))
    return countries, people
