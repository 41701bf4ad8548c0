"""The pages of one article: its text, the lines of the file that it came from, its earlier texts."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.citing import line
from articles.differences import changed, compare, compare_line
from articles.filters import ArticleFilter
from articles.importing.excerpts import excerpt
from articles.models import Absorbed, Article, ArticleCountry, ArticlePerson, EventArticle, Version
from articles.reading.byhand import CUT_BY_LINES
from articles.search.neighbours import Opened, opened_from
from articles.search.related import related
from articles.search.snippets import Matched, matched
from articles.views import corrected, marking, provenance
from articles.views.citing import citation_of
from articles.views.explaining import explain
from articles.views.parts import parts
from articles.views.stories import box_of

NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)
MOST_IMPORTANT_FIRST = ("-about", "-in_title", "-mentions", "pk")


@require_safe
def article(request: HttpRequest, key: int, slug: str) -> HttpResponse:
    """An article to read. The key decides; another slug leads to the right address."""
    row = linked_articles().filter(pk=key).first()
    if row is None:
        return _gone_into(key)
    if slug != row.slug:
        return _moved(request, row)
    opened = _opened(request)
    matched = _matches(row, opened)
    title = marking.numbered(matched.title, 0)
    captions = _captions(matched, len(title))
    before = len(title) + sum(len(own) for _, own in matched.captions)
    stretches = parts(row.body)
    part = _part(request, len(stretches))
    shown = stretches[part - 1]
    body = marking.numbered([one for one in matched.body if shown[0] <= one.start < shown[1]], before)
    found = explain(row, shown)
    context: dict[str, Any] = {
        "article": row,
        "cited": line(citation_of(request, row)),
        "heading": tuple(marking.pieces_of(row.title, 0, len(row.title), found.title, title)),
        "paragraphs": marking.paragraphs(row.body, found.body, body, shown),
        "part": part,
        "parts": len(stretches),
        "people": found.of("person"),
        "countries": found.of("country"),
        "events": row.event_links.all(),
        "versions": row.versions.count(),
        "story": box_of(row),
        "corrections": corrected.of_article(row),
        "captions": captions,
        "opened": opened,
        "matches": before + len(body),
        "related": related(row.pk),
        "again": provenance.also_in(row),
        "cuttable": row.layout in CUT_BY_LINES and row.first_line,
    }
    return render(request, "articles/article.html", context)


@require_safe
def article_file(request: HttpRequest, key: int) -> HttpResponse:
    """The lines of the file that the article was cut from."""
    row = get_object_or_404(Article.objects.select_related("file__raw", "batch", "source"), pk=key)
    return render(request, "articles/file.html", {"article": row, "excerpt": excerpt(row)})


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
    row = Article.objects.only("pk", "slug").filter(pk=key).first()
    return _gone_into(key) if row is None else _moved(request, row)


def _gone_into(key: int) -> HttpResponse:
    """Lead to the article that has the lines of one that was cut together with it, as long as that holds."""
    row = get_object_or_404(Article, pk__in=Absorbed.objects.filter(key=key).values("into"))
    return redirect(row.get_absolute_url())


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


def _opened(request: HttpRequest) -> Opened | None:
    """The search that led to the article, if the address names one."""
    asked = ArticleFilter(request.GET)
    searched = asked.request_within() if asked.is_valid() else None
    if searched is None or (searched.blank and "result" not in request.GET):
        return None
    place = request.GET.get("result", "")
    return opened_from(searched, int(place) if NUMBER.fullmatch(place) else 0)


def _part(request: HttpRequest, count: int) -> int:
    """The part of a very long text that is asked for, from 1; the first where the address names none."""
    asked = request.GET.get("part", "")
    return min(int(asked), count) if NUMBER.fullmatch(asked) else 1


def _matches(row: Article, opened: Opened | None) -> Matched:
    """Where the parts of the search that led here stand in the article."""
    row.configuration = row.search_text.configuration if hasattr(row, "search_text") else ""  # type: ignore[attr-defined]
    return matched([row], opened.parts if opened else ())[row.pk]


def _captions(found: Matched, before: int) -> dict[int, tuple[marking.Piece, ...]]:
    """The captions with a match in them, by id, in pieces."""
    shown: dict[int, tuple[marking.Piece, ...]] = {}
    for caption, own in found.captions:
        numbers = marking.numbered(own, before)
        shown[caption.pk] = tuple(marking.pieces_of(caption.text, 0, len(caption.text), (), numbers))
        before += len(own)
    return shown
