"""A template and its values → a page of the desk, with what the admin puts around it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """The page, with the menus of the admin."""
    return render(request, template, {**admin.site.each_context(request), "title": title, **context})
