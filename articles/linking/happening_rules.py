"""`data/happenings.csv` and `data/event_words.txt` → the rules by which a verb reports a happening.

A rule names verbs, what their subject must be (a noun such as "talks", or somebody who can act so) and what
their object must be. Verbs stand there as lemmas; all inflections are made here, regular ones by rule.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from articles.linking.lexicon import DATA

BASE, PRESENT, PAST, PARTICIPLE, GERUND = "base", "present", "past", "participle", "gerund"
VOWEL_Y = re.compile(r"[aeiou]y$")
LONGEST_NAME = 40
SPOKEN = frozenset({"accuse", "blame", "condemn", "reject", "threaten", "urge", "warn", "call_on"})
PLAIN = re.compile(r"[a-z]+(?:-[a-z]+)*")
SIBILANT = re.compile(r"(?:s|x|z|ch|sh|o)$")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to report a happening.

    `subject` are nouns, one of which must be the subject; empty where `actor` says who can act so. `objects`
    are alternatives: a noun, "@" for a country or person, "with@" behind a preposition, "-" for none, "*" for
    anything. `roles` says who is actor and target; `needs` is a class of words, one of which must be near.
    """

    name: str
    kind: str
    mode: str
    subject: frozenset[str]
    objects: tuple[str, ...]
    nouns: frozenset[str]
    actor: str
    roles: str
    needs: str


@dataclass(frozen=True, slots=True)
class Form:
    """What an inflected verb may be: its rules, and which inflections are written so."""

    lemma: str
    inflections: frozenset[str]
    rules: tuple[Rule, ...]


@cache
def words(label: str) -> frozenset[str]:
    """The words of one class of `event_words.txt`; those of several words are joined by underscores."""
    return _classes()[label]


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Every inflected verb of the rules, as it may stand in a text in lower case."""
    by_lemma: dict[str, list[Rule]] = defaultdict(list)
    for rule, verbs in _rules():
        for verb in verbs:
            by_lemma[verb].append(rule)
    found: dict[str, list[Form]] = defaultdict(list)
    for lemma, rules in by_lemma.items():
        for written, inflections in _inflected(lemma).items():
            found[written].append(Form(lemma, inflections, tuple(rules)))
    return {written: tuple(choices) for written, choices in found.items()}


@cache
def phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word → the rests of all expressions of several words that begin with it, longest first."""
    several: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    known = [word for members in _classes().values() for word in members]
    nouns = [noun for rule, _ in _rules() for noun in (*rule.subject, *rule.nouns)]
    for expression in (*known, *nouns, *forms()):
        first, *rest = expression.split("_")
        if rest:
            several[first].add(tuple(rest))
    return {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in several.items()}


def promising(found: Collection[str], near: Collection[str], *, title: bool) -> bool:
    """Whether the words of a sentence may report anything: a verb with what one of its rules asks for.

    `near` are the words of the text around. This is asked of every article and must cost next to nothing.
    """
    cues = _cues(title=title)
    for word in cues.keys() & found:
        for groups, needed in cues[word]:
            if needed is not None and needed.isdisjoint(near):
                continue
            for group in groups:
                if group.isdisjoint(found):
                    break
            else:
                return True
    return False


Cue = tuple[tuple[frozenset[str], ...], frozenset[str] | None]


@cache
def _cues(*, title: bool) -> dict[str, tuple[Cue, ...]]:
    """First word of each verb → for each of its rules the words that must stand with it, and near it.

    Only headlines report in the present tense; "accusing" goes along with another verb, "signing" seldom.
    """
    told = {PAST, PARTICIPLE} | ({BASE, PRESENT} if title else set())
    found: dict[str, set[Cue]] = defaultdict(set)
    for written, choices in forms().items():
        for form in choices:
            spoken = GERUND in form.inflections and form.lemma in SPOKEN
            if spoken or form.inflections & told:
                first, *rest = written.split("_")
                found[first].update(_cue(rule, rest) for rule in form.rules)
    return {word: tuple(cues) for word, cues in found.items()}


