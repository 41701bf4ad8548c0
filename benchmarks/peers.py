"""Other ways to answer a search with a whole page: tantivy, SQLite FTS5, and Django as most sites use it.

Each does the same work: the number of hits, the 20 best with a snippet, counts of countries, people, events,
sources and languages, and hits by month. `load` copies the articles of the archive into the peer's own files.
What a peer does otherwise stands in its docstring.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from asked import Asked

SHOWN = 20
FACETS = ("country", "person", "event", "source", "language")
MOST = 10

Answer = tuple[int, int]
"""The number of hits, and how many results were made."""


def rows() -> Iterator[tuple[int, str, str, date | None, str, str, list[str], list[str], list[str]]]:
    """All articles: id, title, body, day, source, language, codes of countries, slugs of people, events."""
    from articles.models import Article

    found = Article.objects.order_by("pk").prefetch_related(None)
    links = """
        SELECT id, title, body, published,
            (SELECT name FROM articles_source s WHERE s.id = source_id), language,
            ARRAY(SELECT code FROM articles_articlecountry l JOIN articles_country c ON c.id = country_id
                  WHERE article_id = a.id),
            ARRAY(SELECT slug FROM articles_articleperson l JOIN articles_person p ON p.id = person_id
                  WHERE article_id = a.id),
            ARRAY(SELECT event_id::text FROM articles_eventarticle WHERE article_id = a.id)
        FROM articles_article a WHERE id > %s ORDER BY id LIMIT 2000
    """
    from django.db import connection

    last = 0
    for _ in range(0, found.count(), 2000):
        with connection.cursor() as cursor:
            cursor.execute(links, [last])
            for row in cursor.fetchall():
                last = row[0]
                yield row


class Tantivy:
    """A search engine in Rust, in this process. Its histogram has bars of 30 days instead of months."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, fast=True)
        builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
        builder.add_text_field("body", stored=True, tokenizer_name="en_stem")
        builder.add_date_field("day", fast=True, indexed=True)
        for facet in FACETS:
            builder.add_text_field(facet, tokenizer_name="raw", fast=True, index_option="basic")
        self.schema = builder.build()
        fresh = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        self.index = tantivy.Index(self.schema, path=str(folder))
        if fresh:
            self._fill()
        self.index.reload()
        self.searcher = self.index.searcher()

    def _fill(self) -> None:
        writer = self.index.writer(heap_size=200_000_000, num_threads=1)
        for key, title, body, day, source, language, countries, people, events in rows():
            document = self.tantivy.Document(
                id=key, title=title, body=body, source=source or "", language=language,
                country=countries, person=people, event=events,
            )  # fmt: skip
            if day:
                document.add_date("day", datetime(day.year, day.month, day.day, tzinfo=UTC))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def page(self, asked: Asked) -> Answer:
        """One page."""
        query, words = self._query(asked)
        if asked.newest or asked.filtered:
            found = self.searcher.search(
                query, SHOWN, count=True, order_by_field="day", order=self.tantivy.Order.Desc
            )
        else:
            found = self.searcher.search(query, SHOWN, count=True)
        made = 0
        snippets = self.tantivy.SnippetGenerator.create(self.searcher, words, self.schema, "body")
        for _, address in found.hits:
            document = self.searcher.doc(address)
            made += bool(snippets.snippet_from_doc(document).to_html() or document["title"])
        counts: dict[str, Any] = {facet: {"terms": {"field": facet, "size": MOST + 1}} for facet in FACETS}
        counts["day"] = {"date_histogram": {"field": "day", "fixed_interval": "30d"}}
        self.searcher.aggregate(query, counts)
        return found.count, made

    def _query(self, asked: Asked) -> tuple[Any, Any]:
        query, occur = self.tantivy.Query, self.tantivy.Occur
        parts = []
        words = query.all_query()
        if not asked.filtered:
            plain = asked.terms if asked.either else " ".join(f"+{word}" for word in asked.terms.split())
            if asked.phrase:
                plain = f'"{asked.phrase}"'
            words = self.index.parse_query(plain.replace("+-", "-"), ["title", "body"])
        parts.append((occur.Must, words))
        for facet, value in (("country", asked.country), ("person", asked.person)):
            if value:
                parts.append(
                    (occur.Must, query.const_score_query(query.term_query(self.schema, facet, value), 0))
                )
        if asked.year:
            first, last = datetime(asked.year, 1, 1, tzinfo=UTC), datetime(asked.year + 1, 1, 1, tzinfo=UTC)
            span = query.range_query(
                self.schema, "day", self.tantivy.FieldType.Date, first, last, include_upper=False
            )
            parts.append((occur.Must, query.const_score_query(span, 0)))
        return query.boolean_query(parts), words


