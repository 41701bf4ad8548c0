"""Place hits of the gazetteer → country mentions of one article.

Forms that only name a place count as they stand. Forms that may be something else (Georgia, Jordan, a city
with namesakes) are decided by what stands next to them and by which countries the rest of the article names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.linking import lexicon, lookalikes, roles
from articles.linking.evidence import COUNTY, US, Evidence, Site
from articles.linking.gazetteer_forms import Sense
from articles.linking.names import word_after, word_before
from articles.records import CountryMention, Field

LIST_LINK = re.compile(r",? (?:and |or |nor )?(?:in )?|, ")
LIST_GOES_ON = re.compile(r",? (?:and|or) [A-Z]|, [A-Z]")
REGIONS = frozenset(place.name for place in lexicon.places() if place.kind == "region")
STATE_KINDS = frozenset({"region", "state"})
COMMA = re.compile(r",\s+$")
DATELINE_END = re.compile(r"\s*(?:,|\(|-|–|—|/)")
DOMINANT = 4
SMALL_CITY = 300
LARGE_CITY = 1000
ENOUGH_CUES = 2
PLACE_KINDS = frozenset({"city", "region", "abbreviation"})
NAMESAKE = Sense(US, "namesake")
QUALIFIED = "place with its region"

NOT_NAME = lexicon.word_class("notname")
MODIFIER = lexicon.word_class("modifier")
TITLE = lexicon.word_class("title")
TAKES_US = lexicon.word_class("takes_us")
PREPOSITION = lexicon.word_class("preposition")
COMMON = lexicon.common_words()
GIVEN = lexicon.given_names()


def link_countries(
    sites: Sequence[Site], evidence: Evidence, names: Sequence[tuple[Field, int, int]], language: str
) -> list[CountryMention]:
    """Country mentions in order; `names` are the spans of people, in which no country is looked for.

    `language` is the code of the text's, or "" where it is not known.
    """
    in_title: set[int] = set()
    in_body: set[int] = set()
    for field, start, end in names:
        (in_title if field is Field.TITLE else in_body).update(range(start, end))
    mentions = []
    for site in sites:
        hit = site.hit
        taken = in_title if site.field is Field.TITLE else in_body
        if (hit.start in taken or hit.end - 1 in taken) and not _of_realm(site):
            continue
        sense = _sense(site, evidence, language)
        if sense and sense.code:
            mentions.append(CountryMention(site.field, hit.start, hit.end, hit.text, sense.code, sense.kind))
    return mentions


def _of_realm(site: Site) -> bool:
    """Whether a country stands in the name of its monarch, or behind an article that is a given name as well.

    "King Abdullah of Jordan"; "Les États-Unis".
    """
    before = site.text[max(0, site.hit.start - 4) : site.hit.start]
    return before in (" of ", "Les ") and site.hit.senses[0].kind == "name"


def counties(field: Field, text: str, evidence: Evidence) -> list[CountryMention]:
    """American counties, for a text of American local news that names no country or state at all."""
    if evidence.sure or evidence.states or evidence.cues < ENOUGH_CUES:
        return []
    return [
        CountryMention(field, match.start(), match.end(), match.group(), US, "county")
        for match in COUNTY.finditer(text)
    ]


def _sense(site: Site, evidence: Evidence, language: str) -> Sense | None:
    """What a hit means here, or None for nothing that names a country."""
    hit = site.hit
    if hit.text == "US" and _is_pronoun(site):
        return None
    if lookalikes.is_state_of_city(site):
        return NAMESAKE
    senses = hit.senses
    if len(senses) > 1 or not senses[0].fits(language):
        senses = tuple([sense for sense in senses if sense.fits(language)])
    if not senses:
        return None
    qualified = _qualifier(site)
    if qualified:
        matching = [sense for sense in senses if sense.code == qualified]
        if matching:
            return matching[0]
        if senses[0].kind in (*PLACE_KINDS, "capital", "alias") or qualified == US:
            return Sense(qualified, QUALIFIED)
    sense = _likeliest(senses, evidence)
    if sense is None or not sense.code or (sense.kind == "demonym" and lookalikes.is_language(site)):
        return None
    if sense.kind in PLACE_KINDS and hit.form in evidence.firms:
        return None
    if hit.form in lexicon.namesakes() and _is_namesake(site, sense, evidence):
        return NAMESAKE
    if _needs_context(site, sense, evidence) and not _stands_alone(site, sense, evidence):
        return None
    if sense.kind == "city" and evidence.others(sense.code, hit.form) <= 0 and _in_longer_name(site):
        return None
    return sense


def _qualifier(site: Site) -> str:
    """The country that a following ", Region" gives a place: US for "Athens, Ohio"."""
    hit, following = site.hit, site.following
    if not following or not site.text.startswith(",", hit.end):  # as mostly
        return ""
    if not COMMA.fullmatch(site.text, hit.end, following.start):
        return ""
    sense = following.senses[0]
    elsewhere = lexicon.namesakes().get(following.form)
    if elsewhere:
        there = any(one.code == elsewhere for one in hit.senses)
        state = elsewhere == US and following.form == "Georgia" and lookalikes.is_american_too(hit.form)
        named = next((one.code for one in hit.senses if one.code == sense.code), "")
        return elsewhere if there or (state and not named) else named
    if sense.kind in ("region", "abbreviation", "state", "place") or following.form in REGIONS:
        if len(following.senses) > 1:
            return ""
        return "" if hit.senses[0].kind == "region" and _in_list(site.text, following.end) else sense.code
    if sense.kind == "name" and (
        hit.senses[0].kind == "city" or any(one.code == sense.code for one in hit.senses)
    ):
        return sense.code
    return ""


def _in_list(text: str, end: int) -> bool:
    """Whether a list of places may go on behind text[:end]: "Kent, Ontario and Texas"."""
    return LIST_GOES_ON.match(text, end) is not None


def _beside_state(site: Site) -> bool:
    """Whether an American state stands next to a place in a list: "Pennsylvania, Georgia and Arizona"."""
    previous, following, hit = site.previous, site.following, site.hit
    beside = []
    if previous and LIST_LINK.fullmatch(site.text[previous.end : hit.start]):
        beside.append(previous)
    if following and LIST_LINK.fullmatch(site.text[hit.end : following.start]):
        beside.append(following)
    return any(other.senses[0].code == US and other.senses[0].kind in STATE_KINDS for other in beside)


def _likeliest(senses: Sequence[Sense], evidence: Evidence) -> Sense | None:
    """Of several senses the country itself, then one that the article names, then the far larger city."""
    if len(senses) == 1:
        return senses[0]
    sure = evidence.sure
    states = [sense for sense in senses if sense.kind not in PLACE_KINDS]
    regions = [sense for sense in senses if sense.kind == "region"]
    if regions and not states and not any(sure[sense.code] for sense in regions):
        regions = [sense for sense in senses if sure[sense.code]] or regions
    if states or regions:
        largest = max(sense.population for sense in states) if states else 0
        cities = [sense for sense in senses if sense.kind == "city" and 2 * sense.population > largest > 0]
        ranked = [*states, *regions, *cities]
        if cities:
            return max(ranked, key=lambda sense: (sure[sense.code] > 0, sense.population))
        return max(ranked, key=lambda sense: (sure[sense.code] > 0, sense in states))
    named = [sense for sense in senses if sure[sense.code]]
    if len(named) == 1:
        return named[0]
    first, second = sorted(senses, key=lambda sense: -sense.population)[:2]
    return first if first.population >= DOMINANT * second.population or first in named else None


def _is_namesake(site: Site, sense: Sense, evidence: Evidence) -> bool:
    """Whether a famous name is the American town or state here: "Lebanon" in the news of an Ohio county."""
    if sense.code == US or evidence.sure[sense.code]:
        return False
    if site.hit.form == "Georgia":
        return _beside_state(site) or (evidence.local > 0 and evidence.local >= evidence.abroad)
    if sense.kind in ("name", "capital") or sense.population >= LARGE_CITY:
        return not evidence.abroad and evidence.cues >= 1 and evidence.local >= ENOUGH_CUES
    return evidence.local > 0 and evidence.local > evidence.abroad


def _is_pronoun(site: Site) -> bool:
    """Whether "US" is "us" in capitals: "TELL US", "JOIN US", "WITH US." but not "WITH US ENVOY"."""
    before = word_before(site.text, site.hit.start)
    if not before.isupper() or len(before) < 2:
        return False
    key = before.lower()
    return key in TAKES_US or (key in PREPOSITION and not word_after(site.text, site.hit.end).isupper())


def _needs_context(site: Site, sense: Sense, evidence: Evidence) -> bool:
    if sense.sensitive or (site.hit.upper and lexicon.fold(site.hit.text) in COMMON):
        return True
    return sense.kind == "city" and sense.population < SMALL_CITY and not evidence.sure[sense.code]


def _stands_alone(site: Site, sense: Sense, evidence: Evidence) -> bool:
    """Whether a form with other meanings is used as a place: not inside a name, and with some support."""
    hit, text = site.hit, site.text
    before, after = word_before(text, hit.start), word_after(text, hit.end)
    if sense.kind == "abbreviation":
        return text[max(0, hit.start - 2) : hit.start] == ", " or text[hit.start - 1 : hit.start] == "("
    if hit.upper and not (before.isupper() or after.isupper() or _in_dateline(text, hit.start, hit.end)):
        return False
    if _in_longer_name(site):
        return False
    minor_capital = sense.kind == "capital" and sense.population < SMALL_CITY
    ordinary = sense.kind == "alias" and lookalikes.opens_sentence(site) and lexicon.fold(hit.text) in COMMON
    if sense.kind not in ("city", "region") and not minor_capital and not ordinary:
        return True
    if _in_dateline(text, hit.start, hit.end) or before.lower() in PREPOSITION:
        return True
    return evidence.sure[sense.code] > 0 and (minor_capital or text[hit.end : hit.end + 1] == ",")


def _in_longer_name(site: Site) -> bool:
    """Whether a form is a part of a name: "Elizabeth Fullerton", "Fairfield Greenwich"."""
    hit, text = site.hit, site.text
    if _name_like(word_before(text, hit.start)) or lookalikes.is_kin(site):
        return True
    next_is_place = site.following is not None and site.following.start - hit.end <= 1
    return _name_like(word_after(text, hit.end)) and not next_is_place


def _in_dateline(text: str, start: int, end: int) -> bool:
    """Whether a place opens a paragraph the way a dateline does: "PARIS (Reuters) -"."""
    opens = start == 0 or text[start - 1] == "\n"
    return opens and bool(DATELINE_END.match(text, end))


def _name_like(word: str) -> bool:
    """A capitalised word that could be part of a person's name."""
    if not word or not word[0].isupper():
        return False
    key = lexicon.fold(word).rstrip(".")
    if key in TITLE or (len(key) == 1 and word.endswith(".")):
        return True
    if roles.is_office(key) or key in NOT_NAME or key in MODIFIER:
        return False
    return key in GIVEN or key not in COMMON
