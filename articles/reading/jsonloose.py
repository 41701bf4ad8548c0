"""JSON with the liberties that shells, configurations and scripts take → JSON.

Comments, names without quotes, single quotes, commas before a closing bracket, and calls such as
ObjectId("…"), ISODate("…") and NumberLong(3) of the shell of MongoDB.
"""

from __future__ import annotations

import json
import re

# A string that is not closed is taken to its end as well: else each quote in it would be looked behind anew.
_TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\]++|\\.)*+"?)'
    r"|(?P<single>'(?:[^'\\\n]++|\\.)*+(?P<closed>')?)"
    r"|(?P<comment>//[^\n]*|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?)"
    r"|(?P<call>\b(?:new\s{1,4})?(?:ObjectId|ISODate|NumberLong|NumberInt|NumberDecimal|UUID|Date|Timestamp)"
    r"\(\s{0,4}(?P<inner>\"[^\"\n]{0,100}\"|-?\d{0,20}(?:,\s?\d{1,20})?)\s{0,4}\))"
    r"|(?P<name>(?<![\w$])[A-Za-z_$][\w$]{0,80}+)(?=\s{0,8}:)"
    r"|(?P<comma>,)(?=(?:\s|//[^\n]*\n)*[\]}])"
    r"|\bundefined\b",
    re.DOTALL,
)
_ESCAPED_SINGLE = re.compile(r"\\(.)", re.DOTALL)
OPENING = re.compile(
    r"(?:\s|//[^\n]*\n|/\*(?:[^*]|\*(?!/)){0,4000}\*/)*+(?:var\s+\w+\s*=\s*)?"
    r"\[?\s*(?:\s|//[^\n]*\n)*+\{\s*(?:\s|//[^\n]*\n)*+[A-Za-z_$\"'][\w$ \"']{0,60}:\s*[\"'\[{\d]"
)
"""What a list of objects in such JSON begins with."""


def loosened(text: str) -> str:
    """The text as JSON, with as many lines; what is JSON already stays."""
    return _TOKEN.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    if match["string"] or (match["single"] and not match["closed"]):
        return match[0]
    if match["single"]:
        return json.dumps(_ESCAPED_SINGLE.sub(_unescaped, match[0][1:-1]), ensure_ascii=False)
    if match["comment"]:
        return "\n" * match[0].count("\n")
    if match["call"]:
        inner = match["inner"]
        return inner.partition(",")[0] or '""' if inner else '""'
    if match["name"]:
        return f'"{match["name"]}"'
    return "" if match["comma"] else "null"


def _unescaped(match: re.Match[str]) -> str:
    return {"n": "\n", "r": "\r", "t": "\t"}.get(match[1], match[1])
