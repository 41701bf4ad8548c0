"""Blocks of a feed's text → its head and its items as pieces of XML, each with its lines, with flat memory.

Items are cut out before they are parsed: one that is broken costs itself, not what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.reading.text import LINE_END

_START = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])")
_BETWEEN = re.compile(r"<!--|" + _START.pattern)
_LONGEST_NAME = 200
_TOKEN = re.compile(r"<!--|<!\[CDATA\[|<(?P<close>/?)(?:[\w.-]+:)?(?:item|entry)(?:\s[^<>]*|/)?>")
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>"}


@dataclass(frozen=True, slots=True)
class Piece:
    """The XML of an item and its lines; `problem` says why it is not whole, "" for a whole one."""

    xml: str
    first: int
    last: int
    problem: str = ""


class Scanner:
    """Cuts a feed into items. `head` is what stands before the first, known once that has been asked for."""

    def __init__(self, blocks: Iterable[str], limit: int) -> None:
        self._blocks = iter(blocks)
        self._limit = limit
        self._rest = ""
        # Where the next piece begins in `_rest`, and how many characters went before `_rest`.
        self._at = 0
        self._gone = 0
        self._line = 1
        # Up to where each kind of ending has been looked for in vain, so that no text is searched twice.
        self._unended: dict[str, int] = {}
        self.head = ""

    def read_head(self) -> str:
        """What stands before the first item, as far as the limit lets one look."""
        match = _START.search(self._rest)
        while match is None and self._room():
            match = _START.search(self._rest)
        self.head = self._rest[: match.start()] if match else self._rest
        return self.head

    def __iter__(self) -> Iterator[Piece]:
        while self._to_next_start():
            yield self._item()

    def _more(self) -> bool:
        block = next(self._blocks, None)
        if block is not None:
            self._gone += self._at
            self._rest, self._at = self._rest[self._at :] + block, 0
        return block is not None

    def _room(self) -> bool:
        """Read on, if the item may be longer; places in the text count from its beginning then."""
        return len(self._rest) - self._at <= self._limit and self._more()

    def _drop_to(self, place: int) -> None:
        self._line += sum(1 for _ in LINE_END.finditer(self._rest, self._at, place))
        self._at = place

    def _ending(self, ending: str, place: int) -> int:
        """Where a comment or CDATA that opens before a place ends, -1 if that is not to be seen yet."""
        start = max(place, self._unended.get(ending, 0) - self._gone)
        found = self._rest.find(ending, start)
        if found < 0:
            self._unended[ending] = self._gone + max(start, len(self._rest) - len(ending) + 1)
            return -1
        return found + len(ending)

    def _to_next_start(self) -> bool:
        """Drop what stands before the next item; comments between items hold none."""
        while True:
            match = _BETWEEN.search(self._rest, self._at)
            if match and match.group() == "<!--":
                self._drop_to(match.start())
                end = self._ending("-->", self._at + 4)
                if end >= 0:
                    self._drop_to(end)
                    continue
                if self._room():
                    continue
                match = _START.search(self._rest, self._at)
            if match:
                self._drop_to(match.start())
                return True
            self._drop_to(max(self._at, len(self._rest) - _LONGEST_NAME))
            if not self._more():
                return False

    def _item(self) -> Piece:
        """The item that the text begins with."""
        read, opened = 0, False
        while True:
            match = _TOKEN.search(self._rest, self._at + read)
            if match is None:
                if not self._room():
                    return self._broken("the feed ends within an item", read)
                continue
            ending = _ENDS.get(match.group())
            if ending:
                end = self._ending(ending, match.end())
                if end >= 0:
                    read = end - self._at
                elif not self._room():
                    return self._broken(f"{match.group()} is opened and not closed", 0)
            elif match["close"] or (not opened and match.group().endswith("/>")):
                return self._taken(match.end(), "")
            elif opened:
                return self._taken(match.start(), "the item is not closed before the next begins")
            else:
                opened, read = True, match.end() - self._at

    def _taken(self, place: int, problem: str) -> Piece:
        if not problem and place - self._at > self._limit:
            problem = self._too_long()
        xml, first = self._rest[self._at : place], self._line
        self._drop_to(place)
        return Piece(xml, first, self._line, problem)

    def _too_long(self) -> str:
        return f"longer than {self._limit // 2**20} MiB, the limit for one item"

    def _broken(self, problem: str, read: int) -> Piece:
        """Give up an item: up to the next that begins, or all that there is."""
        if len(self._rest) - self._at > self._limit:
            problem = self._too_long()
        following = _START.search(self._rest, self._at + max(read, 1))
        return self._taken(following.start() if following else len(self._rest), problem)
