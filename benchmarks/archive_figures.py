"""Import files into a fresh archive and print the figures of the README: speed, memory, disk, slowest pages.

    python benchmarks/archive_figures.py PATH… [--data FOLDER] [--rounds 5]

The archive lives in a temporary folder with a PostgreSQL of its own, or in FOLDER, which is then kept and
used as it is if it holds articles already. Run it with the project's own Python (.venv/bin/python).
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

from measuring import ROOT, data_folder, manage, run_import


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="keep the archive here")
    parser.add_argument("--rounds", type=int, default=5, help="how often each page is fetched")
    options = parser.parse_args()
    with data_folder(options.data) as folder:
        os.environ["NEWSARCHIVE_DATA"] = str(folder)
        manage("prepare", "--quick")
        for path in options.paths:
            import_figures(path, folder)
        page_figures(options.rounds)


def import_figures(path: str, folder: Path) -> None:
    """Import the path and print what came of it, how fast, and the peak memory of the importing processes."""
    run = run_import(path, folder)
    outcomes = ", ".join(f"{count:,} {name}" for name, count in run.outcomes.items() if count)
    print(f"\n{path}")
    print(f"  {run.articles:,} articles in {run.files:,} files: {outcomes}")
    print(f"  {run.seconds:.0f} s with all start-up, {run.articles / run.seconds:,.0f} articles a second")
    print(f"  peak memory {run.peak >> 20:,} MiB over {run.processes} processes")


def page_figures(rounds: int) -> None:
    """Fetch pages of every kind in this process and print the ten slowest, by median."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsarchive.settings"
    os.environ["LOG_LEVEL"] = "ERROR"
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT pg_database_size(current_database()), count(*) FROM articles_article")
        size, count = cursor.fetchone()
    print(f"\n{count:,} articles take {size / 2**20:,.0f} MiB on disk, with the files and all indexes")
    client = Client(SERVER_NAME="localhost")
    times = {}
    for address in addresses():
        taken = []
        for _ in range(rounds):
            started = time.perf_counter()
            response = client.get(address)
            taken.append(time.perf_counter() - started)
            assert response.status_code == 200, (address, response.status_code)
        times[address] = taken
    print("\nThe ten slowest pages (in process, median and worst of", rounds, "fetches):")
    for address, taken in sorted(times.items(), key=lambda pair: -statistics.median(pair[1]))[:10]:
        print(f"  {statistics.median(taken) * 1000:6.0f} ms {max(taken) * 1000:6.0f} ms  {address[:90]}")
    median = statistics.median(statistics.median(taken) for taken in times.values())
    print(f"  median over {len(times)} pages: {median * 1000:.0f} ms")


def addresses() -> list[str]:
    """Addresses of every kind of page, those with the most behind them."""
    from django.db.models import Count
    from django.db.models.functions import Length

    from articles.models import Article, ArticleCountry, ArticlePerson, Country, Event, Person, Source

    queries = (
        *("president", "said", "the", "putin ceasefire", '"prime minister"', "bank OR oil", "war -oil"),
        *("country:us", "country:iran nuclear", "after:2009", "market after:2008-09 before:2008-10"),
    )
    found = ["/", "/search", "/countries", "/leaders", "/leaders?page=2", "/events", "/sources", "/about"]
    found += [f"/search?{django_query(q=query)}" for query in queries]
    found += [f"/search?{django_query(q='said', page=page)}" for page in (2, 500)]
    found += [f"/search?{django_query(q='said', sort=sort)}" for sort in ("newest", "oldest")]
    top = (
        ArticleCountry.objects.values("country").annotate(n=Count("pk")).order_by("-n").values("country")[:2]
    )
    found += [
        country.get_absolute_url() for country in Country.objects.filter(pk__in=[r["country"] for r in top])
    ]
    top = ArticlePerson.objects.values("person").annotate(n=Count("pk")).order_by("-n").values("person")[:2]
    found += [
        person.get_absolute_url() for person in Person.objects.filter(pk__in=[r["person"] for r in top])
    ]
    found += [source.get_absolute_url() for source in Source.objects.all()[:1]]
    found += [event.get_absolute_url() for event in Event.objects.all()[:1]]
    longest = Article.objects.order_by(Length("body").desc())[:1]
    for article in [*longest, *Article.objects.order_by("pk")[:1]]:
        found += [article.get_absolute_url(), f"/articles/{article.pk}/file"]
    return found


def django_query(**values: object) -> str:
    """The values as the query part of an address."""
    from urllib.parse import urlencode

    return urlencode(values)


if __name__ == "__main__":
    main()
