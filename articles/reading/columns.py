"""The name of a column, an element or a JSON key → the field of an article that it holds.

The usual names are in columns.csv, for each field the most telling first; names that a user gave come before
all of them. Names are compared in lower case, without accents and without anything but letters and digits.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from articles.reading.composing import composed

NOTHING = "nothing"
FIELDS = (
    "title", "body", "published", "source", "url", "byline", "external_id", "language", "dateline", NOTHING,
)  # fmt: skip
"""What a user can say that a column holds; `nothing` makes the reader ignore it."""

_TABLE = Path(__file__).with_name("columns.csv")
# "dc:title", "article.title", "News/Title": what stands before is where the field was found.
_PREFIX = re.compile(r"^.*[:./|](?=.*\w)")
_STORED = "_source."
# Suffixes by which Solr and spreadsheets of several languages tell types and languages: "title_s", "text_en".
_SUFFIX = re.compile(r"(?:_(?:s|ss|t|txt|txts|dt|tdt|str|text|raw|en|eng|de|fr|es|ar|ru|it|pt|us|gb))$", re.I)

# What is longer is text where a name should stand: it names no field, and is neither taken apart nor kept.
LONGEST_NAME = 200
_LONGEST_CODED = 40


class UnknownFieldError(ValueError):
    """A column was given a field that articles do not have, or no field; the message lists the fields."""


def key(name: str) -> str:
    """The form in which names are compared: "Date de Publication " and "date_de_publication" are one."""
    return _key(name) if len(name) <= LONGEST_NAME else name


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in plain if char.isalnum())


def _load() -> dict[str, tuple[str, ...]]:
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        return {row["field"]: tuple(row["names"].split()) for row in csv.DictReader(stream)}


USUAL: Mapping[str, tuple[str, ...]] = _load()
"""Field → the names that it usually goes by, as columns.csv gives them, the most telling first."""


def _places() -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, dict[str, int]] = {}
    for field, names in USUAL.items():
        for rank, name in enumerate(names):
            found.setdefault(key(name), {}).setdefault(field, rank)
    return {name: tuple(fields.items()) for name, fields in found.items()}


_PLACES = _places()
_WEAKER = 1_000
# "Titre de l’article", "عنوان الخبر", "新闻标题": what is said besides that it is the title.
_OF_NEWS = frozenset(
    """
    the of de la le les l d du del della do da des der des dei an article articles news story item press
    actualité dépêche artikels beitrags meldung nachricht artículo noticia nota articolo notizia artigo
    notícia статьи новости материала المقال الخبر المقالة المادة haber haberin makale artykułu wiadomości
    خبر مقاله berita artikel новини новостей статті הכתבה הידיעה समाचार खबर लेख haberi yazı
    """.split()  # noqa: SIM905 (a table is easier to read)
)
_NEWS_IN_FRONT = re.compile(
    unicodedata.normalize("NFKD", "^(?:新闻|新聞|文章|稿件|报道|報道|記事|ニュース|기사|뉴스)(?=.)")
)
_WORD = re.compile(r"[^\W\d_][^\W\d_\u0900-\u0903\u093a-\u094f]*(?:[\u0900-\u0903\u093a-\u094f]+[^\W\d_]*)*")
# "newsPubDate", "txtHeadline", "f_title": the words of a name, and what programs put before and behind them.
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_OF_PROGRAMS = frozenset(
    "txt str dt fld f col field var vc art news article story post item obj tbl en eng".split()  # noqa: SIM905
)


def _without_kind(name: str) -> str:
    """The key of a name without the words that say that it is of an article; "" if there are none."""
    words = _WORD.findall(composed(name).casefold())
    kept = [word for word in words if word not in _OF_NEWS]
    plain = key("".join(kept))
    bare = _NEWS_IN_FRONT.sub("", plain)
    return bare if kept and (len(kept) < len(words) or bare != plain) else ""


def usual(name: str) -> tuple[tuple[str, int], ...]:
    """The fields that a name usually stands for, each with its rank (0 is the most telling name)."""
    return _usual(name) if len(name) <= LONGEST_NAME else ()


@lru_cache(maxsize=4096)
def _usual(name: str) -> tuple[tuple[str, int], ...]:
    # Elasticsearch writes so what it keeps of a document.
    name = name.strip().removeprefix(_STORED)
    if found := _PLACES.get(key(name)):
        return found
    if found := _PLACES.get(_without_kind(name)):
        return tuple((field, rank + _WEAKER) for field, rank in found)
    for shorter in (_PREFIX.sub("", name), _SUFFIX.sub("", name), _SUFFIX.sub("", _PREFIX.sub("", name))):
        if shorter != name and (found := _PLACES.get(key(shorter))):
            return tuple((field, rank + _WEAKER) for field, rank in found)
    parts = (
        [part.lower() for part in _PART.findall(name)]
        if name.isascii() and len(name) <= _LONGEST_CODED
        else []
    )
    while len(parts) > 1 and (parts[0] in _OF_PROGRAMS or parts[-1] in _OF_PROGRAMS):
        parts = parts[1:] if parts[0] in _OF_PROGRAMS else parts[:-1]
        if found := _PLACES.get("".join(parts)):
            return tuple((field, rank + 2 * _WEAKER) for field, rank in found)
    return ()


@dataclass(frozen=True)
class Columns:
    """Names that a user gave: pairs of a column's name and a field of FIELDS. They go before the usual."""

    own: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _own(self) -> dict[str, str]:
        return {key(name): field for name, field in self.own}

    def __getitem__(self, name: str) -> tuple[tuple[str, int], ...]:
        """The fields of a column, each with its rank; empty for a name that says nothing."""
        field = self._own.get(key(name))
        if field == NOTHING:
            return ()
        return ((field, -1),) if field else usual(name)

    def has(self, name: str) -> bool:
        """Whether the user named this column."""
        return key(name) in self._own

    def __or__(self, other: Columns) -> Columns:
        """Both, the other's names first."""
        return Columns(self.own + other.own)


@lru_cache(maxsize=512)
def plan(columns: Columns, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Field → the names of a record that hold it, the most telling first.

    Remembered: the records of a file mostly have the same names.
    """
    ranked: dict[str, list[tuple[int, int, str]]] = {}
    for place, name in enumerate(names):
        for field, rank in columns[name]:
            ranked.setdefault(field, []).append((rank, place, name))
    return {field: tuple(name for *_, name in sorted(found)) for field, found in ranked.items()}


USUAL_COLUMNS = Columns()
"""The usual names and no others."""


def parse_columns(arguments: Iterable[str]) -> Columns:
    """Read "NAME=FIELD" each; UnknownFieldError for a field that there is not."""
    pairs = []
    for argument in arguments:
        name, found, field = argument.rpartition("=")
        name, field = name.strip(), field.strip().lower()
        if not found or not key(name) or field not in FIELDS:
            raise UnknownFieldError(
                f"--column {argument}: write NAME=FIELD, where NAME is a column of the file and FIELD is "
                f"one of {', '.join(FIELDS)}."
            )
        pairs.append((name, field))
    return Columns(tuple(pairs))
