"""Who is named in a clause → whether they may act or be acted on, who takes part, and where it happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from articles.linking.happening_phrases import COMPANY, Named, Phrase
from articles.linking.happening_rules import words
from articles.records import Participant

STATE = words("state") | words("office")
ARMED = STATE | words("armed")
SITES = words("site") | words("place") | words("ship")
TARGETED = words("site") | words("forces") | words("armed") | words("office") | words("place")
BARE = words("bare") | words("organisation")
PLACED = frozenset({"in", "at", "near", "outside", "inside", "off", "across", "throughout", "around"})
ASIDE = PLACED | {"from", "after", "before", "since", "during", "despite"}
ASIDE |= {"amid", "about", "by", "under", ","}


def is_a(what: str, one: Named) -> bool:
    """Whether somebody named is what a rule asks for: "@person", "@site", "@official", …"""
    actor = one.token.actor
    assert actor is not None
    if what == "person":
        return bool(actor.name)
    if what == "site":
        return not actor.name and (not one.head or one.head in SITES)
    if what == "foreign":
        return not actor.name and bool(actor.code) and one.head not in COMPANY
    if what == "public":
        return actor.official or (not actor.name and (not one.head or one.head in TARGETED))
    if what == "official":
        return actor.official
    if what == "body":
        return not actor.name and not actor.code
    if what == "target":
        return actor.official or (not actor.name and (not one.head or one.head in TARGETED))
    if what == "place":
        return bool(actor.code) and not actor.name and not actor.adjective and not one.head
    if what == "any":
        return one.head not in COMPANY
    return may_be("state", one) or one.head in ARMED or (bool(actor.name) and actor.official)


PEOPLE = words("people") | words("protesters") | words("workers") | words("armed") | STATE


def words_of(actor: str) -> frozenset[str]:
    """The nouns that may stand for an actor of this kind: "army", "ministry", "protesters"."""
    if actor == "state":
        return STATE
    if actor == "official":
        return words("office")
    if actor in ("people", "any"):
        return PEOPLE
    return ARMED


def may_be(actor: str, one: Named) -> bool:
    """Whether somebody named may act as a state, an armed force, people, …"""
    who = one.token.actor
    assert who is not None
    if one.preposition == "by" or one.preposition not in ASIDE:
        if who.name:
            return (who.official and one.head in STATE | {""}) or actor == "any"
        if one.head.startswith("@"):
            return False
        if not one.head:
            if who.local and actor in ("state", "armed"):
                return False
            return actor != "official" and (not who.adjective or actor == "people" or who.text.isupper())
        if actor == "any":
            return one.head not in COMPANY
        return one.head in words_of(actor)
    return False


def may_act(actor: str, subject: Phrase) -> bool:
    """Whether the subject of a verb may do what a rule wants done by a state, an armed force, people, …"""
    if not actor or actor == "any" or any(may_be(actor, one) for one in subject.named):
        return True
    if subject.named and not any(one.preposition in ASIDE for one in subject.named):
        return False
    allowed = words_of(actor) & BARE if actor in ("state", "armed") else words_of(actor)
    return bool(subject.nouns) and subject.nouns[-1] in allowed


def acts(one: Named) -> bool:
    """Whether a name stands for itself, and does not only say whose somebody is: "Putin's aide"."""
    return not one.head.startswith("@")


def joins(one: Named) -> bool:
    """Whether somebody named is one side of talks or an agreement: no firm, no private person."""
    actor = one.token.actor
    return actor is not None and (actor.official or not actor.name) and one.head not in COMPANY


def place_of(*phrases: Phrase) -> str:
    """The country that "in …" or the like names."""
    for phrase in phrases:
        for one in phrase.named:
            actor = one.token.actor
            if actor and actor.code and not actor.name and one.preposition in PLACED:
                return actor.code
    return ""


def code_of(participants: Sequence[Participant]) -> str:
    """The country of the first, "" for none."""
    return participants[0].code if participants else ""


def participants_of(named: Iterable[Named]) -> tuple[Participant, ...]:
    """Each once, but no country beside somebody who acts for it, and no body that has no country."""
    found: dict[str, Participant] = {}
    for one in named:
        actor = one.token.actor
        if actor and (actor.code or actor.name):
            found.setdefault(
                actor.key or actor.name or actor.code,
                Participant(actor.text, actor.code, actor.name, actor.key),
            )
    spoken = {part.code for part in found.values() if part.name}
    return tuple(part for part in found.values() if part.name or part.code not in spoken)


def without(participants: Iterable[Participant], others: Sequence[Participant]) -> tuple[Participant, ...]:
    """Those whose country is none of the others'."""
    codes = {other.code for other in others if other.code}
    return tuple(part for part in participants if part.name or part.code not in codes)
