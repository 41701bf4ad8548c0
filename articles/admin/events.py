"""The admin of events: their columns, who took part, and the articles that people link by hand."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.base import LargeTableAdmin, ReadOnlyAdmin
from articles.models import (
    Event,
    EventArticle,
    EventCountry,
    EventDecision,
    EventPerson,
    EventVerdict,
)


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
