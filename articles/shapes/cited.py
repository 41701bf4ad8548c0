"""Articles → citations."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from django.urls import reverse

from articles.citing import Citation, authors
from articles.models import Article
from articles.shapes.shape import Site


def citation(article: Article, site: Site, accessed: date | None = None) -> Citation:
    """What a citation of the article says; `accessed` is the day on which it was read.

    The address is the short one, which leads to the page: a title in Arabic would make it five lines long.
    """
    return Citation(
        number=article.pk,
        title=article.title,
        authors=authors(article.byline),
        source=article.source.name if article.source else "",
        published=article.published_iso,
        url=article.url,
        address=site.at(reverse("article_bare", args=[article.pk])),
        language=article.language,
        archive=f"newsarchive at {urlsplit(site.root).hostname or 'this site'}",
        batch=article.batch_id,
        accessed=accessed,
    )
