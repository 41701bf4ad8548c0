"""The admin of stories: their members, and taking an article out of one or putting one in."""

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from articles.admin.base import ReadOnlyAdmin
from articles.importing.story_decisions import NotInStoryError, put_in, take_out
from articles.models import Article, Story, StoryDecision, StoryMember

SHOWN = 200
ARTICLE_ADDRESS = re.compile(r"(?:.*/articles/)?(\d{1,18})(?:-[^/]*)?/?")


class TakeOutForm(forms.Form):
    """Which member leaves, and why."""

    article = forms.ModelChoiceField(
        Article.objects.defer("body"),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "This article is not in the archive any more."},
    )
    why = forms.CharField(
        max_length=500, label="Why", error_messages={"required": "Say why, for those who come after you."}
    )


class PutInForm(forms.Form):
    """Which article joins, and why."""

    article = forms.CharField(
        label="Article",
        help_text="Its address, or the number in it.",
        error_messages={"required": "Say which."},
    )
    why = forms.CharField(
        max_length=500, label="Why", error_messages={"required": "Say why, for those who come after you."}
    )

    def clean_article(self) -> Article:
        match = ARTICLE_ADDRESS.fullmatch(self.cleaned_data["article"].strip().split("?")[0])
        row = Article.objects.filter(pk=match[1]).first() if match else None
        if row is None:
            raise forms.ValidationError("There is no such article; copy the address of its page.")
        return row


@admin.register(Story)
class StoryAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "versions", "title", "merged_into", "created"]
    list_filter = [("merged_into", admin.EmptyFieldListFilter)]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        stories: QuerySet[Story] = super().get_queryset(request)
        own = StoryMember.objects.filter(story=OuterRef("pk")).order_by()
        size = own.values("story").annotate(size=Count("*")).values("size")
        title = own.order_by("article").values("article__title")[:1]
        return stories.annotate(size=Coalesce(Subquery(size), 0), one_title=Subquery(title))

    @admin.display(description="versions")
    def versions(self, story: Any) -> int:
        return int(story.size)

    @admin.display(description="one of the titles")
    def title(self, story: Any) -> str:
        return story.one_title or "no members any more"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The members of a story, each with a way out, and a way in for another article."""
        story = get_object_or_404(Story, pk=object_id if object_id.isdigit() else 0)
        if not self.has_view_permission(request, story):
            raise PermissionDenied
        put = PutInForm(prefix="in")
        taken: TakeOutForm | None = None
        if request.method == "POST":
            if not request.user.has_perm("articles.add_storydecision"):
                raise PermissionDenied
            if "in-article" in request.POST:
                put = PutInForm(request.POST, prefix="in")
                done = put.is_valid() and self._put_in(request, put, story)
            else:
                taken = TakeOutForm(request.POST)
                done = taken.is_valid() and self._take_out(request, taken)
            if done:
                return redirect(request.path)
        members = Article.objects.filter(story_membership__story=story).select_related("source")
        context = {
            **admin.site.each_context(request),
            "title": str(story),
            "story": story,
            "members": members.defer("body", "signature").order_by("published", "pk")[:SHOWN],
            "put": put,
            "taken": taken,
            "decisions": _decisions_about(members),
            "may_decide": request.user.has_perm("articles.add_storydecision"),
        }
        return render(request, "desk/story.html", context, status=200)

    def _take_out(self, request: HttpRequest, form: TakeOutForm) -> bool:
        article = form.cleaned_data["article"]
        return _tell(
            request,
            f"“{article}” is out of the story. No import and no regrouping puts it back.",
            lambda: take_out(article, request.user, form.cleaned_data["why"]),  # type: ignore[arg-type]
        )

    def _put_in(self, request: HttpRequest, form: PutInForm, story: Story) -> bool:
        article = form.cleaned_data["article"]
        return _tell(
            request,
            f"“{article}” is in the story. No import and no regrouping takes it out.",
            lambda: put_in(article, story, request.user, form.cleaned_data["why"]),  # type: ignore[arg-type]
        )


@admin.register(StoryMember)
class StoryMemberAdmin(ReadOnlyAdmin):
    list_display = ["article_id", "story_id"]
    raw_id_fields = ["article", "story"]


@admin.register(StoryDecision)
class StoryDecisionAdmin(ReadOnlyAdmin):
    list_display = ["why", "same", "by_name", "when"]
    list_filter = ["same"]
    search_fields = ["why", "by_name"]


def _tell(request: HttpRequest, said: str, act: Any) -> bool:
    try:
        act()
    except NotInStoryError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return True


def _decisions_about(members: QuerySet[Article]) -> list[dict[str, Any]]:
    """What people decided about the members: one row for each move, however many pairs it was about."""
    identities = list(members.values_list("identity", flat=True)[:SHOWN])
    rows = StoryDecision.objects.filter(Q(article__in=identities) | Q(other__in=identities))
    moves: dict[tuple[str, bool, str], StoryDecision] = {}
    for row in rows[: SHOWN * 5]:
        moves.setdefault((row.article, row.same, row.why), row)
    named = Article.objects.filter(identity__in=[row.article for row in moves.values()]).defer("body")
    articles = {article.identity: article for article in named}
    return [{"decision": row, "article": articles.get(row.article)} for row in moves.values()]
