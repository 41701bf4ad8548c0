"""Words for a country that name something else where they stand. A site in its text → whether it does.

What decides stands beside the word: "spoke French", "my brother Chad", "Athens, Georgia". Phrases that are
one thing each ("Turkish bath") are not here but in `data/traps.csv`.
"""

from __future__ import annotations

import re

from articles.linking import lexicon
from articles.linking.evidence import US, Site
from articles.linking.names import word_before

KIN = lexicon.word_class("kin")
LANGUAGE = lexicon.word_class("language")
SPEAKS = lexicon.word_class("speaks")
JOINS = frozenset({"and", "or", ""})
LIST_BEFORE = re.compile(r"(\w+) (?:[A-Z][a-z]+(?:, and |, | and | or ))*$")
NO_NOUN_AFTER = re.compile(
    r"(?:,? (?:and |or )?[A-Z][a-z]+){0,6}(?:(?=\s?[^\w\s’'-])|\n|\s*\Z| (?:with|to|on|at|but|for|from|by|"
    r"that|as|than|is|are|was|were|when|while|since|if|because|about|before|after|well|fluently|instead|only|"
    r"rather|during|in|of|and|or)\b)"
)
POSSESSIVE = re.compile(r"[’']s\b")
REACH = 60


def is_language(site: Site) -> bool:
    """Whether a demonym is the language: "in French", "speaks German and Russian", not "in French courts"."""
    hit, text = site.hit, site.text
    if hit.upper or lexicon.fold(hit.text) not in LANGUAGE:
        return False
    before = word_before(text, hit.start).lower()
    if before not in SPEAKS and before not in JOINS:
        return False
    opened = LIST_BEFORE.search(text[max(0, hit.start - REACH) : hit.start])
    if opened is None or opened.group(1).lower() not in SPEAKS:
        return False
    return NO_NOUN_AFTER.match(text, hit.end) is not None


def is_kin(site: Site) -> bool:
    """Whether a name is that of somebody's relative: "his brother Chad"."""
    return word_before(site.text, site.hit.start).lower() in KIN


def is_state_of_city(site: Site) -> bool:
    """Whether Georgia is the American state behind one of its towns: "Athens, Georgia,"."""
    hit, previous, text = site.hit, site.previous, site.text
    if hit.form != "Georgia" or previous is None or text[previous.end : hit.start] != ", ":
        return False
    if POSSESSIVE.match(text, hit.end) or any(sense.code == "GE" for sense in previous.senses):
        return False
    following = site.following
    if following is not None and text[hit.end : following.start] in (", ", " and ", ", and "):
        return any(sense.code == US for sense in following.senses)
    return is_american_too(previous.form) or any(sense.code == US for sense in previous.senses)


def is_american_too(form: str) -> bool:
    """Whether a famous name of a place is also that of an American one."""
    return lexicon.namesakes().get(form) == US


def opens_sentence(site: Site) -> bool:
    """Whether a word is the first of a sentence, where its capital letter says nothing: "Nice weather"."""
    before = site.text[max(0, site.hit.start - 3) : site.hit.start].rstrip()
    return not before or before[-1] in '.!?"“'
