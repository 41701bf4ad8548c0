"""The title in front of a surname → whether leaders have such a title, and the gender that it tells."""

from __future__ import annotations

import re

from articles.linking import lexicon
from articles.linking.candidate import Candidate
from articles.linking.leaders import Title
from articles.linking.names import word_before

INITIAL = re.compile(r"(?:[^\W\d_]\.-?)+")

HEAD_TITLE = lexicon.word_class("head_title")
LEADER_TITLE = lexicon.word_class("leader_title")
NO_LEADER = lexicon.word_class("no_leader")
MALE_TITLE = lexicon.word_class("male_title")
FEMALE_TITLE = lexicon.word_class("female_title")


def title_in_front(text: str, candidate: Candidate) -> Title | None:
    """The title in front of a surname; None for one that no leader has ("Judge Bush")."""
    before = word_before(text, candidate.start)
    if not candidate.titled:
        return None if INITIAL.fullmatch(before) else Title.NONE
    word = lexicon.fold(before).rstrip(".")
    last = word.rpartition("-")[2]
    if word in HEAD_TITLE or last in HEAD_TITLE:
        return Title.HEAD
    if word in LEADER_TITLE or last in LEADER_TITLE:
        return Title.ANY
    return None if word in NO_LEADER else Title.NONE


def gender_in_front(text: str, candidate: Candidate) -> str:
    """ "m" or "f" where the title in front tells it, else ""."""
    if not candidate.titled:
        return ""
    word = lexicon.fold(word_before(text, candidate.start)).rstrip(".")
    return "m" if word in MALE_TITLE else "f" if word in FEMALE_TITLE else ""
