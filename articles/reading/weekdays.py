"""Text in any language known here but English → the weekdays on which its news happened.

English needs the tense of the sentence (`newsday`). Elsewhere a weekday with its article or preposition is
the day of the news unless the words around it say next, last, until or since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from articles.reading.months import WEEKDAYS

_NAMES = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "tr": "pazartesi salı çarşamba perşembe cumartesi cuma pazar "
    "Pazartesi Salı Çarşamba Perşembe Cumartesi Cuma Pazar",
    "ru": "понедельник вторник среду четверг пятницу субботу воскресенье",
    "uk": "понеділок вівторок середу четвер п'ятницю п’ятницю суботу неділю",
    "ar": "الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد",
    "fa": "دوشنبه سه‌شنبه چهارشنبه چهار‌شنبه پنجشنبه پنج‌شنبه جمعه شنبه یکشنبه یک‌شنبه",
    "zh": "星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日 "
    "週一 週二 週三 週四 週五 週六 週日",
    "ja": "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
}
# How each language puts the day of the news; NAME stands for its weekdays.
_FORMS = {
    "fr": r"\bNAME\b",
    "de": r"\b(?:[Aa]m|[Vv]om|[Aa]n diesem|[Dd]iesen)\s+NAME(?:abend|morgen|nachmittag|vormittag|mittag)?\b",
    "es": r"\b(?:[Ee]l|[Ee]ste|del)\s+NAME\b",
    "pt": r"\b(?:[Nn]a|[Nn]esta|desta|da|à|[Nn]o|[Nn]este|deste)\s+NAME\b",
    "it": r"\bNAME\b",
    "tr": r"\bNAME\s+(?:günü|akşamı|sabahı)",
    "ru": r"\b[Вв]о?\s+NAME\b",
    "uk": r"\b[ВвУу]\s+NAME\b",
    "ar": r"\b(?:يوم|اليوم|أمس|امس|مساء|صباح|ليل|ليلة|ظهر|فجر)\s*[،(]?\s*NAME\b",
    "fa": r"(?<![\w\u200c])NAME(?![\w\u200c])",
    "zh": r"(?<![上下])NAME(?![年期末])",
    "ja": r"NAME",
}
_MENTIONS = {
    language: (
        tuple(names.split()),
        re.compile(_FORMS[language].replace("NAME", rf"(?P<name>{'|'.join(names.split())})")),
    )
    for language, names in _NAMES.items()
}
_MOST = 200
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
    """Yield the weekdays of the news in the order of the text, by the language that names the most."""
    found: list[re.Match[str]] = []
    for names, form in _MENTIONS.values():
        # Looking for the plain names first spares most texts the slower search for the form.
        if any(name in text for name in names):
            found = max(found, list(islice(form.finditer(text), _MOST)), key=len)
    for match in found:
        number = WEEKDAYS.get(match["name"].casefold())
        if number is not None and _is_told(text, match):
            before = text[max(0, match.start("name") - 12) : match.start("name")]
            yield Told(number, bool(_YESTERDAY.search(before)), match.group())


def _is_told(text: str, match: re.Match[str]) -> bool:
    """Whether the words around a weekday leave it the day of the news: no next, last, until or future."""
    before = text[max(0, match.start() - _GRASP) : match.start()]
    clause = _SENTENCE_END.split(before)[-1]
    after = _SENTENCE_END.split(text[match.end() : match.end() + _GRASP])[0]
    return not (
        _NOT_TOLD_BEFORE.search(before[-20:])
        or _NOT_TOLD_AFTER.match(after)
        or _TO_COME.search(clause)
        or _TO_COME.search(after)
    )
