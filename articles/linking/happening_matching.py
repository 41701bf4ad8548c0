"""A clause and the rules of its verb → the rule that fits, with actors, targets and place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from articles.linking.happening_actors import (
    ASIDE,
    acts,
    code_of,
    is_a,
    joins,
    may_act,
    may_be,
    participants_of,
    place_of,
    without,
    words_of,
)
from articles.linking.happening_clauses import Clause
from articles.linking.happening_phrases import COMPANY, PREPOSITION, Phrase
from articles.linking.happening_rules import Rule, words
from articles.records import Participant

SEA = words("sea")
LOOSE = words("loose_talks")
ENDS = frozenset({"and", ",", "but", ".", ";"})
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
    elif not may_act(rule.actor, subject):
        return None
    if rule.roles == "both":
        return _together(rule, subject, behind)
    if rule.roles in ("place", "visit"):
        return _somewhere(rule, subject, behind)
    if rule.subject:
        own = [one for one in subject.named if one.preposition == "" and rule.mode not in PLANTED]
    else:
        own = [one for one in subject.named if may_be(rule.actor, one)]
    actors = participants_of(one for one in own if acts(one))
    place = place_of(subject, behind)
    if not place and rule.mode in PLANTED:
        place = code_of(participants_of(one for one in subject.named if one.preposition in ("", "of")))
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
        any(may_be(rule.actor, one) for one in by) or behind.behind["by"] & words_of(rule.actor)
    ):
        return None
    actors = participants_of(one for one in by if acts(one))
    place = place_of(behind, subject)
    if rule.roles == "both":
        named = [one for one in (*subject.named, *behind.named) if one.preposition in TOGETHER]
        return Match(rule, participants_of((*by, *named)), (), place, passive=True)
    if rule.roles in ("place", "visit"):
        own = participants_of(one for one in subject.named if one.preposition in ("", "of"))
        return Match(rule, own or actors, (), place or code_of(own), passive=True)
    targets = participants_of(
        one for one in (*subject.named, *behind.named) if one.preposition in ("", "on", "against", "of")
    )
    targets = without(targets, actors)
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
            if any(is_a(wanted[1:], one) for one in direct):
                return True
        elif not strict and wanted in PREPOSITION | {"that", "out"}:
            if first == wanted:
                return True
        elif wanted == "." and first in {"", *ENDS}:
            return True
        elif "@" in wanted:
            preposition, _, what = wanted.partition("@")
            if any(one.preposition == preposition and is_a(what, one) for one in phrase.named):
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


def _together(rule: Rule, subject: Phrase, behind: Phrase) -> Match | None:
    together = TOGETHER.union(wanted.partition("@")[0] for wanted in rule.objects if "@" in wanted)
    named = [
        one
        for one in (*subject.named, *behind.named)
        if one.preposition in together and acts(one) and joins(one)
    ]
    if rule.subject and not named:
        named = [one for one in (*subject.named, *behind.named) if one.preposition in ("in", "on")][:1]
    actors = participants_of(named)
    loose = not rule.nouns or not (rule.nouns - LOOSE).intersection(behind.nouns)
    if rule.kind in TWO_SIDES and not rule.subject and loose and len(actors) < 2:
        return None
    return Match(rule, actors, (), place_of(subject, behind), passive=False)


def _somewhere(rule: Rule, subject: Phrase, behind: Phrase) -> Match | None:
    place = place_of(behind, subject)
    actors = participants_of(one for one in subject.named if one.preposition not in ASIDE and acts(one))
    if rule.roles == "visit":
        there = [one for one in behind.named if one.preposition in ("", "in", "at", "to", "into")]
        targets = without(participants_of(there), actors)
        if not targets:
            return None
        return Match(rule, actors, targets, place or code_of(targets), passive=False)
    if not actors:
        actors = participants_of([*behind.named, *subject.named][:1])
    return Match(rule, actors, (), place or code_of(actors), passive=False)


def _directed(rule: Rule, actors: tuple[Participant, ...], behind: Phrase, place: str) -> Match:
    targets = participants_of(one for one in behind.named if not one.preposition and acts(one))
    towards = (*TOWARDS, *AWAY.get(rule.kind, ()))
    for preposition in towards if not targets else ():
        targets = participants_of(one for one in behind.named if one.preposition == preposition and acts(one))
        if targets:
            break
    targets = without(targets, actors)
    if not targets and place and rule.kind in PLACE_IS_TARGET and place not in {a.code for a in actors}:
        targets = (Participant(place, code=place),)
    return Match(rule, actors, targets, place, passive=False)
