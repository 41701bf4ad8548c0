"""Text in any language known here but English → the weekdays on which its news happened.

English needs the tense of the sentence (`newsday`). Elsewhere a weekday with its article or preposition is
the day of the news unless the words around it say next, last, until or since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.reading.months import WEEKDAYS

_LATIN_AND_CYRILLIC = (
    r"\b(?P<fr>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b",
    r"\b(?:[Aa]m|[Vv]om|[Aa]n diesem|[Dd]iesen)\s+(?P<de>Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|"
    r"Sonnabend|Sonntag)(?:abend|morgen|nachmittag|vormittag|mittag)?\b",
    r"\b(?:[Ee]l|[Ee]ste|del)\s+(?P<es>lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b",
    r"\b(?:[Nn]a|[Nn]esta|desta|da|à|[Nn]o|[Nn]este|deste)\s+"
    r"(?P<pt>(?:segunda|terça|quarta|quinta|sexta)-feira|sábado|domingo)\b",
    r"\b(?P<it>lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)\b",
    r"\b(?P<tr>[Pp]azartesi|[Ss]alı|[Çç]arşamba|[Pp]erşembe|[Cc]uma|[Cc]umartesi|[Pp]azar)\s+(?:günü|akşamı|sabahı)",
    r"\b[Вв]о?\s+(?P<ru>понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)\b",
    r"\b[ВвУу]\s+(?P<uk>понеділок|вівторок|середу|четвер|п['’]ятницю|суботу|неділю)\b",
)
_OTHER = (
    r"(?:يوم|اليوم|أمس|امس|مساء|صباح|ليل|ليلة|ظهر|فجر)\s*[،(]?\s*"
    r"(?P<ar>الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد|الاحد)\b",
    r"(?<![\w\u200c])(?P<fa>دوشنبه|سه‌شنبه|چهارشنبه|چهار‌شنبه|پنجشنبه|پنج‌شنبه|جمعه|شنبه|یکشنبه|یک‌شنبه)(?![\w\u200c])",
    r"(?<![上下])(?P<zh>(?:星期|周|週)[一二三四五六日]|星期天)(?![年期末])",
    r"(?P<ja>[月火水木金土日]曜日)",
)
_MENTION = re.compile("|".join(_LATIN_AND_CYRILLIC + _OTHER))
_NOT_TOLD_BEFORE = re.compile(
    r"(?:prochain|dernier|nächsten|kommenden|letzten|vergangenen|bis|seit|ab|jusqu['’]à|jusqu['’]au|depuis|d['’]ici|"
    r"avant|hasta|desde|antes|próxim[oa]|pasado|até|entre|fino a|entro|da|scors[oa]|prossim[oa]|"
    r"gelecek|önümüzdeki|geçen|следующ\w+|прошл\w+|будущ\w+|наступн\w+|минул\w+|"
    r"قبل|حتى|منذ|بحلول|تا|پیش از|下|上|来週の|先週の|次の)\s*$",
    re.IGNORECASE,
)
_NOT_TOLD_AFTER = re.compile(
    r"\s*(?:prochain|dernier|passé|próxim[oa]|que viene|pasad[oa]|passad[oa]|que vem|prossim[oa]|scors[oa]|"
    r"المقبل|القادم|الماضي|المنصرم|آینده|گذشته|بعد|次)",
)
_TO_COME = re.compile(
    r"\b(?:wird|werden|soll|sollen|will|sera|seront|doit|doivent|devrait|devraient|va|vont|será|serán|serão|"
    r"debe|deberá|va a|van a|vai|vão|deve|devem|sarà|saranno|dovrà|olacak|будет|будут|буде|будуть|"
    r"планирует|планує|سوف|خواهد|قرار است)\b|\bس[يت][^\W\d_]{2,}|[ae]cak\b|[ae]ceğ|将|將|予定"
)
_YESTERDAY = re.compile(
    r"(?:أمس|امس|دیروز|hier|gestern|ayer|ontem|ieri|вчера|вчора|dün|昨天|昨日)\s*[،,(（]?\s*$"
)
_SENTENCE_END = re.compile(r"[.!?؟。！？]\s*|\n")
_GRASP = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A weekday of the text: its number from Monday as 0, whether it is yesterday, and the words."""

    weekday: int
    is_yesterday: bool
    words: str


def told(text: str) -> Iterator[Told]:
    """Yield the weekdays of the news in the order of the text."""
    for match in _MENTION.finditer(text):
        name = match[str(match.lastgroup)]
        start = match.start(str(match.lastgroup))
        clause = _SENTENCE_END.split(text[max(0, match.start() - _GRASP) : match.start()])[-1]
        after = _SENTENCE_END.split(text[match.end() : match.end() + _GRASP])[0]
        if (
            _NOT_TOLD_BEFORE.search(text[max(0, match.start() - 20) : match.start()])
            or _NOT_TOLD_AFTER.match(after)
            or _TO_COME.search(clause)
            or _TO_COME.search(after)
        ):
            continue
        number = WEEKDAYS.get(name.casefold())
        if number is not None:
            before = text[max(0, start - 12) : start]
            yield Told(number, bool(_YESTERDAY.search(before)), match.group())
