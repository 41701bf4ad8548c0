"""What a page calls itself in its heading and its metadata → the headline, without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from articles.reading.text import clean
from articles.reading.titles import fold

LONGEST = 400

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,200}>.{0,2000}?</\1\s{0,9}>", re.IGNORECASE | re.DOTALL)
_BARS = r"\s+[|¦–—·•»«/-]\s+|\s*(?:::|[|｜¦])\s*|(?<=[\u3000-\u9fff\uac00-\ud7af！？”」』])\s*[_-]+\s*"
_PART = re.compile(_BARS)
COLON = re.compile(r"\s*:\s+")
"""What parts "The Island Daily: Ministers meet", and the other way about."""
_CUT = ("…", "...")
# "city-hall-opens-2018": the name of the page's file, not a headline.
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+){2,}")
_NOT_WORD = re.compile(r"[\W_]+")
_ARTICLES = re.compile(r"^(?:the|le|la|les|el|los|der|die|das|il|de|al)\s+", re.IGNORECASE)
GENERIC = {
    "home", "homepage", "news", "article", "index", "untitled", "untitled document", "start", "new page",
    "new page 1", "new page 2", "document", "page", "page title", "no title", "title", "welcome",
    "website",
}  # fmt: skip
"""Titles that say nothing of a page."""


def plain(text: str) -> str:
    """A text value as plain characters: entities read, tags and what no one sees taken out, on one line."""
    flat = text[: LONGEST * 10]
    for _ in range(2):
        flat = _TAG.sub(" " if "<br" in flat.lower() else "", _SCRIPT.sub("", clean(flat)))
    return clean(" ".join(flat.split()))


def headline(stated: Sequence[str], heading: str, sites: Sequence[str]) -> str:
    """The headline: what heading and metadata agree on, else most of the metadata, else the first of them.

    `stated` are the titles of the metadata, the most trusted first; `heading` is the text of the <h1>;
    `sites` are names of the site, which titles often carry at the end.
    """
    names = {key for name in sites for key in _keys(name)}
    heading = plain(heading)
    if squeeze(heading) in names or fold(heading) in GENERIC:
        heading = ""
    others = [each for each in map(plain, stated) if each and len(each) <= LONGEST]
    bare = [without_site(each, names, [heading, *others]) for each in others]
    bare = [each for each in bare if fold(each) not in GENERIC and squeeze(each) not in names]
    bare = [each for each in bare if not _SLUG.fullmatch(each)]
    if not bare:
        return heading
    key = squeeze(heading)
    if shown := next((each for each in bare if squeeze(each) == key), ""):
        return shown
    if len(set(bare)) == 1 and key in map(squeeze, COLON.split(bare[0], maxsplit=1)):
        return heading
    votes = {each: sum(fold(other) == fold(each) for other in (*bare, heading)) for each in bare}
    best = max(bare, key=lambda each: votes[each])
    if heading and (votes[best] == 1 or best.endswith(_CUT)) and _is_cut(best, heading):
        return heading
    return best


def without_site(title: str, names: set[str], others: Sequence[str]) -> str:
    """A title without the parts at its ends that name the site, or that no other title of the page has."""
    whole = {squeeze(each) for each in others if each and each != title}
    for rest in shorter(title):
        if squeeze(rest) in whole and len(rest) >= len(title) * 0.25:
            return rest
    for _ in range(3):
        cuts = list(_PART.finditer(title))
        if not cuts:
            break
        first, last = cuts[0], cuts[-1]
        if _names_site(title[last.end() :], names) and len(title[: last.start()]) > 3:
            title = title[: last.start()].rstrip()
        elif squeeze(title[: first.start()]) in names and len(title[first.end() :]) > 12:
            title = title[first.end() :].lstrip()
        else:
            break
    return title


def site_names(stated: Sequence[str], url: str) -> list[str]:
    """Names that the site goes by: as stated, and the labels of its host."""
    host = (urlsplit(url).hostname or "") if url.startswith("http") else ""
    labels = host.removeprefix("www.").split(".")
    made = [*stated, host, host.removeprefix("www.")]
    if len(labels) > 1:
        made += [max(labels[:-1], key=len), ".".join(labels[-2:])]
    return [each for each in made if each]


def shorter(title: str) -> Iterator[str]:
    """A title without its last part, its last two, …; then without its first."""
    cuts = list(_PART.finditer(title))
    for cut in reversed(cuts):
        yield title[: cut.start()].rstrip()
    for cut in cuts:
        yield title[cut.end() :].lstrip()


def _names_site(part: str, names: set[str]) -> bool:
    """Whether a part of a title is a name of the site: "BBC News", "News - BBC", "theguardian.com"."""
    key = squeeze(part)
    if not key or len(part) > 60:
        return False
    if key in names or squeeze(_ARTICLES.sub("", part.strip())) in names:
        return True
    words = {squeeze(word) for word in part.split()}
    return len(part.split()) <= 4 and any(len(name) > 2 and name in words for name in names)


def _keys(name: str) -> Iterator[str]:
    yield squeeze(name)
    yield squeeze(_ARTICLES.sub("", name.strip()))
    for part in _PART.split(name):
        if len(part) > 2:
            yield squeeze(part)


def squeeze(text: str) -> str:
    """A name for comparing: letters and digits only, without case."""
    return _NOT_WORD.sub("", text).casefold()


def _is_cut(short: str, long: str) -> bool:
    """Whether a title is the start of a longer one that was cut off."""
    start = fold(short).rstrip(" .…")
    return len(short) > 20 and len(long) > len(short) and fold(long).startswith(start)
