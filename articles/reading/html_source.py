"""Bytes of an HTML file → its pages as safe markup: no scripts, no pictures in it, no bottomless nesting.

Work is bounded before any parser sees the page. Line ends are all kept, so that lines of the markup are
lines of the file.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from articles.reading import text
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

_META_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.-]{2,40})", re.IGNORECASE)
# What servers call by an older name than what the bytes are: the HTML standard says so.
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252",
          "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
          "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932",
          "iso-8859-9": "cp1254", "tis-620": "cp874", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
          "windows-874": "cp874", "iso-8859-11": "cp874"}  # fmt: skip

_CODECS = ("cp", "iso", "koi8", "mac", "gb", "big5", "euc", "shift", "hz", "tis")
_SEVEN_BIT = ("iso2022_jp", "iso2022_kr", "hz")

_RAW_NAMES = ("script", "style", "noscript", "template", "svg", "iframe", "object", "canvas")
_ENDS = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _RAW_NAMES} | {"": re.compile("--!?>")}
_EMPTY = re.compile(r"[^<>]*+(?<=/)>")
_SWALLOWING = {"script", "style"}
_LD_JSON = re.compile(r"\btype\s*=\s*[\"']?\s*application/(?:ld(?:\+|&#x2b;|&#43;))?json\b", re.IGNORECASE)
_LD_TYPE = re.compile(r"\bld\W", re.IGNORECASE)
_MOST_RAW = 500_000
_LARGEST_JSON = 2 * 1024 * 1024
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
_SAVED = re.compile(r"<!--\s*saved from url=(?:\(\d+\))?(\S+)\s*-->", re.IGNORECASE)
# Elements without content, and those whose end may be left out: they do not add to the depth for sure.
_SHALLOW = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "html",
    "head", "body",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A page: its markup without scripts, its blocks of JSON-LD, the line of the file before its first,
    the address that a browser noted when it saved the page ("" if none), how many elements it has."""

    markup: str
    data: tuple[str, ...] = ()
    offset: int = 0
    saved_url: str = ""
    elements: int = 0


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


def decode(opened: OpenFile) -> str:
    """The text of the file: by BOM, by what the server declared, by the page, else as any text."""
    data = opened.data
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return text.decode(data).text
    head = data[:_HEAD]
    declared = [opened.encoding.encode("ascii", "ignore")]
    declared += [found[1] for found in (_META_CHARSET.search(head), _XML_ENCODING.search(head)) if found]
    for name in declared:
        try:
            return _strict(data, name.decode("ascii", "ignore").strip().lower())
        except (LookupError, UnicodeError, ValueError):
            continue
    return text.decode(data).text


def _strict(data: bytes, name: str) -> str:
    """Decode as declared; UnicodeError where the bytes are plainly something else."""
    if not name or name.startswith(("utf-16", "utf16", "utf-32")) or b"\0" in data[:1024]:
        raise UnicodeError
    codec = codecs.lookup(_WIDER.get(name, name))
    if not codec.name.startswith(_CODECS):
        raise UnicodeError
    try:
        decoded = data.decode()
        if codec.name not in _SEVEN_BIT:
            # What is UTF-8 throughout is UTF-8, whatever an old template says.
            return decoded
    except UnicodeDecodeError:
        pass
    decoded = data.decode(codec.name, "replace")
    if decoded.count("\ufffd") > 20 + len(decoded) // 500:
        raise UnicodeError
    return decoded


def pages(markup: str) -> list[Source]:
    """Cut a file at the starts of its pages and make each safe to parse."""
    markup = _with_plain_line_ends(markup.replace("\0", ""))
    saved = _SAVED.search(markup[:4096])
    bare, blocks = strip_raw(_DATA_URI.sub("data:,", markup))
    starts = _starts(bare)
    made: list[Source] = []
    number = line = 0
    for start, end in zip(starts, [*starts[1:], len(bare)], strict=True):
        piece = bare[start:end]
        data: list[str] = []
        while number < len(blocks) and blocks[number][0] < end:
            data.append(blocks[number][1])
            number += 1
        address = saved[1] if saved and not made else ""
        elements = 0
        if len(piece) <= LARGEST_PAGE:
            piece = _without_heaps(flatten(_HEADING.sub(r"\g<start>\g<words></h\g<rank>>", piece)))
            elements = _count_elements(piece)
        made.append(Source(piece, tuple(data), line, address, elements))
        line += bare.count("\n", start, end)
    return made


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


def strip_raw(markup: str) -> tuple[str, list[tuple[int, str]]]:
    """Take scripts, styles, comments, embedded files out, line ends kept; with (place, text) of JSON-LD."""
    parts: list[str] = []
    blocks: list[tuple[int, str]] = []
    at = length = 0
    endless: set[str] = set()
    searched = _raw(endless)
    while len(parts) < 2 * _MOST_RAW and (match := searched.search(markup, at)):
        name = (match[1] or "").lower()
        stop = _raw_end(markup, match.end(), name)
        if stop is None:
            # A script without end takes the rest of the page along in a browser too, other elements do not.
            stop = len(markup) if name in _SWALLOWING else match.end()
            endless.add(name)
            searched = _raw(endless)
        opening, raw = markup[at : match.start()], markup[match.start() : stop]
        if name == "script" and (found := _json_ld(raw)):
            blocks.append((length + len(opening), found))
        kept = "\n" * raw.count("\n") or " "
        parts += (opening, kept)
        length += len(opening) + len(kept)
        at = stop
    parts.append(markup[at:])
    return "".join(parts), blocks


def _raw_end(markup: str, at: int, name: str) -> int | None:
    """Where an element ends that is taken out whole; None if it has no end."""
    if name and (empty := _EMPTY.match(markup, at)):
        return empty.end()
    end = _ENDS[name].search(markup, at)
    return end.end() if end else None


def _raw(endless: set[str]) -> re.Pattern[str]:
    """The start of an element that is taken out whole, but for those that have no end any more."""
    names = "|".join(name for name in _RAW_NAMES if name not in endless) or "script"
    comment = "" if "" in endless else "|!--"
    return re.compile(rf"<(?=[!a-z])(?:({names})(?=[\s>/]){comment})", re.IGNORECASE)


def _json_ld(script: str) -> str:
    """The data of a script element that states what the page is about, "" for any other script."""
    tag, _, rest = script[:_LARGEST_JSON].partition(">")
    if not _LD_JSON.search(tag) or not (_LD_TYPE.search(tag) or "schema.org" in rest[:2000]):
        return ""
    return rest.rpartition("</")[0] if len(script) <= _LARGEST_JSON else ""


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
