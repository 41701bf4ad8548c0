"""The addresses of the import desk."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from articles.desk import batches, columns, cutting, entries, uploading


def desk_urls(site: admin.AdminSite) -> list[URLPattern]:
    """The addresses of the desk below the admin of batches."""

    def guarded(view: Any) -> Any:
        def checked(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            if not request.user.has_perm("articles.add_batch"):
                raise PermissionDenied
            return view(request, *args, **options)  # type: ignore[no-any-return]

        return site.admin_view(checked)

    return [
        path("import/", guarded(uploading.upload), name="desk_upload"),
        path("<int:pk>/desk/", guarded(batches.show), name="desk"),
        path("<int:pk>/desk/progress/", guarded(batches.progress), name="desk_progress"),
        path("<int:pk>/desk/store/", guarded(require_POST(batches.store)), name="desk_store"),
        path("<int:pk>/desk/read/", guarded(require_POST(batches.read_again)), name="desk_read"),
        path("<int:pk>/desk/discard/", guarded(require_POST(batches.discard)), name="desk_discard"),
        path("<int:pk>/desk/undo/", guarded(batches.take_back), name="desk_undo"),
        path("<int:pk>/desk/entries/<int:entry>/", guarded(entries.show_entry), name="desk_entry"),
        path("<int:pk>/desk/entries/<int:entry>/cut/", guarded(cutting.show_cut), name="desk_cut"),
        path(
            "<int:pk>/desk/cuts/<int:cut>/drop/",
            guarded(require_POST(cutting.drop_cut)),
            name="desk_drop_cut",
        ),
        path("cut/<int:pk>/", guarded(cutting.cut_article), name="desk_cut_article"),
        path("<int:pk>/desk/columns/", guarded(columns.show_columns), name="desk_columns"),
        path("<int:pk>/desk/files/<int:file>/", guarded(batches.raw_file), name="desk_file"),
    ]
