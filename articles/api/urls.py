"""The addresses of the API. Those without a version mean version 1."""

from django.urls import URLPattern, include, path

from articles.api import views


def _addresses(*, named: bool) -> list[URLPattern]:
    """The addresses of version 1; they are named once, so that links in answers name their version."""
    found = (("articles/", views.search, "api_articles"),)
    return [path(route, view, name=name if named else None) for route, view, name in found]


urlpatterns = [
    path("v1/", include(_addresses(named=True))),
    path("", include(_addresses(named=False))),
    path("<path:rest>", views.missing, name="api_missing"),
]
