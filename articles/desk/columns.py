"""The columns of a batch at the desk: what each is taken for, and a person's word on what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import Truncator

from articles.desk.page import page
from articles.importing import jobs
from articles.importing.columns import own_columns
from articles.importing.material import as_input
from articles.models import Batch, ColumnName
from articles.reading.columns import Columns, key
from articles.reading.sampling import samples

MOST_FILES = 100
MOST_COLUMNS = 200
LONGEST = 100
Holds = ColumnName.Holds
# What the reader knows beyond what a person can say.
MORE = {"summary": "a summary", "caption": "captions"}


@dataclass(slots=True)
class Seen:
    """A column as the files write it, with an example, what it is taken for, and what a person said."""

    name: str
    taken: str
    said: str = ""
    example: str = ""
    places: list[str] = field(default_factory=list)

    @property
    def more(self) -> int:
        """In how many files it is beside the first."""
        return len(self.places) - 1


def show_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """The columns of the batch; what is said of them holds for this archive, and the batch is read again."""
    batch = get_object_or_404(Batch, pk=pk)
    if request.method == "POST":
        if not request.user.has_perm("articles.add_columnname"):
            messages.error(request, "You may not say what columns hold: ask an admin for that right.")
            return redirect("admin:desk_columns", pk=pk)
        changed = _keep(zip(request.POST.getlist("name"), request.POST.getlist("holds"), strict=False))
        return _after(request, batch, changed)
    return page(
        request,
        "desk/columns.html",
        f"Columns of {batch}",
        batch=batch,
        columns=columns_of(batch),
        choices=Holds.choices,
        rereads=batch.status == Batch.Status.PREVIEW,
    )


def columns_of(batch: Batch) -> list[Seen]:
    """The columns of the first files of the batch, in the order in which they are met; one of each name."""
    known = own_columns()
    found: dict[str, Seen] = {}
    for file in batch.files.select_related("raw").order_by("pk")[:MOST_FILES]:
        with as_input(file).open() as stream:
            for member, sample in samples(file.name, stream, known):
                place = ", ".join(part for part in (file.name, member) if part)
                for record in sample:
                    _note(found, record, place, known)
    return list(islice(found.values(), MOST_COLUMNS))


def _note(found: dict[str, Seen], record: Mapping[str, object], place: str, known: Columns) -> None:
    for name, value in record.items():
        if not key(name) or len(name) > LONGEST:
            continue
        seen = found.get(key(name))
        if seen is None:
            fields = [field for field, _ in known[name]]
            taken = " or ".join(MORE.get(each) or Holds(each).label for each in fields if _sayable(each))
            seen = found[key(name)] = Seen(name, taken, _said(known, name))
        if place not in seen.places:
            seen.places.append(place)
        if not seen.example and isinstance(value, str | int | float):
            seen.example = Truncator(" ".join(str(value).split())).chars(90)


def _sayable(field: str) -> bool:
    return field in MORE or field in Holds.values


def _said(known: Columns, name: str) -> str:
    return next((holds for column, holds in reversed(known.own) if key(column) == key(name)), "")


@transaction.atomic
def _keep(said: Iterable[tuple[str, str]]) -> int:
    """Write what was said of columns; "" leaves a column to the reader. How many rows changed."""
    rows = {key(row.column): row for row in ColumnName.objects.all()}
    changed = 0
    for name, holds in said:
        name = name.strip()
        row = rows.get(key(name))
        if not key(name) or len(name) > LONGEST or (holds and holds not in Holds.values):
            continue
        if row and not holds:
            row.delete()
        elif row and row.holds != holds:
            ColumnName.objects.filter(pk=row.pk).update(holds=holds)
        elif holds and not row:
            rows[key(name)] = ColumnName.objects.create(column=name, holds=holds)
        else:
            continue
        changed += 1
    return changed


def _after(request: HttpRequest, batch: Batch, changed: int) -> HttpResponse:
    if not changed:
        messages.info(request, "Nothing was changed.")
        return redirect("admin:desk_columns", pk=batch.pk)
    if batch.status == Batch.Status.PREVIEW and batch.claim(Batch.Status.READING):
        jobs.start(batch)
        messages.success(request, "Kept. The files are read again by it; later imports are read by it too.")
    else:
        messages.success(
            request, "Kept for later imports. To apply it here, take the batch back and read it again."
        )
    return redirect("admin:desk", pk=batch.pk)
