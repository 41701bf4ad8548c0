"""The admin of articles and what hangs on them: sources, captions, links, versions."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.admin.base import KeptWhileUsedAdmin, LargeTableAdmin, ReadOnlyAdmin
from articles.desk.batches import batch_link
from articles.importing.decisions import obey
from articles.importing.events import leaving
from articles.importing.reference import reference_from_database
from articles.importing.relinking import relink
from articles.importing.stories import regrouping, sign_again
from articles.importing.story_runs import one_at_a_time
from articles.linking import Linker
from articles.models import (
    Article,
    ArticleCountry,
    ArticlePerson,
    Caption,
    FoundLinks,
    SearchText,
    Source,
    StoryMember,
    Version,
)
from articles.models.words import index_articles
from articles.records import Precision

# What goes with an article, and nobody may delete by itself.
DERIVED = (ArticleCountry, ArticlePerson, FoundLinks, SearchText, StoryMember, Version)


class ArticleForm(forms.ModelForm):
    """An article as an admin corrects it."""

    class Meta:
        widgets: ClassVar = {
            name: forms.Textarea({"rows": rows, "cols": 80, "dir": "auto"})
            for name, rows in (("title", 2), ("byline", 1), ("dateline", 1), ("doubt", 2), ("body", 24))
        } | {name: forms.TextInput({"size": 80}) for name in ("url", "external_id")}

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
    formfield_overrides: ClassVar = {
        models.TextField: {"widget": forms.Textarea({"rows": 2, "cols": 80, "dir": "auto"})}
    }


@admin.register(Article)
class ArticleAdmin(LargeTableAdmin):
    form = ArticleForm
    list_display = ["title", "source", "published_iso", "language", "batch_id", "doubtful"]
    list_filter = ["published_precision", "language", ("doubt", admin.EmptyFieldListFilter), "source"]
    search_fields = ["title", "external_id", "url"]
    search_help_text = "Words of the title, the source's identifier, or the address."
    list_select_related = ["source"]
    autocomplete_fields = ["source"]
    inlines = [CaptionInline]
    readonly_fields = ["links", "provenance", "added", "published_rule", "published_evidence"]
    fieldsets = [
        (None, {"fields": ["title", "source", "byline", "dateline", "language", "url", "external_id"]}),
        (
            "Date of publication",
            {"fields": ["published", "published_precision", "published_rule", "published_evidence"]},
        ),
        ("Text", {"fields": ["body", "doubt"]}),
        ("Countries and people", {"fields": ["links"]}),
        ("Where it comes from", {"fields": ["provenance", "added"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        accept = self.admin_site.admin_view(require_POST(self.accept))
        return [path("<int:pk>/accept/", accept, name="article_accept"), *super().get_urls()]

    def accept(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a doubtful article as it is; who did so stands in the article's history."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        doubt = article.doubt
        if doubt and Article.objects.filter(pk=pk, doubt=doubt).update(doubt=""):
            self.log_change(request, article, f"Taken as it is. The doubt was: {doubt}")
        return redirect(article.get_absolute_url())

    @admin.display(description="published", ordering="published")
    def published_iso(self, article: Article) -> str:
        return article.published_iso or "unknown"

    @admin.display(boolean=True, description="sure")
    def doubtful(self, article: Article) -> bool:
        return not article.doubt

    @admin.display(description="links")
    def links(self, article: Article) -> SafeString:
        address = reverse("admin:correct_article", args=[article.pk])
        return format_html('<a href="{}">see, correct and add links</a>', address)

    @admin.display(description="file, lines, batch")
    def provenance(self, article: Article) -> SafeString:
        lines = f", lines {article.first_line}–{article.last_line}" if article.first_line else ""
        member = f", {article.member}" if article.member else ""
        return format_html(
            '{}{}{}, <a href="{}">{}</a>',
            article.file.name,
            member,
            lines,
            batch_link(article.batch),
            article.batch,
        )

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """What goes with an article; what is derived from it needs no permission of its own."""
        listed, counts, needed, kept = super().get_deleted_objects(objs, request)
        derived = {str(model._meta.verbose_name) for model in DERIVED}
        return listed, counts, {name for name in needed if name not in derived}, kept

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        with regrouping([obj.pk]), leaving([obj.pk]):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        keys = list(queryset.values_list("pk", flat=True))
        with regrouping(keys), leaving(keys):
            super().delete_queryset(request, queryset)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        obey()
        one_at_a_time()
        if {"published", "published_precision"} & set(form.changed_data):
            obj.published_rule = "entered by hand"
            obj.published_evidence = f"by {request.user.get_username()}"
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        # The evidence counts characters of the text, and the day tells whom a surname means.
        if {"title", "body", "language", "published", "published_precision"} & set(form.changed_data):
            relink([form.instance.pk], Linker(reference_from_database()))
        if {"title", "body", "published", "published_precision"} & set(form.changed_data):
            sign_again(form.instance)
        index_articles([form.instance.pk])


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


@admin.register(Caption)
class CaptionAdmin(LargeTableAdmin):
    list_display = ["text", "credit", "taken", "place"]
    search_fields = ["text"]
    raw_id_fields = ["article"]

    def save_model(self, request: HttpRequest, obj: Caption, form: Any, change: bool) -> None:
        before = form.initial.get("article")
        super().save_model(request, obj, form, change)
        index_articles(sorted({obj.article_id, before or obj.article_id}))

    def delete_model(self, request: HttpRequest, obj: Caption) -> None:
        super().delete_model(request, obj)
        index_articles([obj.article_id])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Caption]) -> None:
        keys = sorted(set(queryset.values_list("article", flat=True)))
        super().delete_queryset(request, queryset)
        index_articles(keys)


@admin.register(ArticleCountry, ArticlePerson)
class LinkAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "about", "in_title", "mentions", "confidence"]
    list_filter = ["about", "in_title"]
    raw_id_fields = ["article"]


@admin.register(SearchText)
class SearchTextAdmin(ReadOnlyAdmin):
    list_display = ["article_id", "configuration"]
    list_filter = ["configuration"]
    raw_id_fields = ["article"]
    fields = ["article", "configuration"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SearchText]:
        return super().get_queryset(request).defer("words")
