"""Text as news databases export it (LexisNexis, Factiva, ProQuest) → articles.

Such a file is a row of documents, each between a line that numbers it ("3 of 40 DOCUMENTS") and one that ends
it ("End of Document", "Document EXN0000…"). Around the text stand lines that name what the database knows:
keys with a value ("LENGTH: 523 words"), or tags of two letters ("HD  …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from articles.reading import attribution, metalines
from articles.reading.body import sift
from articles.reading.confidence import HEADER
from articles.reading.dates import parse_stamp
from articles.reading.drafts import Draft, finish
from articles.reading.opened import OpenFile
from articles.reading.rows import Row, rows
from articles.reading.text import Line
from articles.records import IN_TITLE_LINE, ParsedArticle, Rejection, RemovedLine

LAYOUT = "database export"
FIELD = "field of the database"

_START = re.compile(
    r"(?:Document|Dokument)\s+\d+\s+(?:of|von|sur|de)\s+\d+|\d+ of \d+ DOCUMENTS?", re.IGNORECASE
)
_END = re.compile(r"End of Document|Document [A-Z]{2,}[A-Z0-9]{4,}\w*", re.IGNORECASE)
_KEY = re.compile(
    r"(?P<key>by-?line|section|length|dateline|highlight|headline|graphic|load-date|language|publication-type|"
    r"journal code|copyright|body|abstract|full text|subject|location|people|company / organization|company|"
    r"title|publication (?:title|info|date|year|subject)|author|pages?|first page|issn|source type|"
    r"language of publication|document type|proquest document id|document url|last updated|database|credit|"
    r"place of publication|country of publication|publisher|volume|issue|section|dateline|correction-date|"
    r"type|series|classification|industry|geographic|ticker|organization|person|keywords?|links?)"
    r"\s*:(?:\s+(?P<value>.*))?",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"(?P<tag>HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|SE|LA|CY|LP|TD|ART|CO|IN|NS|RE|PUB|IPC|IPD|AN|RF)(?:\s+(?P<value>\S.*))?"
)
_WORDS = re.compile(r"[\d,.]+ (?:words|palabras|mots|Wörter|parole|palavras)", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:copyright\b|\(c\)|©).{2,200}|all rights reserved\.?", re.IGNORECASE)
_ODD = re.compile(
    r"ProQuest document link|.{0,30}\bedition\b.{0,20}|\d{1,2}[:.]\d\d(?: ?[AP]M)?|[A-Z][A-Z0-9]{2,7}|"
    r"(?:English|French|German|Spanish|Russian|Arabic|Italian|Portuguese|Chinese)|_{5,}",
    re.IGNORECASE,
)
_CASED_ODD = re.compile(r"[A-Z][A-Z0-9]{2,7}|_{5,}")
_BELOW = re.compile(
    r"load-date|language|publication-type|subject|location|people|company|publication|issn|source type|"
    r"document|database|credit|copyright|correction-date|graphic|type|classification|industry|geographic|"
    r"title|people|place|country|publisher|pages?|proquest|last updated|ticker|organization|person|keywords?|"
    r"links?",
    re.IGNORECASE,
)  # fmt: skip
_TEXT_TAGS = ("LP", "TD")
_FEWEST_TAGS = 5
_LONGEST_SOURCE = 60


@dataclass(slots=True)
class _Document:
    """The lines of one document, and what the lines of its head say."""

    lines: list[Line] = field(default_factory=list)

    @property
    def is_one(self) -> bool:
        """Whether its lines are those of a database: at least two of the signs that all of them print."""
        texts = [line.text for line in self.lines]
        tags = {match["tag"] for text in texts if (match := _TAG.fullmatch(text))}
        if len(tags) >= _FEWEST_TAGS and "HD" in tags and tags & set(_TEXT_TAGS):
            return True
        keys = {match["key"].lower() for text in texts if (match := _KEY.fullmatch(text))}
        counted = any(_WORDS.fullmatch(text) for text in texts)
        rights = any(_RIGHTS.fullmatch(text) for text in texts)
        return len(keys) + 2 * counted + rights >= 3


def recognise(opened: OpenFile) -> bool:
    """Whether the file is a row of documents with the marks and the fields of a database."""
    texts = [line.text for line in opened.lines if line.text]
    marked = any(_START.fullmatch(text) or _END.fullmatch(text) for text in texts)
    tagged = sum(bool(_TAG.fullmatch(text)) for text in texts[:12]) >= _FEWEST_TAGS
    return (marked or tagged) and any(each.is_one for each in _documents(opened.lines))


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the article of each document."""
    for index, document in enumerate(_documents(opened.lines)):
        yield finish(_draft(document), opened, index)


