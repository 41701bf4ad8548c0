"""A clause and the rules of its verb → the rule that fits, with actors, targets and place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from articles.linking.happening_clauses import Clause, Named, Phrase
from articles.linking.happening_rules import Rule, words
from articles.records import Participant

PREPOSITION = words("preposition")
STATE = words("state") | words("office")
ARMED = STATE | words("armed")
COMPANY = words("company")
SITES = words("site") | words("place") | words("ship")
TARGETED = words("site") | words("forces") | words("armed") | words("office") | words("place")
BARE = words("bare") | words("organisation")
SEA = words("sea")
LOOSE = words("loose_talks")
ENDS = frozenset({"and", ",", "but", ".", ";"})
PLACED = frozenset({"in", "at", "near", "outside", "inside", "off", "across", "throughout", "around"})
ASIDE = PLACED | {"from", "after", "before", "since", "during", "despite"}
ASIDE |= {"amid", "about", "by", "under", ","}
TOWARDS = ("on", "against", "with", "to", "at", "toward", "towards", "for", "into", "over")
AWAY: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("withdrawal", "rupture", "release", "expulsion", "seizure"), ("from", "of")
)
AWAY["accusation"] = ("of",)
PLANTED = frozenset({"explosives", "firearms"})
AWAY["mobilisation"] = ("around", "near", "off")
NEEDS_TARGET = frozenset({"support", "cooperation", "aid"})
TOGETHER = frozenset({"", "with", "between", "of", "and", "among"})
PLACE_IS_TARGET = frozenset({"strike", "seizure", "killing", "abduction", "aid"})
TWO_SIDES = frozenset({"talks", "fighting"})


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fits a clause, and who takes part."""

    rule: Rule
    actors: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    place: str
    passive: bool
    doubt: float = 0.0


def matches(clause: Clause, near: Collection[str]) -> Iterator[Match]:
    """The rules that fit, in the order of the file; `near` are the words of the text around."""
    for rule in clause.form.rules:
        for passive in (False, True):
            if (passive and not clause.maybe_passive) or (not passive and clause.passive):
                continue
            match = _passive(rule, clause, near) if passive else _active(rule, clause, near)
            if match is not None and (match.actors or match.targets or match.place):
                yield match
                break


def _active(rule: Rule, clause: Clause, near: Collection[str]) -> Match | None:
    subject, behind = clause.subject, clause.objects
    if not _needed(rule, behind, near) or not _fits(rule, behind, behind.first):
        return None
    if rule.subject:
        if not _is_about(rule, subject.nouns):
            return None
    elif not _may_act(rule.actor, subject):
        return None
    if rule.roles == "both":
        return _together(rule, subject, behind)
    if rule.roles in ("place", "visit"):
        return _somewhere(rule, subject, behind)
    if rule.subject:
        own = [one for one in subject.named if one.preposition == "" and rule.mode not in PLANTED]
    else:
        own = [one for one in subject.named if _may(rule.actor, one)]
    actors = _participants(one for one in own if _acts(one))
    place = _place(subject, behind)
    if not place and rule.mode in PLANTED:
        place = _code(_participants(one for one in subject.named if one.preposition in ("", "of")))
    match = _directed(rule, actors, behind, place)
    if rule.roles == "s":
        return replace(match, targets=())
    foreign = "@foreign" in rule.objects and rule.nouns.isdisjoint(behind.nouns)
    return None if (foreign or rule.kind in NEEDS_TARGET) and not match.targets else match


def _is_about(rule: Rule, nouns: Sequence[str]) -> bool:
    """Whether the last noun of the subject is one of the rule's; a storm may have a name behind it."""
    if len(nouns) > 1 and nouns[-2] in words("named_storm"):
        return nouns[-2] in rule.subject
    return bool(nouns) and nouns[-1] in rule.subject


