"""The admin of batches and their files; importing itself is done at the desk."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.base import LargeTableAdmin, ReadOnlyAdmin
from articles.desk.batches import batch_link, redirect_to_upload
from articles.desk.urls import desk_urls
from articles.models import (
    Absorbed,
    Batch,
    ColumnName,
    Cut,
    LedgerEntry,
    RawChunk,
    RawFile,
    SourceFile,
)


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
        return [*desk_urls(self.admin_site), *super().get_urls()]

    def add_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return redirect_to_upload(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # A batch is taken back at the desk, where one sees what that does.
        return False

    @admin.display(description="at the desk")
    def at_the_desk(self, batch: Batch) -> SafeString:
        return format_html('<a href="{}">files, ledger, undo</a>', batch_link(batch))


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


@admin.register(RawFile)
class RawFileAdmin(ReadOnlyAdmin):
    list_display = ["sha256", "size"]
    search_fields = ["sha256"]


@admin.register(RawChunk)
class RawChunkAdmin(ReadOnlyAdmin):
    list_display = ["raw", "position"]
    list_select_related = ["raw"]
    raw_id_fields = ["raw"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[RawChunk]:
        # A chunk holds megabytes; the list shows none of them.
        return super().get_queryset(request).defer("data")


@admin.register(ColumnName)
class ColumnNameAdmin(LargeTableAdmin):
    list_display = ["column", "holds"]
    list_filter = ["holds"]
    search_fields = ["column"]

    def get_form(
        self, request: HttpRequest, obj: ColumnName | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        """The form, which says how the columns of a table without a header are called."""
        said = ColumnName._meta.get_field("column").help_text
        places = f"{said} The columns of a table without a header are column 1, column 2, …"
        return super().get_form(request, obj, change, **{**kwargs, "help_texts": {"column": places}})


@admin.register(Cut)
class CutAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "member", "batch", "replaces", "made", "made_by"]
    list_select_related = ["batch", "replaces", "made_by"]
    raw_id_fields = ["raw", "batch", "replaces"]


@admin.register(Absorbed)
class AbsorbedAdmin(ReadOnlyAdmin):
    list_display = ["title", "key", "batch", "into"]
    list_select_related = ["batch", "into"]
    raw_id_fields = ["into", "batch", "brought_by"]
    exclude = ["state"]