def _documents(lines: Sequence[Line]) -> list[_Document]:
    """The documents of a file: cut before a line that numbers one, and behind a line that ends one."""
    made = [_Document()]
    for line in lines:
        text = line.text
        is_next = text.startswith("HD") and _TAG.fullmatch(text) and _has_tag(made[-1], "HD")
        if is_next or (_START.fullmatch(text) and any(each.text for each in made[-1].lines)):
            made.append(_Document())
        made[-1].lines.append(line)
        if _END.fullmatch(text) or (text.startswith("AN") and _is_tagged(made[-1])):
            made.append(_Document())
    filled = [each for each in made if any(line.text for line in each.lines)]
    while len(filled) > 1 and not _is_text(filled[-1]):
        filled[-2].lines += filled.pop().lines
    return filled


def _is_text(document: _Document) -> bool:
    return any(
        not (_START.fullmatch(line.text) or _is_odd(line.text)) for line in document.lines if line.text
    )


def _has_tag(document: _Document, tag: str) -> bool:
    return any((match := _TAG.fullmatch(line.text)) and match["tag"] == tag for line in document.lines)


def _is_tagged(document: _Document) -> bool:
    return _has_tag(document, "HD") and any(_has_tag(document, tag) for tag in _TEXT_TAGS)


def _draft(document: _Document) -> Draft:
    filled = [line for line in document.lines if line.text]
    first = filled[0]
    draft = Draft(
        Row(first.number, first.number, first.text, 0), LAYOUT, stamp_rule="header line", evidence=(HEADER,)
    )
    text = _tagged(document, draft) if _is_tagged(document) else _keyed(document, draft)
    sift(rows(text), draft.body)
    return draft


def _tagged(document: _Document, draft: Draft) -> list[Line]:
    """Read the tags of a document; return the lines of its text."""
    text: list[Line] = []
    tag = ""
    for line in document.lines:
        match = _TAG.fullmatch(line.text)
        if match:
            tag = match["tag"]
        value = (match["value"] or "") if match else line.text
        if tag in _TEXT_TAGS:
            if match:
                _remove(draft, line, tag)
                text.append(replace(line, raw="", text=""))
            text.append(replace(line, raw=value, text=value))
        elif value and tag == "HD" and not draft.title:
            draft.set_title([Row(line.number, line.number, value, 0)])
            _remove(draft, line, line.text.removesuffix(value).strip() or tag)
        elif line.text:
            _state(draft, {"BY": "by", "PD": "date", "SN": "source"}.get(tag, ""), value)
            draft.body.remove(Row(line.number, line.number, line.text, 0), FIELD)
    return text


def _remove(draft: Draft, line: Line, mark: str) -> None:
    draft.body.removed.append(RemovedLine(line.number, mark, f"{IN_TITLE_LINE}{FIELD}"))


def _keyed(document: _Document, draft: Draft) -> list[Line]:
    """Read the lines above and below the text of a document that has keys; return those between."""
    lines = document.lines
    end = _end_of_text(lines)
    start = _start_of_text(lines, end)
    head: list[Line] = []
    for line in (*lines[:start], *lines[end:]):
        if not line.text:
            continue
        match = _KEY.fullmatch(line.text)
        if match:
            _take_key(draft, match["key"].lower(), match["value"] or "")
        elif (
            line.number < lines[start - 1].number + 1
            and not _is_odd(line.text)
            and not _START.fullmatch(line.text)
        ):
            head.append(line)
            continue
        draft.body.remove(Row(line.number, line.number, line.text, 0), FIELD)
    _take_head(draft, head, [line.text for line in lines[:start] if _RIGHTS.fullmatch(line.text)])
    return _without_key(lines[start:end], draft)


