"""A verb in a sentence → who stands before it, what stands behind it, and whether it reports a happening.

There is no parser here: the clause goes from the last word that opens one to the next, and prepositions say
what a name in it is. Where a reading is unsure the verb counts as no report; a wrong event is worse than a
missing one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.linking.happening_phrases import (
    AUXILIARY,
    BOUNDARY,
    MODAL,
    NEGATION,
    PREPOSITION,
    SAYING,
    WHEN,
    Phrase,
    phrase,
)
from articles.linking.happening_rules import BASE, GERUND, PARTICIPLE, PAST, PRESENT, Form, forms, words
from articles.linking.happening_sentences import Token
from articles.records import Field

DETERMINER = words("determiner")
ADVERB = words("adverb")
IRREALIS = words("irrealis")
CALLS = words("calls")
ASIDE_DOUBT = 0.25
"""Of a verb that only goes along with another: "…, accusing Iran of …"."""
CONDITION = frozenset({"if", "unless", "whether", "until", "before"})
BE = frozenset({"is", "are", "was", "were", "been", "being", "be", "'s", "get", "gets", "got"})
PRONOUN = words("pronoun")
HARD_STOPS = frozenset(';:—–"“”()')
AND = frozenset({"and", ",", "&"})
PLURAL = words("plural")


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with both sides of it. `doubt` (0 to 1) is what speaks against that it is a report."""

    verb: Token
    form: Form
    passive: bool
    maybe_passive: bool
    subject: Phrase
    objects: Phrase
    doubt: float


def clause_at(
    tokens: Sequence[Token], at: int, form: Form, where: Field, inherited: Phrase | None
) -> Clause | None:
    """The clause of the verb tokens[at], None where it does not say that something happened."""
    start, helpers = _group(tokens, at)
    if _quoted(tokens, at) or _dated_particle(tokens, at, form):
        return None
    begin = _clause_start(tokens, start)
    subject = _inherited(tokens, begin, start, inherited) or phrase(tokens, begin, start)
    if not subject.named and not PRONOUN.isdisjoint(subject.nouns):
        man = not {"he", "she"}.isdisjoint(subject.nouns)
        subject = phrase(tokens, 0, begin)
        if man:
            subject.named = [one for one in subject.named if one.token.actor and one.token.actor.name]
    reading = _reading(tokens, at, form, helpers, where, subject)
    if reading is None:
        return None
    passive, maybe_passive, doubt = reading
    context = _context(tokens, begin, start, where)
    if context is None:
        return None
    behind = phrase(tokens, at + 1, _clause_end(tokens, at + 1))
    behind.first = _first(tokens, at + 1)
    if any(word in NEGATION for word in (*behind.nouns, *subject.nouns)):
        return None
    return Clause(tokens[at], form, passive, maybe_passive, subject, behind, doubt + context)


def _first(tokens: Sequence[Token], at: int) -> str:
    """The first word behind the verb that is not of the time: "to" in "threatened on Friday to quit"."""
    for here in range(at, len(tokens)):
        following = tokens[here + 1].low if here + 1 < len(tokens) else ""
        if tokens[here].low not in WHEN and not (tokens[here].low == "on" and following in WHEN):
            return tokens[here].low
    return ""


