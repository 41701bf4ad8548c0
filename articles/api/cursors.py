"""The cursors of lists: opaque texts, signed, that name a place in a list → the place, or what is wrong.

`*` begins a list. A cursor belongs to the search or list that gave it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, JsonResponse

from articles.problems import Mistake, problem

BEGIN = "*"
_SIGNER = Signer(salt="articles.api.cursors", sep=".")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: what the list is called, and the place as that list writes it."""

    name: str
    at: str


def written(place: Place) -> str:
    """The cursor of a place."""
    return _SIGNER.sign_object([place.name, place.at])


def read(cursor: str) -> Place | None:
    """The place that a cursor names; None for one that this archive never gave."""
    try:
        name, at = _SIGNER.unsign_object(cursor)
    except (BadSignature, ValueError):
        return None
    return Place(name, at)


def refused(request: HttpRequest, message: str) -> JsonResponse:
    """The problem with a cursor."""
    detail = f"{message} Follow `next` as it stands, or begin again with cursor={BEGIN}."
    return problem(request, "bad-parameter", detail, [Mistake("cursor", detail)])


def unknown(request: HttpRequest) -> JsonResponse:
    """The problem with a text that is no cursor."""
    return refused(request, "This is no cursor of this archive: it is cut off, altered, or of another one.")


def foreign(request: HttpRequest) -> JsonResponse:
    """The problem with the cursor of something else."""
    return refused(request, "This cursor belongs to another list or search.")


def forgotten(request: HttpRequest) -> JsonResponse:
    """The problem with a list that is not kept any more."""
    detail = (
        "The list of this cursor is not kept any more: nobody asked for a page of it for a day, or many "
        f"others were begun. Begin again with cursor={BEGIN}."
    )
    return problem(request, "gone", detail, [Mistake("cursor", detail)])