class Sqlite:
    """SQLite with FTS5 and tables of links: hits go into a temporary table, which all counts join.

    The plus signs keep its planner from looking the words up anew for every article of a filter.
    """

    name = "SQLite FTS5"

    def __init__(self, path: Path) -> None:
        fresh = not path.exists()
        self.db = sqlite3.connect(path)
        self.db.execute("PRAGMA temp_store = memory")
        self.db.execute("PRAGMA cache_size = -200000")
        self.db.execute("PRAGMA mmap_size = 4000000000")
        if fresh:
            self._fill()
        self.db.execute("CREATE TEMP TABLE hits (id INTEGER PRIMARY KEY)")

    def _fill(self) -> None:
        self.db.executescript("""
            CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize = 'porter unicode61');
            CREATE TABLE article (id INTEGER PRIMARY KEY, day TEXT, source TEXT, language TEXT);
            CREATE TABLE country (article INTEGER, key TEXT, PRIMARY KEY (article, key)) WITHOUT ROWID;
            CREATE TABLE person (article INTEGER, key TEXT, PRIMARY KEY (article, key)) WITHOUT ROWID;
            CREATE TABLE event (article INTEGER, key TEXT, PRIMARY KEY (article, key)) WITHOUT ROWID;
        """)
        for key, title, body, day, source, language, *links in rows():
            self.db.execute("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (key, title, body))
            iso = day.isoformat() if day else None
            self.db.execute("INSERT INTO article VALUES (?, ?, ?, ?)", (key, iso, source, language))
            for table, values in zip(("country", "person", "event"), links, strict=True):
                self.db.executemany(f"INSERT INTO {table} VALUES (?, ?)", [(key, one) for one in values])
        self.db.executescript("""
            CREATE INDEX of_country ON country (key, article);
            CREATE INDEX of_person ON person (key, article);
            CREATE INDEX by_day ON article (day);
            INSERT INTO words (words) VALUES ('optimize');
            ANALYZE;
        """)
        self.db.commit()

    def page(self, asked: Asked) -> Answer:
        """One page."""
        conditions: list[str] = []
        values: list[object] = []
        for table, value in (("country", asked.country), ("person", asked.person)):
            if value:
                conditions.append(f"id IN (SELECT article FROM {table} WHERE key = ?)")
                values.append(value)
        if asked.year:
            conditions.append("id IN (SELECT id FROM article WHERE day >= ? AND day < ?)")
            values += [f"{asked.year}", f"{asked.year + 1}"]
        match = self._match(asked)
        source = "(SELECT +rowid AS id FROM words WHERE words MATCH ?)" if match else "article"
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        given = [match, *values] if match else values
        self.db.execute("DELETE FROM hits")
        self.db.execute(f"INSERT INTO hits SELECT id FROM {source}{where}", given)
        total = self.db.execute("SELECT count(*) FROM hits").fetchone()[0]
        shown = self._shown(match, asked, bool(conditions))
        for table in ("country", "person", "event"):
            self.db.execute(
                f"SELECT key, count(*) AS n FROM hits JOIN {table} ON article = id"
                f" GROUP BY key ORDER BY n DESC LIMIT {MOST + 1}"
            ).fetchall()
        for column in ("source", "language", "substr(day, 1, 7)"):
            self.db.execute(
                f"SELECT {column}, count(*) AS n FROM hits JOIN article USING (id) GROUP BY 1 ORDER BY n DESC"
            ).fetchall()
        return total, shown

    def _match(self, asked: Asked) -> str:
        words = (" OR " if asked.either else " AND ").join(asked.words) or (
            f'"{asked.phrase}"' if asked.phrase else ""
        )
        return f"{words} NOT {asked.without}" if asked.without else words

    def _shown(self, match: str, asked: Asked, narrowed: bool) -> int:
        if not match:
            rows = self.db.execute(
                "SELECT id, title, substr(body, 1, 560) FROM hits JOIN article USING (id)"
                f" JOIN words ON words.rowid = id ORDER BY day DESC LIMIT {SHOWN}"
            )
            return len(rows.fetchall())
        inside = " AND +words.rowid IN (SELECT id FROM hits)" if narrowed else ""
        join, order = ("CROSS JOIN article ON id = words.rowid", "day DESC") if asked.newest else ("", "rank")
        rows = self.db.execute(
            "SELECT words.rowid, highlight(words, 0, '[', ']'), snippet(words, 1, '[', ']', '…', 40)"
            f" FROM words {join} WHERE words MATCH ?{inside} ORDER BY {order} LIMIT {SHOWN}",
            [match],
        )
        return len(rows.fetchall())


class Plain:
    """Django as its documentation shows it: SearchVector, SearchRank over all hits, counts by joins.

    It searches the same table of words, with its GIN index, that the archive itself uses.
    """

    name = "plain Django"

    def page(self, asked: Asked) -> Answer:
        """One page."""
        from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
        from django.db.models import Count, F
        from django.db.models.functions import TruncMonth

        from articles.models import Article

        hits = Article.objects.all()
        if asked.country:
            hits = hits.filter(countries__code=asked.country)
        if asked.person:
            hits = hits.filter(people__slug=asked.person)
        if asked.year:
            hits = hits.filter(published__year=asked.year)
        listed = hits.order_by(F("published").desc(nulls_last=True), "-pk")
        if not asked.filtered:
            query = SearchQuery(asked.terms, config="news_english", search_type="websearch")
            hits = hits.filter(search_text__words=query)
            listed = hits.annotate(headline=SearchHeadline("body", query, config="news_english"))
            if asked.newest:
                listed = listed.order_by(F("published").desc(nulls_last=True), "-pk")
            else:
                listed = listed.annotate(rank=SearchRank(F("search_text__words"), query)).order_by(
                    "-rank", "-pk"
                )
        shown = len(listed.select_related("source").defer("signature")[:SHOWN])
        total = hits.count()
        # The keys of all hits, so that a filter by country does not hide the other countries of an article.
        among = Article.objects.filter(pk__in=hits.order_by().values("pk")).order_by()
        for facet in ("countries__name", "people__name", "events__title", "source__name", "language"):
            list(among.values(facet).annotate(total=Count("pk")).order_by("-total")[: MOST + 1])
        list(among.values(month=TruncMonth("published")).annotate(total=Count("pk")).order_by("month"))
        return total, shown


class Ours:
    """The archive's own page. `forgetting`: the articles of words asked before are not remembered."""

    name = "the archive"

    def __init__(self, *, forgetting: bool = False) -> None:
        self.forgetting = forgetting
        if forgetting:
            self.name = "the archive, words new to it"

    def page(self, asked: Asked) -> Answer:
        """One page."""
        from articles.search.page import search

        if self.forgetting:
            forget_what_was_found()
        page = search(self.request(asked))
        return page.total, len(page.results)

    def request(self, asked: Asked) -> Any:
        """The search as the archive's address would ask it."""
        from articles.models import Country, Person
        from articles.search.language import parse_period
        from articles.search.names import country_choice, leader_choice
        from articles.search.narrowing import Narrowing
        from articles.search.request import SearchRequest, Sort

        if asked not in _requests:
            choices = [country_choice(one) for one in Country.objects.filter(code=asked.country)]
            choices += [leader_choice(one) for one in Person.objects.filter(slug=asked.person)]
            period = parse_period(str(asked.year)) if asked.year else None
            _requests[asked] = SearchRequest(
                asked.terms,
                Narrowing(tuple(choices), period, period),
                sort=Sort.NEWEST if asked.newest else None,
            )
        return _requests[asked]


_requests: dict[Asked, Any] = {}


def forget_what_was_found() -> None:
    """Let the archive forget what earlier searches left in memory: lists, sets, orders, what was read."""
    from articles.search import phrases, tsqueries
    from articles.search.index import current, forget_sets

    forget_sets()
    phrases._read.clear()
    phrases._queries.cache_clear()
    tsqueries.forget()
    with current() as index:
        index.kept.pop("orders", None)
        index.kept.pop("counts", None)
        if "posted" in index.kept:
            index.kept["posted"].known.clear()


def peers(folder: Path) -> list[tuple[str, Callable[[Asked], Answer]]]:
    """All engines by name; a missing tantivy is said and left out."""
    found: list[Any] = [Ours()]
    try:
        found.append(Tantivy(folder / "tantivy"))
    except ImportError:
        print("tantivy is not installed (pip install -e '.[benchmarks]'), so it is left out.")
    found += [Sqlite(folder / "words.sqlite"), Plain()]
    return [(one.name, one.page) for one in found]
