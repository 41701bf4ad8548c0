"""The admin of corrections: the list of all of them, the page of each, and taking one back."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern

from articles.admin.base import ReadOnlyAdmin
from articles.correcting.answers import author, page
from articles.correcting.forms import WhyForm
from articles.correcting.urls import correcting_urls
from articles.importing import correction_jobs
from articles.importing.concerned import concerned
from articles.importing.corrections import StaleError, revert
from articles.importing.decisions import BusyError
from articles.models import Article, Correction, Country, FoundLinks, Person, RelinkRun, Ruling

SHOWN = 20


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    list_display = ["summary", "kind", "why", "by_name", "when", "articles", "state"]
    list_filter = ["kind", ("reverted", admin.EmptyFieldListFilter), "pending", "by_name"]
    search_fields = ["summary", "why", "by_name"]
    date_hierarchy = "when"

    def get_urls(self) -> list[URLPattern]:
        return [*correcting_urls(self.admin_site), *super().get_urls()]

    @admin.display(description="articles", ordering="concerned")
    def articles(self, correction: Correction) -> str:
        return f"{correction.concerned:,}"

    @admin.display(description="state")
    def state(self, correction: Correction) -> str:
        if correction.pending:
            return f"being applied, {correction.done:,} done"
        return f"taken back by {correction.reverted_by_name}" if correction.reverted else "in force"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What was decided, what it did, and a way to take it back."""
        row = get_object_or_404(Correction, pk=object_id if object_id.isdigit() else 0)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        form = WhyForm(request.POST or None)
        if request.method == "POST":
            if not request.user.has_perm("articles.add_correction"):
                raise PermissionDenied
            if "go_on" in request.POST:
                correction_jobs.start(row)
                return redirect(request.path)
            if form.is_valid():
                _take_back(request, row, form.cleaned_data["why"])
                return redirect(request.path)
        keys = concerned(row)
        return page(
            request,
            "correcting/correction.html",
            row.summary,
            correction=row,
            form=form,
            stalled=correction_jobs.stalled(row),
            count=len(keys),
            sample=Article.objects.filter(pk__in=keys[:SHOWN]).defer("body", "signature"),
            person=Person.objects.filter(slug=row.person).first() if row.person else None,
            country=Country.objects.filter(code=row.country).first() if row.country else None,
            article=Article.objects.filter(identity=row.article).first() if row.article else None,
            may_decide=request.user.has_perm("articles.add_correction"),
        )


def _take_back(request: HttpRequest, row: Correction, why: str) -> None:
    try:
        revert(row, author(request, why))
    except (StaleError, BusyError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Taken back: the links are again what they would be without it.")


@admin.register(Ruling)
class RulingAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "correction", "form", "to"]
    list_select_related = ["correction"]
    raw_id_fields = ["correction"]


@admin.register(FoundLinks)
class FoundLinksAdmin(ReadOnlyAdmin):
    list_display = ["article_id", "keys"]
    raw_id_fields = ["article"]


@admin.register(RelinkRun)
class RelinkRunAdmin(ReadOnlyAdmin):
    list_display = ["scope", "done", "added", "removed", "kept", "started", "finished"]
