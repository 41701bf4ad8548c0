"""A page of article ids → what is shown of each: title and snippet with matches marked, why, and links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from articles.models import Article, Caption
from articles.search.collapsing import Versions
from articles.search.excerpts import densest, marked, shown
from articles.search.labels import named_in
from articles.search.matches import Match, Text, apart, find
from articles.search.narrowing import WITH_SUBJECT, Choice
from articles.search.reasons import Found, Reason, reasons
from articles.search.rows import Mentions, captions_of, mentions, whole
from articles.search.wanted import Part

LINKS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Result:
    """One article of the results.

    `opened` is what its address says of the search that led there. `caption` says that the snippet is that
    of a picture. `why` says for each part of the search where the article has it, and in which words;
    `missing` are the parts that it does not have.
    """

    article: Article
    title: SafeString
    snippet: SafeString
    countries: tuple[Choice, ...]
    people: tuple[Choice, ...]
    caption: bool = False
    why: tuple[Reason, ...] = ()
    versions: Versions | None = None
    opened: str = ""
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class Matched:
    """The matches of one article: in its title, its body, and each of its captions."""

    title: list[Match]
    body: list[Match]
    captions: list[tuple[Caption, list[Match]]]
    links: dict[int, list[Found]] = field(default_factory=dict)


def results(ids: Sequence[int], parts: Sequence[Part]) -> tuple[Result, ...]:
    """The articles with these ids, in this order, as results to show; `parts` are those of the search."""
    rows = whole(ids)
    found = matched([rows[key] for key in ids if key in rows], parts)
    countries, people = named_in(ids)
    return tuple(
        _result(rows[key], found[key], parts, countries[key], people[key]) for key in ids if key in rows
    )


def _result(
    row: Article, found: Matched, parts: Sequence[Part], countries: list[Choice], people: list[Choice]
) -> Result:
    text, matches, of_caption = row.body, found.body, False
    inside = {match.part for match in (*found.title, *found.body)}
    for caption, own in found.captions:
        # Only where a picture alone has a part of what was asked.
        if not of_caption and {match.part for match in own} - inside and (own and not found.body):
            text, matches, of_caption = caption.text, own, True
    return Result(
        row,
        marked(row.title, found.title),
        shown(text, densest(text, matches, row.title), matches),
        tuple(countries[:LINKS_SHOWN]),
        tuple(people[:LINKS_SHOWN]),
        of_caption,
        reasons(parts, row, found.title, found.body, found.captions, found.links),
    )


def matched(rows: Sequence[Any], parts: Sequence[Part]) -> dict[int, Matched]:
    """The matches of articles, by id; each has the attribute `configuration` of its search words."""
    # Captions are looked at for words alone.
    worded = any(part.leaves for part in parts)
    captions = captions_of([row.pk for row in rows] if worded else [])
    texts: list[Text] = []
    for row in rows:
        configuration = row.configuration or "news_simple"
        texts += [Text(row.title, configuration, title=True), Text(row.body, configuration)]
        texts += [Text(caption.text, configuration) for caption in captions[row.pk]]
    found = iter(find(parts, texts))
    made = {
        row.pk: Matched(next(found), next(found), [(one, next(found)) for one in captions[row.pk]])
        for row in rows
    }
    _add_links(made, rows, parts)
    return made


def _add_links(made: dict[int, Matched], rows: Sequence[Article], parts: Sequence[Part]) -> None:
    """The words that links to countries and people of the search rest on are matches too."""
    for facet in WITH_SUBJECT:
        wanted: dict[int | str, list[tuple[int, str]]] = defaultdict(list)
        for number, part in enumerate(parts):
            for choice in part.links:
                if choice.facet == facet:
                    wanted[choice.key].append((number, choice.label))
        if not wanted:
            continue
        for link in mentions(facet, [row.pk for row in rows], list(wanted)):
            for number, name in wanted[link.key]:
                _add_link(made[link.article], link, number, name)


def _add_link(own: Matched, link: Mentions, number: int, name: str) -> None:
    found = [
        Found(Match(int(mention["start"]), int(mention["end"]), number), str(mention.get("field", "")), name)
        for mention in link.evidence
        if "start" in mention and "end" in mention
    ]
    if not link.evidence or link.by_office:
        found.append(Found(None, "office" if link.by_office else "hand", name))
    own.links.setdefault(number, []).extend(found)
    own.title = apart([*own.title, *_in_field(found, "title")])
    own.body = apart([*own.body, *_in_field(found, "body")])


def _in_field(found: Sequence[Found], field: str) -> Iterator[Match]:
    return (one.match for one in found if one.match is not None and one.field == field)
