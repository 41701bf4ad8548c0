"""A wire file: dispatches one below the other → articles.

The head of the first one sets the pattern: a dateline of an agency, a headline in capitals or in a frame, a
day, lines that state something, a slug. Where the same comes again between two texts, another one begins.
Marks below the texts (initials, "NNNN", "(end)") are known by coming again too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from articles.reading import boilerplate, metalines, stated
from articles.reading.body import remove_repeated, sift
from articles.reading.drafts import Draft, finish
from articles.reading.headrows import PATTERN, STRONG
from articles.reading.heads import find_heads
from articles.reading.opened import OpenFile
from articles.reading.openings import opens
from articles.reading.rows import Row, rows
from articles.reading.titles import can_be_title, is_prose
from articles.records import IN_TITLE_LINE, ParsedArticle, Rejection

LAYOUT = "wire file"
SIGNED = "mark below the text"
_OPENS, _CAPITALS, _FRAMED, _DATED, _STATED, _SLUG = "dateline", "capitals", "frame", "day", "stated", "slug"
_PATTERNS = (_OPENS, _SLUG, _DATED, _STATED, _FRAMED, _CAPITALS)
_FEWEST, _FEWEST_WORDS, _FEWEST_CAPITALS, _LONG = 2, 3, 4, 30
_SHORTEST_PROSE, _SHORTEST_DENSE = 45, 18
_WORD_OF_END = re.compile(
    r"\s*[(（【]\s?(?:完|end|ends|fin|النهاية|انتهى)\s?[)）】]\.?$|\s(?:Enditem|EFE|■)$", re.IGNORECASE
)
# "… on Friday. PTI KLM"
_INITIALS = re.compile(r"(?<=[.!?”\"।])\s+[A-Z]{2,5}(?: [A-Z]{2,5}){0,2}$")
_LONGEST_SIGN, _MOST_HEAD = 60, 14
_SENTENCE_END = re.compile(r"[.!?؟。…।۔！？][\"'”’»)\]」』]*$")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_FRAME = re.compile(
    r"(?P<left>(?!:\w)[^\w\s]{1,4})\s?(?P<inner>\w.{5,240}?[\w\"'”’?!)])\s?(?P<right>[^\w\s\"'”’»?!)]{0,4})"
)
_SIGN = re.compile(
    r"[a-z]{1,4}(?:[/-][a-z]{1,4}){1,5}|(?:[A-Z]{2,6} ){0,3}[A-Z]{2,4}|[^\w\s]{1,12}|[-–—]?\s?30\s?[-–—]?|"
    r"\W{0,3}(?:end|ends|enditem|more|fin|ende|fine|n{3,5}|النهاية|انتهى|完|конец|"
    r"انتهای پیام|پایان پیام)\W{0,3}",
    re.IGNORECASE,
)
# The words of slugs and codes: with figures, in capitals with a hyphen, single letters, in brackets.
_CODED = re.compile(r"\S*\d\S*|[A-Z.]{2,}[-–/:]\S*|\S|\(?[A-Z]{2,}[,)]?\)?|BC-\S+")
_MOST_CODED = 8
_WORD = re.compile(r"[^\W\d_]{2,}")
_OF_SPEECH, _ENDS_SPEECH = frozenset("\"'“«‘(„「『"), frozenset("\"'”»’)“」』")
_LETTER, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows between two texts: `start` to `head` end the text above, `head` to `body` stand above the next."""

    start: int
    head: int
    body: int


