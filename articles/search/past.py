"""The archive as it was when an import was done: what later imports brought is left out.

Articles are found by their present text and links; what is known to differ since then is said.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from articles.models import Batch
from articles.search.index import Index, Integers, current
from articles.search.language import Gravity, Note

REMEMBERED = 4

_past: WeakKeyDictionary[Index, OrderedDict[tuple[int, ...], Index]] = WeakKeyDictionary()
_lock = Lock()


@contextmanager
def state(as_of: int = 0) -> Iterator[Index]:
    """The index of now, or as of the import with that number; see `current`."""
    with current() as index:
        yield _at(index, as_of) if as_of else index


def changed(index: Index, as_of: int) -> Integers:
    """The ids of the articles of a past index whose text a later import changed."""
    later = ~np.isin(index.values("batch"), _batches(as_of))
    return index.ids[index.alive & later]


def said(index: Index, as_of: int) -> tuple[Note, ...]:
    """What of that state cannot be shown any more. `index` is that of the state."""
    batch = Batch.objects.get(pk=as_of)
    notes = []
    undone = Batch.objects.filter(status=Batch.Status.UNDONE, finished__lte=batch.finished)
    for gone in undone.order_by("pk"):
        when = parse_datetime(gone.progress.get("taken_back", ""))
        if when is None or batch.finished is None or when > batch.finished:
            on = f" on {date_format(when, 'j F Y')}" if when else ""
            notes.append(f"{gone} was taken back{on}: what only it brought is missing here.")
    total = len(changed(index, as_of))
    if total:
        which = "1 article of then has" if total == 1 else f"{total:,} articles of then have"
        notes.append(f"{which} another text since: such are found and ranked by their present one.")
    return tuple(Note(text, Gravity.CHANGED) for text in notes)


def _batches(as_of: int) -> list[int]:
    """The imports that were done by then, without those taken back since."""
    finished = Batch.objects.get(pk=as_of).finished
    done = Batch.objects.filter(status=Batch.Status.DONE, finished__lte=finished)
    return list(done.order_by("pk").values_list("pk", flat=True))


def _at(index: Index, as_of: int) -> Index:
    batches = _batches(as_of)
    key = tuple(batches)
    with _lock:
        known = _past.setdefault(index, OrderedDict())
        if key in known:
            known.move_to_end(key)
            return known[key]
    made = index.only(np.isin(index.values("since"), batches))
    with _lock:
        known[key] = made
        while len(known) > REMEMBERED:
            known.popitem(last=False)
    return made
