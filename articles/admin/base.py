"""What the admin of every model needs when its table has millions of rows."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


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
