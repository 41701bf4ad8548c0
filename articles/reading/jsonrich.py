"""Shapes in which programs keep a text within JSON → plain values of a record.

Editors keep a text as a tree of typed blocks (Editor.js, Draft, ProseMirror, Portable Text, Lexical, Slate),
messengers as pieces of one line, ninjs 2 as a list of versions with roles, and all of them pictures apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

BODY, CAPTIONS = "rich text", "captions of pictures"
"""Names under which what was found is added to a record; columns.csv knows them."""

_KINDS = ("type", "_type", "nodeType", "blockType")
_INNER = ("children", "content", "blocks", "nodes", "root", "document", "items")
_WORDS = ("text", "value", "html", "bodyHtml", "content")
_INLINE = frozenset(
    ("text", "span", "link", "hyperlink", "autolink", "mention", "bold", "italic", "strong", "em", "code",
     "linebreak", "text_link", "hashtag", "underline", "strikethrough", "custom_emoji", "emoji",
     "spoiler", "url", "email")
)  # fmt: skip
_BREAKS = frozenset({"linebreak", "hardbreak", "hard_break", "break"})
_PICTURES = frozenset(
    ("image", "picture", "photo", "figure", "gallery", "video", "media", "embed", "slideshow", "graphic")
)
_BODIES = (
    "body",
    "content",
    "text",
    "blocks",
    "article",
    "fulltext",
    "richtext",
    "contents",
    "document",
    "lexical",
)
_HOLD_PICTURES = ("images", "image", "media", "multimedia", "photos", "pictures", "figures", "associations",
                  "leadimage", "mainimage", "leadimages", "featuredimage", "mainphoto", "assets")  # fmt: skip
_CAPTION = ("caption", "description_text", "imagecaption", "photocaption")
_ROLES = {"headlines": "headline", "bodies": "body", "descriptions": "description", "bylines": "byline"}
_PARTED = ("sections", "parts", "chapters", "pages", "segments")
_OF_ARTICLES = frozenset(("date", "published", "published_at", "url", "link", "author", "byline", "id"))
_DEEPEST = 40
_MOST_PICTURES = 50


@dataclass(slots=True)
class _Rich:
    """What a tree of blocks holds, in order."""

    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)


def flattened(value: dict[str, object]) -> dict[str, object]:
    """A record with its trees of blocks as one text, its versions as one value, and its captions."""
    # Asked of every record of a large file: most have nothing but texts.
    if not any(each.__class__ is dict or each.__class__ is list for each in value.values()):
        return value
    made = {**value, **_main_versions(value)}
    captions = list(_pictured(value))
    for name in value:
        if name.lower().replace("_", "") not in _BODIES or not _is_rich(value[name]):
            continue
        rich = _Rich()
        _walk(value[name], rich, 0)
        if rich.paragraphs:
            made[name if isinstance(value[name], list) and name.lower() != "blocks" else BODY] = "\n\n".join(
                rich.paragraphs
            )
            captions += rich.captions
            if BODY in made and name in made:
                del made[name]
    if BODY not in made and (parts := _sections(made)):
        made[BODY] = parts
    if captions:
        made[CAPTIONS] = list(dict.fromkeys(captions))
    return made


def is_line(values: list[object]) -> bool:
    """Whether values are the typed pieces of one line, not lines of their own."""
    return all(map(_is_inline, values)) and any(isinstance(each, dict) for each in values)


def line(values: list[object]) -> str:
    """The words of a line in pieces."""
    return "".join(_line(each, 0) for each in values)


def captions(node: dict[str, object]) -> list[str] | None:
    """The captions of a block that is a picture; None if it is another block."""
    if _kind(node) not in _PICTURES:
        return None
    data = node.get("data")
    return _captions_of({**node, **data} if isinstance(data, dict) else node)


def _sections(value: Mapping[str, object]) -> str:
    """The text of a titled record that keeps it in sections; "" where these are articles of their own."""
    parts = next((held for name in _PARTED if isinstance(held := value.get(name), list) and held), [])
    if not parts or any(name in value for name in _BODIES) or not value.keys() & {"title", "headline"}:
        return ""
    told: list[str] = []
    for part in parts:
        if not isinstance(part, dict) or part.keys() & _OF_ARTICLES:
            return ""
        words = (part.get("heading"), part.get("title"), *(part.get(name) for name in _WORDS))
        told += [each.strip() for each in words if isinstance(each, str) and each.strip()]
    return "\n\n".join(told)


def _main_versions(value: Mapping[str, object]) -> dict[str, object]:
    """Of each list of versions with roles (ninjs 2) the one that is meant for readers."""
    made: dict[str, object] = {}
    for several, name in _ROLES.items():
        versions = value.get(several)
        if not isinstance(versions, list) or name in value:
            continue
        told = [each for each in versions if isinstance(each, dict) and isinstance(each.get("value"), str)]
        main = next((each for each in told if each.get("role") == "main"), next(iter(told), None))
        if main:
            made[name] = main["value"]
    return made


def _kind(node: Mapping[str, object]) -> str:
    found = next((node[name] for name in _KINDS if isinstance(node.get(name), str)), "")
    return str(found).lower()


def _is_rich(value: object, depth: int = 0) -> bool:
    """Whether a value is a tree of typed blocks, or a line in typed pieces."""
    if depth > 3:
        return False
    if isinstance(value, list):
        return any(isinstance(each, dict) and _is_rich(each, depth + 1) for each in value[:20])
    if not isinstance(value, dict):
        return False
    if _kind(value) and any(name in value for name in (*_INNER, *_WORDS, "data")):
        return True
    return any(
        _is_rich(value[name], depth + 1) for name in _INNER if isinstance(value.get(name), list | dict)
    )


def _walk(node: object, into: _Rich, depth: int) -> None:
    """Add the paragraphs and captions of a node, in order."""
    if depth > _DEEPEST:
        return
    if isinstance(node, str):
        _add(node, into)
    elif isinstance(node, list):
        if all(_is_inline(each) for each in node):
            _add("".join(_line(each, depth) for each in node), into)
        else:
            for each in node:
                _walk(each, into, depth + 1)
    elif isinstance(node, dict):
        _walk_block(node, into, depth)


def _walk_block(node: dict[str, object], into: _Rich, depth: int) -> None:
    data = node.get("data")
    if isinstance(data, dict) and data:
        node = {**data, **{name: each for name, each in node.items() if name != "data"}}
    if _kind(node) in _PICTURES:
        into.captions += _captions_of(node)
        return
    inner = next((node[name] for name in _INNER if isinstance(node.get(name), list | dict)), None)
    if inner:
        _walk(inner, into, depth + 1)
        return
    _add(next((text for name in _WORDS if isinstance(text := node.get(name), str)), ""), into)


def _add(text: str, into: _Rich) -> None:
    if text.strip():
        into.paragraphs.append(text.strip())


def _is_inline(node: object) -> bool:
    """Whether a node is a piece of a line: words, a link, a line break."""
    if isinstance(node, str):
        return True
    if not isinstance(node, dict):
        return False
    kind = _kind(node)
    return kind in _INLINE or kind in _BREAKS or (not kind and isinstance(node.get("text"), str))


def _line(node: object, depth: int) -> str:
    """The words of a piece of a line."""
    if isinstance(node, str):
        return node
    if not isinstance(node, dict) or depth > _DEEPEST:
        return ""
    if _kind(node) in _BREAKS:
        return "\n"
    inner = next((node[name] for name in _INNER if isinstance(node.get(name), list)), None)
    if isinstance(inner, list):
        return "".join(_line(each, depth + 1) for each in inner)
    return next((text for name in _WORDS if isinstance(text := node.get(name), str)), "")


def _pictured(value: Mapping[str, object]) -> Iterator[str]:
    """The captions of the pictures that a record lists apart from its text."""
    for name, held in value.items():
        if name.lower().replace("_", "") not in _HOLD_PICTURES or not isinstance(held, list | dict):
            continue
        pictures = held if isinstance(held, list) else [held, *held.values()]
        for picture in pictures[:_MOST_PICTURES]:
            if isinstance(picture, dict):
                yield from _captions_of(picture)


def _captions_of(picture: Mapping[str, object]) -> list[str]:
    """The words below a picture."""
    names = {name.lower().replace("_", ""): name for name in picture if isinstance(name, str)}
    for name in _CAPTION:
        found = picture.get(names.get(name.replace("_", ""), ""))
        if isinstance(found, str) and found.strip():
            return [" ".join(found.split())]
    return []
