"""Keys of values of all facets → the values as people read them; articles → whom and what they name.

No rows of models: a page needs the names of a hundred things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from articles.arrays import as_array
from articles.models import Batch
from articles.search.choices import batch_choice, choice_of_event, short
from articles.search.index import of_this_knowledge
from articles.search.names import language_choice
from articles.search.narrowing import WITH_SUBJECT, Choice
from articles.search.prepared import rows

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
    SELECT facet, article_id, key FROM (
        SELECT 'country' AS facet, article_id, country_id AS key, in_title, mentions, id
        FROM articles_articlecountry WHERE article_id = ANY(%s::bigint[])
        UNION ALL
        SELECT 'leader', article_id, person_id, in_title, mentions, id
        FROM articles_articleperson WHERE article_id = ANY(%s::bigint[])
    ) AS link
    ORDER BY in_title DESC, mentions DESC, id
"""
MOST_KEPT = 20_000


def labels(wanted: Mapping[str, Iterable[Key]]) -> Labels:
    """The values with these keys, by facet; those asked for lately are kept while they stay as they are."""
    kept: Labels = of_this_knowledge("labels")
    found: Labels = {}
    asked: dict[str, list[Key]] = defaultdict(list)
    for facet, keys in wanted.items():
        for key in dict.fromkeys(keys):
            known = kept.get((facet, key))  # another thread may let go of all of them
            if known is None:
                asked[facet].append(key)
            else:
                found[facet, key] = known
    new = _asked(asked) if asked else {}
    if len(kept) > MOST_KEPT:
        kept.clear()
    kept.update(new)
    return found | new


def _asked(wanted: Mapping[str, Sequence[Key]]) -> Labels:
    found: Labels = {("language", code): language_choice(str(code)) for code in wanted.get("language", ())}
    asked = {name: keys for name, keys in wanted.items() if name in QUESTIONS}
    if not asked:
        return found
    statement = " UNION ALL ".join(QUESTIONS[name] for name in sorted(asked))
    for facet, key, slug, name in rows(statement, [as_array(asked[name]) for name in sorted(asked)]):
        found[facet, key] = _choice(facet, key, slug, name)
    return found


def _choice(facet: str, key: int, slug: str, name: str) -> Choice:
    if facet in ("country", "leader", "source"):
        return Choice(facet, slug, name, key)
    if facet == "event":
        status, _, kind = slug.partition(" ")
        return choice_of_event(key, name, kind, status)
    if facet == "batch":
        return batch_choice(Batch(pk=key, label=name))
    return Choice("story", str(key), short(name), key)


def named_in(articles: Sequence[int]) -> tuple[Mapping[int, list[Choice]], Mapping[int, list[Choice]]]:
    """The countries and the people of articles, by id: those in the title first, then the most frequent."""
    countries: dict[int, list[Choice]] = defaultdict(list)
    people: dict[int, list[Choice]] = defaultdict(list)
    if not articles:
        return countries, people
    links = rows(LINKS, [as_array(articles)] * 2)
    known = labels({name: [key for facet, _, key in links if facet == name] for name in WITH_SUBJECT})
    for facet, article, key in links:
        choice = known.get((facet, key))
        if choice is not None:
            (countries if facet == "country" else people)[article].append(choice)
    return countries, people
