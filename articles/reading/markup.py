"""A field with HTML in it (of a feed, a JSON record) → its paragraphs, its captions, and what was removed.

A text is taken for HTML only if it holds real tags; one that merely contains "<" stays as it is.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from articles.reading.text import clean

_BLOCKS = frozenset((
    "p", "div", "br", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre",
    "table", "tr", "td", "th", "section", "article", "aside", "header", "footer", "nav", "figure",
    "figcaption", "hr", "dl", "dt", "dd", "main", "form", "address", "body", "html", "center",
))  # fmt: skip
_INLINE = frozenset((
    "a", "b", "i", "em", "strong", "u", "s", "span", "font", "img", "small", "sub", "sup", "abbr",
    "cite", "code", "q", "mark", "time", "picture", "source", "video", "audio", "tbody", "thead",
    "label", "tt", "ins", "del", "big", "strike", "wbr",
))  # fmt: skip
_DROPPED = frozenset((
    "script", "style", "head", "iframe", "noscript", "form", "button", "svg", "object", "embed",
    "template", "select", "nav",
))  # fmt: skip
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)(?P<rest>(?:\s[^<>]*|/)?)>|<!--|<!\[CDATA\[|<![a-zA-Z]|<\?"
)
_KNOWN = re.compile(
    rf"</?(?:{'|'.join(sorted(_BLOCKS | _INLINE | _DROPPED))})(?:\s[^<>]*|\s*/)?>", re.IGNORECASE
)
_REAL = re.compile(
    r"</(?:p|div|a|b|i|em|strong|span|ul|ol|li|h[1-6]|blockquote|figure|figcaption|table|td|script|style|font|article)"
    r"\s*>|<(?:p|br|hr|img)(?:\s[^<>]*|\s*/)?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z][A-Za-z0-9]{1,30});")
_ANY_SPACE = re.compile(r"\s+")
_LINE_SPACE = re.compile(r"(?<!\n)[^\S\n]*\n(?![^\S\n]*\n)[^\S\n]*")
_PARAGRAPH = "\n\n"

_MORE = (
    r"(?:read|see|view|learn|find out|show)\s+(?:the\s+)?(?:more|full|rest|whole|entire|original)\b"
    r"|read\s+(?:it\s+|this\s+)(?:on|at|in)\b|continue\s+reading\b|keep\s+reading\b|full\s+(?:story|article|text|report)\b|more\s*(?:»|›|>|→|\.\.\.|…)"
    r"|click\s+(?:here|through)\b|(?:comments?|leave\s+a\s+comment|permalink|email\s+this|share\s+this|tweet|e-?mail|print)$"
    r"|weiterlesen|mehr\s+lesen|(?:zum|den\s+ganzen)\s+artikel|lire\s+(?:la\s+suite|plus|l[’']article)|"
    r"(?:leer|seguir)\s+(?:más|leyendo|el\s+artículo)|continuar?\s+le(?:yendo|ndo)|leia\s+mais|leggi\s+(?:tutto|l[’']articolo|anche)|lees\s+(?:meer|verder)|"
    r"читать\s+(?:далее|полностью)|подробнее|اقرأ\s+(?:المزيد|أيضا)|المزيد|devamını\s+oku|czytaj\s+(?:więcej|dalej)|阅读全文|閱讀全文|続きを読む"
)
# A link or a paragraph of a button's length that leads elsewhere.
_BUTTON = re.compile(rf"^[\[(«>→\s]*(?:{_MORE})[^.!?\n]{{0,160}}[.!?»>→\])\s]*$", re.IGNORECASE)
_FOOTER = re.compile(
    r"^(?:the\s+(?:post|article|story)\s+.{0,300}?\s*(?:(?:was\s+)?(?:first\s+)?(?:appeared|published)(?:\s+first)?)\s+(?:on|in|at)\s+.{1,120}"
    r"|(?:der\s+(?:beitrag|artikel)\s+.{0,300}\s+erschien\s+zuerst\s+auf\s+.{1,120})"
    r"|(?:l[’'](?:article|articolo)\s+.{0,300}\s+(?:est\s+apparu\s+en\s+premier\s+sur|proviene\s+da)\s+.{1,120})"
    r"|(?:la\s+entrada\s+.{0,300}\s+(?:se\s+publicó\s+primero|apareció\s+primero)\s+en\s+.{1,120})"
    r"|(?:o\s+post\s+.{0,300}\s+apareceu\s+primeiro\s+em\s+.{1,120}))$",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_BUTTON = 200


@dataclass(slots=True)
class FieldText:
    """Text of a field: paragraphs joined by blank lines, captions of its pictures, and what was left out."""

    text: str
    captions: list[str] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)
    marked: bool = False


def has_markup(value: str) -> bool:
    """Whether a text is HTML: it holds tags that HTML has, one of them closing or alone."""
    return "<" in value and bool(_REAL.search(value))


def read_field(value: str, *, escaped: bool = False) -> FieldText:
    """Read a field that may hold HTML. `escaped` says that entities are known to be entities (in a feed)."""
    if not has_markup(value) and "&lt;" in value and has_markup(html.unescape(value)):
        value = html.unescape(value)
    if has_markup(value):
        return _Reader(value).read()
    if "&" in value and _ENTITY.search(value):
        value = _ENTITY.sub(lambda match: html.unescape(match.group()), value)
    if escaped:
        value = _PARAGRAPH.join(filter(None, (clean_lines(part) for part in re.split(r"\n\s*\n", value))))
    return FieldText(value)


def plain(value: str) -> str:
    """A title or a name on one line, without tags, entities and characters that do not show."""
    if "<" in value and _KNOWN.search(value):
        value = _KNOWN.sub(" " if has_markup(value) and "<br" in value.lower() else "", value)
    for _ in range(2):
        if "&" in value:
            value = _ENTITY.sub(lambda match: html.unescape(match.group()), value)
    value = " ".join(value.split())
    # Nothing to clean, as in nearly all: the spaces are single already.
    return value if value.isascii() and "&" not in value and value.isprintable() else clean(value)


def clean_lines(paragraph: str) -> str:
    """A paragraph with the characters that do not show removed, line by line."""
    return "\n".join(filter(None, (clean(line) for line in paragraph.split("\n"))))


def is_button(words: str) -> bool:
    """Whether words are those of a link to the rest; a whole sentence is not."""
    sentence = words.endswith(".") and len(words.split()) > 6
    return len(words) <= _LONGEST_BUTTON and not sentence and bool(_BUTTON.match(words))


def is_footer(paragraph: str) -> bool:
    """Whether a paragraph is what a site's software adds: "The post … appeared first on …", "Read more"."""
    return bool(_FOOTER.match(paragraph)) or is_button(paragraph)


