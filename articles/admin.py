"""The admin: every model, made for archives of millions of rows, and the import desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles import desk
from articles.importing.parts import relink
from articles.importing.reference import reference_from_database
from articles.models import (
    Article,
    ArticleCountry,
    ArticlePerson,
    Batch,
    Caption,
    Country,
    CountryName,
    Event,
    EventArticle,
    LedgerEntry,
    Office,
    Person,
    PersonAlias,
    Source,
    SourceFile,
    Version,
)
from articles.records import Precision

admin.site.site_header = "newsarchive"
admin.site.site_title = "newsarchive"
admin.site.index_title = "The archive"


class LargeTableAdmin(admin.ModelAdmin):
    """What every list here needs when its table has millions of rows: no second count, few rows a page."""

    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200


class KeptWhileUsedAdmin(LargeTableAdmin):
    """Rows that articles may refer to: only those that none does can be deleted.

    Django's own page would list every article that stands in the way.
    """

    used_by = "article_links"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and obj is not None and not getattr(obj, self.used_by).exists()


class ReadOnlyAdmin(LargeTableAdmin):
    """Records of what happened: to be looked at, not to be changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ArticleForm(forms.ModelForm):
    """An article as an admin corrects it."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        known = data.get("published_precision") != Precision.UNKNOWN
        if data.get("published") and not known:
            data["published_precision"] = Precision.DAY.value
        if known and not data.get("published"):
            self.add_error("published_precision", "Give the date, or set the precision to unknown.")
        return data


class CaptionInline(admin.StackedInline):
    model = Caption
    extra = 0


class CountryLinkInline(admin.TabularInline):
    model = ArticleCountry
    extra = 0
    autocomplete_fields = ["country"]
    fields = ["country", "in_title", "mentions"]


class PersonLinkInline(admin.TabularInline):
    model = ArticlePerson
    extra = 0
    autocomplete_fields = ["person"]
    fields = ["person", "role", "in_title", "mentions"]


@admin.register(Article)
class ArticleAdmin(LargeTableAdmin):
    form = ArticleForm
    list_display = ["title", "source", "published_iso", "language", "batch_id", "doubtful"]
    list_filter = ["published_precision", "language", ("doubt", admin.EmptyFieldListFilter), "source"]
    search_fields = ["title", "external_id", "url"]
    search_help_text = "Words of the title, the source's identifier, or the address."
    list_select_related = ["source"]
    autocomplete_fields = ["source"]
    inlines = [CaptionInline, CountryLinkInline, PersonLinkInline]
    readonly_fields = ["provenance", "added", "published_rule", "published_evidence"]
    fieldsets = [
        (None, {"fields": ["title", "source", "byline", "dateline", "language", "url", "external_id"]}),
        (
            "Date of publication",
            {"fields": ["published", "published_precision", "published_rule", "published_evidence"]},
        ),
        ("Text", {"fields": ["body", "doubt"]}),
        ("Where it comes from", {"fields": ["provenance", "added"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="published", ordering="published")
    def published_iso(self, article: Article) -> str:
        return article.published_iso or "unknown"

    @admin.display(boolean=True, description="sure")
    def doubtful(self, article: Article) -> bool:
        return not article.doubt

    @admin.display(description="file, lines, batch")
    def provenance(self, article: Article) -> SafeString:
        lines = f", lines {article.first_line}–{article.last_line}" if article.first_line else ""
        member = f", {article.member}" if article.member else ""
        return format_html(
            '{}{}{}, <a href="{}">{}</a>',
            article.file.name,
            member,
            lines,
            desk.batch_link(article.batch),
            article.batch,
        )

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if {"published", "published_precision"} & set(form.changed_data):
            obj.published_rule = "entered by hand"
            obj.published_evidence = f"by {request.user.get_username()}"
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        # The evidence counts characters of the text; a changed text is linked anew.
        if {"title", "body", "language"} & set(form.changed_data):
            relink(form.instance, reference_from_database())


@admin.register(Batch)
class BatchAdmin(LargeTableAdmin):
    list_display = ["pk", "label", "status", "source", "created", "created_by", "at_the_desk"]
    list_display_links = ["pk", "label"]
    list_filter = ["status", "source"]
    search_fields = ["label"]
    list_select_related = ["source", "created_by"]
    fields = ["label", "status", "source", "created", "finished", "created_by", "problem", "at_the_desk"]
    readonly_fields = ["status", "source", "created", "finished", "created_by", "problem", "at_the_desk"]

    def get_urls(self) -> list[URLPattern]:
        return [*desk.desk_urls(self.admin_site), *super().get_urls()]

    def add_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return desk.redirect_to_upload(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # A batch is taken back at the desk, where one sees what that does.
        return False

    @admin.display(description="at the desk")
    def at_the_desk(self, batch: Batch) -> SafeString:
        return format_html('<a href="{}">files, ledger, undo</a>', desk.batch_link(batch))


@admin.register(SourceFile)
class SourceFileAdmin(ReadOnlyAdmin):
    list_display = ["name", "batch", "size", "complete"]
    list_filter = ["complete"]
    search_fields = ["name", "raw__sha256"]
    list_select_related = ["batch", "raw"]
    raw_id_fields = ["batch", "raw"]

    @admin.display(description="bytes")
    def size(self, file: SourceFile) -> str:
        return f"{file.raw.size:,}"


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "outcome", "reason", "place", "batch_id"]
    list_filter = ["outcome"]
    search_fields = ["title", "reason"]
    list_select_related = ["file"]
    raw_id_fields = ["batch", "file", "article"]


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    list_display = ["title", "number", "article_id", "batch_id", "replaced"]
    search_fields = ["title"]
    raw_id_fields = ["article", "batch", "file", "replaced_by"]


@admin.register(Source)
class SourceAdmin(KeptWhileUsedAdmin):
    used_by = "articles"
    list_display = ["name", "url"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


class CountryNameInline(admin.TabularInline):
    model = CountryName
    extra = 1
    readonly_fields = ["origin"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CountryName]:
        # The CLDR's names in forty languages are not for editing here.
        return super().get_queryset(request).filter(language="en")


@admin.register(Country)
class CountryAdmin(KeptWhileUsedAdmin):
    list_display = ["name", "code", "region", "official_name"]
    list_filter = ["region"]
    search_fields = ["name", "code", "official_name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [CountryNameInline]


class AliasInline(admin.TabularInline):
    model = PersonAlias
    extra = 1
    readonly_fields = ["origin"]


class OfficeInline(admin.TabularInline):
    model = Office
    extra = 1
    autocomplete_fields = ["country"]
    readonly_fields = ["origin"]


@admin.register(Person)
class PersonAdmin(KeptWhileUsedAdmin):
    list_display = ["name", "origin", "slug"]
    list_filter = ["origin", "offices__kind"]
    search_fields = ["name", "aliases__text"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "origin", "note"]
    readonly_fields = ["origin"]
    inlines = [AliasInline, OfficeInline]


@admin.register(Office)
class OfficeAdmin(LargeTableAdmin):
    list_display = ["person", "title", "country", "start", "end", "kind"]
    list_filter = ["kind", "origin"]
    search_fields = ["person__name", "title", "country__name"]
    list_select_related = ["person", "country"]
    autocomplete_fields = ["person", "country"]
    readonly_fields = ["origin"]


class EventArticleInline(admin.TabularInline):
    model = EventArticle
    extra = 1
    raw_id_fields = ["article"]


@admin.register(Event)
class EventAdmin(LargeTableAdmin):
    list_display = ["title", "kind", "start", "end", "status", "on_site"]
    list_filter = ["status", "kind"]
    search_fields = ["title", "summary"]
    autocomplete_fields = ["countries", "people"]
    inlines = [EventArticleInline]

    @admin.display(description="page")
    def on_site(self, event: Event) -> SafeString:
        return format_html('<a href="{}">view</a>', event.get_absolute_url())


@admin.register(ArticleCountry, ArticlePerson)
class LinkAdmin(LargeTableAdmin):
    list_display = ["__str__", "in_title", "mentions"]
    list_filter = ["in_title"]
    raw_id_fields = ["article"]

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return ["country" if self.model is ArticleCountry else "person"]
