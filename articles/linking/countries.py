"""Place hits of the gazetteer → country mentions of one article.

Forms that only name a place count as they stand. Forms that may be something else (Georgia, Jordan, a city
with namesakes) are decided by what stands next to them and by which countries the rest of the article names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.linking import lexicon, roles
from articles.linking.gazetteer import PlaceHit, Sense
from articles.records import CountryMention, Field

US = "US"
STATE_ABBREVIATION = re.compile(
    r",\s+(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Kans|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|"
    r"Nev|N\.H|N\.J|N\.M|N\.Y|N\.C|N\.D|Okla|Ore|Pa|Penn|R\.I|S\.C|S\.D|Tenn|Tex|Vt|Va|W\.\s?Va|Wash|Wis|Wyo|"
    r"Ohio|Iowa|Utah|Idaho|Maine)\b|,\s+(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|"
    r"MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY)\b"
)
WORD_BEFORE = re.compile(r"([\w.'’-]+)[ \u00a0\n]+$")
WORD_AFTER = re.compile(r"[ \u00a0\n]+([\w.'’-]+)")
COMMA_PLACE = re.compile(r",\s+$")
DOMINANT = 4


@dataclass(frozen=True, slots=True)
class Site:
    """A hit in a field of the article."""

    field: Field
    text: str
    hit: PlaceHit
    following: PlaceHit | None
    previous: PlaceHit | None


def sure_countries(sites: Iterable[Site]) -> Counter[str]:
    """Countries that the article names by forms with a single meaning, with their number."""
    return Counter(
        site.hit.senses[0].code
        for site in sites
        if len(site.hit.senses) == 1 and not site.hit.senses[0].sensitive and site.hit.senses[0].code
    )


def sites_of(field: Field, text: str, hits: Sequence[PlaceHit]) -> list[Site]:
    """The hits of a field with their neighbours."""
    return [
        Site(field, text, hit, hits[i + 1] if i + 1 < len(hits) else None, hits[i - 1] if i else None)
        for i, hit in enumerate(hits)
    ]


def link_countries(sites: Sequence[Site], names: Sequence[tuple[Field, int, int]]) -> list[CountryMention]:
    """Country mentions in order; `names` are the spans of people, in which no country is looked for."""
    sure = sure_countries(sites)
    taken = {(field, position) for field, start, end in names for position in range(start, end)}
    mentions = []
    for site in sites:
        if (site.field, site.hit.start) in taken or (site.field, site.hit.end - 1) in taken:
            continue
        sense = _sense(site, sure)
        if sense and sense.code:
            hit = site.hit
            mentions.append(CountryMention(site.field, hit.start, hit.end, hit.text, sense.code, sense.kind))
    return mentions


def _sense(site: Site, sure: Counter[str]) -> Sense | None:
    """What a hit means here, or None for nothing that names a country."""
    hit = site.hit
    qualified = _qualifier(site)
    if qualified:
        matching = [sense for sense in hit.senses if sense.code == qualified]
        if matching:
            return matching[0]
        if hit.senses[0].kind in ("city", "region", "capital") or qualified == US:
            return Sense(qualified, "place with its region")
    sense = _likeliest(hit.senses, sure)
    if sense is None:
        return None
    if sense.sensitive and not _stands_alone(site, sense, sure):
        return None
    return sense


def _qualifier(site: Site) -> str:
    """The country that a following ", Region" gives a place: US for "Athens, Ohio"."""
    hit, following = site.hit, site.following
    if STATE_ABBREVIATION.match(site.text, hit.end):
        return US
    if not following or not COMMA_PLACE.fullmatch(site.text[hit.end : following.start]):
        return ""
    sense = following.senses[0]
    if sense.kind == "region" and sense.code:
        return sense.code if len(following.senses) == 1 else ""
    if sense.kind == "name" and hit.senses[0].kind == "city":
        return sense.code
    return ""


def _likeliest(senses: Sequence[Sense], sure: Counter[str]) -> Sense | None:
    """Of several senses the country itself, then one that the article names, then the far larger city."""
    if len(senses) == 1:
        return senses[0]
    states = [sense for sense in senses if sense.kind not in ("city", "region")]
    regions = [sense for sense in senses if sense.kind == "region"]
    named = [sense for sense in senses if sure[sense.code]]
    if states and regions:
        return max([*states, *regions], key=lambda sense: (sure[sense.code], sense.kind != "region"))
    if states or regions:
        return (states or regions)[0]
    if len(named) == 1:
        return named[0]
    first, second = sorted(senses, key=lambda sense: -sense.population)[:2]
    return first if first.population >= DOMINANT * second.population or first in named else None


def _stands_alone(site: Site, sense: Sense, sure: Counter[str]) -> bool:
    """Whether a form with other meanings is used as a place: not inside a name, and with some support."""
    before = WORD_BEFORE.search(site.text, max(0, site.hit.start - 30), site.hit.start)
    after = WORD_AFTER.match(site.text, site.hit.end)
    if before and _name_like(before.group(1)):
        return False
    if (
        after
        and _name_like(after.group(1))
        and not (site.following and site.following.start == after.start(1))
    ):
        return False
    if sense.kind in ("city", "region"):
        preposition = before is not None and before.group(1).lower() in lexicon.word_class("preposition")
        return preposition or sure[sense.code] > 0
    return True


def _name_like(word: str) -> bool:
    """A capitalised word that could be part of a person's name."""
    key = lexicon.fold(word).rstrip(".")
    if not word[0].isupper():
        return False
    if key in lexicon.word_class("title") or (len(key) == 1 and word.endswith(".")):
        return True
    if roles.is_office(key) or key in lexicon.word_class("notname") or key in lexicon.word_class("modifier"):
        return False
    return key in lexicon.given_names() or key not in lexicon.common_words()