def _quoted(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb stands inside quotation marks, where somebody else speaks."""
    marks = sum(token.low == '"' or (token.low == "“") - (token.low == "”") for token in tokens[:at])
    return marks % 2 == 1


def _dated_particle(tokens: Sequence[Token], at: int, form: Form) -> bool:
    """Whether "on" belongs to the day and not to the verb: "called on Tuesday for …"."""
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return form.lemma.endswith("_on") and following in WHEN


def _group(tokens: Sequence[Token], at: int) -> tuple[int, list[str]]:
    """Where the verb with its helpers starts, and the helpers: has, been, not, to, …"""
    start, helpers = at, []
    while start:
        low = tokens[start - 1].low
        known = low in AUXILIARY or low in MODAL or low in NEGATION or low == "to"
        if tokens[start - 1].actor or not (known or low in ADVERB or low.endswith("ly")):
            break
        start -= 1
        helpers.append(low)
    while start < at and tokens[start].low in ("both", "all", "today", "first"):
        start += 1
    return start, helpers


def _reading(
    tokens: Sequence[Token], at: int, form: Form, helpers: list[str], where: Field, subject: Phrase
) -> tuple[bool, bool, float] | None:
    """Whether the verb is passive, may be, and the doubt; None if it is no report by its form."""
    kinds = form.inflections
    before = tokens[at - 1].low if at else ""
    if any(word in MODAL or word in NEGATION or word.endswith("n't") for word in helpers):
        return None
    if "to" in helpers:
        began = at - len(helpers) - 1
        return (False, False, 0.1) if began >= 0 and tokens[began].low in words("begin") else None
    be = any(word in BE for word in helpers)
    if GERUND in kinds:
        if be or before in words("begin"):
            return False, False, 0.1
        return (False, False, ASIDE_DOUBT) if before == "," and at > 1 else None
    if before in DETERMINER or before in PREPOSITION:
        return None
    if kinds & {PAST, PARTICIPLE}:
        if "had" in helpers and not any(t.low in SAYING for t in tokens):
            return None
        has = any(word in ("has", "have", "had") for word in helpers)
        if be:
            return (True, True, 0.0) if PARTICIPLE in kinds else None
        if PRESENT not in kinds and BASE not in kinds:
            return False, PARTICIPLE in kinds and not has and where is Field.TITLE, 0.0
    elif be:
        return None
    if where is Field.TITLE and (kinds & {PRESENT, PAST} or _plural(subject)):
        return False, PARTICIPLE in kinds, 0.0
    if where is Field.BODY and PAST in kinds:
        return False, False, 0.0
    return None


def _plural(subject: Phrase) -> bool:
    """Whether a subject takes the verb without -s: "Iran, Iraq sign", "soldiers seize"."""
    named = [one for one in subject.named if not one.preposition]
    last = subject.nouns[-1] if subject.nouns else ""
    if len(named) > 1 and not last:
        return True
    if len(named) == 1 and not named[0].head and not subject.nouns:
        actor = named[0].token.actor
        return actor is not None and actor.adjective and actor.text.endswith("s")
    return (
        last in PLURAL
        or last.endswith("men")
        or (last.endswith("s") and not last.endswith("ss"))
        or "and" in subject.behind
    )


def _context(tokens: Sequence[Token], begin: int, start: int, where: Field) -> float | None:
    """The doubt that what stands before the clause raises; None if it makes it no report."""
    opener = tokens[begin - 1].low if begin else ""
    if tokens[0].low in ("had", "should", "were"):
        return None
    if opener in CONDITION or opener in words("relative") - {"that"}:
        return None
    doubt = 0.0
    if opener in words("after"):
        if where is Field.BODY:
            return None
        doubt = 0.2
    for token in tokens[:start]:
        if token.actor:
            continue
        if token.low in IRREALIS or token.low in CALLS or token.low in MODAL or token.low in NEGATION:
            return None
    if opener == "that" and not any(token.low in SAYING for token in tokens[:begin]):
        return None
    if any(token.low in SAYING for token in tokens[:begin]):
        doubt += 0.1
    return doubt


def _clause_start(tokens: Sequence[Token], start: int) -> int:
    begin = start
    while begin:
        token = tokens[begin - 1]
        if token.actor is None and (token.low in BOUNDARY or token.low in HARD_STOPS or token.low in SAYING):
            break
        begin -= 1
    return begin


def _tells(token: Token, following: Token) -> bool:
    """Whether a word looks like another verb in the past: "signaled on Wednesday", "vowed the"."""
    return (
        token.actor is None
        and token.low.endswith("ed")
        and following.actor is None
        and (following.low in WHEN or following.low in DETERMINER or following.low in ("on", "that"))
    )


def _speaks(tokens: Sequence[Token], at: int) -> bool:
    """Whether tokens[at:] says who spoke: ", President Joe Biden said"."""
    for token in tokens[at : at + 6]:
        if token.actor is None and (token.low in SAYING or token.low == ","):
            return token.low in SAYING
    return False


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether tokens[at:] is another clause or verb: "and Israel freed", "and fled"."""
    table = forms()
    for token in tokens[at : at + 4]:
        if token.actor is None:
            if token.low in PREPOSITION or token.low in AND:
                return False
            if any(form.inflections & {PAST, PRESENT} for form in table.get(token.low, ())):
                return True
    return False


def _clause_end(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens):
        token = tokens[at]
        if token.actor is None:
            if token.low in HARD_STOPS or (token.low in BOUNDARY and token.low not in PREPOSITION):
                break
            if token.low in ("after", "before", "since", "amid", "until"):
                break
            if token.low == "," and _speaks(tokens, at + 1):
                break
            if token.low == "and" and _goes_on(tokens, at + 1):
                break
        at += 1
    return at


def _inherited(tokens: Sequence[Token], begin: int, start: int, inherited: Phrase | None) -> Phrase | None:
    """The subject of the verb before, for a second verb behind "and" or a comma."""
    last = tokens[start - 1] if start > begin else None
    if inherited is not None and (last is None or last.low in (",", "and", "but", "then")):
        return inherited if start else None
    return None
