"""A leader's given name that shares the surname behind it: "Bill" in "Bill and Hillary Clinton"."""

from __future__ import annotations

import re

from articles.linking import lexicon
from articles.linking.candidate import Candidate
from articles.linking.leaders import Leaders

GIVEN_AND = re.compile(r"(?<![\w.-])([^\W\d_a-z]\w+) (?:and|et|und|y) $")
ANDS = (" and ", " et ", " und ", " y ")
LONGEST_AND = 5
NEAR = 30


def partner_of(text: str, candidate: Candidate, leaders: Leaders) -> Candidate | None:
    """The leader named by the given name in front of a full name, where the two share the surname."""
    if not candidate.full or len(candidate.tokens) < 2:
        return None
    if not text[max(0, candidate.start - LONGEST_AND) : candidate.start].endswith(ANDS):
        return None
    match = GIVEN_AND.search(text, max(0, candidate.start - NEAR), candidate.start)
    if not match:
        return None
    name = f"{match[1]} {candidate.name.rpartition(' ')[2]}"
    tokens = lexicon.words_of_name(name)
    key = leaders.key_of(tokens)
    if not key or key == candidate.key:
        return None
    rule = "surname shared with the next"
    return Candidate(match.start(1), match.end(1), name, tokens, True, rule, key)
