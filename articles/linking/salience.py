"""What was found in an article → what the article is about, as against what it only mentions.

An article is about what its title names and its text takes up, what its first sentences name and come back
to, and what it names again and again. The place that a text was sent from, and those where its authors sat,
are no subject by themselves. Arithmetic over places and counts: it adds some microseconds to an article.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from articles.linking.credits import RULE as CREDIT_LINE
from articles.records import CountryMention, Field, LinkedArticle, PersonMention

Key = TypeVar("Key", bound=Hashable)
Mentions = Sequence[CountryMention] | Sequence[PersonMention]

FIRST_SENTENCES = 260  # characters
LEAD = 700
REPEATED = 3
OFTEN = 0.3  # of the mentions of what is named most
SPREAD = 0.3  # of the text
TAIL = 0.6
# "PARIS, March 3 -", "KYIV, Ukraine (AP) —", "Geneva (Example Agency) -": where a text was sent from.
DATELINE = re.compile(
    r"\s*(?:\([^)\n]{1,80}\)\s*)?[A-Z\u00c0-\u00de][^\n.!?\"“]{1,70}?(?:\([^)\n]{2,50}\)\s*|\d\s+)[-–—]{1,2}\s?"
)


def bounds(linked: LinkedArticle) -> tuple[int, int]:
    """Where the text of an article begins behind the dateline, and where it ends before the credits."""
    opening = DATELINE.match(linked.article.body, 0, 200)
    return opening.end() if opening else 0, _credits(linked)


def about(linked: LinkedArticle, groups: Mapping[Key, Mentions]) -> frozenset[Key]:
    """The keys of the groups that the article is about; each group is all mentions of one, in order."""
    return about_within(bounds(linked), groups)


def about_within(within: tuple[int, int], groups: Mapping[Key, Mentions]) -> frozenset[Key]:
    """The same for an article with these bounds."""
    if not groups:
        return frozenset()
    start, end = within
    places = {key: _Places(group, start, end) for key, group in groups.items()}
    most = max(each.count for each in places.values())
    alone = len(groups) == 1
    length = max(1, end - start)
    found = frozenset(key for key, each in places.items() if each.is_subject(length, most, alone=alone))
    return found or frozenset(_only_hints(places))


def _only_hints(places: Mapping[Key, _Places]) -> list[Key]:
    """Where nothing is more than mentioned: where the text was sent from, else what its lead names first."""
    sent_from = [key for key, each in places.items() if each.dateline]
    lead = [key for key, each in places.items() if each.title or (each.count and each.first < LEAD)]
    return sent_from or lead[:1]


def _credits(linked: LinkedArticle) -> int:
    """Where the lines begin that name the makers of the article: the end of its text."""
    length = len(linked.article.body)
    made = [mention.start for mention in linked.people if mention.rule == CREDIT_LINE]
    return min((start for start in made if start > TAIL * length), default=length)


class _Places:
    """Where one country or person is named: in the title, the dateline, and how often and far in the text."""

    __slots__ = ("count", "dateline", "first", "last", "title")

    def __init__(self, group: Mentions, start: int, end: int) -> None:
        inside = [mention.start for mention in group if mention.field is not Field.TITLE]
        self.title = len(inside) < len(group)
        self.dateline = bool(inside) and min(inside) < start
        inside = [at for at in inside if start <= at < end]
        self.count = len(inside)
        self.first, self.last = (inside[0] - start, inside[-1] - start) if inside else (0, 0)

    def is_subject(self, length: int, most: int, *, alone: bool) -> bool:
        """Whether an article of so many characters is about this; `most`: the count of what it names most."""
        if not self.count:
            return self.title and not most
        if self.title or (alone and self.first < LEAD):
            return True
        if self.dateline and (self.first < FIRST_SENTENCES or self.count > 1):
            return True
        often = self.count >= REPEATED and self.count >= OFTEN * most
        return often and (self.first < LEAD or self.last - self.first > SPREAD * length)
