"""Bytes of an HTML file → its pages as safe markup: no scripts, no pictures in it, no bottomless nesting.

Work is bounded before any parser sees the page. Line ends are all kept, so that lines of the markup are
lines of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.reading import html_raw, text
from articles.reading.opened import OpenFile

LARGEST_PAGE = 6 * 1024 * 1024
_DEEPEST = 180
_FEWEST_TO_COUNT = 256
MOST_PAGES = 1000
MOST_ELEMENTS = 100_000
_SHORTEST_PAGE = 500

_HEAD = 8192
_LEAD = re.compile(r"\s*(?:<\?[^>]*>|<!--(?s:.*?)-->|\s+)*")
_ROOT = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|article|main|div|section|p|h[1-6]|table|meta|title|link|script|style"
    r"|header|nav|span|base|ul|ol|center|font|figure|blockquote|noscript|form)(?=[\s>/]))",
    re.IGNORECASE,
)
_XML = re.compile(r"<\?xml", re.IGNORECASE)
_INSIDE = re.compile(r"^\s*(?:<!doctype\s+html|<html)[\s>]", re.IGNORECASE | re.MULTILINE)
_OTHER_XML = re.compile(r"<(?:\?xml|!doctype (?!html)|rss|feed|rdf:|urlset|sitemapindex|opml)", re.IGNORECASE)
_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")

_DATA_URI = re.compile(r"data:[\w/+.;=-]{0,100}+,[^\"'\s<>()]{200,}")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*+)[^<>]*+>")
_ELEMENT = re.compile(r"<[a-zA-Z]")
# A tag as a parser sees it, with what "<" and ">" its quoted values have. It matches wherever it begins.
_WHOLE_TAG = re.compile(
    r"<([a-zA-Z][\w:-]*+)((?:[^<>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?)*+)(?:>|(?=<)|\Z)"
)
_VALUE = re.compile(r"\"[^\"]*+\"?|'[^']*+'?")
# Parsers compare each attribute of an element with all the others.
_LONGEST_NAMES = 4096
_SMALL_ENOUGH = 256 * 1024
_START = re.compile(r"<(?=[!hb])(?:!doctype\s+html|html(?=[\s>])|(?P<body>body(?=[\s>])))", re.IGNORECASE)
# A heading that the end of another rank closes: browsers close it, parsers take the text below into it.
_HEADING = re.compile(
    r"(?P<start><h(?P<rank>[1-6])\b[^<>]{0,400}>)(?P<words>[^<]{1,400})</h(?!(?P=rank))[1-6]\s{0,9}>",
    re.IGNORECASE,
)
# What browsers and tools that save pages write at their top.
_SAVED = re.compile(
    r"<!--\s*saved from url=(?:\(\d+\))?(?P<browser>\S+)\s*-->"
    r"|\bPage saved with SingleFile\s+url:\s*(?P<single>https?://\S+)"
    r"|<!-- Mirrored from (?P<mirror>[\w.-]+/\S{0,1000}) by HTTrack",
    re.IGNORECASE,
)
# Elements without content, and those whose end may be left out: they do not add to the depth for sure.
_SHALLOW = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "html",
    "head", "body",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A page: its markup without scripts, its blocks of JSON-LD, the line of the file before its first,
    the address that a browser noted when it saved the page ("" if none), how many elements it has.

    `scripts` are its other scripts with data, `hidden` the markup that is shown only by scripts, or only
    without them: what may hold the text of a page that shows none.
    """

    markup: str
    data: tuple[str, ...] = ()
    offset: int = 0
    saved_url: str = ""
    elements: int = 0
    scripts: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def looks_like_html(opened: OpenFile) -> bool:
    """Whether the file opens as a page or as a piece of one; feeds and other XML do not."""
    if b"<" not in opened.head[:_HEAD]:
        return False
    head = text.decode(opened.head[:_HEAD]).text.lstrip("\ufeff")
    lead = _LEAD.match(head)
    at = lead.end() if lead else 0
    root = _ROOT.match(head, at)
    if root and (not _XML.match(head.lstrip()) or root.group().lower() in ("<html", "<!doctype html")):
        return True
    if _INSIDE.search(head[:1024]):
        return True
    return opened.name.endswith(_SUFFIXES) and not head[at:].startswith(("{", "[")) and not _is_xml(head[at:])


