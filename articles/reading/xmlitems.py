"""XML in which an element repeats that holds a title and a text → articles, one each of these elements.

The names of elements and attributes are those of columns.csv, as everywhere. XML of any other kind is refused
with the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from xml.etree.ElementTree import Element

from articles.reading.columns import Columns, plan
from articles.reading.fields import Record, read_records
from articles.reading.opened import OpenFile
from articles.reading.xmlpieces import parse_list
from articles.reading.xmltext import UnreadableXmlError, as_field, is_xml, local, outermost, root_name
from articles.records import ParsedArticle, Rejection

LAYOUT = "XML"
OTHER_XML = (
    "XML is read only where it is a feed (RSS, Atom), a page (XHTML), news of an agency (NITF, NewsML) or a "
    "list of elements that each hold a title and a text, and this is none of them"
)
_SITEMAP = (
    "a sitemap lists the addresses of articles and holds no texts: collect the pages and import those, "
    "as WARC or HTML"
)
_MOST_FIELDS = 200
_FEWEST_CHARACTERS = 40
_SHORTEST_ALONE = 300
# <field name="title">, <str name="title">: the attribute names what the element holds.
_NAMED = frozenset(
    ("field", "str", "arr", "date", "text", "column", "attribute", "attr", "property", "data", "value", "col",
     "meta", "element")
)  # fmt: skip
_NOTES = "en-export"
_LIST_OF_TEXTS = frozenset({"p", "para", "paragraph", "paragraphs"})


def recognise(opened: OpenFile) -> bool:
    """Any XML that no format before this one took."""
    return is_xml(opened)


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield an article for each element that holds one; a rejection for a file in which none does."""
    if root_name(opened).lower() in ("urlset", "sitemapindex"):
        yield opened.reject(_SITEMAP)
        return
    try:
        root, broken = parse_list(opened)
    except UnreadableXmlError as error:
        yield opened.reject(str(error))
        return
    if root_name(opened).lower() == _NOTES:
        _as_clipped(root)
    found = articles(root, opened.columns)
    if not found:
        yield opened.reject(OTHER_XML)
        yield from read_records(opened, broken, LAYOUT)
        return
    lines = _lines(opened.decoded.text, local(found[0]), len(found))
    holders = _holders(root, found)
    records = (
        Record(values(each, holders[each]), line, language=_language(each))
        for each, line in zip(found, lines, strict=True)
    )
    yield from read_records(opened, chain(records, broken), LAYOUT)


def _as_clipped(root: Element) -> None:
    """Take from notes (Evernote) the days of the clipping, which date no text; bring their address up."""
    for note in root.iter("note"):
        for child in list(note):
            if child.tag in ("created", "updated"):
                note.remove(child)
            elif child.tag == "note-attributes":
                note.extend(child)


def articles(root: Element, columns: Columns) -> list[Element]:
    """The elements that are articles: those of the commonest name of which one has a title and a text.

    Of two names that are as common, the inner one: a list may have a title and a description too.
    """
    names: Counter[str] = Counter()
    depth: dict[str, int] = {}
    stack = [(root, 0)]
    while stack:
        element, level = stack.pop()
        if (len(element) > 1 and _is_article(element, columns)) or _is_titled_text(element, columns):
            names[local(element)] += 1
            depth[local(element)] = max(level, depth.get(local(element), 0))
        stack.extend((child, level + 1) for child in element)
    if not names:
        return []
    best = max(names, key=lambda name: (names[name], depth[name]))
    return [each for each in outermost(root, best) if len(each) > 1 or _is_titled_text(each, columns)]


def items(opened: OpenFile) -> Iterator[dict[str, object]]:
    """The named values of the elements that are articles, or that may be once their names are known."""
    try:
        root, _ = parse_list(opened)
    except UnreadableXmlError:
        return
    yield from map(values, articles(root, opened.columns) or _repeated(root))


def _repeated(root: Element) -> list[Element]:
    """The elements of the name that comes most often, of those that hold a long text and something else."""
    found = [
        each
        for each in root.iter()
        if len(each) + len(each.attrib) > 1
        and any(not len(child) and len(child.text or "") >= _FEWEST_CHARACTERS for child in each)
    ]
    names = Counter(map(local, found))
    most = max(names, key=names.__getitem__, default="")
    return [each for each in found if local(each) == most]


def values(element: Element, around: tuple[Element, ...] = ()) -> dict[str, object]:
    """The named values of an element: its children, its attributes, what stands beside it in `around`."""
    several: dict[str, list[str]] = {}
    for child in element:
        name = _name(child)
        value = "\n\n".join(as_field(each) for each in child) if _is_list(child) else as_field(child)
        if name and value.strip():
            several.setdefault(name, []).append(value)
    made: dict[str, object] = {name: found if len(found) > 1 else found[0] for name, found in several.items()}
    for name, value in element.attrib.items():
        made.setdefault(name.rpartition("}")[2], value)
    if not len(element) and element.text:
        made["text"] = element.text
    for holder in around:
        beside = [child for child in holder if not len(child) and local(child) not in made]
        made.update({_name(child): child.text for child in beside if child.text and child.text.strip()})
    return made


def _holders(root: Element, found: list[Element]) -> dict[Element, tuple[Element, ...]]:
    """The elements around each article that hold no other: what they say beside it is said of it."""
    parents = {child: parent for parent in root.iter() for child in parent}
    counts = Counter(parents[each] for each in found if each in parents)
    made: dict[Element, tuple[Element, ...]] = {}
    for each in found:
        parent = parents.get(each)
        alone = parent is not None and counts[parent] == 1 and parent is not root
        made[each] = (parent,) if alone and parent is not None else ()
    return made


def _is_titled_text(element: Element, columns: Columns) -> bool:
    """Whether an element without others in it is a text, with its title among the attributes."""
    if len(element) or not element.attrib or len((element.text or "").strip()) < _SHORTEST_ALONE:
        return False
    return bool(plan(columns, tuple(element.attrib)[:_MOST_FIELDS]).get("title"))


def _name(child: Element) -> str:
    """What a field is called: by its element, or by the attribute that names it."""
    name = local(child)
    return child.get("name") or child.get("key") or name if name.lower() in _NAMED else name


def _is_list(child: Element) -> bool:
    """Whether an element holds nothing but paragraphs that are plain text."""
    return len(child) > 0 and all(local(each) in _LIST_OF_TEXTS and not len(each) for each in child)


def _is_article(element: Element, columns: Columns) -> bool:
    """Whether an element has a title and a text among its children."""
    names = {name: child for child in element if (name := _name(child))}
    found = plan(columns, tuple(names)[:_MOST_FIELDS])
    title = any("".join(names[name].itertext()).strip() for name in found.get("title", ()))
    lengths = {
        field: max((len("".join(names[name].itertext()).strip()) for name in found.get(field, ())), default=0)
        for field in ("body", "summary")
    }
    return title and (lengths["body"] >= _FEWEST_CHARACTERS or lengths["summary"] >= _SHORTEST_ALONE)


def _language(element: Element) -> str:
    return element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""


def _lines(text: str, name: str, count: int) -> list[int | None]:
    """The line on which each element of that name opens; none where comments make the count uncertain."""
    starts = re.compile(rf"<(?:[\w.-]+:)?{re.escape(name)}(?=[\s/>])")
    found: list[int | None] = []
    at, line = 0, 1
    for match in starts.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        found.append(line)
    return found if len(found) == count else [None] * count
