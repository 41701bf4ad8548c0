"""A line of a page → the caption of a picture: its credit, its date and its place."""

from __future__ import annotations

import re
from datetime import date

from articles.reading.dates import find_dates
from articles.records import Caption, Precision

LONGEST_CAPTION = 700
_LONGEST_OPEN_CREDIT = 90
_LONGEST_CREDIT = 3
_LONGEST_DATE = 100
_MOST_CREDIT_WORDS = 8
_SOURCE_WORDS = re.compile(r"quelle", re.IGNORECASE)

_CREDIT = re.compile(r"\s*[(\[（](?P<credit>[^()\[\]（）]{2,70})[)\]）]\.?$")
# With the name of an agency: "… in Rome, 3 May 2011 / Ann Lee/AFP", "… . Source : AFP".
_NAMED_CREDIT = re.compile(
    r"(?:(?<=[.!?。\d])\s*|\s)(?:[/|]\s|(?:sources?|quelle|fuente|fonte|kaynak|источник|джерело|"
    r"المصدر|منبع|来源|來源|出典)\s?[:：]\s*)"
    r"(?P<names>[^\s/|:：.][^|:：.]{1,50})$",
    re.IGNORECASE,
)
# No brackets: "… in the harbour. © AFP", "… — Foto: Rui Tavares/Lusa", "…。新华社记者 林志明 摄".
_OPEN_CREDIT = re.compile(
    r"(?:^|(?<=[.!?。；;|–—\d\u4e00-\u9fff-])\s*)[|–—-]?\s*(?:"
    r"(?:(?P<sign>©\s?|\(c\)\s)|photos?(?: by|\s?:)|photograph(?:er|y)?(?: by|:)|images?:|credits?:|"
    r"(?:photo|image) credit:|fotos?:|foto(?:graf(?:ía|ia|ie)?):|bild:|quelle:|crédit(?: photo)?\s?:|"
    r"créditos?:|fotoğraf:|фото:|снимок:|صورة:|تصوير:|عکس:|צילום:|写真[:：]|撮影[:：]|사진\s?[:=]|[图圖][:：]|摄影[:：])"
    r"\s*(?P<names>\S.{1,60})|(?P<whole>(?:新华社|中新社|人民网|本报)?(?:记者|記者)\s?\S.{0,12}[摄攝影]))\s*$",
    re.IGNORECASE,
)
_BEFORE_CREDIT = re.compile(r"(?:[.!?؟][\"'”’]?|\d{4})\s*$")
_CREDIT_WORDS = re.compile(
    r"\b(?:photo|photograph|image|picture|file|handout|courtesy|getty|reuters|afp|epa|dpa|upi|press|agency|news|"
    r"via|pool|archive|screengrab|social media|twitter|facebook|wikimedia|commons|anadolu|xinhua|"
    r"tass|sputnik)\b"
    r"|\b(?:foto\w*|photos?|crédito?s?|bild|fotoğraf|lusa|efe|ansa|aa|imago|arşiv|archivo|arquivo|archives?)\b"
    r"|фото|снимок|архив|архів|РИА|ТАСС|Интерфакс|عکس|آرشیو|ایرنا|ایسنا|تصوير|الأناضول|واس|وفا|צילום|ארכיון|רויטרס"
    r"|[图圖摄攝社网網](?:[:：]|$)|供[图圖]|发$|资料|資料|写真|撮影|提供|사진|연합뉴스|자료"
    r"|^(?:AP|AA|EPA)\b|رويترز|أ\.ف\.ب|أ\.ب|إ\.ب\.أ|د\.ب\.أ|الشرق الأوسط|وكالة|أرشيف",
    re.IGNORECASE,
)
_NAME_CREDIT = re.compile(
    r"[^\W\d_a-z][\w.'’&-]*(?:[ /,]+(?:[^\W\d_a-z][\w.'’&-]*|and|of|the|via|for|al|&))*"
)
_LABEL = re.compile(
    r"^(?:(?:photo |image |picture )?caption|photos?|image|picture|credit|file|photo credit|foto|bild|crédit|"
    r"légende|fotografía|imagen|الصورة|صورة|تصوير|فوتو)\s*:\s*(?=\S)"
    r"|^\[(?:image|photo|picture|caption)(?: caption)?:?\]\s+(?=\S)",
    re.IGNORECASE,
)
_DENSE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]{4}")
_FILE_PHOTO = re.compile(
    r"\bfile\s*(?:photo|photograph|picture|image|pic)?\b(?=[\s:)\]]*$)|\bfile[ -](?:photo|picture|image)|"
    r"\barchive\b|\barchival\b|^(?:file|file photo)\b|صور?ة? أرشيفية|أرشيف|"
    r"\barchiv(?:bild|foto|e|es|o)?\b|d’archives|d'archives|архив|архів|arşiv|\barquivo\b|آرشیو|ארכיון|资料|資料|자료",
    re.IGNORECASE,
)
_CAPITALISED = r"[A-Z][^\W\d_]*"
_PLACE_NAME = rf"{_CAPITALISED}(?:['’. -]+{_CAPITALISED}|\s+(?:of|de|del|al|and|el)\s+{_CAPITALISED})*"
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|over|from|of)\s+(?P<place>"
    r"(?:(?:southern|northern|eastern|western|central|(?:south|north)(?:eastern|western)|downtown|the)\s+)*"
    rf"{_PLACE_NAME}(?:,\s(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][\w.]+(?:\s[A-Z]\w+)*)*)"
    r"(?=,?\s*(?:on\s*)?$)"
)


