"""The words of one side of a verb → its nouns, what stands behind each preposition, and who is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from articles.linking.happening_rules import words
from articles.linking.happening_sentences import Token

PREPOSITION = words("preposition")
BOUNDARY = words("boundary")
AUXILIARY = words("auxiliary")
MODAL = words("modal")
NEGATION = words("negation")
SAYING = words("saying")
MEASURE = words("measure")
OFFICE = words("office")
KNOWN = words("state") | words("armed") | words("people") | words("site") | words("forces")
COMPANY = words("company")
WHEN = words("weekday") | words("month") | words("today") | words("adverb") | {"yesterday", "early", "late"}
STOPS = PREPOSITION | BOUNDARY | AUXILIARY | MODAL | NEGATION | SAYING | {"and", "or", "but", "then"}


@dataclass(frozen=True, slots=True)
class Named:
    """An actor in a clause: the preposition in front and the noun that it qualifies, each "" for none."""

    token: Token
    preposition: str
    head: str


@dataclass(slots=True)
class Phrase:
    """One side of a verb: the words without preposition, those behind each preposition, and who is named."""

    nouns: list[str] = field(default_factory=list)
    behind: dict[str, set[str]] = field(default_factory=dict)
    named: list[Named] = field(default_factory=list)
    first: str = ""


def phrase(tokens: Sequence[Token], begin: int, end: int) -> Phrase:
    """The words of tokens[begin:end] by the prepositions before them, up to a comma that ends them."""
    found = Phrase()
    preposition = outer = ""
    for at in range(begin, end):
        token = tokens[at]
        if token.actor:
            found.named.append(Named(token, preposition, _head(tokens, at, end)))
        elif token.low == "of" and not preposition and found.nouns and found.nouns[-1] in MEASURE:
            continue
        elif token.low in PREPOSITION:
            outer, preposition = preposition if token.low == "of" else "", token.low
            found.behind.setdefault(preposition, set())
        elif token.low == ",":
            if not _list_goes_on(tokens, at, end):
                preposition = "," if found.nouns or found.named else ""
        elif token.low == "and":
            found.behind.setdefault("and", set())
        elif token.low.replace("_", "").replace("-", "").isalnum() and token.low not in WHEN:
            if not preposition:
                found.nouns.append(token.low)
            else:
                found.behind.setdefault(preposition, set()).add(token.low)
                if outer:
                    found.behind.setdefault(outer, set()).add(token.low)
    found.named = _with_codes(found.named)
    return found


def _with_codes(named: Sequence[Named]) -> list[Named]:
    """A person right behind the word of a country acts for it: "his Armenian counterpart Zhirayr …"."""
    found = list(named)
    for at in range(1, len(found)):
        country, person = found[at - 1].token.actor, found[at].token.actor
        if country and person and found[at - 1].head == "@" + person.name and not person.code:
            acting = replace(person, code=country.code)
            token = found[at].token
            found[at] = replace(
                found[at], token=Token(token.low, token.start, token.end, acting, token.owner)
            )
    return found


def _list_goes_on(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a comma only parts the members of a list of names: "Iran, Iraq and Syria"."""
    return at + 1 < end and (tokens[at + 1].actor is not None or tokens[at + 1].low == "and")


def _head(tokens: Sequence[Token], at: int, end: int) -> str:
    """The noun that a name qualifies: "troops" for "Turkish ground troops in Syria", "" for a bare name."""
    actor = tokens[at].actor
    if actor is None:
        return ""
    if actor.name:
        following = tokens[at + 1].low if at + 1 < end else ""
        return following if following in words("of_person") else ""
    head = office = ""
    for token in tokens[at + 1 : end]:
        if token.actor:
            return head if not token.actor.name else "@" + token.actor.name
        if token.low in STOPS or token.low in WHEN or not token.low[0].isalpha():
            break
        if head in COMPANY:
            continue  # the chief of a bank is no chief of a state
        head = token.low
        office = head if head in OFFICE else office
    return office if office and head not in COMPANY | KNOWN else head
