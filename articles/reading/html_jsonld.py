"""Blocks of JSON-LD, also broken ones → the objects that describe articles, the one of this page first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

Node = dict[str, object]

ARTICLE_TYPES = {
    "article", "newsarticle", "blogposting", "reportagenewsarticle", "liveblogposting", "analysisnewsarticle",
    "opinionnewsarticle", "reviewnewsarticle", "backgroundnewsarticle", "askpublicnewsarticle", "techarticle",
    "scholarlyarticle", "report", "socialmediaposting", "advertisercontentarticle", "satiricalarticle",
    "claimreview", "review",
}  # fmt: skip
INDEX_TYPES = {"collectionpage", "itemlist", "searchresultspage"}

_DEEPEST, _MOST = 12, 2000
_MOST_TYPES, _LONGEST_TYPE = 40, 400
_OPENS = re.compile(r"\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|(?://)?\s*<!\[CDATA\[)")
_CLOSES = re.compile(r"(?:-->|/\*\s*\]\]>\s*\*/|(?://)?\s*\]\]>)\s*;?\s*$")
_LONGEST_CLOSING, _MOST_WRAPPINGS = 100, 8
_TRAILING_COMMA = re.compile(r",(\s*+[}\]])")
_BETWEEN = re.compile(r"}\s*+(?:,\s*+)?{\s*+\"@(?:context|type)\"")
_FIELD = re.compile(r"\"(headline|datePublished|articleBody|@type)\"\s*:\s*\"((?:[^\"\\\n]|\\.){1,400})\"")
_UNSTORABLE = re.compile(
    r"\\u(?:0000|d[89ab][0-9a-f]{2}(?!\\ud[c-f][0-9a-f]{2})|(?<!\\ud[89ab][0-9a-f]{2}\\u)d[c-f][0-9a-f]{2})",
    re.IGNORECASE,
)


def nodes(blocks: Sequence[str]) -> list[Node]:
    """All objects of the blocks that have a type, outer ones before those inside them."""
    found: list[Node] = []
    for block in blocks:
        for value in _values(block):
            for node in _walk(value):
                found.append(node)
                if len(found) >= _MOST:
                    return found
    return found


def articles(found: Sequence[Node]) -> list[Node]:
    """The objects that describe an article, those with a headline first."""
    made = [node for node in found if types(node) & ARTICLE_TYPES]
    return sorted(made, key=lambda node: [not words(node.get(key)) for key in ("headline", "datePublished")])


def types(node: Node) -> set[str]:
    """The types of an object, in lower case, without the address of the vocabulary."""
    value = node.get("@type")
    listed = value if isinstance(value, list) else [value]
    named = (each for each in listed[:_MOST_TYPES] if isinstance(each, str) and each)
    return {each[-_LONGEST_TYPE:].rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for each in named}


def words(value: object, depth: int = 0) -> str:
    """A text value: the string itself, the first of a list, or the @value or name of an object."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        return next((found for each in value if (found := words(each, depth + 1))), "")
    if isinstance(value, dict):
        return words(value.get("@value") or value.get("name") or "", depth + 1)
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def address(value: object, depth: int = 0) -> str:
    """The address in a value: a string, or the @id or url of an object."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        return next((found for each in value if (found := address(each, depth + 1))), "")
    if isinstance(value, dict):
        return address(value.get("@id") or value.get("url") or "", depth + 1)
    return value.strip() if isinstance(value, str) else ""


def _values(block: str) -> Iterator[object]:
    """The JSON values of a block, mended where it is broken in one of the usual ways."""
    bare = _unwrapped(block.strip())
    for attempt in (bare, _TRAILING_COMMA.sub(r"\1", bare.rstrip(" ;\n\t")), _as_list(bare)):
        try:
            yield _loaded(attempt)
            return
        except (ValueError, RecursionError):
            continue
    # Broken beyond mending: the first plain fields of it are still worth having.
    node: Node = {}
    for match in _FIELD.finditer(bare[:200_000]):
        node.setdefault(match[1], _unescaped(match[2]))
    if node:
        yield node


def _unwrapped(bare: str) -> str:
    """A block without the marks at its ends that hide it from old browsers."""
    for _ in range(_MOST_WRAPPINGS):
        before = len(bare)
        if opening := _OPENS.match(bare):
            bare = bare[opening.end() :].lstrip()
        if closing := _CLOSES.search(bare, max(0, len(bare) - _LONGEST_CLOSING)):
            bare = bare[: closing.start()].rstrip()
        if len(bare) == before:
            break
    return bare


def _as_list(text: str) -> str:
    """Several objects in a row as one list."""
    bare = _TRAILING_COMMA.sub(r"\1", text.rstrip(" ;,\n\t"))
    return f"[{_BETWEEN.sub(_with_comma, bare)}]"


def _with_comma(match: re.Match[str]) -> str:
    return "},{" + match.group().partition("{")[2]


def _unescaped(text: str) -> str:
    try:
        return str(_loaded(f'"{text}"'))
    except ValueError:
        return text


def _loaded(text: str) -> object:
    """A JSON value without NUL and halves of surrogate pairs, which can be escaped but not stored."""
    return json.loads(_UNSTORABLE.sub(r"\\ufffd", text), strict=False)


def _walk(value: object, depth: int = 0) -> Iterator[Node]:
    """Objects with a type, in @graph, lists and the fields that hold the main thing of a page."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _walk(each, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value or "headline" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed", "hasPart", "subjectOf"):
            if isinstance(value.get(key), list | dict):
                yield from _walk(value[key], depth + 1)
