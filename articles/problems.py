"""What went wrong → an answer of application/problem+json (RFC 9457), with the place of each mistake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse

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
