"""The rare words of an article's title and first sentences, and which articles have them too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection

from articles.linking import lexicon
from articles.models import Article
from articles.search.conditions import plain
from articles.search.index import Index, Integers
from articles.search.posted import posted
from articles.search.posted.fetching import postings
from articles.search.posted.kept import Wanted

LEAD = 600  # characters
MOST_ASKED = 12
MOST_ARTICLES = 2_000
SHARE = 50  # a word of more than one article in so many is not rare
SHORTEST = 4
# Two reports of a Monday have nothing in common.
CALENDAR = lexicon.word_class("calendar")
WORD = re.compile(r"[^\W\d_][\w’'-]*[^\W_]")

# What a word is stemmed to in the article's language, and whether the planner's statistics have it as common.
STEMMED = """
    SELECT word, stem, coalesce(stem = ANY(common.words), false)
    FROM unnest(%(words)s::text[]) WITH ORDINALITY AS asked (word, place)
    CROSS JOIN LATERAL (
        SELECT tsvector_to_array(to_tsvector(%(configuration)s::regconfig, word)) AS stems
    ) AS made
    CROSS JOIN LATERAL (SELECT stems[1] AS stem WHERE cardinality(stems) = 1) AS one
    LEFT JOIN (
        SELECT most_common_elems::text::text[] AS words FROM pg_stats
        WHERE schemaname = current_schema() AND tablename = 'articles_searchtext' AND attname = 'words'
    ) AS common ON true
    ORDER BY place
"""
HAVING = """
    SELECT stem, (
        SELECT array_agg(article_id) FROM (
            SELECT article_id FROM articles_searchtext
            WHERE words @@ quote_literal(stem)::tsquery AND configuration = %(configuration)s
                AND (%(among)s::bigint[] IS NULL OR article_id = ANY(%(among)s::bigint[])) LIMIT %(most)s
        ) AS few
    )
    FROM unnest(%(stems)s::text[]) AS asked (stem)
"""
NAMES = """
    SELECT mention ->> 'text' FROM articles_articlecountry, jsonb_array_elements(evidence) mention
    WHERE article_id = %(key)s
    UNION
    SELECT mention ->> 'text' FROM articles_articleperson, jsonb_array_elements(evidence) mention
    WHERE article_id = %(key)s
    UNION
    SELECT name FROM articles_person person JOIN articles_articleperson link ON link.person_id = person.id
    WHERE article_id = %(key)s
"""


@dataclass(frozen=True, slots=True)
class RareWord:
    """A word as the article writes it, and the ids of the articles that have it in some form."""

    text: str
    articles: Integers


def rare_words(key: int, index: Index) -> list[RareWord]:
    """The rare words of an article, its own names left out, in the order of the text."""
    row = Article.objects.filter(pk=key).values_list("title", "body", "search_text__configuration").first()
    if row is None or not row[2]:
        return []
    title, body, configuration = row
    words = _words(title, body[:LEAD], _names(key))
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(STEMMED, {"words": [plain(word) for word in words], "configuration": configuration})
        stems: dict[str, str] = {}
        for word, stem, common in cursor.fetchall():
            if not common:
                stems.setdefault(stem, word)
    most = min(MOST_ARTICLES, max(index.total // SHARE, 20))
    found = _having(index, configuration, list(stems)[:MOST_ASKED], most)
    return [RareWord(stems[stem], articles) for stem, articles in found.items() if 0 < len(articles) <= most]


def _having(index: Index, configuration: str, stems: Sequence[str], most: int) -> dict[str, Integers]:
    """The articles that have each of the stems: by the posting lists, or, of those not posted, by the words.

    Of the words that more than `most` have, only so many and one are read there.
    """
    none = np.empty(0, np.int64)
    lists = posted(index)
    among: list[int] | None = None
    found = dict.fromkeys(stems, none)
    if lists is not None:
        wanted = {Wanted(configuration, stem): stem for stem in stems}
        for one, having in postings(lists, wanted).items():
            found[wanted[one]] = index.ids[having.places]
        if not len(lists.beside):
            return found
        among = lists.beside.tolist()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            HAVING,
            {"stems": list(stems), "configuration": configuration, "most": most + 1, "among": among},
        )
        for stem, articles in cursor.fetchall():
            found[stem] = np.concatenate([found[stem], np.array(articles or (), np.int64)])
        cursor.execute("SET LOCAL enable_seqscan = on")
    return found


def _words(title: str, lead: str, names: frozenset[str]) -> list[str]:
    """The words that may be rare, each once: those of the title first, small if the text writes them so."""
    found: dict[str, str] = {}
    for word in WORD.findall(f"{title}\n{lead}"):
        bare = re.sub(r"[’']s$", "", word)
        if len(bare) >= SHORTEST and bare.lower() not in names | CALENDAR:
            known = found.setdefault(bare.lower(), bare)
            found[bare.lower()] = bare if bare.islower() else known
    return list(found.values())


def _names(key: int) -> frozenset[str]:
    """The words of the article that name its people and countries, and of those names as they are known."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES, {"key": key})
        texts: Sequence[str] = [text for (text,) in cursor.fetchall() if text]
    return frozenset(re.sub(r"[’']s$", "", word).lower() for text in texts for word in WORD.findall(text))
