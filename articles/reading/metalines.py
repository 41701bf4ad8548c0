"""A line near a headline → whether it is a byline, a date line or an address, and what it says."""

from __future__ import annotations

import re

from articles.reading import attribution, keyed
from articles.reading.dates import FoundDate, find_dates, parse_stamp, plain_digits
from articles.reading.datewords import AROUND, NEAR
from articles.reading.months import WEEKDAYS
from articles.reading.remembered import remembered

_LONGEST = 130
_LONGEST_AROUND = 60
# Days of calendars that are not reckoned here: no date, but a line that holds little else is a date line.
_OTHER_CALENDAR = re.compile(
    r"\d{1,2}\s+(?:محرم|صفر|ربيع (?:الأول|الاول|الآخر|الثاني)|رجب|"
    r"جمادى (?:الأولى|الاولى|الآخرة|الثانية|الأول|الآخر)|"
    r"شعبان|رمضان|شوال|ذو القعدة|ذي القعدة|ذو الحجة|ذي الحجة)\s+1[34]\d\d|"
    r"(?<!\d)(?:1[34]\d\d|25[4-9]\d)([/-])\d{1,2}\1\d{1,2}(?!\d)|"
    r"(?<!\d)\d{1,2}([/-])\d{1,2}\2(?:1[34]\d\d|25[4-9]\d)(?!\d)|"
    r"(?<!\d)\d{1,2}\s+[^\W\d_]\S{2,11}\s+(?:พ\.ศ\.\s*)?25[4-9]\d(?!\d)"
)
# "16 October 2023 AD Þ 01 Rabi' Al-Thani 1445 AH": the same day in the calendar of the Hijra.
_HIJRI = re.compile(r"[-–—|ـÞþ/,\s]*\d{1,2}\s+[^\d|]{3,25}\s+1[34]\d\d(?:\s*(?:AH|A\.H\.|H|هـ?))?(?!\d)")
_AGO = re.compile(
    r"(?:(?:last )?(?:published|updated|posted|modified)\W{0,3})?(?:about |over )?(?:\d{1,3}|an?|one) "
    r"(?:sec(?:ond)?|min(?:ute)?|hour|hr|h|day|week|month|year)s? ago|"
    r"(?:" + NEAR + r")"
    r"(?:[\s,|·-]+(?:(?:at|um|à|a las|às|alle|в|о|saat|الساعة|ساعت|kl\.?)\s)?"
    r"[0-2]?\d[:.h][0-5]\d(?:\s?[ap]\.?m\.?|\s?uhr)?(?: [a-z]{2,4})?)?",
    re.IGNORECASE,
)
_LABELLED_TIME = re.compile(
    r"(?:first |last )?(?:published|updated|posted|modified)\W{0,3}(?:(?:today|yesterday|at)\W{0,2})*"
    r"\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?(?: \w{1,4}){0,2}",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?:from|to|cc|bcc|subject|date|sent|reply-to|message-id|received|return-path|mime-version|content-[\w-]+|"
    r"x-[\w-]+|list-[\w-]+|von|an|betreff|gesendet|de|à|objet|envoyé|para|asunto|enviado)\s?:\s*\S",
    re.IGNORECASE,
)
_WORDS_BETWEEN = str.maketrans(dict.fromkeys(",;|:-–—()[]/.•·Þþ@：，（）、", " "))
_SOURCE = re.compile(
    r"(?:^|[\s|,，·])(?:sources?|quelle|fuente|fonte|来源|來源|出典|출처|المصدر|источник)\s*[:：]\s*(?P<name>\S.{0,40})$",
    re.IGNORECASE,
)
_URGENT = r"urgent|flash|bulletin|(?:news ?)?alert|advisory|correct(?:ion|ed)|embargoed.{0,60}"
_DESK = re.compile(
    rf"\W*(?:{_URGENT}|(?:for immediate|press|media|news) release|eilmeldung|pressemitteilung|eil|"
    r"communiqué(?: de presse)?|pour diffusion immédiate|comunicado(?: de prensa)?|عاجل|بيان صحفي)\W*|"
    r"eds?(?:itors)?:\s.{2,160}|(?:editor|contacts?|media contact|kontakt|contacto):\s.{2,120}|"
    r"(?:责任编辑|责编|编辑|校对)\s*[:：].{1,30}|"
    r"(?:the )?(?:associated press|reuters|afp|ap|staff|special)(?: \w+)? "
    r"(?:writer|correspondent|reporter)s?",
    re.IGNORECASE,
)
# "BC-Ports-Strike, 1st Ld-Writethru,0512": the keyword line of a wire story.
_SLUG = re.compile(
    r"[A-Z]{2}[-–—]{1,2}\S{2,40}(?:,\s?|\s)"
    r"(?:\d(?:st|nd|rd|th) (?:Ld|Lead|Add).{0,40}|\d{3,4}|.{2,40},\s?\d{3,4})"
)


