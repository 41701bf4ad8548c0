"""The posting lists that the archive keeps: what is noted of articles whose words were written anew."""

from __future__ import annotations

import pytest

from articles.models import SearchText, StalePosting
from articles.models.words import index_articles
from tests import factories as make

pytestmark = pytest.mark.django_db


def stale() -> list[int]:
    return sorted(StalePosting.objects.values_list("article", flat=True))


def test_an_article_is_stale_once_its_words_are_written_anew_or_deleted() -> None:
    one, other, third = make.article("One"), make.article("Other"), make.article("Third")
    assert stale() == []
    index_articles([one.pk, other.pk])
    assert stale() == [one.pk, other.pk]
    StalePosting.objects.all().delete()
    SearchText.objects.filter(pk=one.pk).update(configuration="news_simple")
    gone = third.pk
    third.delete()
    assert stale() == [one.pk, gone]
