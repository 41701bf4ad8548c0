"""What a preview has read so far: identities in, those among them that came before out.

They stand in a temporary table, which the archive does not get to know: a batch may have millions of them.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection

MAKE = """
    DROP TABLE IF EXISTS pg_temp.previewed;
    CREATE TEMPORARY TABLE previewed (key text, content text, source text, by_text boolean, changed boolean);
    CREATE INDEX ON pg_temp.previewed (key);
    CREATE INDEX ON pg_temp.previewed (content)
"""
ADD = "COPY pg_temp.previewed (key, content, source, by_text, changed) FROM STDIN"
FIND = """
    SELECT key, content, source, by_text, changed FROM pg_temp.previewed
    WHERE key = ANY(%s) OR content = ANY(%s) ORDER BY changed
"""
# Nobody else tells PostgreSQL how many rows a temporary table has; without that it reads all of them.
GROWN = 4


class Earlier(NamedTuple):
    """An article that came before; `changed` if it is another text of one that came before it."""

    key: str
    content: str
    source: str
    by_text: bool
    changed: bool = False


class Previewed:
    """The articles of one preview. A new one forgets those of the preview before."""

    def __init__(self) -> None:
        self._count = self._counted = 0
        with connection.cursor() as cursor:
            cursor.execute(MAKE)

    def find(self, keys: Collection[str], contents: Collection[str]) -> list[Earlier]:
        """Those with one of these keys or contents, changed texts last."""
        with connection.cursor() as cursor:
            cursor.execute(FIND, [list(keys), list(contents)])
            return [Earlier(*row) for row in cursor.fetchall()]

    def add(self, articles: Iterable[Earlier]) -> None:
        """Remember these."""
        with connection.cursor() as cursor:
            with cursor.copy(ADD) as copy:
                for article in articles:
                    copy.write_row(article)
                    self._count += 1
            if self._count > GROWN * self._counted:
                self._counted = self._count
                cursor.execute("ANALYZE pg_temp.previewed")
