"""The admin of what is derived from the articles and noted about them: to be looked at only."""

from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest

from articles.admin.base import ReadOnlyAdmin
from articles.models import ApiUse, ArticleChange, KnowledgeChange, Walk
from articles.models.postings import PostingBlock, PostingSegment, StalePosting
from articles.models.vocabulary import UnlearntArticle, WrittenWord


@admin.register(ArticleChange)
class ArticleChangeAdmin(ReadOnlyAdmin):
    list_display = ["pk", "made", "transaction", "touched"]

    @admin.display(description="articles")
    def touched(self, change: ArticleChange) -> str:
        return "all" if change.articles is None else f"{len(change.articles):,}"


@admin.register(KnowledgeChange)
class KnowledgeChangeAdmin(ReadOnlyAdmin):
    list_display = ["pk", "made"]


@admin.register(ApiUse)
class ApiUseAdmin(ReadOnlyAdmin):
    list_display = ["client", "minute", "count"]


@admin.register(WrittenWord)
class WrittenWordAdmin(ReadOnlyAdmin):
    list_display = ["word", "articles"]
    search_fields = ["^word"]


@admin.register(UnlearntArticle)
class UnlearntArticleAdmin(ReadOnlyAdmin):
    list_display = ["article"]


@admin.register(PostingSegment)
class PostingSegmentAdmin(ReadOnlyAdmin):
    list_display = ["pk", "total"]
    fields = ["total"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PostingSegment]:
        return super().get_queryset(request).defer("articles")


@admin.register(PostingBlock)
class PostingBlockAdmin(ReadOnlyAdmin):
    list_display = ["first", "configuration", "segment_id", "size"]
    fields = ["first", "configuration", "segment", "size"]
    search_fields = ["^first"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PostingBlock]:
        rows: QuerySet[PostingBlock] = super().get_queryset(request)
        return rows.defer("lists", "places").annotate(_size=Length("lists") + Length("places"))

    @admin.display(description="bytes", ordering="_size")
    def size(self, block: PostingBlock) -> str:
        return f"{block._size:,}"  # type: ignore[attr-defined]


@admin.register(StalePosting)
class StalePostingAdmin(ReadOnlyAdmin):
    list_display = ["article"]


@admin.register(Walk)
class WalkAdmin(ReadOnlyAdmin):
    list_display = ["key", "total", "asked", "made", "used"]
    fields = ["key", "asked", "total", "made", "used"]
    ordering = ["-used"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Walk]:
        rows: QuerySet[Walk] = super().get_queryset(request)
        return rows.defer("ids")
