"""Bytes of an HTML file → its characters: by BOM, as declared where the bytes bear it out, else as any text.

Pages are copied from server to server and saved by programs that do not change what they declare. A declared
code page is believed unless the text under it is no text of the scripts that it is made for.
"""

from __future__ import annotations

import codecs
import re

from articles.reading import text
from articles.reading.codepages import EAST_ASIAN, cyrillic_page, latin_fit, latin_page, usual_signs
from articles.reading.opened import OpenFile, keeps_ascii

_HEAD = 8192
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.-]{2,40})", re.IGNORECASE)
# What servers call by an older name than what the bytes are: the HTML standard says so.
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252",
          "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
          "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932",
          "iso-8859-9": "cp1254", "tis-620": "cp874", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
          "windows-874": "cp874", "iso-8859-11": "cp874"}  # fmt: skip

_CODECS = ("cp", "iso", "koi8", "mac", "gb", "big5", "euc", "shift", "hz", "tis")
_SEVEN_BIT = ("iso2022_jp", "iso2022_kr", "hz")
_SAMPLE, _MOST_LOOKED_AT = 64 * 1024, 2 * 1024 * 1024
_PIECE = re.compile(rb"[<>\n]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_FEWEST_HIGH = 20
_LATIN = {
    "cp1252",
    "cp1254",
    "cp1250",
    "cp1257",
    "iso8859-1",
    "iso8859-15",
    "iso8859-2",
    "iso8859-9",
    "mac-roman",
}
_CYRILLIC = {"cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic"}
_LETTERS = {
    "cp1256": re.compile("[\u0600-\u06ff]"), "iso8859-6": re.compile("[\u0600-\u06ff]"),
    "cp1255": re.compile("[\u0590-\u05ff]"), "iso8859-8": re.compile("[\u0590-\u05ff]"),
    "cp1253": re.compile("[\u0370-\u03ff]"), "iso8859-7": re.compile("[\u0370-\u03ff]"),
    "cp874": re.compile("[\u0e00-\u0e7f]"),
}  # fmt: skip
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_MOST_SIGNS = 4000


def decode(opened: OpenFile) -> str:
    """The text of the file: by BOM, by what the server declared, by the page, else as any text."""
    data = opened.data
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return text.decode(data).text
    head = data[:_HEAD]
    declared = [opened.encoding.encode("ascii", "ignore")]
    declared += [found[1] for found in (_META_CHARSET.search(head), _XML_ENCODING.search(head)) if found]
    for name in declared:
        try:
            return _strict(data, name.decode("ascii", "ignore").strip().lower())
        except (LookupError, UnicodeError, ValueError):
            continue
    return _undeclared(data)


def _strict(data: bytes, name: str) -> str:
    """Decode as declared; UnicodeError where the bytes are plainly something else."""
    if not name or name.startswith(("utf-16", "utf16", "utf-32")) or b"\0" in data[:1024]:
        raise UnicodeError
    codec = codecs.lookup(_WIDER.get(name, name))
    if not codec.name.startswith(_CODECS) or not keeps_ascii(codec.name):
        raise UnicodeError
    try:
        decoded = data.decode()
        if codec.name not in _SEVEN_BIT:
            # What is UTF-8 throughout is UTF-8, whatever an old template says.
            return decoded
    except UnicodeDecodeError:
        pass
    decoded = data.decode(codec.name, "replace")
    if decoded.count("\ufffd") > 20 + len(decoded) // 500 or _is_misread(data, codec.name):
        raise UnicodeError
    return decoded


def _undeclared(data: bytes) -> str:
    """The text of bytes of which nothing is known: the page is found by what of them is no markup."""
    try:
        return text.decode(data).text if data.isascii() else data.decode().replace("\0", "")
    except UnicodeDecodeError:
        found = text.decode(_text_bytes(data)).encoding
    return (
        text.decode(data).text
        if found in ("utf-8", "utf-16-le", "utf-16-be")
        else data.decode(found, "replace")
    )


def _text_bytes(data: bytes) -> bytes:
    """Those lines and pieces between tags that have letters beyond ASCII, no more than a sample."""
    made = bytearray()
    for piece in _PIECE.split(data[:_MOST_LOOKED_AT]):
        if not piece.isascii():
            made += piece + b"\n"
            if len(made) > _SAMPLE:
                break
    return bytes(made)


def _is_misread(data: bytes, codec: str) -> bool:
    """Whether the text in a page, read by a codec, is none that the codec is made for."""
    sample = _text_bytes(data)
    decoded = sample.decode(codec, "replace")
    high = _BEYOND_ASCII.findall(decoded)[:_MOST_SIGNS]
    if len(high) < _FEWEST_HIGH:
        return False
    if codec in EAST_ASIAN:
        return usual_signs(decoded, codec) < 1
    # Latin letters beyond ASCII stand alone among others, those of other scripts make whole words.
    in_words = sum(map(len, _HIGH_RUN.findall(sample))) * 2 >= sum(byte > 0x7F for byte in sample)
    if codec in _LATIN:
        if in_words:
            return True
        best = latin_page(sample)
        return best != "cp1252" and latin_fit(sample, best) > latin_fit(sample, codec) + 0.15
    if codec in _CYRILLIC:
        better = cyrillic_page(sample)
        return in_words and bool(better) and codecs.lookup(better).name != codec and not _is_cyrillic(high)
    letters = _LETTERS.get(codec)
    return in_words and letters is not None and sum(map(bool, map(letters.match, high))) < 0.6 * len(high)


def _is_cyrillic(high: list[str]) -> bool:
    """Whether the most frequent letters of languages in Cyrillic are frequent, and small ones prevail."""
    small = sum(char.islower() for char in high)
    return small * 2 > len(high) and sum(char in "оеаинтсрвлі" for char in high) * 2 > len(high)
