"""All that search keeps beside the articles, held against them: what differs, why it may, what mended it.

Numbers of the index are compared with plain counts of rows; the index that this process has, and the one that
a process has after catching up by the notes, with one loaded anew;
search words with the texts, and posting lists with the search words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from articles.models import Article
from articles.models.words import index_articles, stale_words
from articles.search.index import Index
from articles.search.index.comparing import differing, numbers
from articles.search.index.current import reloaded
from articles.search.posted.checking import post_again, unreadable, wrongly_posted

CHUNK = 1_000
NAMED = 5
REPORTED = """(
    SELECT article_id, event_id FROM articles_eventarticle
    WHERE event_id NOT IN (SELECT id FROM articles_event WHERE status = 'rejected')
) AS reported"""
TOTAL, DATES = "articles", "dates"
FACETS = {
    TOTAL: "SELECT 0, count(*) FROM articles_article",
    DATES: """
        SELECT coalesce(published - '0001-01-01'::date + 1, 0), count(*) FROM articles_article GROUP BY 1
    """,
    "source": "SELECT source_id, count(*) FROM articles_article WHERE source_id IS NOT NULL GROUP BY 1",
    "language": "SELECT language, count(*) FROM articles_article WHERE language <> '' GROUP BY 1",
    "batch": "SELECT batch_id, count(*) FROM articles_article GROUP BY 1",
    "since": """
        SELECT coalesce(first.batch_id, article.batch_id), count(*) FROM articles_article article
        LEFT JOIN (
            SELECT DISTINCT ON (article_id) article_id, batch_id FROM articles_version ORDER BY 1, number
        ) AS first ON first.article_id = article.id GROUP BY 1
    """,
    "story": "SELECT story_id, count(*) FROM articles_storymember GROUP BY 1",
}
# Not those of the index: a mistake there must show here.
LINKED = (
    ("country", "articles_articlecountry", "country_id", True),
    ("leader", "articles_articleperson", "person_id", True),
    ("event", REPORTED, "event_id", False),
)
TRIGGERS = """
    SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger
    WHERE tgrelid::regclass::text = ANY(%s) AND tgname LIKE 'note\\_%%' ORDER BY 1, 2
"""
DEEDS = ("note_insert", "note_delete", "note_update")
NOTED = {
    "articles_article": (*DEEDS, "note_truncate", "note_stale_text"),
    "articles_caption": ("note_stale_insert", "note_stale_delete", "note_stale_update"),
    "articles_articlecountry": (*DEEDS, "note_truncate"),
    "articles_articleperson": (*DEEDS, "note_truncate"),
    "articles_eventarticle": (*DEEDS, "note_truncate"),
    "articles_storymember": (*DEEDS, "note_truncate"),
    "articles_searchtext": (*DEEDS, "note_truncate", "note_stale_update", "note_stale_delete"),
    "articles_event": ("note_update",),
    "articles_version": DEEDS,
}
LOAD_ANEW = """
    INSERT INTO articles_articlechange (transaction, made) VALUES (pg_current_xact_id()::text::bigint, now())
"""
LOST = {"keys of events": ("articles_eventkey", "event_id", "articles_event")}

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that differs: what, why that may be, and what was done; `mended` where that put it right."""

    what: str
    why: str
    done: str = ""

    @property
    def mended(self) -> bool:
        """Whether it is right now."""
        return bool(self.done)


def check(*, repair: bool = False, words: bool = True, tell: Tell = lambda _: None) -> list[Finding]:
    """Compare, and with `repair` mend what can be mended; `words` says whether texts are read again too."""
    return [
        *_triggers(repair),
        *_index(repair, tell),
        *(_words(repair, tell) if words else ()),
        *(_postings(repair, tell) if words else ()),
        *_stories(),
        *_lost(repair),
    ]


