"""Bytes of a text file → its characters, and characters → lines fit to read.

Nothing here raises for any bytes: what cannot be decoded is replaced, and the note says so.
"""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from articles.reading.codepages import alphabet_page, cyrillic_page, east_asian_page, latin_page
from articles.reading.composing import composed
from articles.reading.linemarks import without_marks

# A run of "\r" is looked over once, not from each of them.
LINE_END = re.compile(r"(?<!\r)\r*+\n|\r|[\u2028\u2029\x0b]|(?<=[^\n\r\f])(?=\f)")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Worth asking about where most letters are beyond ASCII; a longer list only makes for worse guesses.
_FOREIGN = [
    "cp1256", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1254", "cp1250",
    "iso8859_6", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp874",
]  # fmt: skip
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_WORD = re.compile(rb"[\x80-\xff]{3,}")
_SAMPLE = 64 * 1024
# Japanese and Korean in seven bits: an escape leads into their signs and out again.
_SEVEN_BIT = ((re.compile(rb"\x1b\$[@B]"), "iso2022_jp"), (re.compile(rb"\x1b\$\)C"), "iso2022_kr"))
# Signs of scripts that put no spaces between words, with the punctuation and the ASCII among them.
_DENSE = re.compile(
    "[\t\n\r -~\u0e00-\u0e7f\u1780-\u17ff\u2000-\u206f\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef]"
)

_WORDLESS = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_SPACES = re.compile(r"[^\S\n]+")
_JOINERS = re.compile("[\u200c\u200d]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
    "|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
_LIGATURES = {0xFB00 + at: made for at, made in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[A-Za-z]{2,8});")
# UTF-8 that was once read as Windows-1252 and saved again: "â€™" for an apostrophe, "Ã©" for é.
_BYTE_OF = {bytes([byte]).decode("cp1252", "ignore"): byte for byte in range(0x80, 0xA0)}
_TRAIL = "[\x80-\xbf" + "".join(_BYTE_OF) + "]"
_MOJIBAKE = re.compile(f"[\u00c2-\u00df]{_TRAIL}|[\u00e0-\u00ef]{_TRAIL}{{2}}|[\u00f0-\u00f4]{_TRAIL}{{3}}")
_MOST_REPAIRS = 3
_INLINE_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|span|font|a|small|sup|sub|cite|q|mark)(?:\s[^<>]{0,400})?/?>", re.IGNORECASE
)
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|hr|div|h[1-6]|li|ul|ol|blockquote|center|figure|figcaption|section|article|header|footer|"
    r"table|tbody|tr|td|th|img|!--)(?:\s[^<>]{0,400})?/?>",
    re.IGNORECASE,
)

# "![A ferry at the quay. (AP)](https://…)", "[the plan](/plan)", and a line in italics as a whole.
_MARKDOWN_PICTURE = re.compile(r"!\[([^\[\]]{1,700})\]\([^()]{0,400}\)")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]{1,700})\]\((?:https?:|/|www\.)[^()\s]{0,400}\)")
# "[b]Talks Resume[/b]", "[url=https://…]Geneva[/url]" of forums; "[[Geneva|the city]]" of wikis.
_FORUM_TAG = re.compile(
    r"\[(?P<name>b|i|u|s|url|quote|size|color|center|font|img)(?:=[^\[\]]{0,300})?\](?P<inner>[^\[\]]*)\[/(?P=name)\]",
    re.IGNORECASE,
)
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]")
# "![[harbour.png]]" of notebooks.
_WIKI_PICTURE = re.compile(r"!\[\[[^\[\]]{1,200}\]\]")
_MOST_NESTED = 3
_MARKDOWN_LINE = re.compile(r"\s*([*_]{1,3})(?=[^\s*_])([^*_]{10,700})(?<=\S)\1\s*")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file, the encoding it was taken for, and what was damaged ("" when nothing was)."""

    text: str
    encoding: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the decoded file: its number from 1, its text as written and its text to read.

    `text` has no characters that do not show and no space at its ends; "" is a blank line.
    """

    number: int
    raw: str
    text: str

    @property
    def pictured(self) -> bool:
        """Whether the line is a picture of Markdown as a whole: its text is the caption."""
        return self.raw.lstrip().startswith("![") and bool(_MARKDOWN_PICTURE.fullmatch(self.raw.strip()))

    @property
    def indented(self) -> bool:
        """Whether the line starts with white space, as the first copy of a caption does in page dumps."""
        return bool(self.text) and self.raw[:1].isspace()


