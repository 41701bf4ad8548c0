"""The state of the archive as a short text: as long as it is the same, so is every answer.

It is made of the notes that triggers write. Their numbers grow, so no state comes back; their sum tells one
whose transaction has ended from one that nobody else can see yet.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

NOTES = """
    SELECT
        (SELECT last_value FROM articles_articlechange_id_seq),
        (SELECT last_value FROM articles_knowledgechange_id_seq),
        (SELECT (count(*), coalesce(sum(id), 0))::text FROM articles_articlechange),
        (SELECT (count(*), coalesce(sum(id), 0))::text FROM articles_knowledgechange)
"""


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
