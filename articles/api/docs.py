"""The description of the API for people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.api.endpoints import ENDPOINTS
from articles.api.parameters import parameters
from articles.api.root import site_root
from articles.problems import KINDS
from articles.shapes.shape import SHAPES, Site


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every address with its parameters and fields, with examples that can be followed."""
    site = Site(request.build_absolute_uri("/").rstrip("/"))
    root = site_root(site)
    context = {
        "root": root,
        "endpoints": [(one, f"{root}{one.path}", parameters(one.filters)) for one in ENDPOINTS],
        "shapes": sorted(SHAPES.values(), key=lambda shape: shape.name),
        "problems": [(name, status, title) for name, (status, title) in KINDS.items()],
    }
    return render(request, "api/docs.html", context)