def recognise(opened: OpenFile) -> bool:
    """Whether the pattern of the first head comes again, and cuts where nothing surer does."""
    page = rows(opened.lines)
    found = _dispatches(page)
    if len(found) < _FEWEST:
        return False
    heads = find_heads(page)
    return len(found) > len(heads) and not any(STRONG & set(head.evidence) for head in heads)


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the articles of the file."""
    page = rows(opened.lines)
    found = _dispatches(page)
    if not found:
        found = [_Block(0, 0, 0)] if page else []
    made: list[Draft] = []
    signs = _signs(page)
    for number, block in enumerate(found):
        end = found[number + 1].head if number + 1 < len(found) else len(page)
        made.append(_draft(page, block, end, signs))
    if made:
        remove_repeated([draft.body for draft in made])
    for index, draft in enumerate(made):
        yield finish(draft, opened, index)


def _dispatches(page: Sequence[Row]) -> list[_Block]:
    """The heads of the dispatches, by the pattern of the first; none where it does not come again."""
    blocks = _blocks(page)
    if not blocks or blocks[0].body - blocks[0].head > _MOST_HEAD:
        return []
    told = [_features(page, block) for block in blocks]
    best: list[_Block] = []
    for pattern in _PATTERNS:
        wanted = told[0].get(pattern)
        if wanted is None:
            continue
        found = [block for block, each in zip(blocks, told, strict=True) if each.get(pattern) == wanted]
        if len(found) > len(best) and (
            pattern == _OPENS or all(_title(page, each) is not None for each in found)
        ):
            best = found
        if pattern == _OPENS and len(best) >= _FEWEST:
            break
    return best if len(best) >= _FEWEST else []


def _blocks(page: Sequence[Row]) -> list[_Block]:
    """The runs of rows between two texts, and the places where an opening follows a text at once."""
    reads = [_reads(row.text) for row in page]
    signs = _signs(page)
    made: list[_Block] = []
    start = 0
    for at in range(len(page)):
        if not reads[at]:
            continue
        if at == 0 or not reads[at - 1] or opens(page[at].text):
            head = start
            while made and head < at and _is_sign(page[head].text, signs):
                head += 1
            made.append(_Block(start, head, at))
        start = at + 1
    return made


def _reads(text: str) -> bool:
    """Whether a row is running text: prose, a full sentence, or the opening of a dispatch."""
    if is_prose(text) or opens(text):
        return True
    text = _INITIALS.sub("", _WORD_OF_END.sub("", text))
    if not _SENTENCE_END.search(text) or text.isupper():
        return False
    return len(text) >= _SHORTEST_PROSE or len(_DENSE.findall(text)) >= _SHORTEST_DENSE


def _signs(page: Sequence[Row]) -> frozenset[str]:
    """The forms of short rows right below texts that come several times: marks of the end."""
    forms = Counter(
        _form(row.text)
        for above, row in pairwise(page)
        if _reads(above.text) and not _reads(row.text) and len(row.text) <= _LONGEST_SIGN
    )
    texts = Counter(
        row.text for above, row in pairwise(page) if _reads(above.text) and len(row.text) <= _LONGEST_SIGN
    )
    # What stands above the first text heads a dispatch, also where it comes again.
    above = {row.text for row in takewhile(lambda row: not _reads(row.text), page)}
    heading = above | {_form(text) for text in above}
    found = (*forms.items(), *texts.items())
    return frozenset(form for form, count in found if count >= _FEWEST and form not in heading)


def _is_code(text: str) -> bool:
    """Whether a row of a head is a slug or a code of the desk: none of its words is one of a headline."""
    words = text.split()
    coded = [word for word in words if _CODED.fullmatch(word)]
    telling = [word for word in coded if not word.isalpha() or len(word) == 1]
    return bool(telling) and len(coded) == len(words) <= _MOST_CODED


def _form(text: str) -> str:
    """A short row with its letters and figures made one: "ab/cd" and "xyz/uv" have one form."""
    return _DIGITS.sub("9", _LETTER.sub("a", text)) + f" {text}" * (len(text.split()) > _FEWEST_CAPITALS)


def _is_sign(text: str, signs: frozenset[str]) -> bool:
    """Whether a row ends the text above it."""
    if boilerplate.is_separator(text) or _SIGN.fullmatch(text) or text in signs:
        return True
    if boilerplate.reason(text) and not _framed(text):
        return True
    if (
        len(_DENSE.findall(text)) > _FEWEST_CAPITALS
        or len(text) > _LONGEST_SIGN
        or len(_WORD.findall(text)) > _FEWEST_CAPITALS
        or _form(text) not in signs
    ):
        return False
    return not can_be_title(text) or len(text.split()) < _FEWEST_WORDS or _is_code(text)


def _features(page: Sequence[Row], block: _Block) -> dict[str, str]:
    """What the head of a dispatch shows: pattern → its kind, to be compared with that of the first."""
    made: dict[str, str] = {}
    head = page[block.head : block.body]
    if opens(page[block.body].text):
        made[_OPENS] = ""
    stating = 0
    for row in head:
        text = row.text
        frame = _FRAME.fullmatch(text)
        if stated.of(text):
            stating += 1
        elif _is_dated(text):
            made[_DATED] = ""
        elif metalines.is_desk_line(text):
            made[_SLUG] = ""
        elif (
            frame
            and (text[-1] in _ENDS_SPEECH or not set(frame["left"]) <= _OF_SPEECH)
            and can_be_title(frame["inner"])
            and len(frame["inner"].split()) >= _FEWEST_WORDS
        ):
            made[_FRAMED] = f"{frame['left']} {frame['right']}"
    if stating >= _FEWEST:
        made[_STATED] = ""
    titles = [row.text for row in head if can_be_title(row.text) and not _is_dated(row.text)]
    alone = bool(titles) and titles[-1] == head[-1].text and len(titles) <= _FEWEST
    if alone and all(map(_is_capitals, titles)) and _is_long(titles[-1]):
        made[_CAPITALS] = ""
    return made


def _is_long(title: str) -> bool:
    """Whether a headline in capitals is more than the name of a section."""
    return len(title.split()) >= _FEWEST_CAPITALS - (len(title) > _LONG)


def _is_dated(text: str) -> bool:
    """Whether a row of a head holds a whole date, alone or with the name of who publishes."""
    return bool(any(char.isdigit() for char in text) and (metalines.stamp(text) or stated.imprint(text)))


def _is_capitals(text: str) -> bool:
    return text.isupper()


def _title(page: Sequence[Row], block: _Block) -> int | None:
    """The row of the headline in a head, or None."""
    found = [at for at in range(block.head, block.body) if _may_be_title(page[at].text)]
    plain = [at for at in found if not _is_code(page[at].text)]
    found = plain or found
    if len(found) > 1 and _is_house(page[found[0]].text) and found[1] > found[0] + 1:
        # The paper, and below it the section and the day, stand above the headline.
        found = found[1:]
    last = page[block.body - 1].text if block.body > block.head else ""
    if _is_capitals(last) and can_be_title(last) and all(_is_capitals(page[at].text) for at in found):
        return block.body - 1
    return found[0] if found else None


def _is_house(text: str) -> bool:
    """Whether a row may be the name of a paper: a few words, all written as names are."""
    return len(text.split()) <= _FEWEST_CAPITALS and stated.is_name(text)


def _framed(text: str) -> str:
    """What stands in the frame of signs around a headline, or ""."""
    frame = _FRAME.fullmatch(text)
    return frame["inner"] if frame and frame["right"] and len(frame["inner"].split()) >= _FEWEST_WORDS else ""


def _may_be_title(text: str) -> bool:
    inner = _framed(text) or text
    if not can_be_title(inner) or metalines.is_desk_line(text) or boilerplate.reason(inner):
        return False
    return not (
        metalines.is_meta(text) or stated.of(text) or stated.imprint(text) or metalines.is_address(text)
    )


def _draft(page: Sequence[Row], block: _Block, end: int, signs: frozenset[str]) -> Draft:
    """Put one article together from its head and its text."""
    draft = Draft(page[min(block.head, block.body)], LAYOUT, evidence=(PATTERN,))
    title = _title(page, block)
    for at in range(block.head, block.body):
        row = page[at]
        if at == title:
            _set_title(draft, row)
        elif not draft.take_meta(row):
            draft.body.remove(row, boilerplate.reason(row.text) or "line of the desk")
    text = list(page[block.body : end])
    for number in sorted(stated.tail(text), reverse=True):
        draft.take_meta(text.pop(number))
    while len(text) > 1 and not _reads(text[-1].text) and _is_sign(text[-1].text, signs):
        draft.body.remove(text.pop(), SIGNED)
    sift(text, draft.body)
    return draft


def _set_title(draft: Draft, row: Row) -> None:
    """Take the headline without the frame around it."""
    frame = _FRAME.fullmatch(row.text)
    if (
        frame
        and (frame["left"] != '"' or frame["right"] == '"')
        and frame["left"] not in ("“", "«", "(", "‘")
    ):
        for mark in filter(None, (frame["left"], frame["right"])):
            draft.body.remove(replace(row, text=mark), IN_TITLE_LINE + "frame")
        row = replace(row, text=frame["inner"])
    draft.set_title([row])