def _triggers(repair: bool) -> Iterator[Finding]:
    """The triggers that write the notes, of which one may be missing or disabled."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS, [list(NOTED)])
        found = {(table, name): state for table, name, state in cursor.fetchall()}
    why = "Somebody disabled it (psql, a restore without triggers), and what was written since is not noted."
    for table, names in NOTED.items():
        for name in names:
            state = found.get((table, name))
            if state == "O" or state == "A":
                continue
            if state is None:
                yield Finding(
                    f"The trigger {name} of {table} is missing.",
                    "The database was changed by hand. Migrations 0012, 0017, 0021, 0022 and 0025 have it.",
                )
            elif repair:
                with connection.cursor() as cursor:
                    how = "ENABLE ALWAYS" if name == "note_insert" else "ENABLE"
                    cursor.execute(f"ALTER TABLE {table} {how} TRIGGER {name}")
                    cursor.execute(LOAD_ANEW)
                yield Finding(
                    f"The trigger {name} of {table} was disabled.", why, "enabled; every process loads anew"
                )
            else:
                yield Finding(f"The trigger {name} of {table} is disabled.", why)


def _index(repair: bool, tell: Tell) -> Iterator[Finding]:
    """The index of this process, and one caught up by notes, against a fresh one; that against rows."""
    with reloaded() as (held, fresh, replayed):
        tell(f"{fresh.total:,} articles loaded; comparing")
        wrong = list(counted_otherwise(fresh))
        stale = differing(held, fresh).tolist() if held else []
        other = differing(replayed, fresh).tolist()
    if stale:
        done = ""
        if repair:
            with connection.cursor() as cursor:
                cursor.execute(LOAD_ANEW)
            done = "noted, so that every process loads all anew"
        yield Finding(
            f"The index in memory has {_articles(stale)} as they are not (any more).",
            "They were written while triggers were off.",
            done,
        )
    if other:
        yield Finding(
            f"Catching up by the notes gives other numbers for {_articles(other)} than loading anew.",
            "That is a mistake of the program; please report it.",
        )
    yield from wrong


def counted_otherwise(index: Index) -> Iterator[Finding]:
    """Every number of the index that a plain count of rows does not confirm, in its own transaction."""
    counted = numbers(index)
    for name, statement in _statements():
        rows = _counts(statement)
        for key in sorted(rows.keys() | counted[name].keys(), key=str):
            one, plain = counted[name].get(key, 0), rows.get(key, 0)
            if one != plain:
                yield Finding(
                    f"{name} {key}: the index counts {one:,}, the rows are {plain:,}.",
                    "That is a mistake of the program; please report it.",
                )


def _statements() -> Iterator[tuple[str, str]]:
    yield from FACETS.items()
    for name, table, key, subject in LINKED:
        counted = f"SELECT {key}, count(*) FROM {table}"  # noqa: S608 (our own names)
        yield name, f"{counted} GROUP BY 1"
        if subject:
            yield f"about_{name}", f"{counted} WHERE about GROUP BY 1"


def _counts(statement: str) -> dict[int | str, int]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return dict(cursor.fetchall())


def _words(repair: bool, tell: Tell) -> Iterator[Finding]:
    """Search words that are missing or not those of the text."""
    missing: list[int] = []
    stale: list[int] = []
    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        with transaction.atomic():
            found = stale_words(chunk)
            if repair:
                index_articles([*found[0], *found[1]])
        missing += found[0]
        stale += found[1]
        tell(f"words of {start + len(chunk):,} of {len(keys):,} articles compared")
    done = "made anew" if repair else ""
    if missing:
        yield Finding(f"No search words: {_articles(missing)}.", "Rows were deleted or never written.", done)
    if stale:
        yield Finding(
            f"Search words that are not those of the text: {_articles(stale)}.",
            "The text was changed past the program, or an earlier version of it made the words.",
            done,
        )


def _postings(repair: bool, tell: Tell) -> Iterator[Finding]:
    """Articles whose posting lists are not those of their search words."""
    lost = unreadable(repair=repair)
    if lost:
        which = "1 segment of posting lists does not say any more of which articles it is"
        if len(lost) > 1:
            which = f"{len(lost):,} segments of posting lists do not say any more of which articles they are"
        yield Finding(
            f"{which}: {', '.join(map(str, lost[:NAMED]))}.",
            "Rows were changed past the program, or a disk lost them. No search uses these lists.",
            "deleted, so that `build_postings` makes the lists anew" if repair else "",
        )
    wrong = wrongly_posted(tell)
    if wrong:
        if repair:
            post_again(wrong)
        yield Finding(
            f"Posting lists that are not those of the search words: {_articles(wrong)}.",
            "Rows were deleted or changed past the program, or a disk lost them.",
            "noted, so that no search uses them before `build_postings` has made them anew" if repair else "",
        )


def _stories() -> Iterator[Finding]:
    statement = """
        SELECT story_id, count(*)
        FROM articles_storymember JOIN articles_story ON articles_story.id = story_id
        GROUP BY story_id, merged_into_id HAVING count(*) < 2 OR merged_into_id IS NOT NULL ORDER BY 1
    """
    found = _counts(statement)
    if found:
        shown = ", ".join(str(key) for key in list(found)[:NAMED])
        yield Finding(
            f"{len(found):,} stories have one article only, or joined another and keep articles: {shown}.",
            "Rows were changed past the program. `manage.py regroup` makes all stories anew.",
        )


def _lost(repair: bool) -> Iterator[Finding]:
    """Rows of the narrow tables without constraints whose owner is gone; they find nothing."""
    for name, (table, column, owner) in LOST.items():
        lost = f"FROM {table} WHERE NOT EXISTS (SELECT FROM {owner} WHERE {owner}.id = {table}.{column})"
        with connection.cursor() as cursor:
            cursor.execute(f"{'DELETE' if repair else 'SELECT 1'} {lost}")
            total = cursor.rowcount
        if total:
            yield Finding(
                f"{total:,} {name} lead to nothing.",
                "What they belonged to was deleted. They do no harm.",
                "deleted" if repair else "",
            )


def _articles(keys: Sequence[int]) -> str:
    """ "article 7", "articles 7, 9 and 3 more"."""
    if len(keys) == 1:
        return f"article {keys[0]}"
    shown = ", ".join(map(str, keys[:NAMED]))
    more = len(keys) - NAMED
    return f"articles {shown} and {more:,} more" if more > 0 else f"articles {shown}"
