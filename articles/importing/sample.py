"""The sample archive in the fixtures in, articles and a few events in the database out."""

import json
import os
from pathlib import Path
from typing import Any

from django.db import transaction

from articles.importing.events import settle
from articles.importing.report import ImportReport
from articles.importing.run import import_paths
from articles.models import Article, Country, Event, EventArticle, LedgerEntry, Person

LABEL = "Sample archive"
SOURCE = "newsarchive sample"


def load_sample(folder: Path) -> ImportReport:
    """Import the sample's articles as one batch, and the events that people have made of them."""
    # By its path from here: the name is shown to readers, who need not know where the archive lies.
    report = import_paths([os.path.relpath(folder / "sample")], source=SOURCE, label=LABEL)
    _load_events(json.loads((folder / "sample_events.json").read_text(encoding="utf-8")))
    return report


@transaction.atomic
def _load_events(rows: list[dict[str, Any]]) -> None:
    """Make the events, with their countries, people and articles; an event needs at least one article."""
    entries = LedgerEntry.objects.filter(batch__label=LABEL, article__isnull=False)
    places = {
        (Path(name).name, index): article
        for name, index, article in entries.values_list("file__name", "index", "article_id")
    }
    made: list[int] = []
    for row in rows:
        found = [places.get((place["file"], place["index"])) for place in row["articles"]]
        articles = Article.objects.filter(pk__in=[key for key in found if key])
        if not articles:
            continue
        columns = {name: row[name] for name in ("title", "kind", "start", "end", "summary")}
        event = Event.objects.create(status=Event.Status.CONFIRMED, **columns)
        event.countries.set(Country.objects.filter(code__in=row["countries"]))
        event.people.set(Person.objects.filter(slug__in=row["people"]))
        EventArticle.objects.bulk_create(EventArticle(event=event, article=article) for article in articles)
        made.append(event.pk)
    settle(made)
