"""A value of a script (a text, a list of blocks, an object) → its words as markup, block by block.

Names differ from application to application: what names, links, dates and pictures is told by its name, and
all else that is words is text.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from articles.reading import jsonrich, markup
from articles.reading.html_blocks import ends_sentence, squeeze

OTHERS = re.compile(
    r"relat|recirc|recommend|more|comment|most|popular|teaser|latest|trending|sidebar|next|prev|similar|also|"
    r"promo|author|bio|newsletter|legal|menu|^nav|footer|header$|config|setting|translat|consent|cookie|"
    r"description|summary|excerpt|sponsor|breadcrumb|^tags?$|keyword|categor|schema|seo|jsonld|query|license|"
    r"siblings|^hot|^rank|ranking|others|feed",
    re.IGNORECASE,
)
"""Names of what is no part of an article: other stories, comments, settings."""

NO_TEXT = re.compile(
    r"(?:^|_|-|[a-z])(?:id|ids|url|href|src|slug|key|type|path|class|classname|style|hash|token|lang|locale|"
    r"date|time|alt|credit|image|img|thumbnail|icon|kind|template|section|author|byline)$|^(?:id|type|t|tag|__typename)$",
    re.IGNORECASE,
)
"""Names of what is no words: keys, addresses, days."""

_HEADS = re.compile(r"(?:^|[_-])(?:heading|header|h[2-6]|subhead\w*|subtitle)", re.IGNORECASE)
_LINE_HEAD = re.compile(r"#{1,6}\s+(?=\S)")
_PICTURE_LINE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()\s]{0,500}[^()]{0,200}\)")
_ADDRESS = re.compile(r"\S+")
_DEEPEST = 16


@dataclass(slots=True)
class Store:
    """The objects that others name by key, and how much of the values of a page may be read yet.

    A value that is named many times is read as often: some kilobytes may stand for any amount of text.
    """

    objects: Mapping[str, object] = field(default_factory=dict)
    left: int = 2_000_000

    def use(self, value: object) -> bool:
        """Whether a value may be read; counted by what it takes to read it."""
        self.left -= units(value)
        return self.left >= 0


def units(value: object) -> int:
    """What it takes to read a value without those in it: one, and one for each fifty characters."""
    return 1 + (len(value) // 50 if isinstance(value, str) else 0)


def paragraphs(value: object, store: Store, depth: int = 0) -> Iterator[str]:
    """Yield the text of a value as markup, block by block."""
    if depth > _DEEPEST or not store.use(value):
        return
    if isinstance(value, str):
        yield from _of_text(value, store)
    elif isinstance(value, list):
        if _is_line(value):
            yield from _of_text(jsonrich.line(value), store)
            return
        for each in value:
            yield from paragraphs(each, store, depth + 1)
    elif isinstance(value, dict):
        named = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
        if isinstance(named, str) and named in store.objects:
            yield from paragraphs(store.objects[named], store, depth + 1)
        elif not _is_other(value):
            yield from _of_object(value, store, depth)


def _of_object(value: dict[str, object], store: Store, depth: int) -> Iterator[str]:
    """Yield the text of a block: what its fields hold, but for those that name, link and picture."""
    captions = jsonrich.captions(value)
    if captions is not None:
        for caption in captions:
            yield f"<figure><img><figcaption>{html.escape(caption)}</figcaption></figure>"
        return
    held = [
        each
        for name, each in value.items()
        if isinstance(each, str | list | dict)
        and not NO_TEXT.search(name)
        and not OTHERS.search(name)
        and not (isinstance(each, str) and (not each.strip() or _is_sign(each)))
    ]
    rank = (
        "h2"
        if _HEADS.search(
            " ".join(str(value.get(name) or "") for name in ("type", "_type", "style", "tag", "kind"))
        )
        else ""
    )
    seen: set[str] = set()
    for each in held:
        if isinstance(each, str):
            # Some keep a paragraph twice, as plain text and as markup.
            key = squeeze(plain_words(each))
            if key in seen:
                continue
            seen.add(key)
        for made in paragraphs(each, store, depth + 1):
            yield made.replace("<p>", f"<{rank}>").replace("</p>", f"</{rank}>") if rank else made


def _nested(text: str) -> object:
    """The value of a text that is JSON, None if it is not."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _is_line(values: list[object]) -> bool:
    """Whether values are the pieces of one line; sentences of no kind, one by one, are paragraphs."""
    if not jsonrich.is_line(values):
        return False
    whole = [each for each in values if ends_sentence(jsonrich.line([each]).strip())]
    return len(values) == 1 or len(whole) * 3 < len(values) * 2


def _is_sign(text: str) -> bool:
    """Whether a text is an address, a key or the like, and no words."""
    return len(text) > 1 and text.isascii() and bool(_ADDRESS.fullmatch(text)) and text[-1] not in '.!?…”"'


def _is_other(value: dict[str, object]) -> bool:
    """Whether an object is a link to another story: it has a title and an address, or lists such."""
    names = {name.lower() for name in value}
    return bool(names & {"url", "link", "href", "path", "slug", "canonical_url"}) and bool(
        names & {"title", "headline"}
    )


def _of_text(text: str, store: Store) -> Iterator[str]:
    """Yield a text as markup: as it is where it is markup, else its paragraphs; JSON as what it holds."""
    if text[:2] in ('{"', "[{") and (value := _nested(text)) is not None:
        yield from paragraphs(value, store, 1)
        return
    if markup.has_markup(text) or ("&lt;" in text and markup.has_markup(html.unescape(text))):
        yield text if markup.has_markup(text) else html.unescape(text)
        return
    for part in re.split(r"\n\s*\n" if "\n\n" in text else r"\n", text):
        bare = _PICTURE_LINE.sub("", part.strip())
        if heading := _LINE_HEAD.match(bare):
            yield f"<h2>{html.escape(html.unescape(bare[heading.end() :]))}</h2>"
        elif bare:
            yield f"<p>{html.escape(html.unescape(bare))}</p>"


def plain_words(text: str) -> str:
    """Markup without its tags, for counting words."""
    return re.sub(r"<[^<>]{0,1000}>", " ", text)
