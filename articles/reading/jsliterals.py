"""A literal of JavaScript in a script → its value: objects, lists, texts, numbers.

A script is no JSON: names stand without quotes, texts in any of three, values are made by calls. What is no
literal becomes None. Each token is looked at once or twice, so any script takes time in line with its length.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

_DEEPEST = 60
_TOKEN = re.compile(r"\s*+(?:(?P<number>-?\d[\w.]*+)|(?P<name>[\w$][\w$.]*+)|(?P<sign>.))", re.DOTALL)
_TEXTS = {
    '"': re.compile(r'"(?:[^"\\\n]|\\.)*+"', re.DOTALL),
    "'": re.compile(r"'(?:[^'\\\n]|\\.)*+'", re.DOTALL),
    "`": re.compile(r"`(?:[^`\\]|\\.)*+`", re.DOTALL),
}
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\n|.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": ""}
_SURROGATES = re.compile("[\ud800-\udfff]")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}
_OPENS, _CLOSES, _ENDS = "{[(", "}])", ",:;}])"


class _Token(NamedTuple):
    """A piece of a script: "text", "number", "name" or "sign", as written, and where it ends."""

    kind: str
    written: str
    end: int

    def is_sign(self, signs: str) -> bool:
        return self.kind == "sign" and self.written in signs


def parse(text: str, at: int, names: Mapping[str, object] | None = None) -> tuple[object, int]:
    """Read the literal that begins at a place: its value and where it ends. `names` have values already."""
    reader = _Reader(text, at, names or {})
    return reader.value(0), reader.at


def unquoted(written: str) -> str:
    """A text without its quotes and escapes."""
    inner = written[1:-1]
    if "\\" in inner:
        inner = _ESCAPE.sub(_unescaped, inner)
        # Halves of a pair that make one character; a half alone cannot be stored.
        inner = inner.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _SURROGATES.sub("\ufffd", inner)


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if 0 < number < 0x110000 else "\ufffd"
    return _LETTERS.get(match[4], match[4])


class _Reader:
    """Reads on from a place in a script."""

    def __init__(self, text: str, at: int, names: Mapping[str, object]) -> None:
        self.text, self.at, self.names = text, at, names
        self._endless: set[str] = set()
        self._seen: tuple[int, _Token | None] = (-1, None)

    def _next(self) -> _Token | None:
        """The token that comes next, None at the end."""
        if self._seen[0] != self.at:
            self._seen = (self.at, self._token())
        return self._seen[1]

    def _token(self) -> _Token | None:
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            return None
        kind = found.lastgroup or "sign"
        sign = found["sign"]
        if sign in _TEXTS and sign not in self._endless:
            if quoted := _TEXTS[sign].match(self.text, found.start("sign")):
                return _Token("text", quoted.group(), quoted.end())
            # Looked for once: others like it would each be looked for up to the end of the script.
            self._endless.add(sign)
        return _Token(kind, found[kind], found.end())

    def _take(self, sign: str) -> bool:
        """Step over a sign if it is the next token."""
        found = self._next()
        if found is None or not found.is_sign(sign):
            return False
        self.at = found.end
        return True

    def value(self, depth: int) -> object:
        """The value that begins here, up to the comma or bracket behind it."""
        found = self._next()
        made: object = None
        if found is None or found.is_sign(_ENDS):
            return None
        if depth <= _DEEPEST:
            self.at = found.end
            made = self._made(found, depth)
        self._skip()
        return made

    def _made(self, found: _Token, depth: int) -> object:
        """The value that a token begins, which was stepped over."""
        if found.kind == "text":
            return unquoted(found.written)
        if found.kind == "number":
            return _number(found.written)
        if found.kind == "name":
            return self._named(found.written, depth)
        if found.written == "{":
            return self._object(depth)
        if found.written == "[":
            return self._items("]", depth)
        if found.written == "!":
            return not self.value(depth + 1)
        if found.written == "(":
            self.at = found.end - 1
        return None

    def _object(self, depth: int) -> dict[str, object]:
        made: dict[str, object] = {}
        while not self._take("}"):
            key = self._next()
            if key is None or key.is_sign("])"):
                break
            if key.kind == "sign":
                self._skip()
            else:
                self.at = key.end
                if self._take(":"):
                    name = unquoted(key.written) if key.kind == "text" else key.written
                    made[name] = self.value(depth + 1)
                else:
                    self._skip()
            self._step(key)
        return made

    def _items(self, end: str, depth: int) -> list[object]:
        made: list[object] = []
        while not self._take(end):
            following = self._next()
            if following is None or following.is_sign(_CLOSES):
                break
            made.append(self.value(depth + 1))
            self._step(following)
        return made

    def _step(self, began: _Token) -> None:
        """Step over the comma behind a value; over the token that it began with, where nothing was read."""
        if not self._take(",") and self.at < began.end:
            self.at = began.end

    def _named(self, name: str, depth: int) -> object:
        """What a name stands for: a word of the language, a name that is known, or what a call is given."""
        if name in ("new", "void", "return", "await"):
            return self.value(depth + 1)
        if not self._take("("):
            return _WORDS[name] if name in _WORDS else self.names.get(name)
        given = self._items(")", depth)
        first = given[0] if given else None
        if name == "JSON.parse" and isinstance(first, str):
            try:
                return json.loads(first, strict=False)
            except (ValueError, RecursionError):
                return None
        return first if name in ("Date", "Object.freeze", "decodeURIComponent", "Array") else None

    def _skip(self) -> None:
        """Step over what else belongs to a value: up to the next comma or closing bracket outside others."""
        deep = 0
        while found := self._next():
            if not deep and found.is_sign(_ENDS):
                return
            if found.is_sign(_OPENS):
                deep += 1
            elif found.is_sign(_CLOSES):
                deep -= 1
            self.at = found.end


def _number(written: str) -> object:
    try:
        return int(written) if written.lstrip("-").isdigit() and len(written) < 30 else float(written)
    except ValueError:
        return None
