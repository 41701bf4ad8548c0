"""How often one client may ask: counted in the database, so that all processes count together."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from articles.models import ApiUse

MINUTE = 60
COUNT = """
    INSERT INTO articles_apiuse (client, minute, count) VALUES (%s, %s, 1)
    ON CONFLICT (minute, client) DO UPDATE SET count = articles_apiuse.count + 1 RETURNING count
"""
# Every so many requests the counts of past minutes are dropped.
SWEEP = 500


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a client may still ask in this minute; `limit` 0 is no limit. `reset` is in seconds."""

    limit: int
    used: int
    reset: int

    @property
    def over(self) -> bool:
        """Whether it was one too many."""
        return bool(self.limit) and self.used > self.limit

    @property
    def headers(self) -> dict[str, str]:
        """The headers that say it."""
        if not self.limit:
            return {}
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(self.limit - self.used, 0)),
            "RateLimit-Reset": str(self.reset),
        }


def count(request: HttpRequest) -> Allowance:
    """Count the request. Nothing is asked of the database where there is no limit."""
    limit: int = settings.API_RATE_LIMIT
    if not limit:
        return Allowance(0, 0, 0)
    now = int(time.time())
    minute, client = now // MINUTE, salted_hmac("articles.api.limit", address_of(request)).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [client, minute])
        used = cursor.fetchone()[0]
    if random.randrange(SWEEP) == 0:  # noqa: S311 (no secret)
        ApiUse.objects.filter(minute__lt=minute - 1).delete()
    return Allowance(limit, used, MINUTE - now % MINUTE)


def address_of(request: HttpRequest) -> str:
    """The address of the client: of the last one before the proxy where the site trusts one (HTTPS=1)."""
    if settings.HTTPS:
        forwarded: str = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
