"""A line of a page → why it is no news text: a button, a link to other stories, a cookie notice, a rule.

Only lines that nothing else could be are named here: what might be a sentence of the news is left alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

CONTROL, RULE, RELATED = "text size control", "separator", "related stories"

_LONGEST = 420

# Reason → patterns of which one must match the whole line, without case and without its last dots or arrows.
_PATTERNS: dict[str, tuple[str, ...]] = {
    CONTROL: (r"TT|T T|A\+|A-|Aa|AA|A A A|[A-]+ ?[A+]+", r"(?:text|font) size"),
    RULE: (r"[-=_*#~•·–—.+ ]{3,}", r"[*#~•·§-]"),
    "share button": (
        r"share|share (?:this|on|via|with)\b.{0,40}|(?:post|send|follow us) (?:on|to|via) \w+",
        r"facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|messenger|tumblr|instagram|youtube",
        r"e-?mail|print|tweet|pocket|flipboard|save|bookmark|like|copy (?:link|url)|link copied!?",
        r"(?:share|save|print|listen|comments?)(?: ?[|/·•] ?\w+)+",
        r"comments?(?: \(\d+\))?|\d+ (?:comments?|shares?)",
    ),
    RELATED: (
        r"related(?: (?:articles?|stories|news|topics|content|links|coverage|posts))?",
        r"read (?:more|also|next)|see also|also (?:read|in .{2,30})|keep reading|continue reading",
        r"more (?:on this(?: story)?|stories|news|from .{2,40})|(?:next|previous) article|up next",
        r"you (?:may|might) (?:also )?(?:like|be interested in)|recommended(?: for you)?",
        r"most (?:read|popular|viewed)|trending(?: now)?|top stories|latest(?: news)?|don['’]t miss",
        r"editors?['’]s? (?:picks?|choice)",
        r"مواضيع ذات صلة|اقرأ أيضا|إقرأ أيضا|اقرأ المزيد",
    ),
    "link to another story": (
        r"(?:(?:must )?read(?: more| also| next)?|also read|see also|related|more|watch)\s*"
        r"[:|–—>-]+\s*\S.{3,200}",
        r"(?:اقرأ أيضا|إقرأ أيضا|اقرأ المزيد)\s*[:|–—>-]+\s*\S.{3,200}",
    ),
    "newsletter form": (
        r"(?:sign up|subscribe|register)(?: (?:now|here|today))?(?: (?:for|to) .{3,100})?",
        r"enter your e-?mail(?: address)?.{0,40}|your e-?mail address",
        r"get the (?:latest|most important|best|top|day['’]s).{0,80}(?:inbox|e-?mail|newsletter).{0,60}",
        r".{0,80}(?:straight|delivered|directly) to your inbox.{0,60}",
        r"(?:(?:daily|weekly|free) )?newsletters?|unsubscribe.{0,60}|no spam.{0,60}",
        r"already a subscriber.{0,40}|thank you for (?:subscribing|signing up).{0,40}",
    ),
    "cookie notice": (
        r"(?:we|this (?:web)?site|our (?:web)?site|by (?:using|continuing)).{0,80}\bcookies?\b.{0,300}",
        r".{0,200}\bcookie (?:policy|settings|preferences|notice)\b.{0,100}",
        r"(?:accept|reject|allow|decline|manage)(?: all)?(?: (?:cookies|preferences|options|settings))?",
        r"(?:privacy|cookie) (?:preferences|settings|options|choices)|got it|i (?:accept|agree)",
        r"privacy policy|terms (?:of (?:use|service)|and conditions)",
    ),
    "picture gallery": (
        r"(?:photo|picture|image)s? ?(?:gallery|slideshow)|gallery|slideshow|\d{1,3} ?(?:/|of) ?\d{1,3}",
        r"(?:view|see|show) (?:all|more) (?:photos|images|pictures|gallery)",
        r"(?:previous|next|prev)(?: (?:slide|image|photo))?|enlarge|expand|(?:hide|toggle) caption|close",
        r"play|pause|mute|(?:play|watch) video|listen",
    ),
    "advertisement": (
        r"advertisements?|ads?|(?:sponsored|promoted)(?: content)?|skip (?:ad|advertisement)|إعلان",
        r"story continues below(?: advertisement)?|article continues (?:below|after).{0,40}",
    ),
    "page furniture": (
        r"(?:back to |go to )?top|home|menu|search|log ?in|sign in|skip to (?:main )?content|loading",
        r"all rights reserved|(?:©|\(c\)|copyright)\s?.{0,120}|click here.{0,60}",
        r"page \d+(?: of \d+)?|\d+ min(?:ute)?s? read|(?:show|load|view|see) (?:more|less)",
        r"(?:tags|topics|keywords|filed under)\s*:\s*.{2,150}",
    ),
}
_WHOLE = tuple(
    (reason, re.compile("|".join(patterns), re.IGNORECASE)) for reason, patterns in _PATTERNS.items()
)
_ENDING = re.compile(r"[\s:…>»→›.]+$")
_LIST_ITEM = re.compile(r"^(?:[-•*·▪►»>]|\d{1,2}[.)])\s+\S")


@lru_cache(maxsize=4096)
def reason(text: str) -> str:
    """Why a line is no news text, or "" if it may be."""
    if len(text) > _LONGEST:
        return ""
    bare = _ENDING.sub("", text) or text
    for name, pattern in _WHOLE:
        if pattern.fullmatch(bare) or pattern.fullmatch(text):
            return name
    return ""


def opens_list(text: str) -> bool:
    """Whether the line is a heading that links to other stories follow ("Related Articles")."""
    return reason(text) == RELATED


def is_list_item(text: str) -> bool:
    """Whether the line is an item of a list ("- Talks Resume in Geneva")."""
    return len(text) < 200 and bool(_LIST_ITEM.match(text))


def is_separator(text: str) -> bool:
    """Whether the line is a rule between articles, drawn with punctuation."""
    return len(text) >= 3 and reason(text) == RULE
