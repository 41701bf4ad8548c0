"""Searches that readers save: what is new in each, and what they can do with them. Only they see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles.filters import ArticleFilter
from articles.models import Batch, SavedSearch
from articles.search.arrivals import Reading, Standing, reading, since, standings
from articles.search.batches import latest, stored

MOST_SAVED = 100


@dataclass(frozen=True, slots=True)
class Watched:
    """A saved search with its numbers; `problem` says why there are none. Addresses are without the host."""

    row: SavedSearch
    words: Sequence[str]
    problem: str = ""
    total: int = 0
    fresh: int = 0
    mark: Batch | None = None
    address: str = ""
    fresh_address: str = ""
    feed: str = ""


@login_required
@never_cache
@require_GET
def saved(request: HttpRequest) -> HttpResponse:
    """The searches of the reader, each with what is new in it."""
    rows = list(SavedSearch.objects.filter(user=_reader(request)))
    searches = watched(rows)
    context = {
        "searches": searches,
        "any_fresh": any(one.fresh for one in searches),
        "last": latest(),
        "most": MOST_SAVED,
    }
    return render(request, "watching/saved.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Give the search in the address a name, and keep it."""
    asked = ArticleFilter(request.GET)
    read = reading(asked.request_within()) if asked.is_valid() else None
    if read is None or read.problems:
        said = [one for each in asked.form.errors.values() for one in each]
        said += [problem.message for problem in read.problems] if read else []
        return render(request, "watching/save.html", {"problems": said}, status=400)
    parameters = urlencode(read.request.lasting.parameters)
    row = SavedSearch.objects.filter(user=_reader(request), parameters=parameters).first()
    if row is not None:
        messages.info(request, f"You have saved this search before, as “{row}”.")
        return redirect("saved")
    if SavedSearch.objects.filter(user=_reader(request)).count() >= MOST_SAVED:
        said = [f"You keep {MOST_SAVED} searches, which is as many as there can be. Delete one first."]
        return render(request, "watching/save.html", {"problems": said}, status=400)
    if request.method == "POST":
        return _kept(request, read, parameters)
    context = {"read": read, "name": read.title[:200], "address": f"{reverse('search')}?{parameters}"}
    return render(request, "watching/save.html", context)


@login_required
@require_POST
def rename(request: HttpRequest, key: int) -> HttpResponse:
    """Another name."""
    row = _own(request, key)
    name = _name(request)
    if name:
        row.name = name
        row.save(update_fields=["name"])
        messages.success(request, f"It is called “{row}” now.")
    else:
        messages.error(request, f"A search needs a name; “{row}” keeps its own.")
    return redirect("saved")


@login_required
@require_POST
def delete(request: HttpRequest, key: int) -> HttpResponse:
    """Keep it no longer. The message leads to saving it again."""
    row = _own(request, key)
    row.delete()
    messages.success(request, f"“{row}” is deleted.", extra_tags=f"{reverse('save_search')}?{row.parameters}")
    return redirect("saved")


@login_required
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Mark one search, or all, as seen up to the batch that was the last when the list was shown."""
    number = request.POST.get("batch", "")
    batch = stored(int(number)) if number.isascii() and number.isdigit() and len(number) < 19 else None
    rows = SavedSearch.objects.filter(user=_reader(request))
    if request.POST.get("search"):
        key = request.POST["search"]
        rows = rows.filter(pk=_own(request, int(key) if key.isascii() and key.isdigit() else 0).pk)
    if batch is None:
        messages.error(request, "Nothing was marked: the list did not say what was seen. Try it again.")
    else:
        rows.exclude(seen__gt=batch.finished).update(seen=batch.finished)
    return redirect("saved")


def watched(rows: Sequence[SavedSearch]) -> list[Watched]:
    """The searches with their numbers, all of one state of the archive."""
    marks = {seen: latest(seen) if seen else None for seen in {row.seen for row in rows}}
    asked = {row.pk: ArticleFilter(QueryDict(row.parameters)) for row in rows}
    valid = [row for row in rows if asked[row.pk].is_valid()]
    requests = [(asked[row.pk].request_within(), _number(marks[row.seen])) for row in valid]
    found = {row.pk: one for row, one in zip(valid, standings(requests), strict=True)}
    return [_watched(row, found.get(row.pk), marks[row.seen]) for row in rows]


def _watched(row: SavedSearch, one: Standing | None, mark: Batch | None) -> Watched:
    address = f"{reverse('search')}?{row.parameters}"
    if one is None or one.reading.problems:
        gone = "Something that it names is not in the archive any more."
        return Watched(row, (), gone, address=address)
    request = one.reading.request.lasting.change(sort=None, versions="")
    fresh = since(request, mark.pk) if mark else request
    return Watched(
        row,
        one.reading.words,
        total=one.total,
        fresh=one.fresh,
        mark=mark,
        address=address,
        fresh_address=f"{reverse('search')}{fresh.address}",
        feed=f"{reverse('feed')}{request.address}",
    )


def _number(batch: Batch | None) -> int | None:
    return batch.pk if batch else None


def _kept(request: HttpRequest, read: Reading, parameters: str) -> HttpResponse:
    last = latest()
    try:
        with transaction.atomic():
            row = SavedSearch.objects.create(
                user=_reader(request),
                name=_name(request) or read.title[:200],
                parameters=parameters,
                seen=last.finished if last else None,
            )
    except IntegrityError:  # Sent twice at once: one of them has kept it.
        return redirect("saved")
    messages.success(request, f"“{row}” is saved. What comes into the archive from now on is new in it.")
    return redirect("saved")


def _own(request: HttpRequest, key: int) -> SavedSearch:
    """A search of the reader; 404 for those of others as for those that there are not."""
    row: SavedSearch = get_object_or_404(SavedSearch, pk=key, user=_reader(request))
    return row


def _reader(request: HttpRequest) -> User:
    """Who is signed in."""
    assert isinstance(request.user, User)
    return request.user


def _name(request: HttpRequest) -> str:
    return " ".join(request.POST.get("name", "").replace("\0", "").split())[:200]