def _passive(rule: Rule, clause: Clause, near: Collection[str]) -> Match | None:
    """What was done stands before the verb, who did it behind "by"."""
    subject, behind = clause.subject, clause.objects
    if rule.subject or not _needed(rule, behind, near) or rule.objects == ("-",):
        return None
    if not _fits(rule, subject, "", strict=True) and not _aimed(rule, behind):
        return None
    by = [one for one in behind.named if one.preposition == "by"]
    if "by" in behind.behind and not (
        any(_may(rule.actor, one) for one in by) or behind.behind["by"] & _class(rule.actor)
    ):
        return None
    actors = _participants(one for one in by if _acts(one))
    place = _place(behind, subject)
    if rule.roles == "both":
        named = [one for one in (*subject.named, *behind.named) if one.preposition in TOGETHER]
        return Match(rule, _participants((*by, *named)), (), place, passive=True)
    if rule.roles in ("place", "visit"):
        own = _participants(one for one in subject.named if one.preposition in ("", "of"))
        return Match(rule, own or actors, (), place or _code(own), passive=True)
    targets = _participants(
        one for one in (*subject.named, *behind.named) if one.preposition in ("", "on", "against", "of")
    )
    targets = _without(targets, actors)
    if not targets and place and rule.kind in PLACE_IS_TARGET:
        targets = (Participant(place, code=place),)
    foreign = "@foreign" in rule.objects and rule.nouns.isdisjoint(subject.nouns)
    official = any(one.token.actor and one.token.actor.official for one in subject.named)
    if (rule.kind in NEEDS_TARGET and not targets) or (foreign and not official and not (actors and targets)):
        return None
    return Match(rule, actors, targets, place, passive=True)


def _needed(rule: Rule, behind: Phrase, near: Collection[str]) -> bool:
    if not rule.needs:
        return True
    if rule.needs in ("attarget", "noattarget"):
        aimed = any(
            one.preposition in ("at", "on", "into", "toward", "towards") for one in behind.named
        ) and not any(behind.behind.get(p, set()) & SEA for p in ("at", "on", "into", "toward", "towards"))
        return aimed == (rule.needs == "attarget")
    return not words(rule.needs).isdisjoint(near)


def _fits(rule: Rule, phrase: Phrase, first: str, *, strict: bool = False) -> bool:
    """Whether the object of the verb (the subject, in a passive) is one that the rule asks for."""
    direct = [one for one in phrase.named if not one.preposition]
    if rule.nouns and not rule.nouns.isdisjoint(phrase.nouns):
        return phrase.nouns[-1] in rule.nouns or (not strict and phrase.nouns[-1] not in COMPANY)
    for wanted in rule.objects:
        if wanted == "*" or (wanted == "+" and (phrase.nouns or direct)):
            return True
        if wanted == "-" and not strict and (first in ENDS or not (phrase.nouns or direct)):
            return True
        if wanted.startswith("@"):
            if any(_is(wanted[1:], one) for one in direct):
                return True
        elif not strict and wanted in PREPOSITION | {"that", "out"}:
            if first == wanted:
                return True
        elif wanted == "." and first in {"", *ENDS}:
            return True
        elif "@" in wanted:
            preposition, _, what = wanted.partition("@")
            if any(one.preposition == preposition and _is(what, one) for one in phrase.named):
                return True
        elif "$" in wanted and not wanted.startswith("$"):
            preposition, _, label = wanted.partition("$")
            if not words(label).isdisjoint(phrase.behind.get(preposition, ())):
                return True
    return False


def _aimed(rule: Rule, phrase: Phrase) -> bool:
    """Whether one of the rule's nouns stands behind its preposition: "killed in a helicopter crash"."""
    return any(
        not words(label).isdisjoint(phrase.behind.get(preposition, ()))
        for preposition, mark, label in (wanted.partition("$") for wanted in rule.objects)
        if preposition and mark
    )


