"""The results of a search → an Atom document with all of them, in the order asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from django.db.models import Max
from django.utils.encoding import escape_uri_path

from articles.exports import reading
from articles.exports.export import Export
from articles.models import Article, Version
from articles.search.excerpts import opening
from articles.search.names import country_choice, leader_choice
from articles.shapes import atom
from articles.shapes.listed import Listed

SUBTITLE = "All results of a search, in its order. Its feed of new articles is at {feed}."
MOST_ABOUT = 12


def as_atom(export: Export) -> Iterator[str]:
    """A feed whose only page has everything; `texts` adds the texts."""
    request, site, path = export.page.request, export.site, escape_uri_path(export.path)
    query = request.address if request.parameters else ""
    this = site.at(f"{path}.atom{query}")
    name = hashlib.sha256(f"{export.path}.atom?{urlencode(sorted(request.parameters))}".encode()).hexdigest()
    addresses = atom.Addresses(urlsplit(site.root).hostname or "", site.at(path + query), this, this)
    watched = request.lasting.change(sort=None)
    feed = site.at(f"{path}/feed{watched.address if watched.parameters else ''}")
    told = atom.Feed(name[:32], export.page.title, SUBTITLE.format(feed=feed), _updated(export), addresses)
    rows = reading.dated(export.ids, export.page, texts=export.texts)
    return atom.pieces(told, (_item(*row, texts=export.texts) for row in rows))


def _item(row: Listed, changed: datetime, beginning: str, *, texts: bool) -> atom.Item:
    article = row.article
    start, end = opening(beginning)
    about = [
        *(leader_choice(link.person) for link in article.person_links.all()),
        *(country_choice(link.country) for link in article.country_links.all()),
    ]
    summary = " ".join(beginning[start:end].split())
    return atom.Item(article, changed, summary, about[:MOST_ABOUT], article.body if texts else "")


def _updated(export: Export) -> datetime:
    """When the newest of the articles came, or, if that is later, an article of the archive changed last."""
    if not len(export.ids):
        return atom.NEVER
    newest = Article.objects.filter(pk=int(export.ids.max())).values_list("added", flat=True).first()
    changed: datetime | None = Version.objects.aggregate(last=Max("replaced"))["last"]
    return max(newest or atom.NEVER, changed or atom.NEVER)
