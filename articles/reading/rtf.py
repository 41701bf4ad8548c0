"""An RTF document → its text, read by the layouts of text."""

from __future__ import annotations

import io
import re

from articles.reading.opened import OpenFile

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|"
    rb"(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
# Groups that hold no text of the document.
_HIDDEN = frozenset(
    b"""fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr
    footerf footnote annotation xe tc themedata colorschememapping latentstyles datastore generator listtable
    listoverridetable rsidtbl revtbl fldinst bkmkstart bkmkend shppict nonshppict mmathPr filetbl
    upr template operator""".split()
)
_SIGNS = {
    b"par": "\n\n", b"sect": "\n\n", b"page": "\n\n", b"line": "\n", b"tab": "\t", b"emdash": "—",
    b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•",
    b"cell": "\t",
    b"row": "\n\n", b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "shift_jis", 129: "euc_kr", 134: "gb18030", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_PAGES = {
    932: "shift_jis", 936: "gb18030", 949: "euc_kr", 950: "big5", 874: "cp874", 10000: "mac_roman",
    65001: "utf-8",
}  # fmt: skip
_HIGH = 0x10000
_BLANKS = re.compile(r"\n{3,}")
_MOST_GROUPS = 10_000


def is_rtf(opened: OpenFile) -> bool:
    """By the first bytes."""
    return opened.head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf")


def text_of(data: bytes) -> str:
    """The text of an RTF document. Nothing raises for any bytes; what cannot be decoded is replaced."""
    reader = _Reader(_fonts(data))
    for match in _TOKEN.finditer(data):
        reader.take(match)
    reader.flush()
    text = "".join(reader.made)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
    return _BLANKS.sub("\n\n", text).strip() + "\n"


class _Reader:
    """The state of a document while it is read: one entry a group that is open."""

    def __init__(self, fonts: dict[int, str]) -> None:
        self.made: list[str] = []
        self._fonts = fonts
        self._page = "cp1252"
        self._font = ""
        self._hidden = False
        self._following = 1
        self._skip = 0
        self._stack: list[tuple[str, bool, int]] = []
        self._bytes = bytearray()
        self._opened = False

    def take(self, match: re.Match[bytes]) -> None:
        """Take one token."""
        kind = match.lastgroup if match.lastgroup != "number" else "word"
        opened, self._opened = self._opened, False
        if kind == "byte" and not self._hidden:
            if self._skip:
                self._skip -= 1
            else:
                self._bytes.append(int(match["byte"], 16))
            return
        if kind == "brace":
            self.flush()
            self._brace(match["brace"] == b"{")
        elif kind == "word":
            self.flush()
            self._word(match["word"], match["number"], opened)
        elif kind == "sign":
            self._sign(match["sign"])
        elif kind == "text" and not self._hidden:
            text = match["text"][self._skip :]
            self._skip = max(0, self._skip - len(match["text"]))
            self._bytes += text

    def flush(self) -> None:
        """Decode the bytes that were gathered."""
        if self._bytes:
            self.made.append(bytes(self._bytes).decode(self._font or self._page, "replace"))
            self._bytes.clear()

    def _brace(self, opens: bool) -> None:
        self._skip = 0
        if opens and len(self._stack) < _MOST_GROUPS:
            self._stack.append((self._font, self._hidden, self._following))
            self._opened = True
        elif not opens and self._stack:
            self._font, self._hidden, self._following = self._stack.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._hidden = True
        elif self._hidden:
            return
        elif sign in b"\\{}":
            self._bytes += sign
        elif sign == b"~":
            self._bytes += b" "
        elif sign == b"_":
            self._bytes += b"-"
        elif sign in b"\r\n":
            self.flush()
            self.made.append("\n\n")

    def _word(self, word: bytes, number: bytes | None, opened: bool) -> None:
        value = int(number) if number else 0
        if word == b"ansicpg":
            self._page = _known(_PAGES.get(value, f"cp{value}"))
        elif opened and word in _HIDDEN:
            self._hidden = True
        elif word == b"f":
            self._font = self._fonts.get(value, "")
        elif word == b"uc":
            self._following = min(max(value, 0), 4)
        elif self._hidden:
            return
        elif word == b"u":
            code = value % _HIGH
            self.made.append(chr(code))
            self._skip = self._following
        elif word in _SIGNS:
            self.made.append(_SIGNS[word])


def _fonts(data: bytes) -> dict[int, str]:
    """The encoding of each font that has one of its own."""
    found = re.finditer(rb"\\f(\d{1,5})[^{};]{0,200}?\\fcharset(\d{1,3})", data[:65536])
    return {
        int(match[1]): _CHARSETS[code] for match in found if (code := int(match[2])) in _CHARSETS and code
    }


def _known(page: str) -> str:
    try:
        "".encode(page)
    except LookupError:
        return "cp1252"
    return page


def part(opened: OpenFile) -> OpenFile:
    """The text of the document as a file of its own, to be read in its place."""
    text = text_of(opened.data).encode("utf-8", "replace")
    return OpenFile(
        opened.file, io.BytesIO(text), opened.member, opened.limits, url=opened.url, columns=opened.columns
    )
