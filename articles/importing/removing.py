"""Articles out of the archive, with all that hangs on them."""

from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS

from articles.models import (
    Absorbed,
    Article,
    ArticleCountry,
    ArticlePerson,
    Caption,
    Cut,
    EventArticle,
    FoundLinks,
    LedgerEntry,
    SearchText,
    Version,
)


def remove(articles: Sequence[int]) -> None:
    """Delete articles by their keys. The caller sees to their stories and events, in the same transaction."""
    for model in (Caption, ArticleCountry, ArticlePerson, FoundLinks, EventArticle, SearchText, Version):
        model.objects.filter(article__among=articles)._raw_delete(using=DEFAULT_DB_ALIAS)
    LedgerEntry.objects.filter(article__among=articles).update(article=None)
    Cut.objects.filter(replaces__among=articles).update(replaces=None)
    Absorbed.objects.filter(into__among=articles).update(into=None)
    Article.objects.filter(pk__among=articles)._raw_delete(using=DEFAULT_DB_ALIAS)
