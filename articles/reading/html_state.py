"""The scripts of a page that shows no text of its own → the article that they carry, as markup.

An application keeps what it shows as data, under names of its own. An article is the object that has the
title of the page and much text below it; what it lists of others, and comments, is none of it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from articles.reading import scriptvalues, valuetext
from articles.reading.html_blocks import squeeze, weight
from articles.reading.html_titles import plain
from articles.reading.scriptrendered import rendered
from articles.reading.stamps import plain_stamp
from articles.reading.valuetext import NO_TEXT, OTHERS, Store, plain_words

_TITLES = ("headline", "title", "hed", "heading", "headlines", "name", "articletitle", "maintitle")
_INSIDE_TITLES = ("basic", "rendered", "main", "text", "value", "default", "web", "short")
_DETAILS = ("frontmatter", "meta", "metadata", "attributes", "fields", "header", "head", "seo", "data")
_DAYS = (
    "datepublished", "publishedat", "publisheddate", "publishdate", "publishtime", "publicationdate",
    "published", "pubdate", "firstpublished", "firstpublisheddate", "firstpublishdate", "publishedtime",
    "publishedon", "displaydate", "datetime", "date", "createdat", "created",
)  # fmt: skip
_FIRST_HEADING = re.compile(r"<h1>([^<>]{4,400})</h1>")
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")
_LONGEST_TITLE, _FEWEST_OF_KEY = 400, 8
_FEWEST_NAMED, _FEWEST_UNNAMED = 25, 80
_MOST_OBJECTS, _DEEPEST, _SHORTEST_JSON = 30_000, 40, 200
_LONGEST_TEXT = 6 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Story:
    """An article of a script: its title, its text as markup, how many words, the day and authors it names.

    `is_named` says that its title is one of the page.
    """

    title: str
    markup: str
    weight: int
    stamp: str = ""
    authors: tuple[str, ...] = ()
    is_named: bool = True

    @property
    def page(self) -> str:
        """The article as a page."""
        return f"<html><body><article><h1>{html.escape(self.title)}</h1>{self.markup}</article></body></html>"


@dataclass(slots=True)
class _Search:
    """What is known while the values of a page are looked through."""

    titles: tuple[str, ...]
    left: int = _MOST_OBJECTS
    store: Store = field(default_factory=Store)

    def is_title(self, text: str) -> bool:
        """Whether a text is a title of the page, or the longest part of one."""
        key = squeeze(text)
        return len(key) >= _FEWEST_OF_KEY // 2 and any(
            key == title or (len(key) >= _FEWEST_OF_KEY and key in title and len(key) * 3 > len(title))
            for title in self.titles
        )


def find(scripts: Sequence[str], titles: Sequence[str]) -> Story | None:
    """The article that the scripts of a page carry. `titles` are those that its head states."""
    search = _Search(tuple(squeeze(each) for each in titles if each))
    named: list[Story] = []
    unnamed: list[Story] = []
    for value in scriptvalues.values(scripts):
        search.store.objects = _records(value)
        for node in _objects(value, search, 0):
            if story := _story(node, search):
                (named if search.is_title(story.title) else unnamed).append(story)
        if made := rendered(value):
            heading = next((plain(each) for each in _FIRST_HEADING.findall(made)), "")
            title = heading if search.is_title(heading) else next(iter(titles), "")
            named.append(Story(_storable(title), _storable(made), weight(plain_words(made))))
    best = max(named, key=lambda each: each.weight, default=None)
    if best is not None and best.weight >= _FEWEST_NAMED:
        return best
    unnamed.sort(key=lambda each: -each.weight)
    if not unnamed or unnamed[0].weight < _FEWEST_UNNAMED:
        return None
    first = unnamed[0]
    # One article among many says nothing of the page unless it stands out.
    others = [each for each in unnamed[1:] if squeeze(each.title) != squeeze(first.title)]
    return replace(first, is_named=False) if not others or others[0].weight * 3 < first.weight else None


def _records(value: object) -> dict[str, object]:
    """The objects of a store that others name by their key ("Article:9"), a few levels down."""
    made: dict[str, object] = {}
    level: list[object] = [value]
    for _ in range(4):
        inner: list[object] = []
        for each in level:
            if isinstance(each, dict):
                made.update(
                    {
                        key: held
                        for key, held in each.items()
                        if isinstance(held, dict) and (":" in key or "__id" in held or "__typename" in held)
                    }
                )
                inner += [held for held in each.values() if isinstance(held, dict)][:200]
        level = inner[:500]
    return made


def _objects(value: object, search: _Search, depth: int) -> Iterator[dict[str, object]]:
    """Yield all objects of a value, outer ones first; texts that are JSON are looked into."""
    search.left -= 1
    if depth > _DEEPEST or search.left < 0:
        return
    if isinstance(value, str):
        if len(value) > _SHORTEST_JSON and value[:2] in ('{"', "[{"):
            try:
                value = json.loads(value, strict=False)
            except (ValueError, RecursionError):
                return
        else:
            return
    if isinstance(value, dict):
        yield value
        for name, held in value.items():
            if isinstance(held, dict) or (isinstance(held, list | str) and not OTHERS.search(name)):
                yield from _objects(held, search, depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each, search, depth + 1)


def _story(node: dict[str, object], search: _Search) -> Story | None:
    """The article of an object with a title, or None if it has not much text."""
    title = _title(node)
    if not title:
        return None
    best, most = "", 0
    for name, held in node.items():
        if name.lower() in _TITLES or OTHERS.search(name) or NO_TEXT.search(name):
            continue
        if isinstance(held, str) and len(held) < 100 and "<" not in held:
            continue
        text = _text(held, search.store)
        size = weight(plain_words(text))
        if size > most:
            best, most = text, size
    if most < _FEWEST_NAMED:
        return None
    return Story(_storable(title), _storable(best), most, _day(node), tuple(map(_storable, _authors(node))))


def _text(value: object, store: Store) -> str:
    """The text of a value as markup; "" if it is more than a page may have."""
    parts: list[str] = []
    left = _LONGEST_TEXT
    for part in valuetext.paragraphs(value, store):
        left -= len(part)
        if left < 0:
            return ""
        parts.append(part)
    return "".join(parts)


def _storable(text: str) -> str:
    """A text without NUL and halves of surrogate pairs, which a script can hold and nobody can store."""
    return _UNSTORABLE.sub("\ufffd", text)


def _title(node: dict[str, object], depth: int = 0) -> str:
    names = {name.lower().replace("_", ""): name for name in node}
    for wanted in _TITLES:
        held = node.get(names.get(wanted, ""))
        if isinstance(held, dict):
            held = next((held[name] for name in _INSIDE_TITLES if isinstance(held.get(name), str)), None)
        if isinstance(held, str) and 4 <= len(held) <= _LONGEST_TITLE and (title := plain(held)):
            return title
    if depth == 0:
        for name in _DETAILS:
            inner = node.get(name)
            if isinstance(inner, dict) and (title := _title(inner, 1)):
                return title
    return ""


def _day(node: dict[str, object]) -> str:
    """The value that states the day of publication, "" if none does."""
    for holder in (node, *(node.get(name) for name in _DETAILS)):
        if not isinstance(holder, dict):
            continue
        names = {name.lower().replace("_", "").replace("-", ""): name for name in holder}
        for wanted in _DAYS:
            held = holder.get(names.get(wanted, ""))
            if (
                isinstance(held, str | int | float)
                and not isinstance(held, bool)
                and (made := plain_stamp(held))
            ):
                return str(made)
    return ""


def _authors(node: dict[str, object]) -> Iterator[str]:
    for name in ("author", "authors", "byline"):
        held = node.get(name)
        for each in held if isinstance(held, list) else [held]:
            told = each.get("name") if isinstance(each, dict) else each
            if isinstance(told, str) and 2 < len(told) < 100:
                yield plain(told)
