"""A line "Key: value" → the field of an article that it states, by the names of columns in any language."""

from __future__ import annotations

import re

from articles.reading import attribution, titles
from articles.reading.columns import usual
from articles.reading.remembered import remembered

TITLE, DATE, BY, URL, SOURCE, BODY, OTHER = "title", "date", "by", "url", "source", "body", "other"

_LINE = re.compile(r"(?P<key>[^\W\d_][^:：=]{0,38}?)\s*[:：]\s*(?P<value>\S.*)?")
# "@title …", "[TITLE] …", "**Title:** …", ":Date: …", "title:: …", "title = …", "- Title: …", "#+TITLE: …".
_NOTATIONS = re.compile(
    r"@(?P<at>[^\W\d_]\w{1,20})[\s:]\s*"
    r"|\[(?P<bracket>[^\W\d_][\w -]{1,20})\]\s*(?![(\[])"
    r"|[*_]{2}(?P<bold>[^\W\d_][^*_:：]{1,30})(?:[:：][*_]{2}|[*_]{2}\s?[:：])\s*"
    r"|:(?P<colon>[^\W\d_][\w -]{1,20}):\s+"
    r"|(?P<double>[^\W\d_][\w-]{1,20})::\s+"
    r"|(?P<equals>[^\W\d_][\w-]{1,20})\s?=\s?(?=[\"'\w])"
    r"|[-*+•]\s+(?P<item>[^\W\d_][^:：*]{1,20})[:：]\s+"
    r"|#\+(?P<org>[A-Za-z_]{1,20}):\s+"
)
_LINKED_DAY = re.compile(r"[\[<]{1,2}(?P<inner>[^\[\]<>]{1,200})[\]>]{1,2}")
_FIELDS = {
    "title": TITLE,
    "published": DATE,
    "byline": BY,
    "url": URL,
    "source": SOURCE,
    "body": BODY,
    "external_id": OTHER,
    "language": OTHER,
    "dateline": OTHER,
    "changed": OTHER,
}
_MOST_WORDS_OF_KEY = 4
# Names that columns go by, but that open lines of prose and of pages as well.
_NOT_KEYS = frozenset(
    {"story", "article", "articolo", "artikel", "time", "subject", "haber", "noticia", "address", "posted"}
)
_OPEN_NOTATIONS = tuple("@[*_:-+•#")
_LONGEST_NAMES, _MOST_NAMES = 60, 5
_QUOTED = re.compile(r"(?P<mark>[\"'])(?P<inner>.*)(?P=mark)")


@remembered
def pair(text: str) -> tuple[str, str] | None:
    """The field that a line states and its value ("" if empty); None if its key is no known name.

    The field is one of title, date, by, url, source, body and other.
    """
    if text[:1] in _OPEN_NOTATIONS or "=" in text[:24] or "::" in text[:24]:
        text = plainly(text)
    match = _LINE.fullmatch(text) if len(text) < 2000 else None
    if not match or text.startswith(("http:", "https:")):
        return None
    key = match["key"].strip()
    if len(key.split()) > _MOST_WORDS_OF_KEY or key.casefold() in _NOT_KEYS:
        return None
    found = usual(key)
    field = min(found, key=lambda each: each[1])[0] if found else ""
    return (_FIELDS[field], unquoted(match["value"] or "")) if field in _FIELDS else None


def plainly(text: str) -> str:
    """A line that states something in the notation of a program as "key: value"; any other as it is."""
    match = _NOTATIONS.match(text) if len(text) < 2000 else None
    if not match:
        return text
    value = text[match.end() :]
    if linked := _LINKED_DAY.fullmatch(value):
        value = linked["inner"]
    return f"{match[match.lastgroup or 0]}: {value}"


def is_keyed(text: str) -> bool:
    """Whether a line has the form of a key and its value, whatever the key."""
    match = _LINE.fullmatch(text) if len(text) < 300 else None
    return bool(match) and len(text.partition(":")[0].split()) <= _MOST_WORDS_OF_KEY


def names(text: str) -> str:
    """The authors of a line that names them behind a key in any language ("Автор: …"), or ""."""
    found = pair(text)
    if not found or found[0] != BY or not found[1] or len(found[1]) > _LONGEST_NAMES:
        return ""
    value = found[1]
    if any(char.islower() for char in value) or any(char.isupper() for char in value):
        return value if attribution.are_names(value) else ""
    is_short = len(value.split()) <= _MOST_NAMES and not titles.is_prose(value) and len(value) <= 30
    return value if is_short and not re.search(r"[.!?؟。،：]", value) else ""


def unquoted(value: str) -> str:
    """A value without the quotation marks around it that YAML allows."""
    match = _QUOTED.fullmatch(value)
    return match["inner"].replace('\\"', '"').strip() if match else value
