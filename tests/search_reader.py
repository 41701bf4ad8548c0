"""A process that searches while others write: every number of its pages against plain SQL of the same state.

    python -m tests.search_reader DATABASE SECONDS

Prints the number of pages that it looked at, then each number that was wrong.
"""

from __future__ import annotations

import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")


def main(name: str, seconds: float) -> None:
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = name
    from articles.search.checking import counted_otherwise
    from articles.search.index import current
    from articles.search.page import search
    from articles.search.request import SearchRequest, Sort

    pages, wrong = 0, []
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        with current() as index:
            wrong += [one.what for one in counted_otherwise(index)]
            for query, plain in (("", "TRUE"), ("talks", "words @@ 'talk'"), ("grain", "words @@ 'grain'")):
                page = search(SearchRequest(q=query, sort=Sort.NEWEST, exact=True))
                with connection.cursor() as cursor:
                    cursor.execute(f"SELECT count(*) FROM articles_searchtext WHERE {plain}")
                    total = cursor.fetchone()[0]
                bars = sum(bar.count for bar in (*page.timeline.bars, *page.timeline.apart))
                if not page.total == total == bars:
                    wrong.append(f"{query!r}: {page.total}, {bars} in bars, {total} by SQL")
        pages += 1
    print(pages)
    print("\n".join(wrong))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
