"""A name as a file system, an archive or a web server gave it → one that is safe to store, show and print.

One rule for files, members and addresses: what cannot be seen or would steer a screen is written out as an
escape (`\\u202e`), so that two names that differ still differ; a very long name is cut in its middle.
"""

from __future__ import annotations

import hashlib
import re

from articles.reading.composing import composed

LONGEST = 500
"""Characters, of up to four bytes each: a unique index of PostgreSQL holds no row beyond 2,704 bytes."""

# Joiners stay: Persian and Hindi names are misspelt without them.
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\ud800-\udfff]"
)


def safe_name(name: str, longest: int = LONGEST) -> str:
    """The name with unseen and steering characters escaped, cut to `longest` characters."""
    if not (name.isascii() and name.isprintable()):
        name = _HARMFUL.sub(_escape, composed(name))
    if len(name) <= longest:
        return name
    # The end tells the format; the digest keeps two long names apart.
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    tail = longest // 3
    return f"{name[: longest - tail - 10]}…{digest}…{name[-tail:]}"


def printable(text: str) -> str:
    """Text of an article or a reason, on one line that leaves a terminal as it is."""
    if text.isascii() and text.isprintable():
        return text
    return _HARMFUL.sub(_escape, text)


class DistinctNames:
    """Gives each name once: a name that comes again gets a number before its suffix."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def take(self, name: str) -> str:
        """The name itself the first time, then "name (2).txt", "name (3).txt"."""
        if name not in self._given:
            self._given[name] = 1
            return name
        folder, slash, last = name.rpartition("/")
        stem, dot, suffix = last.rpartition(".")
        if not stem:
            stem, dot, suffix = last, "", ""
        while True:
            self._given[name] += 1
            made = f"{folder}{slash}{stem} ({self._given[name]}){dot}{suffix}"
            if made not in self._given:
                self._given[made] = 1
                return made


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if 0xDC80 <= code <= 0xDCFF:
        # A byte that is no UTF-8, as Python hands it on in the name of a file.
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