def credit(text: str) -> str:
    """The credit in brackets at the end of a line ("(AFP via Getty Images)"), or "" if it ends with none.

    A name that no agency or kind of picture goes by counts only after the end of a sentence or a date:
    prose ends with "the Democratic Forces (SDF)" too.
    """
    match = _CREDIT.search(text)
    if not match:
        bare = _open_credit(text)
        if not bare:
            named = _named_credit(text)
            return named["names"].strip() if named else ""
        return ((bare["sign"] or "") + (bare["names"] or bare["whole"])).strip()
    words = match["credit"].strip()
    if _CREDIT_WORDS.search(words):
        return words
    is_name = _NAME_CREDIT.fullmatch(words) and len(words.split()) <= 6
    return words if is_name and _BEFORE_CREDIT.search(text[: match.start()]) else ""


def _open_credit(text: str) -> re.Match[str] | None:
    """The credit at the end of a line that stands in no brackets, with the word before it."""
    return _OPEN_CREDIT.search(text, max(0, len(text) - _LONGEST_OPEN_CREDIT))


def _named_credit(text: str) -> re.Match[str] | None:
    """The credit of an agency behind a bar or the word for a source, at the end of a longer line."""
    match = _NAMED_CREDIT.search(text, max(0, len(text) - _LONGEST_OPEN_CREDIT))
    if not match or not match.start() or not _CREDIT_WORDS.search(match["names"]):
        return None
    return (
        match
        if _BEFORE_CREDIT.search(text[: match.start()].rstrip()) or _dated(text[: match.start()])
        else None
    )


def _dated(text: str) -> bool:
    """Whether a text ends with a date."""
    ending = text.rstrip(" .")[-_LONGEST_DATE:]
    return any(found.end >= len(ending) for found in find_dates(ending))


def is_credit(text: str) -> bool:
    """Whether a line is a credit and nothing else ("Photo: Ann Lee", "© AFP", "Ann Lee/Reuters")."""
    if len(text) > _LONGEST_OPEN_CREDIT or len(text.split()) > _MOST_CREDIT_WORDS:
        return False
    bare = _OPEN_CREDIT.match(text) or _CREDIT.fullmatch(text)
    if bare:
        return True
    parts = [part.strip() for part in text.split("/")]
    return (
        1 < len(parts) < 4
        and all(map(_NAME_CREDIT.fullmatch, parts))
        and bool(_CREDIT_WORDS.search(parts[-1]))
    )


