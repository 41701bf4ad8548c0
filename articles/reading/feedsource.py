"""The title of a feed → the name of who publishes it, without the words for the feed and its section."""

from __future__ import annotations

import re

_PARTS = re.compile(r"\s*(?:[|»›>•·]|::?(?=\s)|\s[-–—]\s)\s*")
_DECORATION = re.compile(
    r"\b(?:rss|atom|xml)(?:\s*[0-9.]+)?(?:\s+(?:news\s*)?feeds?)?\b|\b(?:news\s*)?feeds?\s*$|\bsyndication\b|\bflux\s+rss\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:the\s+)?latest(?:\s+(?:news|stories|headlines|articles))?\s+(?:from|of|by|on)\s+(?:the\s+)?|news\s+from\s+)",
    re.I,
)
_SECTION_WORDS = frozenset((
    "world", "news", "top", "stories", "story", "latest", "breaking", "headlines", "home", "homepage",
    "front", "page", "frontpage", "all", "articles", "business", "politics", "political", "sport",
    "sports", "technology", "tech", "science", "health", "international", "national", "local",
    "europe", "asia", "africa", "middle", "east", "americas", "us", "uk", "opinion", "analysis",
    "culture", "markets", "economy", "money", "finance", "most", "popular", "recent", "posts",
    "general", "main", "full", "text", "today", "new", "updates", "the", "and", "of", "in", "from",
    "section", "category", "archive", "archives", "global", "foreign", "nachrichten", "aktuell",
    "schlagzeilen", "politik", "wirtschaft", "welt", "international", "actualités", "monde",
    "noticias", "mundo", "política", "internacional", "portada", "últimas", "rss", "feed", "feeds",
    "atom",
))  # fmt: skip


def source_of(title: str) -> str:
    """The name of the publisher in a feed's title; "" if it names only a section ("World News")."""
    parts = (_stripped(part) for part in _PARTS.split(title[:300]))
    named = [part for part in parts if part and not _is_section(part)]
    return named[0][:200] if named else ""


def _stripped(part: str) -> str:
    part = _DECORATION.sub("", _LEADING.sub("", part.strip()))
    return " ".join(part.split()).strip(" -–—,:;()[]")


def _is_section(part: str) -> bool:
    words = re.findall(r"[\w']+", part.casefold())
    return not words or all(word in _SECTION_WORDS or word.isdigit() for word in words)
