"""The admin of events: their columns, who took part, and the articles that people link by hand."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.base import LargeTableAdmin, ReadOnlyAdmin
from articles.importing.events import settle
from articles.models import (
    Event,
    EventArticle,
    EventCountry,
    EventDecision,
    EventPerson,
    EventVerdict,
)
from articles.views.knowledge import listed
from articles.views.reports import sentence_of

QUEUED = 20
SENTENCES = 3


class EventCountryInline(admin.TabularInline):
    model = EventCountry
    extra = 1
    autocomplete_fields = ["country"]


class EventPersonInline(admin.TabularInline):
    model = EventPerson
    extra = 1
    autocomplete_fields = ["person"]


class EventArticleInline(admin.TabularInline):
    model = EventArticle
    extra = 1
    raw_id_fields = ["article"]


@admin.register(Event)
class EventAdmin(LargeTableAdmin):
    list_display = ["title", "kind", "start", "end", "status", "voices", "on_site"]
    list_filter = ["status", "kind"]
    search_fields = ["title", "summary"]
    autocomplete_fields = ["place"]
    inlines = [EventCountryInline, EventPersonInline, EventArticleInline]

    def get_urls(self) -> list[Any]:
        queue = self.admin_site.admin_view(self.queue)
        return [path("queue/", queue, name="event_queue"), *super().get_urls()]

    def queue(self, request: HttpRequest) -> HttpResponse:
        """The suggested events that nobody decided about, the most widely reported first."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        rows = Event.objects.filter(status=Event.Status.SUGGESTED, merged_into=None)
        page = listed(request, rows.order_by("-voices", "-start", "-pk"), QUEUED)
        links = EventArticle.objects.filter(event__in=[event.pk for event in page]).exclude(evidence="")
        sentences: dict[int, list[Any]] = {}
        for link in links.select_related("article__source").defer("article__body").order_by("pk"):
            sentences.setdefault(link.event_id, []).append((link, sentence_of(link)))
        context = {
            **admin.site.each_context(request),
            "title": "Suggested events",
            "events": page,
            "rows": [(event, sentences.get(event.pk, [])[:SENTENCES]) for event in page],
        }
        return render(request, "desk/events.html", context)

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        obj.held = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        settle([form.instance.pk])

    @admin.display(description="page")
    def on_site(self, event: Event) -> SafeString:
        return format_html('<a href="{}">view</a>', event.get_absolute_url())


@admin.register(EventArticle)
class EventArticleAdmin(LargeTableAdmin):
    list_display = ["event", "article", "evidence"]
    list_select_related = ["event", "article"]
    raw_id_fields = ["event", "article"]


@admin.register(EventDecision)
class EventDecisionAdmin(ReadOnlyAdmin):
    list_display = ["summary", "why", "by_name", "when", "reverted", "reverted_by_name"]
    list_filter = ["action"]
    search_fields = ["summary", "why", "by_name"]


@admin.register(EventCountry)
class EventCountryAdmin(ReadOnlyAdmin):
    list_display = ["event", "country", "part"]
    list_select_related = ["event", "country"]


@admin.register(EventPerson)
class EventPersonAdmin(ReadOnlyAdmin):
    list_display = ["event", "person", "part"]
    list_select_related = ["event", "person"]


@admin.register(EventVerdict)
class EventVerdictAdmin(ReadOnlyAdmin):
    list_display = ["event", "inside", "article", "decision"]
    list_select_related = ["event", "decision"]
