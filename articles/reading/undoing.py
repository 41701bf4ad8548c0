"""Text in a notation of programs (escapes, quoted-printable, tags for line ends) → the text that was meant.

Each notation is undone only where the file bears it out: signs that nobody writes, and several of them.
"""

from __future__ import annotations

import json
import quopri
import re
from collections.abc import Callable

from articles.reading.text import Decoded, decode

_FEWEST = 3
_ESCAPED_END = re.compile(r"\\r\\n|\\n|\\r(?!\\)")
# Behind a sentence, or twice: in "C:\\new\\notes" neither.
_SURE_END = re.compile(r"\\n\\n|\\r\\n\\r\\n|[.!?…”\"»)。؟]\\{1,2}[rn]")
_FEWEST_SURE = 2
_ESCAPE = re.compile(r"\\r\\n|\\[nrt\"'/\\]")
_ESCAPES = {"\\r\\n": "\n", "\\n": "\n", "\\r": "\n", "\\t": "\t"}
_OTHER_ESCAPE = re.compile(r"\\[a-mo-qsv-zA-Z0-9]")
_CODE_POINTS = re.compile(r"\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})|"
                          r"\\u(?P<code>[0-9a-fA-F]{4})|\\U000(?P<wide>[0-9a-fA-F]{5})")  # fmt: skip
_BYTE = re.compile(rb"\\x([0-9a-fA-F]{2})|\\([nrt'\"\\])")
_BYTE_ENDS = {b"n": b"\n", b"r": b"\r", b"t": b"\t"}
_SOFT_BREAK = re.compile(r"=[ \t]*\r?\n")
_HEX_BYTE = re.compile(r"=(?:[89A-F][0-9A-F]|3D|20|09)(?![0-9a-z])")
_HEX_UTF8 = re.compile(r"(?:=[C-F][0-9A-F](?:=\r?\n)?(?:=[89AB][0-9A-F](?:=\r?\n)?)+)")
_LONGEST_QUOTED = 77
_BREAK = re.compile(r"\s{0,8}<br\s{0,2}/?>[ \t]*", re.IGNORECASE)
_COLOUR = re.compile(r"\x1b\[[0-9;]{0,12}[A-Za-z]")
_SHEET_END = "_x000D_"
_NEXT_LINE = re.compile("(?<![\u0080-\u00ff])\u0085")


def undone(decoded: Decoded) -> Decoded:
    """The text with every notation undone that it bears out, and a note of them; the same if none is."""
    text, notes = decoded.text, [decoded.note] if decoded.note else []
    for undo, note in _NOTATIONS:
        made = undo(text)
        if made != text:
            text = made
            notes.append(note)
    if text == decoded.text:
        return decoded
    return Decoded(text, decoded.encoding, "; ".join(notes))


def _bytes_literal(text: str) -> str:
    """The text of bytes as Python prints them (b'…\\xe2\\x80\\x9c…')."""
    bare = text.strip()
    inner = bare[2:-1]
    escaped = (len(inner) - len(inner.rstrip("\\"))) % 2
    if not bare.startswith(("b'", 'b"')) or len(bare) < 3 or bare[-1] != bare[1] or "\n" in bare or escaped:
        return text

    def byte(found: re.Match[bytes]) -> bytes:
        if found[1]:
            return bytes([int(found[1], 16)])
        return _BYTE_ENDS.get(found[2], found[2])

    return decode(_BYTE.sub(byte, inner.encode("utf-8", "replace"))).text


def _json_string(text: str) -> str:
    """The text of a file that is one string of JSON."""
    bare = text.strip()
    if len(bare) < 2 or bare[0] != '"' or bare[-1] != '"' or "\n" in bare:
        return text
    try:
        made = json.loads(bare)
    except ValueError:
        return text
    return made.encode("utf-8", "replace").decode() if isinstance(made, str) and made.strip() else text


def _escaped_ends(text: str) -> str:
    """Text with the line ends and quotation marks that stand in it as escapes ("\\n\\n", "\\"")."""
    if "\\" not in text:
        return text
    ends = len(_ESCAPED_END.findall(text))
    others = len(_OTHER_ESCAPE.findall(text)) - len(_CODE_POINTS.findall(text))
    if ends < _FEWEST or others * 4 > ends or len(_SURE_END.findall(text)) < _FEWEST_SURE:
        return text
    return _ESCAPE.sub(lambda match: _ESCAPES.get(match[0], match[0][1:]), text)


def _code_points(text: str) -> str:
    """Text with its signs that stand in it as code points ("\\u201c")."""
    if "\\u" not in text and "\\U" not in text:
        return text
    if len(_CODE_POINTS.findall(text)) < _FEWEST:
        return text

    def sign(match: re.Match[str]) -> str:
        if match["high"]:
            high, low = int(match["high"], 16), int(match["low"], 16)
            return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
        code = int(match["code"] or match["wide"], 16)
        return match[0] if 0xD800 <= code <= 0xDFFF or code < 9 else chr(code)

    return _CODE_POINTS.sub(sign, text)


def _quoted_printable(text: str) -> str:
    """Text of a mail whose header is lost: lines of at most 76 signs that "=" breaks, "=E2=80=9C"."""
    if "=" not in text:
        return text
    soft, signs = len(_SOFT_BREAK.findall(text)), len(_HEX_UTF8.findall(text))
    broken = soft >= _FEWEST and bool(_HEX_BYTE.search(text) or signs)
    broken = broken and all(len(line) <= _LONGEST_QUOTED for line in text.splitlines())
    if not broken and signs < _FEWEST:
        return text
    return decode(quopri.decodestring(text.encode("utf-8", "replace"))).text


def _break_tags(text: str) -> str:
    """Text whose line ends are tags, all or nearly all of them."""
    found = len(_BREAK.findall(text)) if "<" in text else 0
    if found < _FEWEST or found < text.count("\n") * 2:
        return text
    return _BREAK.sub("\n", text)


def _sheet_ends(text: str) -> str:
    """Text from a cell of a spreadsheet, in which a carriage return is written out."""
    return text.replace(_SHEET_END, "") if text.count(_SHEET_END) >= _FEWEST else text


def _next_lines(text: str) -> str:
    """Text of a mainframe, whose lines end with NEL; in text that was decoded wrongly it is an ellipsis."""
    found = len(_NEXT_LINE.findall(text)) if "\u0085" in text else 0
    return _NEXT_LINE.sub("\n", text) if found > max(_FEWEST, text.count("\n") * 2) else text


def _colours(text: str) -> str:
    """Text without the signs that colour it on a terminal."""
    return _COLOUR.sub("", text) if "\x1b[" in text else text


_NOTATIONS: tuple[tuple[Callable[[str], str], str], ...] = (
    (_colours, "signs of a terminal removed"),
    (_bytes_literal, "read as bytes that a program printed"),
    (_json_string, "read as a string of JSON"),
    (_quoted_printable, "read as quoted-printable"),
    (_escaped_ends, "line ends were written as escapes"),
    (_code_points, "signs were written as code points"),
    (_sheet_ends, "carriage returns were written out"),
    (_next_lines, "lines ended with NEL"),
    (_break_tags, "line ends were tags"),
)
