"""What a page names as its own address → the address of the article, also of a copy in an archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from articles.reading import html_jsonld as jsonld
from articles.reading.html_signs import Page

_LONGEST = 2000
# Copies of pages: what stands behind these is the address of the page itself.
_COPY = re.compile(
    r"(?:(?:https?:)?//(?:web\.|wayback\.)?archive\.org)?/web/\d{4,14}(?:[a-z]{2}_)?/(?P<wayback>https?:/{1,2}.+)"
    r"|(?:https?:)?//archive\.(?:today|ph|is|li|vn|md|fo)/(?:o/\w+|[\d.-]{4,20}|newest|oldest)/(?P<today>https?:/{1,2}.+)"
    r"|(?:https?:)?//webcache\.googleusercontent\.com/search\?q=cache:(?:[\w-]{0,20}:)?(?P<cache>[^+&\s]+).*"
    r"|(?:https?:)?//[\w.-]+/(?:wayback|web)/(?:archive/)?\d{14}(?:[a-z]{2}_)?/(?P<other>https?:/{1,2}.+)",
    re.IGNORECASE,
)


def address(page: Page, known: str) -> str:
    """The address of the article: the deepest of what the page names as its own; `known` is its file's."""
    known = original(known)
    base = _base(page, known)
    root = base or known
    stated = [
        *_canonical(page),
        page.first("og:url"),
        jsonld.address(page.node.get("url")),
        jsonld.address(page.node.get("mainEntityOfPage")),
        page.first("twitter:url", "parsely-link", "source-url"),
        known,
        # A base that is no folder is put into copies of pages, and is where they come from.
        base if urlsplit(base).path.rpartition("/")[2] else "",
    ]
    made = [found for each in stated if (found := resolved(root, original(each)))]
    return next((each for each in made if urlsplit(each).path.strip("/")), made[0] if made else "")


def _base(page: Page, known: str) -> str:
    element = page.tree.find(".//base")
    href = original((element.get("href") or "") if element is not None else "")
    try:
        made = urljoin(known, href) if known or href.startswith("http") else ""
        return made if urlsplit(made) else ""
    except ValueError:
        return ""


def _canonical(page: Page) -> Iterator[str]:
    for each in page.tree.iter("link"):
        if "canonical" in (each.get("rel") or "").lower().split():
            yield each.get("href") or ""


def original(stated: str) -> str:
    """The address of the page itself where the one stated is that of a copy; any other as it is."""
    found = _COPY.fullmatch(stated.strip()[: 2 * _LONGEST])
    if found is None:
        return stated
    made = next(each for each in found.groups() if each)
    if found["cache"]:
        made = unquote(made)
        made = made if "://" in made else f"http://{made}"
    return re.sub(r"^(https?:)/(?!/)", r"\1//", made)


def resolved(root: str, stated: str) -> str:
    """An address made whole; "" if it is none of the web."""
    try:
        joined = urljoin(root, stated.strip()) if stated.strip() else ""
        if joined.startswith("//"):
            joined = f"https:{joined}"
        parts = urlsplit(joined)
        is_whole = (
            parts.scheme in ("http", "https") and "." in (parts.hostname or "") and len(joined) < _LONGEST
        )
        return joined if is_whole else ""
    except ValueError:
        return ""
