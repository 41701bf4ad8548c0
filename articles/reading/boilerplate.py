"""A line of a page → why it is no news text: a button, a link to other stories, a cookie notice, a separator.

Only lines that nothing else could be are named here; a line that might be a sentence of the news is left alone.
"""

from __future__ import annotations

import re

# (reason, pattern of the whole line, flags apart). Matched without case and without a final colon or dots.
_WHOLE = tuple(
    (reason, re.compile(pattern, re.IGNORECASE))
    for reason, pattern in (
        ("text size control", r"TT|A\+|A-|Aa|AA|T T|A A A|font size"),
        ("separator", r"[-=_*#~•·–—.+ ]{3,}|[*#~•·§-]"),
        (
            "share button",
            r"share|share (?:this|on|via|with)\b.{0,40}|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|"
            r"e-?mail|print|copy (?:link|url)|link copied!?|messenger|tumblr|instagram|youtube|flipboard|pocket|save|tweet|"
            r"(?:share|save|print|listen|comments?)(?: ?[|/·•] ?\w+)+|bookmark|like|comments?(?: \(\d+\))?|\d+ (?:comments?|shares?)|"
            r"(?:post|send|follow us) (?:on|to|via) \w+",
        ),
        (
            "related stories",
            r"related(?: (?:articles?|stories|news|topics|content|links|coverage|posts))?|read (?:more|also|next)|more (?:on this(?: story)?|stories|news|from .{2,40})|"
            r"you (?:may|might) (?:also )?(?:like|be interested in)|recommended(?: for you)?|most (?:read|popular|viewed)|trending(?: now)?|"
            r"see also|also (?:read|in .{2,30})|editors?['’]s? (?:picks?|choice)|top stories|latest(?: news)?|don['’]t miss|up next|keep reading|continue reading|"
            r"next article|previous article|مواضيع ذات صلة|اقرأ أيضا|إقرأ أيضا|اقرأ المزيد",
        ),
        ("link to another story", r"(?:read more|read also|also read|see also|related|more|watch|must read|read next|اقرأ أيضا|إقرأ أيضا)\s*[:|–—>-]+\s*\S.{3,200}"),
        (
            "newsletter form",
            r"(?:sign up|subscribe|register)(?: (?:now|here|today))?(?: (?:for|to) .{3,100})?|enter your e-?mail(?: address)?.{0,40}|your e-?mail address|"
            r"get the (?:latest|most important|best|top|day['’]s).{0,80}(?:inbox|e-?mail|newsletter).{0,60}|.{0,80}(?:straight|delivered|directly) to your inbox.{0,60}|"
            r"newsletters?|(?:daily|weekly|free) newsletter|thank you for (?:subscribing|signing up).{0,40}|no spam.{0,60}|unsubscribe.{0,60}|already a subscriber.{0,40}",
        ),
        (
            "cookie notice",
            r"(?:we|this (?:web)?site|our (?:web)?site|by (?:using|continuing)).{0,80}\bcookies?\b.{0,300}|.{0,200}\bcookie (?:policy|settings|preferences|notice)\b.{0,100}|"
            r"(?:accept|reject|allow|decline|manage)(?: all)?(?: (?:cookies|preferences|options|settings))?|(?:manage|privacy|cookie) (?:preferences|settings|options|choices)|got it|i (?:accept|agree)|"
            r"privacy policy|terms (?:of (?:use|service)|and conditions)",
        ),
        ("picture gallery", r"(?:photo|picture|image)s? ?(?:gallery|slideshow)|gallery|slideshow|\d{1,3} ?(?:/|of) ?\d{1,3}|(?:view|see|show) (?:all|more) (?:photos|images|pictures|gallery)|(?:previous|next|prev)(?: (?:slide|image|photo))?|"
         r"(?:enlarge|expand|hide caption|toggle caption|close|play|pause|mute|play video|watch video|listen)"),
        ("advertisement", r"advertisements?|ads?|sponsored(?: content)?|promoted(?: content)?|story continues below(?: advertisement)?|article continues (?:below|after).{0,40}|skip (?:ad|advertisement)|إعلان"),
        ("page furniture", r"(?:back to |go to )?top|home|menu|search|log ?in|sign in|skip to (?:main )?content|loading|all rights reserved|(?:©|\(c\)|copyright)\s?.{0,120}|"
         r"page \d+(?: of \d+)?|\d+ min(?:ute)?s? read|(?:show|load|view|see) (?:more|less)|click here.{0,60}|this (?:article|story) was (?:originally )?published .{0,60}"),
    )
)  # fmt: skip
_ENDING = re.compile(r"[\s:…>»→›.]+$")
_LIST_ITEM = re.compile(r"^(?:[-•*·▪►»>]|\d{1,2}[.)])\s+\S")
_OPENS_LIST = {"related stories"}


def reason(text: str) -> str:
    """Why a line is no news text, or "" if it may be."""
    if len(text) > 420:
        return ""
    bare = _ENDING.sub("", text) or text
    for name, pattern in _WHOLE:
        if pattern.fullmatch(bare) or pattern.fullmatch(text):
            return name
    return ""


def opens_list(text: str) -> bool:
    """Whether the line is a heading that links to other stories follow ("Related Articles")."""
    return reason(text) in _OPENS_LIST


def is_list_item(text: str) -> bool:
    """Whether the line is an item of a list ("- Talks Resume in Geneva")."""
    return len(text) < 200 and bool(_LIST_ITEM.match(text))


def is_separator(text: str) -> bool:
    """Whether the line is a rule between articles, drawn with punctuation."""
    return len(text) >= 3 and reason(text) == "separator"