@remembered
def is_meta(text: str) -> bool:
    """Whether a row of a head is a byline, a date line or an address."""
    if len(text) > _LONGEST:
        return False
    if attribution.head_byline(text) or is_date_line(text) or is_address(text):
        return True
    return bool(keyed.names(text) or keyed_date(text))


def is_date_line(text: str) -> bool:
    """Whether a row holds a date or time and little else ("Published: Monday, 16 October 2023, 14:05")."""
    if len(text) >= _LONGEST:
        return False
    if _AGO.fullmatch(text) or _LABELLED_TIME.fullmatch(text):
        return True
    return stamp(text) is not None or _is_of_other_calendar(text)


def _is_of_other_calendar(text: str) -> bool:
    """Whether a row holds a date of a calendar that is not reckoned here, and little else."""
    plain = plain_digits(text)
    match = _OTHER_CALENDAR.search(plain)
    return bool(match) and _is_around(plain, match.group()) if match else False


def keyed_date(text: str) -> str:
    """The value of a line that states the day of publication behind a key ("Fecha: 3 de abril"), or ""."""
    found = keyed.pair(text)
    return found[1] if found and found[0] == keyed.DATE and stamp(found[1]) else ""


def stamp(text: str) -> FoundDate | None:
    """The date of a line that holds little else, or None."""
    text = _SOURCE.sub("", _without_hijri(plain_digits(text))).strip() or text
    is_short = len(text) < _LONGEST and (any(char.isdigit() for char in text) or "年" in text)
    found = parse_stamp(text) if is_short else None
    if found and len(found.words) >= 6 and _is_around(text, found.words):
        return found
    return None


def is_address(text: str) -> bool:
    """Whether a row is one web address."""
    return text.startswith(("http://", "https://", "www.")) and " " not in text


def is_desk_line(text: str) -> bool:
    """Whether a row is a word of the desk to its clients ("URGENT", "BC-Ports, 1st Ld", "Eds: …")."""
    return len(text) < 180 and bool(_DESK.fullmatch(text) or _SLUG.fullmatch(text))


def source(text: str) -> str:
    """The source that a row names and nothing else ("Source: …"), or ""."""
    found = _SOURCE.match(text)
    return found["name"] if found and len(text) < 60 else ""


def signed_date(text: str) -> tuple[str, str]:
    """The names and the date of a row that has both, with a bar between; two empty words if it has not."""
    left, bar, right = (part.strip() for part in text.partition("|"))
    if bar and len(text) < _LONGEST and stamp(right) and (names := attribution.byline(f"By {left}")):
        return names, right
    return "", ""


def _without_hijri(text: str) -> str:
    bare = _HIJRI.sub("", text)
    return bare if any(char.isdigit() for char in bare) else text


def _is_around(text: str, words: str) -> bool:
    """Whether the words around a date are those of a date line: a label, a weekday, a time.

    One word more may be the name of who says it ("October 16, 2023 / 2:30 PM / CBS").
    """
    rest = text.replace(words, " ")
    for other in find_dates(rest):
        rest = rest.replace(other.words, " ")
    rest = _OTHER_CALENDAR.sub(" ", rest).casefold().translate(_WORDS_BETWEEN)
    if len(rest) - rest.count(" ") > _LONGEST_AROUND:
        return False
    strange = [
        word
        for word in rest.split()
        if word not in AROUND
        and word.strip("'’״\"") not in WEEKDAYS
        and not any(char.isdigit() for char in word[:2])
    ]
    return not strange or (len(strange) == 1 and "/" in text and strange[0].upper() in text)


def is_mail_header(text: str) -> bool:
    """Whether a row is a header line of a mail ("Subject: …")."""
    return bool(_MAIL.match(text))


def mail_field(text: str, *names: str) -> str:
    """The value of a header line of a mail with one of these names, or ""."""
    name, _, value = text.partition(":")
    return value.strip() if name.strip().casefold() in names else ""
