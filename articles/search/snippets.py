"""A page of article ids → what is shown of each: title and snippet with the matches marked, and its links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, F, Func, TextField, Value, When
from django.db.models.functions import Left
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, ArticleCountry, ArticlePerson
from articles.search.collapsing import Versions
from articles.search.conditions import tsquery, wanted_words
from articles.search.language import Node
from articles.search.names import country_choice, leader_choice
from articles.search.narrowing import Choice

# Characters that no decoded text has: they mark the matches until the text around them is escaped.
START, STOP = "\ue000", "\ue001"
SNIPPET_OF = 20_000
OPENING = 280
LINKS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Result:
    """One article of the results. `opened` is what its address says of the search that led there.

    `missing` are the parts of the search that it does not have.
    """

    article: Article
    title: SafeString
    snippet: SafeString
    countries: tuple[Choice, ...]
    people: tuple[Choice, ...]
    versions: Versions | None = None
    opened: str = ""
    missing: tuple[str, ...] = ()


class Headline(Func):
    """ts_headline with our marks."""

    function = "ts_headline"
    template = "%(function)s(%(expressions)s)"
    output_field = TextField()


def results(ids: Sequence[int], tree: Node, configurations: Sequence[str]) -> tuple[Result, ...]:
    """The articles with these ids, in this order, as results to show."""
    rows = {row.pk: row for row in _articles(ids, tree, configurations)}
    countries, people = _countries(ids), _people(ids)
    return tuple(
        Result(
            rows[key],
            marked(rows[key].marked_title),
            marked(elided(rows[key].snippet)),
            tuple(countries[key][:LINKS_SHOWN]),
            tuple(people[key][:LINKS_SHOWN]),
        )
        for key in ids
        if key in rows
    )


def elided(text: str) -> str:
    """The snippet with dots where it was cut out of a sentence."""
    text = " ".join(text.split())
    if len(text) > OPENING and START not in text:
        text = text[:OPENING].rpartition(" ")[0] or text[:OPENING]
    bare = text.replace(START, "").replace(STOP, "")
    before = "… " if bare[:1].islower() else ""
    after = "" if not bare or bare[-1] in '.!?”"…' else " …"
    return f"{before}{text}{after}"


def marked(text: str) -> SafeString:
    """Safe HTML of a text with marks."""
    return mark_safe(  # noqa: S308 (the text is escaped; only our own marks become tags)
        escape(" ".join(text.split())).replace(START, "<mark>").replace(STOP, "</mark>")
    )


def _articles(ids: Sequence[int], tree: Node, configurations: Sequence[str]):  # type: ignore[no-untyped-def]
    rows = Article.objects.filter(pk__in=ids).select_related("source").defer("body", "signature")
    words = wanted_words(tree)
    if words is None:
        return rows.annotate(marked_title=F("title"), snippet=Left("body", OPENING * 2))
    snippet = (
        f'StartSel={START},StopSel={STOP},MaxFragments=2,MaxWords=28,MinWords=12,FragmentDelimiter=" … "'
    )
    whole = f"StartSel={START},StopSel={STOP},HighlightAll=true"
    return rows.annotate(
        marked_title=_headline(F("title"), words, configurations, whole),
        snippet=_headline(Left("body", SNIPPET_OF), words, configurations, snippet),
    )


def _headline(text, words: Node, configurations: Sequence[str], options: str) -> Case:  # type: ignore[no-untyped-def]
    return Case(
        *(
            When(
                search_text__configuration=one,
                then=Headline(Value(one), text, tsquery(words, one), Value(options)),
            )
            for one in configurations
        ),
        default=text,
        output_field=TextField(),
    )


def _countries(ids: Sequence[int]) -> dict[int, list[Choice]]:
    found: dict[int, list[Choice]] = defaultdict(list)
    rows = ArticleCountry.objects.filter(article__in=ids).select_related("country").defer("evidence")
    for link in rows.order_by("-in_title", "-mentions", "pk"):
        found[link.article_id].append(country_choice(link.country))
    return found


def _people(ids: Sequence[int]) -> dict[int, list[Choice]]:
    found: dict[int, list[Choice]] = defaultdict(list)
    rows = ArticlePerson.objects.filter(article__in=ids).select_related("person").defer("evidence")
    for link in rows.order_by("-in_title", "-mentions", "pk"):
        found[link.article_id].append(leader_choice(link.person))
    return found
