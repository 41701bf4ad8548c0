"""An article → the group it shares its page furniture with; a paragraph → what its words say of its kind.

Knows nothing of counts: `learning` weighs these against how often a paragraph comes back.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from articles.reading import attribution
from articles.reading.dates import find_dates
from articles.records import ParsedArticle

_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp|edition|en|ar)\.(?=[^.]+\.)")
_PLAIN_HOST = re.compile(r"https?://(?!web\.archive\.org/)(?P<host>[a-z0-9.-]+)/[!-Z_-~]*\Z")
_WRAPPED = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/(?=https?://)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?؟。…][\"'”’»)\]]*$")
_CREDIT = re.compile(
    r"^[\[(*\s]*(?:(?:additional |further )?(?:reporting|writing|editing|compiled|translated|edited|written)"
    r"\b|report(?:ed|age)? by\b|by\s+[A-Z]|تحرير|إعداد|كتب|(?:reportage|rédaction|bearbeitet|redacción)\b)",
    re.IGNORECASE,
)
# "London - Example Times", "Cairo: Ann Lee", "GAZA CITY": a dateline on a line of its own.
_PLACE_LINE = re.compile(r"[^\W\d_][^:\n–—-]{1,30}\s*[:–—-]\s*[^\W\d_].{1,40}|[A-Z][A-Z'’. ]{2,30}")
_LONGEST_DATELINE = 60
# Words of a page that speaks to its reader, or of itself: no report of the world needs them.
_TO_READER = re.compile(
    r"\b(?:you|your|(?-i:us)|our|ours|click|subscri\w+|sign up|newsletters?|follow|download|app|channel|"
    r"whatsapp|telegram|facebook|twitter|instagram|youtube|google news|podcast|copyright|"
    r"all rights reserved|reproduced|republish\w*|permission|views expressed|opinions expressed|"
    r"do not necessarily|editorial (?:policy|stance)|columnist|correspondent|contributor|staff writer|"
    r"is an? (?:\w+ ){0,3}(?:writer|author|journalist|editor|analyst|fellow|professor|reporter)|"
    r"contact|e-?mail|read more|also read|disclaimer|advertisements?|first published|originally published|"
    r"this (?:article|story|report|piece|post|content)|syndicat\w+|donat\w+|newspaper|web ?site|"
    r"terms of use|privacy policy|cookies?|wire services?|"
    r"abonnez|inscrivez|suivez|tous droits|droits réservés|abonnieren|folgen sie|alle rechte|"
    r"suscr\w+|síguenos|derechos reservados|boletín|assine|inscreva|direitos reservados|iscriviti|"
    r"seguici|tutti i diritti)\b"
    r"|https?://|www\.|©|@\w|\(c\)\s*\d{4}"
    r"|подпис|следите за|все права|мнение автора|підпис|редакц|телеграм|"
    r"اشترك|اشتركوا|تابعوا|تابعنا|حمّل|حمل تطبيق|قناتنا|تطبيق|جميع الحقوق|حقوق النشر|لا يعبر|لا تعبر|"
    r"وجهة نظر|النشرة البريدية|للمزيد|اقرأ أيضا|انضم|دنبال کنید|عضو شوید|کانال|حقوق محفوظ|"
    r"abone ol|takip ed|haklar saklıdır|訂閱|订阅|关注我们|版权所有|登録|著作権|無断転載",
    re.IGNORECASE,
)


def group_of(article: ParsedArticle, batch_source: str = "") -> str:
    """The name of what printed the article: host, source, batch, or folder and layout.

    The agency of a dateline is not the source: a newspaper prints the texts of many below one footer.
    """
    if article.url:
        host = _host(article.url)
        if host:
            return host
    named = article.source
    if named and not _is_agency_of_dateline(article):
        return named
    if batch_source:
        return batch_source
    folder = str(PurePosixPath(article.file.replace("\\", "/")).parent)
    if article.member:
        inner = str(PurePosixPath(article.member.replace("\\", "/")).parent)
        return f"{article.file}/{inner}" if inner != "." else article.file
    where = "this folder" if folder in (".", "") else folder
    return f"{where} ({article.layout})" if article.layout else where


def _host(url: str) -> str:
    if match := _PLAIN_HOST.match(url):  # nothing that `urlsplit` would read otherwise
        return _HOST_PREFIX.sub("", match["host"])
    try:
        host = (urlsplit(_WRAPPED.sub("", url)).hostname or "").lower()
    except ValueError:
        return ""
    return _HOST_PREFIX.sub("", host)


def _is_agency_of_dateline(article: ParsedArticle) -> bool:
    return (
        bool(article.dateline)
        and article.dateline.rstrip().endswith(")")
        and bool(attribution.agency(article.dateline.rpartition("(")[2].rstrip(" )")))
    )


def is_attribution(text: str) -> bool:
    """Whether a paragraph says who reported or sent the text, where or when: that is part of the article."""
    if _CREDIT.match(text) or attribution.dateline(text) or attribution.byline(text):
        return True
    if len(text) > _LONGEST_DATELINE or _TO_READER.search(text):
        return False
    return bool(_PLACE_LINE.fullmatch(text) or attribution.agency(text.strip("()")) or any(find_dates(text)))


def is_sentence(text: str) -> bool:
    """Whether a paragraph ends as a sentence does."""
    return bool(_SENTENCE_END.search(text.rstrip()))


def speaks_of_itself(text: str, group: str) -> bool:
    """Whether the words address the reader or name the publisher: reports of the world do neither."""
    return bool(_TO_READER.search(text)) or _named(group, text)


def _named(group: str, text: str) -> bool:
    """Whether the text names the source, or the host's own name ("example-times.com": Example Times)."""
    if "/" in group or "(" in group:
        return False
    name = group.rsplit(".", 1)[0] if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", group) else group
    folded = re.sub(r"[\W_]+", "", name.rpartition(".")[2].casefold())
    return len(folded) > 3 and folded in re.sub(r"[\W_]+", "", text.casefold())
