"""Blocks of a feed's text → its head and its items as pieces of XML, each with its lines, with flat memory.

Items are cut out before they are parsed: one that is broken costs itself, not what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.reading.text import LINE_END

_START = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])")
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
        self._line = 1
        self.head = ""

    def read_head(self) -> str:
        """What stands before the first item, as far as the limit lets one look."""
        while not (match := _START.search(self._rest)) and len(self._rest) < self._limit and self._more():
            pass
        self.head = self._rest[: match.start()] if match else self._rest
        return self.head

    def __iter__(self) -> Iterator[Piece]:
        while self._to_next_start():
            yield self._item()

    def _more(self) -> bool:
        block = next(self._blocks, None)
        self._rest += block or ""
        return block is not None

    def _drop(self, count: int) -> None:
        self._line += sum(1 for _ in LINE_END.finditer(self._rest, 0, count))
        self._rest = self._rest[count:]

    def _to_next_start(self) -> bool:
        """Drop what stands before the next item; comments between items hold none."""
        while True:
            match = re.search(r"<!--|" + _START.pattern, self._rest)
            if match and match.group() == "<!--":
                end = self._rest.find("-->", match.end())
                if end >= 0 or (len(self._rest) <= self._limit and self._more()):
                    self._drop(end + 3 if end >= 0 else 0)
                    continue
                match = _START.search(self._rest)
            if match:
                self._drop(match.start())
                return True
            self._drop(max(0, len(self._rest) - 200))
            if not self._more():
                return False

    def _item(self) -> Piece:
        """The item that the text begins with."""
        at, opened = 0, False
        while True:
            match = _TOKEN.search(self._rest, at)
            if match is None:
                if not self._room():
                    return self._broken("the feed ends within an item", at)
                continue
            ending = _ENDS.get(match.group())
            if ending:
                end = self._rest.find(ending, match.end())
                if end >= 0:
                    at = end + len(ending)
                elif not self._room():
                    return self._broken(f"{match.group()} is opened and not closed", 0)
            elif match["close"] or (not opened and match.group().endswith("/>")):
                return self._taken(match.end(), "")
            elif opened:
                return self._taken(match.start(), "the item is not closed before the next begins")
            else:
                opened, at = True, match.end()

    def _room(self) -> bool:
        """Read on, if the item may be longer."""
        return len(self._rest) <= self._limit and self._more()

    def _taken(self, count: int, problem: str) -> Piece:
        xml, first = self._rest[:count], self._line
        self._drop(count)
        return Piece(xml, first, self._line, problem)

    def _broken(self, problem: str, at: int) -> Piece:
        """Give up an item: up to the next that begins, or all that there is."""
        if len(self._rest) > self._limit:
            problem = f"longer than {self._limit // 2**20} MiB, the limit for one item"
        following = _START.search(self._rest, max(at, 1))
        return self._taken(following.start() if following else len(self._rest), problem)
