"""The pages of stories: the versions of one text, in order of time, and what two of them have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.differences import changed, compare, compare_line
from articles.linking.stories import similarity
from articles.models import Article, Source, Story, StoryMember

SHOWN = 200
SHOWN_BESIDE = 4


@dataclass(frozen=True, slots=True)
class Version:
    """An article as a version of a story; `percent` is how alike it is to the one it is shown beside."""

    article: Article
    percent: int


@dataclass(frozen=True, slots=True)
class StoryBox:
    """What the page of an article says of its story: how many versions there are, and some of the others."""

    story: Story
    count: int
    others: Sequence[Version]


@require_safe
def story(request: HttpRequest, key: int) -> HttpResponse:
    """The versions of a story in order of time; one that joined another leads there."""
    row = get_object_or_404(Story.objects.select_related("merged_into"), pk=key)
    if row.merged_into is not None:
        return HttpResponsePermanentRedirect(row.merged_into.get_absolute_url())
    members = list(_members(row)[:SHOWN])
    if len(members) < 2:
        return render(request, "stories/gone.html", {"story": row}, status=410)
    count = len(members) if len(members) < SHOWN else row.members.count()
    context: dict[str, Any] = {
        "story": row,
        "count": count,
        "first": members[0],
        "first_known": all(_is_before(members[0], each) for each in members[1:]),
        "later": _beside(members[0], members[1:]),
        "sources": _sources(members),
        "last": next((each for each in reversed(members) if each.published), None),
    }
    return render(request, "stories/story.html", context)


@require_safe
def compared(request: HttpRequest, key: int, other: int) -> HttpResponse:
    """What one version of a story has that another has not, paragraph by paragraph."""
    of_one_story = Article.objects.filter(story_membership__story__members__article=key)
    rows = {row.pk: row for row in of_one_story.filter(pk__in=(key, other)).select_related("source")}
    if len(rows) < 2:
        raise Http404("These two articles are not versions of one story.")
    old, new = rows[key], rows[other]
    own = get_object_or_404(Story, members__article=key)
    text = compare(old.body, new.body)
    context: dict[str, Any] = {
        "story": own,
        "old": old,
        "new": new,
        "percent": _percent(old, new),
        "title": compare_line(old.title, new.title),
        "paragraphs": text,
        "changed": changed(text),
        "others": [each for each in _members(own)[: SHOWN_BESIDE + 2] if each.pk not in (key, other)],
    }
    return render(request, "stories/compared.html", context)


def box_of(article: Article) -> StoryBox | None:
    """The story of an article for its page; None for an article that is alone. At most three queries."""
    membership = StoryMember.objects.filter(article=article).select_related("story").first()
    if membership is None:
        return None
    others = list(_members(membership.story).exclude(pk=article.pk)[: SHOWN_BESIDE + 1])
    if not others:
        return None
    count = len(others) + 1 if len(others) <= SHOWN_BESIDE else membership.story.members.count()
    return StoryBox(membership.story, count, _beside(article, others[:SHOWN_BESIDE]))


def _is_before(one: Article, other: Article) -> bool:
    """Whether one was surely published before the other: of one day nothing is known, nor of one month."""
    return "" < one.published_iso < other.published_iso[: len(one.published_iso)]


def _members(row: Story) -> QuerySet[Article]:
    """The members in order of time, without their texts."""
    found = Article.objects.filter(story_membership__story=row).select_related("source").defer("body")
    return found.order_by(F("published").asc(nulls_last=True), "pk")


def _beside(article: Article, others: Sequence[Article]) -> list[Version]:
    return [Version(other, _percent(article, other)) for other in others]


def _percent(one: Article, other: Article) -> int:
    """How many of a hundred runs of five words the two share; 100 only for the same text."""
    if one.content_hash == other.content_hash:
        return 100
    return min(99, round(100 * similarity(bytes(one.signature), bytes(other.signature))))


def _sources(members: Sequence[Article]) -> list[tuple[Source, int]]:
    return Counter(member.source for member in members if member.source).most_common()
