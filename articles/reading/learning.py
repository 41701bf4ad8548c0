"""Articles in, the same articles out, without the paragraphs that a source prints around all its texts.

A stage between reading and linking. It holds back a window of articles, counts which paragraphs near the
head and tail of the text come back in other stories of the same source, and takes those out of the body
before it lets an article go. Copies and versions of one story share their paragraphs, so they count once.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from articles.reading.furniture import group_of, is_attribution, is_sentence, speaks_of_itself
from articles.reading.titles import fold
from articles.records import ParsedArticle, Rejection, RemovedLine

Record = ParsedArticle | Rejection

WINDOW_CHARACTERS = 16_000_000
HEAD, TAIL = 3, 6
"""So many paragraphs at the head and at the tail of a text are counted; short labels are counted anywhere."""

_SHORT = 60
_LINES_HELD = 2_000
_SOURCES_HELD = 128
_STORIES_HELD = 4_000
_RECENT = 8
_LONG = 40
# A paragraph that stood below so many different titles says no more that two articles are one story.
_COMMON = 8
# Long paragraphs are looked at in the first so many of a text.
_MOST = 20
_FADE_AT = 2_000
_FEWEST = 4
_FEW = 20
_SHARE_LABEL, _SHARE_FEW = 0.3, 0.5
_SHARE_BACKGROUND, _SHARE_BACKGROUND_FEW = 0.4, 0.9
# Paragraphs that differ (a credit, a name) may stand between the edge of the text and one that is learned.
_GAP = 2

# How sure one is of an article that holds nothing but what is repeated. It is kept whole.
_NOTHING_ELSE = 0.3

_BREAKS = re.compile(r"(\n[^\S\n]*\n\s*)")
_LINE_ENDS = re.compile(r"(\n\s*)")
_EDITION = re.compile(r"^(?:update|wrapup|refile|correct\w*|adv\w*|breaking|live)\b[\s\d:-]*", re.IGNORECASE)


def without_learned(records: Iterator[Record], window: int = 2000, source: str = "") -> Iterator[Record]:
    """Yield the same records in the same order, repeated paragraphs moved from `body` to `removed`.

    At most `window` records, or 16 million characters of bodies, wait. `source` is the name of the batch's
    source, for articles that name none. An article of which nothing would be left stays whole, with a doubt.
    The same records in the same order always give the same result, so a resumed import has to pass all.
    """
    learner = _Learner(source)
    waiting: deque[tuple[Record, _Counted | None]] = deque()
    characters = 0
    for record in records:
        counted = learner.count(record) if isinstance(record, ParsedArticle) else None
        waiting.append((record, counted))
        characters += _size(record)
        while waiting and (len(waiting) > window or characters > WINDOW_CHARACTERS):
            first, counts = waiting.popleft()
            characters -= _size(first)
            yield learner.clean(first, counts)
    while waiting:
        yield learner.clean(*waiting.popleft())


def _size(record: Record) -> int:
    return len(record.body) if isinstance(record, ParsedArticle) else 0


class Kind(Enum):
    """What the words of a paragraph say of it: furniture of the page, credit of the text, or neither."""

    PAGE = 1
    CREDIT = 2
    PROSE = 3


@dataclass(slots=True)
class _Line:
    """How often a paragraph was seen: in different stories, below different titles, twice in one text."""

    stories: int = 0
    seen: int = 0
    again: int = 0
    recent: tuple[int, ...] = ()
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class _Counted:
    """What was counted of a waiting article: its source, and the places and keys of its paragraphs."""

    source: _Source
    keys: tuple[tuple[int, int], ...]
    paragraphs: int


class _Source:
    """What is known of one source; bounded, whatever the number of its articles."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.stories = 0
        self.lines: dict[int, _Line] = {}
        self._next = 0
        self._held: dict[int, int] = {}

    def story(self, title: int, long: list[int]) -> int:
        """The number of the story that an article tells.

        It is an earlier one if it has the title of it, or more than half of its long paragraphs.
        """
        found = self._held.get(title)
        if found is None:
            found = self._told_before(long)
        if found is None:
            found = self._next
            self._next += 1
            self.stories += 1
        self._held[title] = found
        for key in long:
            self._held[key] = found
        if len(self._held) > _STORIES_HELD:
            for key in list(self._held)[: _STORIES_HELD // 2]:
                del self._held[key]
        return found

    def _told_before(self, long: list[int]) -> int | None:
        votes: dict[int, int] = {}
        for key in long:
            story = self._held.get(key)
            if story is None:
                continue
            line = self.lines.get(key)
            if line is None or line.seen < _COMMON or line.seen * 4 < self.stories:
                votes[story] = votes.get(story, 0) + 1
        if not votes:
            return None
        best = max(votes, key=lambda number: votes[number])
        return best if votes[best] * 2 > len(long) else None

    def count(self, keys: Iterable[int], story: int) -> None:
        """Count the paragraphs of one article."""
        lines = self.lines
        once: set[int] = set()
        for key in keys:
            line = lines.get(key)
            if line is None:
                lines[key] = line = _Line()
            if key in once:
                line.again += 1
                continue
            once.add(key)
            line.seen += 1
            if story not in line.recent:
                line.stories += 1
                line.recent = (*line.recent[1 - _RECENT :], story)
        self._bound()

    def _bound(self) -> None:
        """Forget the rarest paragraphs when too many are held; let old counts fade, for footers change."""
        if self.stories >= _FADE_AT:
            self.stories //= 2
            for line in self.lines.values():
                line.stories, line.seen, line.again = line.stories // 2, line.seen // 2, line.again // 2
        if len(self.lines) > _LINES_HELD:
            kept = sorted(self.lines.items(), key=lambda item: item[1].seen, reverse=True)
            self.lines = dict(kept[: _LINES_HELD // 2])


class _Learner:
    """The sources of a batch, and the articles cleaned by what was learned of them."""

    def __init__(self, batch_source: str) -> None:
        self._batch_source = batch_source
        self._sources: dict[str, _Source] = {}

    def count(self, article: ParsedArticle) -> _Counted:
        """Learn from an article; what was counted is needed again to clean it."""
        source = self._source(group_of(article, self._batch_source))
        parts = [part.strip() for part in _parts(article.body)[::2]]
        last = len(parts)
        keys = tuple(
            (at, hash(part))
            for at, part in enumerate(parts)
            if at < HEAD or at >= last - TAIL or len(part) < _SHORT
        )
        title = _EDITION.sub("", article.title)
        story = source.story(hash(fold(title)), [hash(part) for part in parts[:_MOST] if len(part) >= _LONG])
        source.count([key for _, key in keys], story)
        return _Counted(source, keys, last)

    def _source(self, name: str) -> _Source:
        """The table of a source. The one not seen for longest is forgotten when there are too many."""
        source = self._sources.pop(name, None) or _Source(name)
        self._sources[name] = source
        if len(self._sources) > _SOURCES_HELD:
            del self._sources[next(iter(self._sources))]
        return source

    def clean(self, record: Record, counted: _Counted | None) -> Record:
        """The article without its learned paragraphs."""
        if counted is None or not isinstance(record, ParsedArticle):
            return record
        source = counted.source
        least = max(_FEWEST, source.stories * _SHARE_LABEL)
        hits = {
            at: line for at, key in counted.keys if (line := source.lines.get(key)) and line.stories >= least
        }
        if not hits:
            return record
        parts = _parts(record.body)
        texts = parts[::2]
        learned = {at: line for at, line in hits.items() if _is_learned(texts[at], line, source)}
        edges = _edges(learned, len(texts))
        gone = {at: line for at, line in learned.items() if at in edges or _is_label(texts[at], line)}
        return _without(record, parts, gone, source) if gone else record


def _edges(learned: Container[int], count: int) -> set[int]:
    """The places of learned paragraphs that reach to the head or tail of the text, but for small gaps."""
    found: set[int] = set()
    for places in (range(count), range(count - 1, -1, -1)):
        gap = 0
        for at in places:
            if at in learned:
                found.add(at)
                gap = 0
            elif (gap := gap + 1) > _GAP:
                break
    return found


def _is_label(text: str, line: _Line) -> bool:
    """Whether a paragraph may go from the middle: short, no sentence, and often twice in one text.

    What stands once in every text, between paragraphs, may be a heading of a report that comes each week.
    """
    return len(text) < _SHORT and not is_sentence(text) and line.again * 2 >= line.seen


def _is_learned(text: str, line: _Line, source: _Source) -> bool:
    """Whether a paragraph comes back often enough for what its words say of its kind."""
    if line.kind is None:
        line.kind = _kind(text, source.name)
    few = source.stories < _FEW
    share = line.stories / source.stories
    if line.kind is Kind.PAGE:
        return share >= (_SHARE_FEW if few else _SHARE_LABEL)
    if line.kind is Kind.CREDIT:
        return False
    # A sentence of background comes back in the reports of one topic too.
    return share >= (_SHARE_BACKGROUND_FEW if few else _SHARE_BACKGROUND) and line.stories >= 2 * _FEWEST


def _kind(text: str, source: str) -> Kind:
    if is_attribution(text):
        return Kind.CREDIT
    if speaks_of_itself(text, source) or (len(text) < _SHORT and not is_sentence(text)):
        return Kind.PAGE
    return Kind.PROSE


def _parts(body: str) -> list[str]:
    """Paragraphs and the white space between them in turn; lines where no blank line parts paragraphs."""
    parts = _BREAKS.split(body)
    return parts if len(parts) > 1 else _LINE_ENDS.split(body)


def _without(article: ParsedArticle, parts: list[str], gone: dict[int, _Line], source: _Source) -> Record:
    kept = [
        text + (parts[2 * at + 1] if 2 * at + 1 < len(parts) else "")
        for at, text in enumerate(parts[::2])
        if at not in gone
    ]
    body = "".join(kept).strip()
    if not body:
        doubt = f"all of its text is repeated in other articles of {source.name}"
        return replace(
            article, doubts=(*article.doubts, doubt), confidence=min(article.confidence, _NOTHING_ELSE)
        )
    removed = [
        RemovedLine(None, parts[2 * at].strip(), _reason(line, source)) for at, line in sorted(gone.items())
    ]
    return replace(article, body=body, whole=article.body, removed=(*article.removed, *removed))


def _reason(line: _Line, source: _Source) -> str:
    return f"repeated in {line.stories} of {source.stories} articles of {source.name}"
