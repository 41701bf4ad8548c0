"""What every page of corrections does: show itself in the admin's frame, do what was decided, say why not."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.importing.corrections import Author, StaleError
from articles.importing.decisions import BusyError
from articles.models import Correction


def page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """A page in the frame of the admin."""
    return render(request, template, {**admin.site.each_context(request), "title": title, **context})


def author(request: HttpRequest, why: str) -> Author:
    """Who asks."""
    return Author(request.user, why)  # type: ignore[arg-type]


def done(request: HttpRequest, decide: Callable[[], Correction]) -> HttpResponse | None:
    """Do what was decided and lead to its record; None, with the reason said, where it cannot be done."""
    try:
        correction = decide()
    except (StaleError, BusyError) as error:
        messages.error(request, str(error))
        return None
    return redirect("admin:articles_correction_change", correction.pk)