def shows_picture(text: str) -> bool:
    """Whether the last words of a line credit a picture ("… . Photo: Ann Lee", "… © AFP")."""
    match = _open_credit(text) if len(text) <= LONGEST_CAPTION else None
    return bool(match and match.start() and not _SOURCE_WORDS.match(match.group().lstrip(" |–—-")))


def looks_like_caption(text: str) -> bool:
    """Whether a line alone has the form of a caption: a sentence and a credit, or a label before it."""
    if len(text) > LONGEST_CAPTION:
        return False
    if _LABEL.match(text):
        return True
    return bool(credit(text)) and not text.endswith(".") and (len(text.split()) > 2 or is_dense(text))


def is_dense(text: str) -> bool:
    """Whether a line is in a script without spaces and has the length of a sentence."""
    return len(text) > 10 and bool(_DENSE.search(text))


def is_cut_copy(short: str, whole: str) -> bool:
    """Whether a line is the beginning of a caption, cut off ("Smoke rises over the ha…")."""
    start = short.rstrip(" .…")
    ends = short.endswith(("…", "..."))
    return ends and len(start) > 15 and len(whole) > len(start) and whole.startswith(start)


def has_known_credit(text: str) -> bool:
    """Whether a line ends in a credit that names an agency or a kind of picture, not just any name."""
    if len(text) > LONGEST_CAPTION:
        return False
    match = _CREDIT.search(text)
    return bool(_CREDIT_WORDS.search(match["credit"]) if match else credit(text))


def is_file_photo(text: str) -> bool:
    """Whether the caption says that the picture is an old one."""
    match = _CREDIT.search(text)
    return bool(_FILE_PHOTO.search(text) or (match and _FILE_PHOTO.search(match["credit"])))


def parse(text: str, line: int | None = None) -> Caption:
    """Read a caption: its date is the last full one before the credit, its place stands right before that."""
    day, place = None, ""
    ending = text[: _tail(text)]
    found = [each for each in find_dates(ending) if each.precision is Precision.DAY and each.agrees]
    if not found and (credited := _CREDIT.search(text)):
        # "(AFP, 3 Mar 2011)": the day stands with the credit.
        told = find_dates(credited["credit"])
        beside = [each for each in told if each.precision is Precision.DAY and each.agrees]
        day = beside[-1].day if len(beside) == 1 else None
    if found:
        day = found[-1].day
        ending = ending[: found[-1].start].rstrip(" ,")
    match = _PLACE.search(ending.rstrip(" ,."))
    if match:
        place = match["place"].removeprefix("the ")
    return Caption(text, credit(text), day, place, line)


def without_label(text: str) -> tuple[str, str]:
    """A caption and the word that says that it is one ("Photo:"), "" where there is none or only a credit."""
    match = _LABEL.match(text)
    if not match or not match.group()[-1:].isspace() or len(text[match.end() :].split()) <= _LONGEST_CREDIT:
        return text, ""
    return text[match.end() :], match.group().strip()


def news_date(caption: Caption) -> date | None:
    """The date of a caption as far as it bears on the news: none for a file photo."""
    return None if is_file_photo(caption.text) else caption.date


def _tail(text: str) -> int:
    """Where the credit of a caption begins, or the end of the line."""
    match = _CREDIT.search(text) or _open_credit(text) or _named_credit(text)
    return match.start() if match and credit(text) else len(text)


def ends_with_date(text: str) -> bool:
    """Whether a full date stands right before the credit."""
    end = _tail(text)
    start = max(0, end - _LONGEST_DATE)
    return any(end - start - found.end <= 2 for found in find_dates(text[start:end].rstrip(" .")))
