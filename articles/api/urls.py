"""The addresses of the API. Those without a version mean version 1."""

from django.urls import URLPattern, include, path

from articles.api import docs, views
from articles.api.endpoints import ENDPOINTS


def _addresses(*, named: bool) -> list[URLPattern]:
    """The addresses of version 1; they are named once, so that links in answers name their version."""
    return [path(one.route, one.view, one.options, name=one.name if named else None) for one in ENDPOINTS]


# Leaders are people; the pages of the site call their list so.
LEADERS = [
    path(one.route.replace("people/", "leaders/"), one.view, one.options)
    for one in ENDPOINTS
    if one.route.startswith("people/")
]

urlpatterns = [
    path("docs", docs.docs, name="api_docs"),
    path("v1/", include([*_addresses(named=True), *LEADERS])),
    path("", include([*_addresses(named=False), *LEADERS])),
    path("<path:rest>", views.missing, name="api_missing"),
]