class _Reader:
    """Walks over HTML once, from tag to tag; unclosed and stray tags do no harm."""

    def __init__(self, value: str) -> None:
        self.value = value
        names = {match["name"].lower() for match in _TAG.finditer(value) if match["name"]}
        self.space = _ANY_SPACE if names & {"p", "br"} else _LINE_SPACE if names & _BLOCKS else None
        self.unclosed: set[str] = set()
        self.paragraphs: list[str] = []
        self.parts: list[str] = []
        self.link: int | None = None
        self.in_caption = False
        self.made = FieldText("", marked=True)

    def read(self) -> FieldText:
        at = 0
        while match := _TAG.search(self.value, at):
            self._text(self.value[at : match.start()])
            at = self._skip(match)
        self._text(self.value[at:])
        self._end_paragraph()
        self.made.text = _PARAGRAPH.join(self.paragraphs)
        return self.made

    def _skip(self, match: re.Match[str]) -> int:
        """Deal with a tag; where to go on after it."""
        name = (match["name"] or "").lower()
        if not name:
            return self._after_comment(match)
        if name in _DROPPED and not match["close"]:
            if name in self.unclosed:
                return match.end()
            end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.value, match.end())
            if not end:
                self.unclosed.add(name)
            return end.end() if end else match.end()
        if name not in _BLOCKS and name not in _INLINE and ":" not in name and name not in _DROPPED:
            self._text(match.group())
        elif name == "a":
            self._end_link() if match["close"] else self._start_link()
        elif name == "br":
            self.parts.append("\n")
        elif name in _BLOCKS:
            self._end_paragraph()
            if name == "figcaption":
                self.in_caption = not match["close"]
        return match.end()

    def _after_comment(self, match: re.Match[str]) -> int:
        opening = match.group()
        if opening == "<![CDATA[":
            return match.end()
        end = "-->" if opening == "<!--" else ">"
        found = self.value.find(end, match.end())
        return found + len(end) if found >= 0 else len(self.value)

    def _text(self, raw: str) -> None:
        if raw:
            text = html.unescape(raw.replace("]]>", ""))
            # Where nothing else parts the paragraphs, the blank lines or line breaks of the field do.
            self.parts.append(self.space.sub(" ", text) if self.space else text)

    def _start_link(self) -> None:
        self.link = len(self.parts)

    def _end_link(self) -> None:
        start, self.link = self.link, None
        if start is None:
            return
        words = clean(" ".join("".join(self.parts[start:]).split()))
        if is_button(words):
            del self.parts[start:]
            self.made.removed.append((words, "link to the rest"))

    def _end_paragraph(self) -> None:
        if self.link is not None:
            self._end_link()
            self.link = None
        whole, self.parts = "".join(self.parts), []
        for part in re.split(r"\n\s*\n", whole):
            text = clean_lines(part)
            if not text:
                continue
            if self.in_caption:
                self.made.captions.append(" ".join(text.split()))
            elif is_footer(text):
                self.made.removed.append((text, "added by the site's software"))
            else:
                self.paragraphs.append(text)
        self.in_caption = False
