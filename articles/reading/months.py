"""Names of months and weekdays, as they stand in datelines, captions and header lines → their numbers."""

from __future__ import annotations

_MONTH_NAMES = (
    "january jan janvier janv januar jän enero ene gennaio gen janeiro января يناير كانون_الثاني",
    "february feb février févr februar febrero febbraio fevereiro fev февраля فبراير شباط",
    "march mar mars märz marzo março марта مارس آذار",
    "april apr avril avr abril abr aprile апреля أبريل ابريل إبريل نيسان",
    "may mai mayo maggio maio мая مايو أيار ايار",
    "june jun juin juni junio giugno junho июня يونيو حزيران",
    "july jul juillet juil juli julio luglio julho июля يوليو تموز",
    "august aug août agosto ago августа أغسطس اغسطس آب",
    "september sept sep septembre septiembre settembre setembro сентября سبتمبر أيلول ايلول",
    "october oct octobre oktober okt octubre ottobre outubro октября أكتوبر اكتوبر تشرين_الأول",
    "november nov novembre noviembre novembro ноября نوفمبر تشرين_الثاني",
    "december dec décembre dezember dez diciembre dic dicembre dezembro декабря ديسمبر كانون_الأول",
)
_WEEKDAY_NAMES = (
    "monday mon lundi montag lunes lunedì понедельник الاثنين الإثنين",
    "tuesday tue tues mardi dienstag martes martedì вторник الثلاثاء",
    "wednesday wed mercredi mittwoch miércoles mercoledì среда среду الأربعاء الاربعاء",
    "thursday thu thur thurs jeudi donnerstag jueves giovedì четверг الخميس",
    "friday fri vendredi freitag viernes venerdì пятница пятницу الجمعة",
    "saturday sat samedi samstag sábado sabato суббота субботу السبت",
    "sunday sun dimanche sonntag domingo domenica воскресенье الأحد الاحد",
)


def _table(groups: tuple[str, ...], first: int) -> dict[str, int]:
    return {
        name.replace("_", " "): number for number, names in enumerate(groups, first) for name in names.split()
    }


MONTHS = _table(_MONTH_NAMES, 1)
"""Month name in lower case → 1 to 12."""

WEEKDAYS = _table(_WEEKDAY_NAMES, 0)
"""Weekday name in lower case → 0 (Monday) to 6, as date.weekday() counts."""
