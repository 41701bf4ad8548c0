"""A clause and the rules of its verb → the rule that fits, with actors, targets and place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.linking.happening_clauses import Clause, Named, Phrase
from articles.linking.happening_rules import Rule, words
from articles.records import Field, Participant

PREPOSITION = words("preposition")
STATE = words("state") | words("office")
ARMED = STATE | words("armed")
COMPANY = words("company")
SEA = words("sea")
PLACED = frozenset({"in", "at", "near", "outside", "inside", "off", "across", "throughout", "around"})
ASIDE = PLACED | {"from", "after", "before", "since", "during", "despite"}
ASIDE |= {"amid", "about", "by", "under", ","}
TOWARDS = ("on", "against", "with", "to", "at", "toward", "towards", "for", "into", "of", "over", "from")
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


def matches(clause: Clause, where: Field, near: Collection[str]) -> Iterator[Match]:
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
        if not rule.subject & set(subject.nouns):
            return None
    elif not _may_act(rule.actor, subject):
        return None
    if rule.roles == "both":
        return _together(rule, subject, behind)
    if rule.roles in ("place", "visit"):
        return _somewhere(rule, subject, behind)
    actors = _participants(one for one in subject.named if one.preposition not in ASIDE and _acts(one))
    return _directed(rule, actors, behind, _place(subject, behind), passive=False)


def _passive(rule: Rule, clause: Clause, near: Collection[str]) -> Match | None:
    """What was done stands before the verb, who did it behind "by"."""
    subject, behind = clause.subject, clause.objects
    if rule.subject or not _needed(rule, behind, near) or rule.objects == ("-",):
        return None
    if not _fits(rule, subject, "", strict=True):
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
        return _own_head(rule, phrase)
    for wanted in rule.objects:
        if wanted == "*" or (wanted == "-" and not strict and not phrase.nouns and not direct):
            return True
        if wanted.startswith("@"):
            if any(_is(wanted[1:], one) for one in direct):
                return True
        elif not strict and wanted in PREPOSITION | {"that", "out"}:
            if first == wanted:
                return True
        elif wanted.endswith("@"):
            if any(one.preposition == wanted[:-1] and _is("", one) for one in phrase.named):
                return True
        elif "$" in wanted and not wanted.startswith("$"):
            preposition, _, label = wanted.partition("$")
            if not words(label).isdisjoint(phrase.behind.get(preposition, ())):
                return True
    return False


def _own_head(rule: Rule, phrase: Phrase) -> bool:
    """Whether the noun is what the phrase is about, not a firm's: "the deal maker", "sanctions lawyers"."""
    return phrase.nouns[-1] in rule.nouns or phrase.nouns[-1] not in COMPANY


def _is(what: str, one: Named) -> bool:
    actor = one.token.actor
    assert actor is not None
    if what == "person":
        return bool(actor.name)
    if what == "place":
        return bool(actor.code) and not actor.name and not actor.adjective and not one.head
    if what == "any":
        return one.head not in COMPANY
    return _may("state", one) or one.head in ARMED or (bool(actor.name) and actor.official)


def _class(actor: str) -> frozenset[str]:
    if actor == "state":
        return STATE
    if actor == "official":
        return words("office")
    if actor == "people":
        return words("people") | words("protesters") | words("workers") | words("armed")
    return ARMED


def _may(actor: str, one: Named) -> bool:
    """Whether somebody named may act as a state, an armed force, people, …"""
    who = one.token.actor
    assert who is not None
    if one.preposition == "by" or one.preposition not in ASIDE:
        if who.name:
            return who.official or actor in ("people", "any")
        if one.head.startswith("@"):
            return True
        if not one.head:
            return actor != "official" and (not who.adjective or actor == "people" or who.text.isupper())
        if actor in ("people", "any"):
            return one.head not in COMPANY
        return one.head in _class(actor)
    return False


def _may_act(actor: str, subject: Phrase) -> bool:
    if not actor or any(_may(actor, one) for one in subject.named):
        return True
    if subject.named and not any(one.preposition in ASIDE for one in subject.named):
        return False
    allowed = _class(actor)
    return any(noun in allowed for noun in subject.nouns) and not set(subject.nouns[-1:]) & (
        COMPANY - words("armed")
    )


def _acts(one: Named) -> bool:
    return not one.head.startswith("@")


def _together(rule: Rule, subject: Phrase, behind: Phrase) -> Match | None:
    named = [one for one in (*subject.named, *behind.named) if one.preposition in TOGETHER and _acts(one)]
    if rule.subject and not named:
        named = [one for one in (*subject.named, *behind.named) if one.preposition in ("in", "on")][:1]
    actors = _participants(named)
    if rule.kind in TWO_SIDES and not rule.subject and not rule.nouns and len(actors) < 2:
        return None
    return Match(rule, actors, (), _place(subject, behind), passive=False)


def _somewhere(rule: Rule, subject: Phrase, behind: Phrase) -> Match:
    place = _place(behind, subject)
    actors = _participants(one for one in subject.named if one.preposition not in ASIDE and _acts(one))
    if rule.roles == "visit":
        there = [one for one in behind.named if one.preposition in ("", "in", "at", "to", "into")]
        targets = _without(_participants(there), actors)
        return Match(rule, actors, targets, place or _code(targets), passive=False)
    if not actors:
        actors = _participants([*behind.named, *subject.named][:1])
    return Match(rule, actors, (), place or _code(actors), passive=False)


def _directed(
    rule: Rule, actors: tuple[Participant, ...], behind: Phrase, place: str, *, passive: bool
) -> Match:
    targets = _participants(one for one in behind.named if not one.preposition and _acts(one))
    for preposition in TOWARDS if not targets else ():
        targets = _participants(one for one in behind.named if one.preposition == preposition and _acts(one))
        if targets:
            break
    targets = _without(targets, actors)
    if not targets and place and rule.kind in PLACE_IS_TARGET and place not in {a.code for a in actors}:
        targets = (Participant(place, code=place),)
    return Match(rule, actors, targets, place, passive)


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