def _start_of_text(lines: Sequence[Line], end: int) -> int:
    """The first line of the text: behind "Body", with "Full text:", else behind the fields of the head."""
    last = 0
    for number, line in enumerate(lines[:end]):
        match = _KEY.fullmatch(line.text)
        if line.text.casefold() in ("body", "full text"):
            return number + 1
        if match and match["key"].lower() in ("body", "full text"):
            return number
        if match or _START.fullmatch(line.text) or _is_odd(line.text):
            last = number + 1
        elif len(line.text) > 400 or number - last > 8:
            break
    return last


def _end_of_text(lines: Sequence[Line]) -> int:
    """One past the last line of the text: what stands below are fields of the database."""
    end, is_publisher = len(lines), False
    for number in range(len(lines) - 1, -1, -1):
        text = lines[number].text
        match = _KEY.fullmatch(text)
        below = match and _BELOW.match(match["key"])
        if below or _END.fullmatch(text) or _is_odd(text):
            end, is_publisher = number, bool(_END.fullmatch(text))
        elif text and (len(text) >= _LONGEST_SOURCE or text.endswith((".", "”", '"', ")", "!", "?"))):
            break
        elif text and is_publisher:
            end, is_publisher = number, False
    return end


def _is_odd(text: str) -> bool:
    """Whether a line is a field without a key: words counted, rights, an edition, a code of the database."""
    if _WORDS.fullmatch(text) or _RIGHTS.fullmatch(text) or _CASED_ODD.fullmatch(text):
        return True
    return bool(_ODD.fullmatch(text)) and not text.isupper()


def _take_key(draft: Draft, key: str, value: str) -> None:
    kinds = {"byline": "by", "by-line": "by", "author": "by", "publication title": "source"}
    kind = "date" if key == "publication date" else kinds.get(key, "")
    if key == "publication info" and (found := parse_stamp(value.rpartition("]")[2].strip(" ."))):
        kind, value = "date", found.words
    if key == "load-date" and not draft.stamp:
        kind = ""
    _state(draft, kind, value)


def _state(draft: Draft, kind: str, value: str) -> None:
    if kind == "by":
        draft.byline = draft.byline or attribution.byline_field(value)
    elif kind == "date":
        draft.stamp = draft.stamp or value
    elif kind == "source":
        draft.source = draft.source or value


def _take_head(draft: Draft, head: Sequence[Line], rights: Sequence[str]) -> None:
    """Tell date, byline, source and title apart among the lines above the text that have no key."""
    left: list[Line] = []
    for line in head:
        text = line.text
        if not draft.stamp and metalines.stamp(text):
            draft.stamp = text
        elif left and not draft.byline and (names := attribution.head_byline(text) or _names(text)):
            draft.byline = names
        else:
            left.append(line)
            continue
        draft.body.remove(Row(line.number, line.number, text, 0), FIELD)
    source = next((line for line in left if any(line.text in right for right in rights)), None)
    if source is None and len(left) > 1:
        source = min(left, key=lambda line: (len(line.text.split()) > 5, len(line.text)))
    for line in left:
        if line is source and len(left) > 1:
            draft.source = draft.source or line.text
        elif not draft.title:
            draft.set_title([Row(line.number, line.number, line.text, 0)])
            continue
        draft.body.remove(Row(line.number, line.number, line.text, 0), FIELD)


def _names(text: str) -> str:
    return text if len(text) < _LONGEST_SOURCE and attribution.are_names(text) else ""


def _without_key(text: Sequence[Line], draft: Draft) -> list[Line]:
    """The lines of a text without the key that its first may begin with ("Full text: …")."""
    at = next((number for number, line in enumerate(text) if line.text), None)
    match = _KEY.fullmatch(text[at].text) if at is not None else None
    if at is None or not match:
        return list(text)
    line, value = text[at], match["value"] or ""
    _remove(draft, line, line.text.removesuffix(value).strip())
    return [replace(line, raw=value, text=value), *text[at + 1 :]]