def decode(data: bytes) -> Decoded:
    """Decode a text file by its BOM, as UTF-16 without BOM, as UTF-8, or as a legacy code page."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _with_note(data[len(bom) :].decode(encoding, "replace"), encoding)
    wide = _wide_encoding(data)
    if wide:
        return _with_note(data.decode(wide, "replace"), wide)
    if b"\x1b$" in data and data.isascii():
        for escape, encoding in _SEVEN_BIT:
            if escape.search(data):
                return _with_note(data.decode(encoding, "replace"), encoding)
    nuls = data.count(0)
    if nuls:
        data = data.replace(b"\0", b"")
    try:
        decoded = Decoded(data.decode(), "utf-8")
    except UnicodeDecodeError:
        decoded = _decode_legacy(data)
    if nuls:
        return Decoded(decoded.text, decoded.encoding, _join(decoded.note, f"{nuls} NUL bytes removed"))
    return decoded


def lines(text: str) -> list[Line]:
    """Cut decoded text into lines; numbers count line ends of any kind."""
    raws = without_marks(LINE_END.split(text))
    return [Line(number, raw, clean(_without_tags(raw))) for number, raw in enumerate(raws, 1)]


def longest_line(text: str) -> int:
    """How many characters the longest line has."""
    longest = at = 0
    for end in LINE_END.finditer(text):
        longest, at = max(longest, end.start() - at), end.end()
    return max(longest, len(text) - at)


def _without_tags(raw: str) -> str:
    """A line of text without the tags that a page left in it, or the marks of Markdown."""
    if "](" in raw:
        raw = _MARKDOWN_LINK.sub(r"\1", _MARKDOWN_PICTURE.sub(r"\1", raw))
    if "[/" in raw or "[[" in raw:
        raw = _WIKI_LINK.sub(r"\1", _WIKI_PICTURE.sub("", raw))
        for _ in range(_MOST_NESTED):
            raw = _FORUM_TAG.sub(lambda match: "" if match["name"].lower() == "img" else match["inner"], raw)
    if raw.lstrip()[:1] in ("*", "_") and (marked := _MARKDOWN_LINE.fullmatch(raw)):
        raw = marked[2]
    if "<" not in raw:
        return raw
    return _BLOCK_TAG.sub(" ", _INLINE_TAG.sub("", raw))


def clean(text: str) -> str:
    """Text without unseen characters and entities, with plain spaces and composed letters, ends stripped."""
    if text.isascii() and "&" not in text and text.isprintable():
        return _SPACES.sub(" ", text).strip()
    for _ in range(_MOST_REPAIRS):
        if (repaired := _MOJIBAKE.sub(_repair, text)) == text:
            break
        text = repaired
    text = text.replace("â€\ufffd", "”")
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    text = _UNSEEN.sub("", text.translate(_LIGATURES))
    text = _JOINERS.sub(lambda match: _joiner(text, match), text)
    return composed(_SPACES.sub(" ", text).strip())


def word_count(text: str) -> int:
    """The number of words, also of scripts without spaces: two of their signs count as one word."""
    return len(text.split()) + (0 if text.isascii() else len(_WORDLESS.findall(text)) // 2)


def looks_binary(data: bytes) -> bool:
    """Whether the head of a file is no text in any encoding that this module knows."""
    if not data or data.startswith(tuple(bom for bom, _ in _BOMS)) or _wide_encoding(data):
        return False
    odd = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", data))
    return odd > max(8, len(data) // 50)


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without a BOM shows in its ASCII spaces and line ends: one byte of each pair is then NUL."""
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    if pairs < 4 or 0 not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    few, many = min(even, odd), max(even, odd)
    if many < pairs * 0.08 or few * 20 > many:
        return _wide_and_dense(sample[: pairs * 2]) if many else ""
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = sample[: pairs * 2].decode(encoding, "replace")
    readable = sum(char.isprintable() or char.isspace() for char in text)
    return encoding if readable >= len(text) * 0.95 else ""


def _wide_and_dense(sample: bytes) -> str:
    """UTF-16 of a script that puts no spaces between words: its NULs are few, but all its signs are of it."""
    if _is_utf8(sample.replace(b"\0", b"")):
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        if "\n" in text and len(_DENSE.findall(text)) >= len(text) * 0.97:
            return encoding
    return ""


def _is_utf8(sample: bytes) -> bool:
    """Whether bytes are UTF-8, but for a character cut off at their end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _decode_legacy(data: bytes) -> Decoded:
    """Decode bytes that are not valid UTF-8: damaged UTF-8, a legacy code page, or a file that mixes both."""
    good = sum(len(match) for match in _MULTIBYTE.findall(data))
    high = len(_HIGH.findall(data))
    if good * 2 < high:
        encoding = _code_page(data)
        return _with_note(data.decode(encoding, "replace"), encoding)
    parts: list[str] = []
    mixed = damaged = 0
    for part in data.split(b"\n"):
        try:
            parts.append(part.decode())
        except UnicodeDecodeError:
            if _MULTIBYTE.search(part):
                damaged += 1
                parts.append(part.decode("utf-8", "replace"))
            else:
                mixed += 1
                parts.append(part.decode("cp1252", "replace"))
    note = _join(
        f"{damaged} lines with broken UTF-8" if damaged else "",
        f"{mixed} lines read as Windows-1252" if mixed else "",
    )
    return Decoded("\n".join(parts), "utf-8", note)


def _code_page(data: bytes) -> str:
    """Name the legacy code page: Latin scripts have single high bytes, others whole words of them."""
    sample = data[:_SAMPLE]
    high = len(_HIGH.findall(sample))
    if sum(map(len, _HIGH_WORD.findall(sample))) * 2 >= high:
        if told := cyrillic_page(sample) or east_asian_page(sample) or alphabet_page(sample):
            return told
        best = from_bytes(_to_line_end(sample), cp_isolation=_FOREIGN).best()
        return best.encoding if best else "cp1252"
    return latin_page(sample)


def _to_line_end(sample: bytes) -> bytes:
    """A sample without what may be half a sign at its end."""
    return sample[: sample.rfind(b"\n") + 1] or sample


def _with_note(text: str, encoding: str) -> Decoded:
    broken = text.count("\ufffd")
    text = text.replace("\0", "")
    return Decoded(text, encoding, f"{broken} characters could not be decoded" if broken else "")


def _join(*notes: str) -> str:
    return "; ".join(note for note in notes if note)


def _repair(match: re.Match[str]) -> str:
    raw = bytes(_BYTE_OF.get(char, ord(char) & 0xFF) for char in match.group())
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return match.group()


def _joiner(text: str, match: re.Match[str]) -> str:
    """Keep a joiner between letters of scripts that need it (Persian, Hindi), drop it elsewhere."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    needed = all(
        (char and ord(char) > 0x05FF and char.isalpha()) or char > "\u2600" for char in (before, after)
    )
    return match.group() if needed else ""
