"""What went wrong → an answer of application/problem+json (RFC 9457), with the place of each mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.forms import Form, MultipleHiddenInput, SelectMultiple
from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from articles.search.shown import SearchPage

View = Callable[..., HttpResponseBase]
SEVERAL = (MultipleHiddenInput, SelectMultiple)
KINDS = {
    "bad-parameter": (400, "A parameter cannot be read"),
    "unknown-parameter": (400, "There is no such parameter"),
    "query-not-understood": (400, "The query is not understood"),
    "not-found": (404, "There is nothing at this address"),
    "method-not-allowed": (405, "This address can only be read"),
    "gone": (410, "This is not there any more"),
    "too-many-requests": (429, "Too many requests"),
    "failed": (500, "Something broke"),
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: in which parameter, what it is, where it stands in the value, and what would do.

    `at` are the start and end in code points of the value, where the mistake has a place.
    """

    parameter: str
    message: str
    at: tuple[int, int] | None = None
    fixes: tuple[str, ...] = ()

    def as_object(self) -> dict[str, Any]:
        """The mistake for JSON."""
        found: dict[str, Any] = {"parameter": self.parameter, "message": self.message}
        if self.at is not None:
            found["position"] = {"start": self.at[0], "end": self.at[1]}
        if self.fixes:
            found["fixes"] = list(self.fixes)
        return found


def problem(
    request: HttpRequest,
    kind: str,
    detail: str,
    mistakes: Sequence[Mistake] = (),
    headers: Mapping[str, str] | None = None,
) -> JsonResponse:
    """The answer that says what went wrong."""
    status, title = KINDS[kind]
    content: dict[str, Any] = {
        "type": request.build_absolute_uri(f"/api/docs#{kind}"),
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.get_full_path(),
    }
    if mistakes:
        content["errors"] = [mistake.as_object() for mistake in mistakes]
    response = JsonResponse(content, status=status, content_type="application/problem+json", headers=headers)
    response.headers["Cache-Control"] = "no-store"
    return response


def for_programs(view: View) -> View:
    """A view of a file: where it cannot be read, or is not there, a program is told so in its own words.

    Nothing can be written there, so that no page of another site can either.
    """

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return only_read(request, ("GET", "HEAD"))
        try:
            return view(request, *args, **options)
        except Http404:
            return problem(request, "not-found", f"There is nothing at {request.path[:200]}.")

    return wrapped


def only_read(request: HttpRequest, methods: Sequence[str]) -> JsonResponse:
    """The answer to who tries to write at an address that knows these methods."""
    detail = f"{request.method} is not possible here: the archive is changed at its desk, and read here."
    return problem(request, "method-not-allowed", detail, headers={"Allow": ", ".join(methods)})


def unknown(given: QueryDict, known: Iterable[str]) -> list[Mistake]:
    """The parameters that there are not."""
    names = sorted(known)
    there = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names) or "none"
    return [
        Mistake(name, f"There is no parameter “{name[:80]}” here. There are: {there}.")
        for name in given
        if name not in names
    ]


def twice(given: QueryDict, form: Form) -> list[Mistake]:
    """The parameters given more than once of which only one value would be read."""
    return [
        Mistake(name, f"“{name}” is given {len(values)} times; it takes one value.")
        for name, values in given.lists()
        if len(values) > 1 and name in form.fields and not isinstance(form.fields[name].widget, SEVERAL)
    ]


def mistakes(form: Form) -> list[Mistake]:
    """What is wrong with the values."""
    return [
        Mistake("" if name == "__all__" else name, str(message))
        for name, messages in form.errors.items()
        for message in messages
    ]


def in_query(page: SearchPage) -> list[Mistake]:
    """What is not understood of the query, with its place."""
    return [Mistake("q", one.message, one.at, one.fixes) for one in page.problems]


def checked(request: HttpRequest, names: Iterable[str], form: Form) -> JsonResponse | None:
    """The problem with the parameters of an address; None where there is none."""
    strange = unknown(request.GET, names)
    if strange:
        return problem(request, "unknown-parameter", strange[0].message, strange)
    form.is_valid()
    wrong = [*twice(request.GET, form), *mistakes(form)]
    return problem(request, "bad-parameter", wrong[0].message, wrong) if wrong else None