def _is_xml(head: str) -> bool:
    return bool(_OTHER_XML.match(head))


def pages(markup: str) -> list[Source]:
    """Cut a file at the starts of its pages and make each safe to parse."""
    markup = _with_plain_line_ends(markup.replace("\0", ""))
    saved = _saved_from(markup[:4096])
    bare, raw = html_raw.strip(_DATA_URI.sub("data:,", markup))
    starts = _starts(bare)
    made: list[Source] = []
    number = line = 0
    for start, end in zip(starts, [*starts[1:], len(bare)], strict=True):
        piece = bare[start:end]
        kinds: dict[str, list[str]] = {kind: [] for kind in html_raw.KINDS}
        while number < len(raw) and raw[number].place < end:
            kinds[raw[number].kind].append(raw[number].text)
            number += 1
        address = saved if not made else ""
        elements = 0
        if len(piece) <= LARGEST_PAGE:
            piece = _without_heaps(flatten(_HEADING.sub(r"\g<start>\g<words></h\g<rank>>", piece)))
            elements = _count_elements(piece)
        data, scripts, hidden = (tuple(kinds[kind]) for kind in html_raw.KINDS)
        made.append(Source(piece, data, line, address, elements, scripts, hidden))
        line += bare.count("\n", start, end)
    return made


def _saved_from(opening: str) -> str:
    """The address that whoever saved a page noted above it, "" if nobody did."""
    found = _SAVED.search(opening)
    if found is None:
        return ""
    return found["browser"] or found["single"] or f"http://{found['mirror']}"


def _with_plain_line_ends(markup: str) -> str:
    """Markup with "\\n" for all that ends a line: a pattern would hold each of millions of them."""
    for end in ("\r\r\n", "\r\n", "\r", "\u2028", "\u2029"):
        markup = markup.replace(end, "\n")
    return markup


def _starts(bare: str) -> list[int]:
    """Where pages start: at a doctype or <html> with some page before it and some behind."""
    starts: list[int] = []
    body = False
    for match in _START.finditer(bare):
        if match["body"]:
            body = True
        elif not starts or (body and match.start() - starts[-1] >= _SHORTEST_PAGE):
            starts.append(match.start())
            body = False
    return [0, *starts[1:]]


def _count_elements(markup: str) -> int:
    """How many elements a page has, exactly where it may have too many."""
    most = markup.count("<")
    return sum(1 for _ in _ELEMENT.finditer(markup)) if most > MOST_ELEMENTS else most


def _without_heaps(markup: str) -> str:
    """Markup without the attributes of the elements that have thousands of them."""
    return _WHOLE_TAG.sub(_lightened, markup) if len(markup) > _SMALL_ENOUGH else markup


def _lightened(match: re.Match[str]) -> str:
    tag = match.group()
    if len(tag) <= _LONGEST_NAMES or len(_VALUE.sub("", match[2])) <= _LONGEST_NAMES:
        return tag
    lines = "\n" * tag.count("\n")
    return f"<{match[1]}{lines}>"


def flatten(markup: str) -> str:
    """Markup whose elements are not nested deeper than a parser goes: the tags beyond are left out."""
    if markup.count("<") < _FEWEST_TO_COUNT:
        return markup
    depth = dropped = deepest = 0
    spans: list[tuple[int, int]] = []
    for match in _TAG.finditer(markup):
        if match[2].lower() in _SHALLOW or match.group().endswith("/>"):
            continue
        if match[1]:
            if dropped:
                dropped -= 1
                spans.append(match.span())
            else:
                depth = max(0, depth - 1)
        elif depth >= _DEEPEST:
            dropped += 1
            spans.append(match.span())
        else:
            depth += 1
            deepest = max(deepest, depth)
    if not spans:
        return markup
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (markup[at:start], "\n" * markup.count("\n", start, end))
        at = end
    return "".join(parts) + markup[at:]
