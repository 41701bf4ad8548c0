"""What was found in an article → what the article is about, as against what it only mentions.

Pure arithmetic over places and counts: it adds some microseconds to an article.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from articles.records import CountryMention, Field, ParsedArticle, PersonMention

Key = TypeVar("Key", bound=Hashable)
Mentions = Sequence[CountryMention] | Sequence[PersonMention]

LEAD = 600  # characters: the first two or three sentences of news
OFTEN = 0.25


def about(article: ParsedArticle, groups: Mapping[Key, Mentions]) -> frozenset[Key]:
    """The keys of the groups that the article is about; each group is all mentions of one, in order."""
    most = max(map(len, groups.values()), default=0)
    return frozenset(key for key, group in groups.items() if _is_about(group, most))


def _is_about(group: Mentions, most: int) -> bool:
    first = group[0]
    if first.field is Field.TITLE:
        return True
    return first.start < LEAD and len(group) >= max(2, OFTEN * most)