def _cue(rule: Rule, rest: Iterable[str]) -> Cue:
    groups = [frozenset({word}) for word in rest]
    groups += [rule.subject] if rule.subject else []
    if not any(set("@*+-.") & set(part) or part in words("preposition") for part in rule.objects):
        behind = [words(part.partition("$")[2]) for part in rule.objects if part.find("$") > 0]
        groups.append(rule.nouns.union(*behind))
    needs = rule.needs if rule.needs not in ("attarget", "noattarget") else ""
    return tuple(map(_first_words, groups)), _first_words(words(needs)) if needs else None


def _first_words(members: Iterable[str]) -> frozenset[str]:
    """What a search for plain words finds first of each: "state" for state_of_emergency, "u" for u.n."""
    return frozenset(match.group() for match in map(PLAIN.search, members) if match)


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in (DATA / "event_words.txt").read_text(encoding="utf-8").splitlines():
        label, colon, members = line.partition(":")
        if colon and not line.startswith("#"):
            found[label].update(members.split())
    return {label: frozenset(members) for label, members in found.items()}


@cache
def _rules() -> tuple[tuple[Rule, tuple[str, ...]], ...]:
    with (DATA / "happenings.csv").open(encoding="utf-8", newline="") as handle:
        return tuple(_rule(row) for row in csv.DictReader(handle))


def _rule(row: dict[str, str]) -> tuple[Rule, tuple[str, ...]]:
    verbs, objects = tuple(row["verbs"].split()), tuple(row["object"].split())
    nouns = frozenset(_nouns(part for part in objects if part.startswith("$") or part[0].isalpha()))
    subject = frozenset(_nouns(row["subject"].split()))
    named = (row["subject"].lstrip("$"), verbs[0].replace("_", " "), row["object"].lstrip("$"))
    name = " ".join(part for part in named if part)[:LONGEST_NAME]
    rule = Rule(
        name=name,
        kind=row["kind"],
        mode=row["mode"],
        subject=subject,
        objects=objects,
        nouns=nouns,
        actor=row["actor"],
        roles=row["roles"],
        needs=row["needs"],
    )
    return rule, verbs


def _nouns(parts: Iterable[str]) -> Iterator[str]:
    """The nouns of a cell: a class by its name behind "$", others as they stand."""
    for part in parts:
        if part.startswith("$"):
            yield from words(part[1:])
        elif not set("@$+*-.") & set(part) and part not in words("preposition"):
            yield part


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    found = {}
    for entry in words("irregular"):
        if entry.count("-") == 2:
            base, past, participle = entry.split("-")
            found[base] = (past, participle)
    return found


def _inflected(lemma: str) -> dict[str, frozenset[str]]:
    """All forms of a verb, which may have a particle behind it (carry_out)."""
    verb, underscore, rest = lemma.partition("_")
    past, participle = _irregular().get(verb, (_with_ed(verb), _with_ed(verb)))
    found: dict[str, set[str]] = defaultdict(set)
    for written, inflection in (
        (verb, BASE),
        (_with_s(verb), PRESENT),
        (past, PAST),
        (participle, PARTICIPLE),
        (_with_ing(verb, past), GERUND),
    ):
        found[written + underscore + rest].add(inflection)
    if verb in words("british"):
        found[f"{verb}{verb[-1]}ed{underscore}{rest}"].update((PAST, PARTICIPLE))
        found[f"{verb}{verb[-1]}ing{underscore}{rest}"].add(GERUND)
    return {written: frozenset(inflections) for written, inflections in found.items()}


def _with_s(verb: str) -> str:
    if verb.endswith("y") and not VOWEL_Y.search(verb):
        return verb[:-1] + "ies"
    return verb + ("es" if SIBILANT.search(verb) else "s")


def _with_ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and not VOWEL_Y.search(verb):
        return verb[:-1] + "ied"
    return verb + "ed"


def _with_ing(verb: str, past: str) -> str:
    if past == verb + verb[-1] + "ed" or verb in words("doubling"):
        return verb + verb[-1] + "ing"
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"
