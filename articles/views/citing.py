"""How to cite one article: a page with all formats, and each as a file."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.citing import Citation, bibtex, csl, line, ris
from articles.models import Article
from articles.problems import for_programs
from articles.search.sameness import unchanged, unchanged_unless_signed_in
from articles.shapes.cited import citation
from articles.shapes.shape import Site

TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "txt": "text/plain; charset=utf-8",
}


def citation_of(request: HttpRequest, article: Article) -> Citation:
    """The citation of an article that was read today."""
    return citation(article, Site(request.build_absolute_uri("/").rstrip("/")), timezone.now().date())


@require_safe
@unchanged_unless_signed_in
def cite(request: HttpRequest, key: int) -> HttpResponse:
    """The citation in all formats, to copy."""
    row = get_object_or_404(Article.objects.select_related("source", "batch"), pk=key)
    cited = citation_of(request, row)
    formats = [
        ("BibTeX", "bib", bibtex(cited)),
        ("RIS", "ris", ris(cited).replace("\r\n", "\n")),
        ("CSL-JSON", "csl.json", _csl(cited)),
    ]
    context = {
        "article": row,
        "line": line(cited),
        "formats": formats,
        "versions": row.versions.count(),
    }
    return render(request, "articles/cite.html", context)


@for_programs
@unchanged
def cite_as(request: HttpRequest, key: int, form: str) -> HttpResponse:
    """The citation as a file."""
    row = get_object_or_404(Article.objects.select_related("source"), pk=key)
    cited = citation_of(request, row)
    made = WRITERS[form](cited)
    name = f'attachment; filename="{cited.key}.{form}"'
    return HttpResponse(made, TYPES[form], headers={"Content-Disposition": name})


def _csl(cited: Citation) -> str:
    return json.dumps([csl(cited)], ensure_ascii=False, indent=1) + "\n"


def _text(cited: Citation) -> str:
    return line(cited) + "\n"


WRITERS: dict[str, Callable[[Citation], str]] = {"bib": bibtex, "ris": ris, "csl.json": _csl, "txt": _text}
