"""The addresses of the pages of corrections, below the admin of corrections."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from articles.correcting import articles, candidates, people


def correcting_urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, for those who may correct."""

    def guarded(view: Any) -> Any:
        def checked(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            if not request.user.has_perm("articles.add_correction"):
                raise PermissionDenied
            return view(request, *args, **options)  # type: ignore[no-any-return]

        return site.admin_view(checked)

    return [
        path("article/<int:pk>/", guarded(articles.links), name="correct_article"),
        path("article/<int:pk>/person/<int:key>/", guarded(articles.wrong_person), name="wrong_person"),
        path("article/<int:pk>/country/<int:key>/", guarded(articles.wrong_country), name="wrong_country"),
        path("person/<int:pk>/", guarded(people.person), name="correct_person"),
        path("person/<int:pk>/merge/<int:other>/", guarded(people.merge), name="correct_merge"),
        path("person/<int:pk>/split/", guarded(people.split), name="correct_split"),
        path("person/<int:pk>/name/", guarded(people.name), name="correct_name"),
        path("person/<int:pk>/office/", guarded(people.office), name="correct_office"),
        path("alike/", guarded(candidates.queue), name="alike"),
    ]
