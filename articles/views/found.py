"""The page of all that the program found in an article: every mention with its rule, and how sure it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.linking import certainty
from articles.models import Article, EventArticle
from articles.problems import for_programs
from articles.records import TimeMention
from articles.views.explaining import Explained, explain, span_in_words, times_of
from articles.views.reading import linked_articles
from articles.views.rules import rule_in_words

MENTIONS_LISTED = 500
TIMES_LISTED = 1_000


@require_safe
def article_found(request: HttpRequest, key: int) -> HttpResponse:
    """Every mention of every link of an article, as a table; as JSON with `?format=json`."""
    return _found(request, key, as_json=request.GET.get("format") == "json")


@for_programs
def article_found_json(request: HttpRequest, key: int) -> HttpResponse:
    """The same as JSON."""
    return _found(request, key, as_json=True)


def _found(request: HttpRequest, key: int, *, as_json: bool) -> HttpResponse:
    row: Article = get_object_or_404(linked_articles(), pk=key)
    links = explain(row).links
    times, events = times_of(row), list(row.event_links.all())
    if as_json:
        return JsonResponse(_as_json(request, row, links, times, events), json_dumps_params={"indent": 1})
    context = {
        "article": row,
        "links": [
            (
                link,
                [_mention(mention) for mention in link.link.evidence[:MENTIONS_LISTED]],
                max(len(link.link.evidence) - MENTIONS_LISTED, 0),
            )
            for link in links
        ],
        "times": [(time, span_in_words(time)) for time in times[:TIMES_LISTED]],
        "more_times": max(len(times) - TIMES_LISTED, 0),
        "times_count": len(times),
        "events": events,
        "mentions": sum(len(link.link.evidence) for link in links),
    }
    return render(request, "articles/found.html", context)


def _mention(mention: dict[str, Any]) -> dict[str, Any]:
    rule = str(mention.get("rule", ""))
    return {
        "text": mention.get("text", ""),
        "field": mention.get("field", ""),
        "start": mention.get("start"),
        "end": mention.get("end"),
        "rule": rule,
        "certainty": certainty.of_mention(rule),
        "words": rule_in_words(rule),
    }


def _as_json(
    request: HttpRequest,
    row: Article,
    links: tuple[Explained, ...],
    times: list[TimeMention],
    events: list[EventArticle],
) -> dict[str, Any]:
    return {
        "id": row.pk,
        "address": request.build_absolute_uri(row.get_absolute_url()),
        "title": row.title,
        "published": row.published_iso or None,
        "published_precision": row.published_precision,
        "published_rule": row.published_rule,
        "published_evidence": row.published_evidence,
        "countries": [
            {"code": link.code, **_link(request, link)} for link in links if link.kind == "country"
        ],
        "people": [{"role": link.role, **_link(request, link)} for link in links if link.kind == "person"],
        "times": [
            {
                "text": time.text,
                "field": time.field.value,
                "start": time.start,
                "end": time.end,
                "first": time.first.isoformat(),
                "last": time.last.isoformat(),
                "precision": time.precision.value,
                "rule": time.rule,
            }
            for time in times
        ],
        "events": [_event(request, link) for link in events],
    }


def _link(request: HttpRequest, link: Explained) -> dict[str, Any]:
    kept = ("text", "field", "start", "end", "rule", "certainty")
    return {
        "name": link.name,
        "address": request.build_absolute_uri(link.address),
        "about": link.link.about,
        "certainty": link.link.confidence,
        "by_hand": link.by_hand,
        "mentions": [{name: mention[name] for name in kept} for mention in map(_mention, link.link.evidence)],
    }


def _event(request: HttpRequest, link: EventArticle) -> dict[str, Any]:
    return {
        "title": link.event.title,
        "address": request.build_absolute_uri(link.event.get_absolute_url()),
        "kind": link.event.kind,
        "status": link.event.status,
        "sentence": link.evidence,
    }
