"""The addresses of exports: a page of results with the name of a format behind its path."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from django import forms
from django.http import HttpRequest, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django_filters import Filter

from articles.exports.export import Export
from articles.exports.formats import FORMATS
from articles.filters import ArticleFilter, PageFilter
from articles.models import Country, Event, Person, Source
from articles.problems import checked, for_programs, in_query, problem
from articles.search.choices import event_choice
from articles.search.names import country_choice, leader_choice, source_choice
from articles.search.narrowing import EVERYTHING, Choice, Narrowing
from articles.search.page import search as search_page
from articles.search.request import ALL, PER_PAGE, SearchRequest
from articles.search.sameness import unchanged
from articles.shapes.shape import Site

MOST_A_PAGE = 10_000


class YesFilter(Filter):  # type: ignore[misc]
    """1 for yes."""

    field_class = forms.BooleanField


class ExportFilter(ArticleFilter):
    """The parameters of the page of results, and what is wanted of the file."""

    facet = find = at = None  # type: ignore[assignment]
    page_size = PageFilter(label="Results in the file", min_value=1, max_value=MOST_A_PAGE)
    texts = YesFilter(label="With the whole texts")
    bom = YesFilter(label="With the mark of UTF-8")

    def wanted(self, within: Narrowing) -> SearchRequest:
        """The search; without a page or a size the file has all results."""
        request, cleaned = self.request_within(within), self.form.cleaned_data
        paged = cleaned.get("page") or cleaned.get("page_size")
        size = int(cleaned.get("page_size") or PER_PAGE) if paged else ALL
        return request.change(page=request.page, size=size)


@for_programs
@unchanged
def search(request: HttpRequest, form: str) -> HttpResponseBase:
    """All results of a search."""
    return export(request, form)


@for_programs
@unchanged
def country(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The articles that name a country."""
    return export(request, form, country_choice(get_object_or_404(Country, slug=slug)))


@for_programs
@unchanged
def leader(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The articles that name a person. One who was found to be another leads there."""
    row = get_object_or_404(Person.objects.select_related("merged_into"), slug=slug)
    if row.merged_into is not None:
        return redirect(_elsewhere(request, row.whole.get_absolute_url(), form))
    return export(request, form, leader_choice(row))


@for_programs
@unchanged
def source(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The articles of a source."""
    return export(request, form, source_choice(get_object_or_404(Source, slug=slug)))


@for_programs
@unchanged
def event(request: HttpRequest, key: int, slug: str, form: str) -> HttpResponseBase:
    """The articles about an event; one that joined another leads there."""
    row = get_object_or_404(Event.objects.select_related("merged_into"), pk=key)
    if row.merged_into is not None:
        return redirect(_elsewhere(request, row.merged_into.get_absolute_url(), form))
    if slug != row.slug:
        return HttpResponsePermanentRedirect(_elsewhere(request, row.get_absolute_url(), form))
    return export(request, form, event_choice(row))


def export(request: HttpRequest, form: str, choice: Choice | None = None) -> HttpResponseBase:
    """The file; of mistakes a problem, for a file without a filter that was meant would say too much."""
    asked, wanted = ExportFilter(request.GET), FORMATS[form]
    wrong = checked(request, asked.filters, asked.form)
    if wrong:
        return wrong
    page = search_page(asked.wanted(Narrowing((choice,)) if choice else EVERYTHING), shown=False)
    if page.problems:
        return problem(request, "query-not-understood", page.problems[0].message, in_query(page))
    ids = np.fromiter(page.ids, np.int64, len(page.ids))
    options = {name: bool(asked.form.cleaned_data.get(name)) for name in ("texts", "bom")}
    site = Site(request.build_absolute_uri("/").rstrip("/"))
    path = request.path.removesuffix(f".{form}")
    # The ids take a tenth of the memory as an array.
    made = Export(replace(page, ids=()), ids, path, site, **options)
    pieces = wanted.write(made) if request.method == "GET" else iter(())
    response = StreamingHttpResponse((piece.encode() for piece in pieces), wanted.type)
    name = slugify(page.request.q)[:60] or path.strip("/").replace("/", "-") or "articles"
    response["Content-Disposition"] = f'attachment; filename="newsarchive-{slugify(name)}.{form}"'
    return response


def _elsewhere(request: HttpRequest, address: str, form: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{address}.{form}?{query}" if query else f"{address}.{form}"
