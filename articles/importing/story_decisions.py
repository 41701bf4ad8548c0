"""A person's word about an article and a story in, the stories by that word out; no import undoes it."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.importing.stories import assign
from articles.models import Article, Story, StoryDecision

# A decision is written for each pair, up to so many members of the story.
MOST_PAIRS = 200


class NotInStoryError(Exception):
    """The article is not where the decision would take it from, or is there already."""


@transaction.atomic
def take_out(article: Article, by: AbstractBaseUser, why: str) -> None:
    """The article is no version of the story that it is in. Raises NotInStoryError if it is in none."""
    others = _others(article)
    if not others:
        raise NotInStoryError(f"“{article}” is in no story.")
    _decide(article, others, by, why, same=False)
    assign([article.pk, *(other.pk for other in others)])


@transaction.atomic
def put_in(article: Article, story: Story, by: AbstractBaseUser, why: str) -> None:
    """The article is a version of this story. Raises NotInStoryError if it is there, or the story is empty.

    Where it stood in another story, that one loses it.
    """
    members = list(Article.objects.filter(story_membership__story=story)[:MOST_PAIRS])
    if not members:
        raise NotInStoryError(f"{story} has no members any more.")
    if article in members:
        raise NotInStoryError(f"“{article}” is in {story} already.")
    left = _others(article)
    _decide(article, left, by, why, same=False)
    _decide(article, members, by, why, same=True)
    assign([article.pk, *(other.pk for other in (*members, *left))])


def _others(article: Article) -> list[Article]:
    mates = Article.objects.filter(story_membership__story__members__article=article)
    return list(mates.exclude(pk=article.pk)[:MOST_PAIRS])


def _decide(
    article: Article, others: Iterable[Article], by: AbstractBaseUser, why: str, *, same: bool
) -> None:
    """The newest word about a pair counts, whichever of the two it was about before."""
    identities = [other.identity for other in others]
    StoryDecision.objects.filter(article__in=identities, other=article.identity).delete()
    StoryDecision.objects.filter(article=article.identity, other__in=identities).delete()
    StoryDecision.objects.bulk_create(
        StoryDecision(
            article=article.identity, other=other, same=same, why=why, by_id=by.pk, by_name=by.get_username()
        )
        for other in identities
    )
