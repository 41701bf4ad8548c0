"""Lines of a file → rows: what the writer meant as one line, with hard-wrapped lines put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from articles.reading import boilerplate, captions
from articles.reading.text import Line

_SENTENCE_END = re.compile(r"[.!?:؟。…][\"'”’»)\]]*$|[)\]]$")
_HYPHEN = re.compile(r"[^\W\d_]-$")
_WIDEST_WRAP = 130
_MOST_CAPTION_ROWS = 7
_SHORTENED = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Sen|Rep|Gov|Lt|Col|St|Dr|Mr|Mrs|Ms|U\.S|U\.N)\.$"
)
_OPEN = re.compile(
    r"(?:,|\b(?:a|an|the|of|in|at|on|to|for|and|or|with|by|from|near|as|is|are|off|outside|inside|over|into|"
    r"against|via|after|before|during|around|through|between|behind|his|her|its|their))$",
    re.IGNORECASE,
)
_FEWEST_LINES, _FEWEST_DOUBLED = 6, 12
_RULE = re.compile(r"[-=_*#~•·–—.+─━═▬\s]{3,}")


@dataclass(frozen=True, slots=True)
class Row:
    """Text that stands on lines `first` to `last`; `gap` is the number of blank lines before it.

    `pictured` says that it is marked as the words below a picture."""

    first: int
    last: int
    text: str
    gap: int
    indented: bool = False
    pictured: bool = False


def rows(lines: Sequence[Line], unwrap: bool | None = None) -> list[Row]:
    """The rows of the lines that are not blank. Wrapped lines are joined if `unwrap`; None finds out."""
    lines = _without_doubling(lines)
    if unwrap is None:
        unwrap = is_wrapped(lines)
    width = _width(_without_pictured(lines)) if unwrap else 0
    margin = _margin(lines)
    made: list[Row] = []
    parts: list[list[str]] = []
    gap, previous = 0, None
    for line in lines:
        if not line.text:
            gap += 1
            previous = None
            continue
        if unwrap and previous is not None and _continues(previous, line, width):
            made[-1] = replace(made[-1], last=line.number)
            parts[-1].append(line.text)
        else:
            made.append(
                Row(
                    *(line.number, line.number, line.text, gap),
                    indented=line.indented and _indent(line) > margin,
                    pictured=line.pictured,
                )
            )
            parts.append([line.text])
        gap, previous = 0, line
    return _with_whole_captions(_with_texts(made, parts))


def _without_doubling(lines: Sequence[Line]) -> Sequence[Line]:
    """Wrapped lines without the blank one below each, which some programs write between any two lines."""
    filled = [number for number, line in enumerate(lines) if line.text]
    pairs = list(pairwise(filled))
    close = [(above, below) for above, below in pairs if below - above == 2]
    even = sum((below - above) % 2 for above, below in pairs)
    if len(close) < _FEWEST_DOUBLED or len(close) * 2 < len(pairs) or even * 30 > len(pairs):
        return lines
    broken = sum(
        lines[below].text[:1].islower() and not _SENTENCE_END.search(lines[above].text)
        for above, below in close
    )
    if broken * 3 < len(close) or _width([lines[number] for number in filled]) > _WIDEST_WRAP:
        return lines
    left_out = {
        blank for above, below in pairs for blank in range(above + 1, above + 1 + (below - above) // 2)
    }
    return [line for number, line in enumerate(lines) if number not in left_out]


def _with_texts(made: list[Row], parts: list[list[str]]) -> list[Row]:
    """Rows with the texts of their lines joined: once, for a row may have a million lines."""
    return [
        row if len(own) == 1 else replace(row, text=joined_text(own))
        for row, own in zip(made, parts, strict=True)
    ]


def _margin(lines: Sequence[Line]) -> int:
    """The white space that all lines start with."""
    return min((_indent(line) for line in lines if line.text), default=0)


def _indent(line: Line) -> int:
    return len(line.raw) - len(line.raw.lstrip())


def _with_whole_captions(made: list[Row]) -> list[Row]:
    """Rows with the captions put together that stand on several lines, in all their copies."""
    parts = {
        tuple(row.text for row in made[at : at + count])
        for at in range(len(made))
        if (count := _caption_rows(made, at)) > 1
    }
    if not parts:
        return made
    whole: list[Row] = []
    at = 0
    while at < len(made):
        group = [made[at]]
        for count in range(_MOST_CAPTION_ROWS, 1, -1):
            found = made[at : at + count]
            if tuple(row.text for row in found) in parts and not any(row.gap for row in found[1:]):
                group = found
                break
        first = group[0]
        text = joined_text([row.text for row in group])
        whole.append(replace(first, last=group[-1].last, text=text))
        at += len(group)
    return whole


def _caption_rows(made: Sequence[Row], at: int) -> int:
    """How many rows from one on are one caption: the first is open-ended, the last has a credit."""
    first = made[at]
    if (_SENTENCE_END.search(first.text) and not _SHORTENED.search(first.text)) or len(
        first.text
    ) > _WIDEST_WRAP:
        return 1
    following = made[at + 1] if at + 1 < len(made) else first
    goes_on = first.indented or following.text[:1].islower() or _OPEN.search(first.text)
    if not goes_on or following.text == first.text:
        return 1
    for count in range(2, _MOST_CAPTION_ROWS + 1):
        group = made[at : at + count]
        if len(group) < count or group[-1].gap or group[-1].indented or len(group[-1].text) > _WIDEST_WRAP:
            return 1
        if captions.looks_like_caption(joined_text([row.text for row in group])):
            return 1 if _is_repeated(first, group[2:]) else count
    return 1


def _is_repeated(first: Row, others: Sequence[Row]) -> bool:
    return any(row.text == first.text for row in others)


def joined(lines: Sequence[Line]) -> list[Row]:
    """Rows of a text whose paragraphs are parted by blank lines or by a deep indent alone."""
    made: list[Row] = []
    parts: list[list[str]] = []
    gap = 1
    for line in lines:
        if not line.text:
            gap += 1
            continue
        if made and not gap and not (_deep(line) and _SENTENCE_END.search(parts[-1][-1])):
            made[-1] = replace(made[-1], last=line.number)
            parts[-1].append(line.text)
        else:
            made.append(Row(line.number, line.number, line.text, gap, line.indented, line.pictured))
            parts.append([line.text])
        gap = 0
    return _with_texts(made, parts)


def joined_text(parts: Sequence[str]) -> str:
    """Lines as one text; a line that breaks at a hyphen within a word goes on without a space."""
    made = [parts[0]]
    for above, part in pairwise(parts):
        made.append(part if _HYPHEN.search(above[-2:]) and part[:1].isalpha() else f" {part}")
    return "".join(made)


def breaks_greedily(texts: Sequence[str]) -> bool:
    """Whether lines break as a wrapped one does: the next word would not have fitted on the line above."""
    width = max(map(len, texts))
    return all(len(text) + 1 + len(following.split(" ", 1)[0]) > width for text, following in pairwise(texts))


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether most lines that another line follows directly break off in mid-sentence, at a common width.

    Captions that stand twice and lines above the indented first one of a paragraph say nothing of it.
    """
    lines = _without_pictured(lines)
    followed = [a for a, b in pairwise(lines) if a.text and b.text and _indent(b) <= _indent(a)]
    width = _width(lines)
    if len(followed) < _FEWEST_LINES or width > _WIDEST_WRAP:
        return False
    open_ended = sum(
        not _SENTENCE_END.search(line.text) and len(line.text) > width * 0.6 for line in followed
    )
    return open_ended > len(followed) * 0.6


def _without_pictured(lines: Sequence[Line]) -> list[Line]:
    """The lines but for those that stand twice, one below the other, as captions do."""
    twins = {
        number
        for at, (above, below) in enumerate(pairwise(lines))
        if above.text and above.text == below.text
        for number in (at, at + 1)
    }
    return [line for number, line in enumerate(lines) if number not in twins]


def _width(lines: Sequence[Line]) -> int:
    """The length that nine lines of ten stay within."""
    lengths = sorted(len(line.text) for line in lines if line.text)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _continues(line: Line, following: Line, width: int) -> bool:
    """Whether a wrapped line goes on: the next word would not have fitted on it any more."""
    if following.pictured or following.indented or following.text == line.text or captions.credit(line.text):
        return False
    if _RULE.fullmatch(line.text) or _RULE.fullmatch(following.text):
        return False
    if boilerplate.CONTROL in (boilerplate.reason(line.text), boilerplate.reason(following.text)):
        return False
    first_word = following.text.split(" ", 1)[0]
    return len(line.text) + 1 + len(first_word) > width * 0.92


def _deep(line: Line) -> bool:
    return line.raw.startswith(("  ", "\t", "\u3000"))