def _is(what: str, one: Named) -> bool:
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
    return _may("state", one) or one.head in ARMED or (bool(actor.name) and actor.official)


PEOPLE = words("people") | words("protesters") | words("workers") | words("armed") | STATE


def _class(actor: str) -> frozenset[str]:
    if actor == "state":
        return STATE
    if actor == "official":
        return words("office")
    if actor in ("people", "any"):
        return PEOPLE
    return ARMED


def _may(actor: str, one: Named) -> bool:
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
        return one.head in _class(actor)
    return False


def _may_act(actor: str, subject: Phrase) -> bool:
    if not actor or actor == "any" or any(_may(actor, one) for one in subject.named):
        return True
    if subject.named and not any(one.preposition in ASIDE for one in subject.named):
        return False
    allowed = _class(actor) & BARE if actor in ("state", "armed") else _class(actor)
    return bool(subject.nouns) and subject.nouns[-1] in allowed


def _acts(one: Named) -> bool:
    return not one.head.startswith("@")


def _together(rule: Rule, subject: Phrase, behind: Phrase) -> Match | None:
    together = TOGETHER.union(wanted.partition("@")[0] for wanted in rule.objects if "@" in wanted)
    named = [
        one
        for one in (*subject.named, *behind.named)
        if one.preposition in together and _acts(one) and _joins(one)
    ]
    if rule.subject and not named:
        named = [one for one in (*subject.named, *behind.named) if one.preposition in ("in", "on")][:1]
    actors = _participants(named)
    loose = not rule.nouns or not (rule.nouns - LOOSE).intersection(behind.nouns)
    if rule.kind in TWO_SIDES and not rule.subject and loose and len(actors) < 2:
        return None
    return Match(rule, actors, (), _place(subject, behind), passive=False)


def _joins(one: Named) -> bool:
    """Whether somebody named is one side of talks or an agreement: no firm, no private person."""
    actor = one.token.actor
    return actor is not None and (actor.official or not actor.name) and one.head not in COMPANY


def _somewhere(rule: Rule, subject: Phrase, behind: Phrase) -> Match | None:
    place = _place(behind, subject)
    actors = _participants(one for one in subject.named if one.preposition not in ASIDE and _acts(one))
    if rule.roles == "visit":
        there = [one for one in behind.named if one.preposition in ("", "in", "at", "to", "into")]
        targets = _without(_participants(there), actors)
        if not targets:
            return None
        return Match(rule, actors, targets, place or _code(targets), passive=False)
    if not actors:
        actors = _participants([*behind.named, *subject.named][:1])
    return Match(rule, actors, (), place or _code(actors), passive=False)


def _directed(rule: Rule, actors: tuple[Participant, ...], behind: Phrase, place: str) -> Match:
    targets = _participants(one for one in behind.named if not one.preposition and _acts(one))
    towards = (*TOWARDS, *AWAY.get(rule.kind, ()))
    for preposition in towards if not targets else ():
        targets = _participants(one for one in behind.named if one.preposition == preposition and _acts(one))
        if targets:
            break
    targets = _without(targets, actors)
    if not targets and place and rule.kind in PLACE_IS_TARGET and place not in {a.code for a in actors}:
        targets = (Participant(place, code=place),)
    return Match(rule, actors, targets, place, passive=False)


def _place(*phrases: Phrase) -> str:
    """The country that "in …" or the like names."""
    for phrase in phrases:
        for one in phrase.named:
            actor = one.token.actor
            if actor and actor.code and not actor.name and one.preposition in PLACED:
                return actor.code
    return ""


def _code(participants: Sequence[Participant]) -> str:
    return participants[0].code if participants else ""


def _participants(named: Iterable[Named]) -> tuple[Participant, ...]:
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


def _without(participants: Iterable[Participant], others: Sequence[Participant]) -> tuple[Participant, ...]:
    codes = {other.code for other in others if other.code}
    return tuple(part for part in participants if part.name or part.code not in codes)
