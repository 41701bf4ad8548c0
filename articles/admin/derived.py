"""The admin of what is derived from the articles and noted about them: to be looked at only."""

from django.contrib import admin

from articles.admin.base import ReadOnlyAdmin
from articles.models import ApiUse, ArticleChange, KnowledgeChange
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
