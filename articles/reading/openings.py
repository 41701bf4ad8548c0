"""The first line of a news text → whether an agency opened it: place, day and name of the agency.

Looser than `attribution.dateline`, which reads the place: here it only matters that a dispatch begins.
"""

from __future__ import annotations

import re

from articles.reading import attribution
from articles.reading.remembered import remembered

_HOUSES = frozenset(
    """
    kuna bna qna wam petra sana saba suna aps map tap lana ina nina mehr isna tasnim fars irna kyodo jiji
    yonhap kcna vna antara bernama pti ani ians uni app unb bss lanka ansa agi adnkronos efe europa ep lusa
    brasil telam prensa latina notimex afp ap upi reuters rtr tass itar-tass interfax ria ukrinform unian
    belta kazinform trend azertac armenpress pap ctk čtk tasr mti agerpres bta tanjug hina sta ats apa dpa kna
    epd ritzau ntb tt stt anp belga xinhua cna cns gna nan pana anp cp aap nzpa
    كونا واس وام قنا بترا سانا سبأ سونا وفا رويترز أ.ف.ب د.ب.أ وكالات الأناضول شينخوا
    ایرنا ایسنا مهر فارس تسنیم رویترز भाषा वार्ता एएनआई रॉयटर्स पीटीआई एएफपी
    тасс интерфакс риа укринформ униан белта рбк
    """.split()  # noqa: SIM905 (a table is easier to read)
)
_BRACKETED = re.compile(
    r"(?P<place>[^\W\d_][^()\n.!?]{1,70}?)[\s,،]*\((?P<name>[^()\n]{2,40})\)\.?\s{0,3}(?P<dash>[-–—_]{1,3})?"
)
_IN_FRONT = re.compile(
    r"\((?P<name>[^()\n]{2,30})\)\s{0,3}[-–—]{1,2}\s{0,3}[A-ZÀ-Ý]{2}[^\n]{1,60}?[-–—]{1,2}\s"
)
_BEHIND = re.compile(
    r"(?P<place>[^\W\d_][^()\n.!?–—]{1,40}?)\s?[,،]\s?(?P<name>[^()\n,،–—]{2,30}?)\s{0,3}[-–—]{1,2}\s"
)
_DATED_BEHIND = re.compile(
    r"[^\W\d_][^()\n.!?–—]{1,40}?[,،]\s?\d{1,2}\.?\s[^\W\d_]{3,10}\.?(?:\s\d{4})?\s{0,3}[-–—./]{1,2}\s{0,3}"
    r"(?P<name>[^()\n,.–—]{2,30}?)[.:/–—-]\s"
)
_CHINESE = re.compile(r"(?:[^\s，。]{2,8}(?:社|网|網|報|报))[^\s，。]{1,16}\d{1,2}月\d{1,2}日(?:电|電|讯|訊)")
_CAPITALS = re.compile(r"[^\W\d_a-zß-ÿ]{2,}")
_DAY = re.compile(r"\d")
_LONGEST = 140


@remembered
def opens(text: str) -> bool:
    """Whether a line opens a dispatch of an agency."""
    start = text[:_LONGEST]
    if _CHINESE.match(start):
        return True
    if match := _IN_FRONT.match(start):
        return _is_house(match["name"])
    if match := _BRACKETED.match(start):
        known = _is_house(match["name"])
        placed = bool(_CAPITALS.match(match["place"])) or bool(_DAY.search(match["place"]))
        if known and (match["dash"] or placed):
            return True
        return placed and bool(match["dash"] and _DAY.search(match["place"]))
    for form in (_DATED_BEHIND, _BEHIND):
        if (match := form.match(start)) and _is_house(match["name"]):
            return True
    found = attribution.dateline(text)
    return bool(found and (found.agency or _DAY.search(found.text)))


def _is_house(name: str) -> bool:
    """Whether a name is that of an agency."""
    words = name.casefold().strip(" .")
    return bool(attribution.agency(name)) or words in _HOUSES or words.split(" ")[0] in _HOUSES
