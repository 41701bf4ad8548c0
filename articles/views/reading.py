"""The pages of one article: its text, the lines of the file that it came from, its earlier texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Prefetch, QuerySet, Value
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article, ArticleCountry, ArticlePerson, EventArticle, Version
from articles.search.conditions import tsquery, wanted_words
from articles.search.language import parse
from articles.search.related import related
from articles.search.snippets import START, STOP, Headline
from articles.views import corrected, marking, material
from articles.views.differences import changed, compare, compare_line
from articles.views.explaining import explain
from articles.views.stories import box_of

MOST_IMPORTANT_FIRST = ("-about", "-in_title", "-mentions", "pk")


@require_safe
def article(request: HttpRequest, key: int, slug: str) -> HttpResponse:
    """An article to read. The key decides; another slug leads to the right address."""
    row: Article = get_object_or_404(linked_articles(), pk=key)
    if slug != row.slug:
        return _moved(request, row)
    title, body = _matches(row, request.GET.get("q", ""))
    found = explain(row)
    context: dict[str, Any] = {
        "article": row,
        "heading": tuple(marking.pieces_of(row.title, 0, len(row.title), found.title, title)),
        "paragraphs": marking.paragraphs(row.body, found.body, body),
        "people": found.of("person"),
        "countries": found.of("country"),
        "events": row.event_links.all(),
        "versions": row.versions.count(),
        "story": box_of(row),
        "corrections": corrected.of_article(row),
        "related": related(row.pk),
        "q": request.GET.get("q", "")[:1000],
    }
    return render(request, "articles/article.html", context)


@require_safe
def article_file(request: HttpRequest, key: int) -> HttpResponse:
    """The lines of the file that the article was cut from."""
    row = get_object_or_404(Article.objects.select_related("file__raw", "batch", "source"), pk=key)
    return render(request, "articles/file.html", {"article": row, "excerpt": material.excerpt(row)})


@require_safe
def article_versions(request: HttpRequest, key: int) -> HttpResponse:
    """What changed between the texts that the archive has had of an article, the last change first."""
    row: Article = get_object_or_404(Article.objects.select_related("source", "batch", "file"), pk=key)
    versions = list(row.versions.select_related("batch", "file", "replaced_by"))
    changes: list[dict[str, Any]] = []
    following: list[Version | Article] = [*versions[1:], row]
    for old, new in zip(versions, following, strict=False):
        text = compare(old.body, new.body)
        changes.append(
            {
                "old": old,
                "new": new,
                "current": new is row,
                "title": compare_line(old.title, new.title),
                "paragraphs": text,
                "changed": changed(text),
            }
        )
    context = {"article": row, "changes": changes[::-1]}
    return render(request, "articles/versions.html", context)


def redirect_bare(request: HttpRequest, key: int) -> HttpResponse:
    """An address without a slug leads to the whole one."""
    row = get_object_or_404(Article.objects.only("pk", "slug"), pk=key)
    return _moved(request, row)


def _moved(request: HttpRequest, row: Article) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(row.get_absolute_url() + (f"?{query}" if query else ""))


def linked_articles() -> QuerySet[Article]:
    """Articles with their links, the most important of them first."""
    countries = ArticleCountry.objects.select_related("country").order_by(*MOST_IMPORTANT_FIRST)
    people = ArticlePerson.objects.select_related("person").order_by(*MOST_IMPORTANT_FIRST)
    events = EventArticle.objects.exclude(event__status="rejected").select_related("event")
    return Article.objects.select_related(
        "source", "batch", "file", "search_text", "found_links"
    ).prefetch_related(
        "captions",
        Prefetch("country_links", countries),
        Prefetch("person_links", people),
        Prefetch("event_links", events),
    )


def _matches(row: Article, q: str) -> tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]]:
    """Where the words of the search that led here stand in the title and the body."""
    query = parse(q)
    words = None if query.problems else wanted_words(query.tree)
    if words is None or not hasattr(row, "search_text"):
        return (), ()
    configuration = row.search_text.configuration
    options = Value(f"StartSel={START},StopSel={STOP},HighlightAll=true")

    def headline(field: str) -> Headline:
        return Headline(Value(configuration), F(field), tsquery(words, configuration), options)

    found = (
        Article.objects.filter(pk=row.pk)
        .annotate(title_matches=headline("title"), body_matches=headline("body"))
        .values_list("title_matches", "body_matches")
        .get()
    )
    return marking.matches_in(found[0], row.title), marking.matches_in(found[1], row.body)
