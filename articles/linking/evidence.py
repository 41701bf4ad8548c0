"""What the whole article says about where it is set; names with more than one bearer are decided by it.

Goes in: all place hits of an article with the text around them. Comes out: an `Evidence`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from articles.linking import lexicon
from articles.linking.gazetteer import PlaceHit
from articles.linking.names import word_after
from articles.linking.things import symbol_follows
from articles.records import Field

US = "US"
LOCAL_KINDS = frozenset({"region", "city", "abbreviation"})
FIRM_KINDS = frozenset({"firm", "bank"})
FIRM_WORD = lexicon.word_class("firm_word")
AMERICAN_LIFE = re.compile(
    r"\b(?:[A-Z][a-z]+ County|County Road|[Ss]heriff|[Tt]ownship|[Ss]chool [Dd]istrict|[Hh]igh [Ss]chool|"
    r"[Mm]iddle [Ss]chool|[Ee]lementary|(?:City|Town) Council|City Hall|Highway Patrol|State Police|"
    r"state trooper|(?:Police|Fire) Department|Funeral Home|Interstate \d+|I-\d+|(?:Highway|Route) \d+|"
    r"U\.S\. \d+|[Pp]lanning [Cc]ommission|[Bb]oard of [Ee]ducation|county commission\w*|selectm[ae]n|"
    r"Main Street|Avenue|Ave\.|Blvd\.|[Ss]tatewide|Statehouse|General Assembly|zip code|[Gg]rand [Jj]ury|"
    r"arraigned|Public Works|District Attorney|[DR]-[A-Z][a-z]+|\d+ [NSEW]\. [A-Z][a-z]+ St|"
    r"(?:sixth|seventh|eighth|ninth)-grade|freshman|sophomore|K-\d+)"
)
COUNTY = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)? County\b")


@dataclass(slots=True, eq=False)
class Site:
    """A hit in a field of the article, with the hits next to it."""

    field: Field
    text: str
    hit: PlaceHit
    previous: PlaceHit | None
    following: PlaceHit | None


@dataclass(eq=False)
class Evidence:
    """`sure` counts the countries named by forms with one meaning, `states` places in the United States.

    `firms` are forms of places that the article uses as the name of a firm: "Carrefour" (CARR.PA). `forms`
    says which forms of cities and regions `sure` rests on, so that none of them bears witness for itself.
    """

    sure: Counter[str]
    states: int
    texts: Sequence[str]
    firms: frozenset[str] = frozenset()
    forms: Counter[str] = field(default_factory=Counter)

    @cached_property
    def cues(self) -> int:
        """Words of American local news (county, sheriff), counted only where they decide something."""
        return sum(len(AMERICAN_LIFE.findall(text)) for text in self.texts)

    def others(self, code: str, form: str) -> int:
        """How often the article names a country without doubt, and not by this form."""
        return self.sure[code] - self.forms[form]

    @property
    def abroad(self) -> int:
        """Mentions of countries other than the United States."""
        return sum(self.sure.values()) - self.sure[US]

    @property
    def local(self) -> int:
        """How much points to a place inside the United States."""
        return self.states + self.cues


def sites_of(field: Field, text: str, hits: Sequence[PlaceHit]) -> list[Site]:
    """The hits of a field with their neighbours."""
    last = len(hits) - 1
    return [
        Site(field, text, hit, hits[i - 1] if i else None, hits[i + 1] if i < last else None)
        for i, hit in enumerate(hits)
    ]


def weigh(sites: Sequence[Site], texts: Sequence[str], language: str) -> Evidence:
    """The evidence of all hits and texts of an article."""
    sure: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    states = 0
    namesakes = lexicon.namesakes()
    firms = frozenset(_firms(sites))
    for site in sites:
        sense = site.hit.senses[0]
        if (
            len(site.hit.senses) > 1
            or site.hit.form in firms
            or not sense.fits(language)
            or not sense.code
            or site.hit.form in namesakes
        ):
            continue
        if sense.code == US and sense.kind in LOCAL_KINDS:
            behind_comma = site.text[max(0, site.hit.start - 2) : site.hit.start] == ", "
            states += sense.kind != "abbreviation" or behind_comma
        if not sense.sensitive:
            # A Counter asked for what it has not calls a function.
            sure[sense.code] = sure.get(sense.code, 0) + 1
            if sense.kind in LOCAL_KINDS:
                forms[site.hit.form] = forms.get(site.hit.form, 0) + 1
    return Evidence(sure, states, texts, firms, forms)


def _firms(sites: Sequence[Site]) -> Iterator[str]:
    """What the article calls a firm: once with more words ("Berkshire Hathaway"), or with what firms have."""
    for site in sites:
        hit = site.hit
        kind = hit.senses[0].kind
        if kind in FIRM_KINDS:
            yield hit.form.partition(" ")[0]
        elif kind in LOCAL_KINDS and (
            symbol_follows(site.text, hit.end) or _is_firm_word(word_after(site.text, hit.end))
        ):
            yield hit.form


def _is_firm_word(word: str) -> bool:
    return word[:1].isupper() and word.lower() in FIRM_WORD
