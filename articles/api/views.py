"""What all answers of the API share: they can only be read, name their version, and errors are JSON."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from articles.api import articles, entities, limit, lists, openapi
from articles.api.root import ROOT
from articles.problems import only_read, problem
from articles.search.sameness import tag
from articles.shapes.shape import Site

VERSION = "1"
METHODS = ("GET", "HEAD", "OPTIONS")
# No answer depends on who is signed in, so that pages of other sites (notebooks in a browser) may read all.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "API-Version, ETag, RateLimit-Limit, RateLimit-Remaining, "
    "RateLimit-Reset, Retry-After",
}
Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def site_of(request: HttpRequest) -> Site:
    """Where the archive stands, as whoever asks calls it."""
    return Site(request.build_absolute_uri("/").rstrip("/"))


def readable(view: Callable[Concatenate[HttpRequest, Site, Rest], HttpResponse]) -> View[Rest]:
    """A view that can only be read, and not without limit.

    Its answers name the version and the state of the archive; its errors are problems. Whoever has the answer
    of this state is told so before anything is searched. Nothing can be written here, so that no page of
    another site can either; what tries is told so in the API's own words.
    """

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: Rest.args, **options: Rest.kwargs) -> HttpResponse:
        allowance = limit.count(request)
        if allowance.over:
            response: HttpResponse = _too_many(request, allowance)
        else:
            response = _answered(request, lambda: view(request, site_of(request), *args, **options))
        for name, value in {"API-Version": VERSION, **OPEN, **allowance.headers}.items():
            response.headers[name] = value
        return response

    return wrapped


def _too_many(request: HttpRequest, allowance: limit.Allowance) -> HttpResponse:
    detail = (
        f"{allowance.limit} requests a minute are allowed. Ask again in {allowance.reset} seconds, or take "
        "all results at once: /search.json has them in one answer."
    )
    return problem(request, "too-many-requests", detail, headers={"Retry-After": str(allowance.reset)})


def _answered(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    if request.method not in METHODS:
        return only_read(request, METHODS)
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
    etag = tag(request)
    same = get_conditional_response(request, etag=etag)
    if same is not None:
        return same
    try:
        response = view()
    except Http404 as error:
        return problem(request, "not-found", str(error))
    if response.status_code == HTTPStatus.OK:
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "no-cache"
    return response


@readable
def root(request: HttpRequest, site: Site) -> HttpResponse:
    """Where everything is."""
    return JsonResponse(ROOT.write(None, site))


@readable
def search(request: HttpRequest, site: Site) -> HttpResponse:
    """A page of the articles that a search finds."""
    return articles.answer(request, site)


@readable
def article(request: HttpRequest, site: Site, key: int) -> HttpResponse:
    """One article."""
    return articles.answer_one(request, site, key)


@readable
def related(request: HttpRequest, site: Site, key: int) -> HttpResponse:
    """The articles that are related to one."""
    return articles.answer_related(request, site, key)


@readable
def story(request: HttpRequest, site: Site, key: int) -> HttpResponse:
    """One story."""
    return entities.answer_story(request, site, key)


@readable
def entity_list(request: HttpRequest, site: Site, entity: entities.Entity) -> HttpResponse:
    """A page of a list."""
    return lists.answer_list(request, site, entity)


@readable
def entity_item(request: HttpRequest, site: Site, entity: entities.Entity, key: str | int) -> HttpResponse:
    """One thing of a list."""
    return entities.answer_item(request, site, entity, str(key))


@readable
def description(request: HttpRequest, site: Site) -> HttpResponse:
    """The description of the API in OpenAPI 3.1."""
    return JsonResponse(openapi.document(site), json_dumps_params={"ensure_ascii": False})


@readable
def missing(request: HttpRequest, site: Site, rest: str = "") -> HttpResponse:
    """There is nothing at this address; one without its slash leads to the whole one."""
    if rest and not rest.endswith("/"):
        try:
            if resolve(f"{request.path}/").url_name != "api_missing":
                query = request.META.get("QUERY_STRING", "")
                return HttpResponsePermanentRedirect(f"{request.path}/" + (f"?{query}" if query else ""))
        except Resolver404:
            pass
    raise Http404(f"There is nothing at {request.path[:200]}; {site.at('/api/')} lists what there is.")
