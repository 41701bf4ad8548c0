"""The state of the archive as a short text: as long as it is the same, so is every answer.

It is made of the notes that triggers write. Their numbers grow, so no state comes back; their sum tells one
whose transaction has ended from one that nobody else can see yet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control

NOTES = """
    SELECT
        (SELECT last_value FROM articles_articlechange_id_seq),
        (SELECT last_value FROM articles_knowledgechange_id_seq),
        (SELECT (count(*), coalesce(sum(id), 0))::text FROM articles_articlechange),
        (SELECT (count(*), coalesce(sum(id), 0))::text FROM articles_knowledgechange)
"""


View = Callable[..., HttpResponseBase]


def unchanged(view: View) -> View:
    """A view whose answer is the same for everybody; whoever has that of this state is told so at once."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        etag = tag(request)
        same = get_conditional_response(request, etag=etag)
        if same is not None:
            return same
        response = view(request, *args, **options)
        if response.status_code == HTTPStatus.OK:
            response.headers["ETag"] = etag
            patch_cache_control(response, no_cache=True)
        return response

    return wrapped


def unchanged_unless_signed_in(view: View) -> View:
    """The same for a page that says who is signed in: what such a reader gets is theirs alone."""
    same_for_all = unchanged(view)

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        chosen = view if request.user.is_authenticated else same_for_all
        return chosen(request, *args, **options)

    return wrapped


def tag(request: HttpRequest) -> str:
    """The ETag of what the site answers to a request now, for anybody who is not signed in."""
    with connection.cursor() as cursor:
        cursor.execute(NOTES)
        state = cursor.fetchone()
    # An answer may tell the day, and addresses in it have the host of the request.
    asked = request.build_absolute_uri(), request.headers.get("HX-Request", ""), timezone.now().date()
    digest = hashlib.sha256(repr((state, asked, _program())).encode()).hexdigest()
    return f'W/"{digest[:32]}"'


@cache
def _program() -> float:
    """When the program changed last: another version may answer otherwise."""
    root = Path(settings.BASE_DIR)
    files = [*root.glob("articles/**/*"), *root.glob("templates/**/*")]
    return max(file.stat().st_mtime for file in files if file.suffix in (".py", ".html", ".csv", ".txt"))
