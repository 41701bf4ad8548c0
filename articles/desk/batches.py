"""The import desk, inside the admin: upload, see what would happen, store, read the report, take it back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from articles.desk.page import page
from articles.importing import jobs
from articles.importing.absorbing import leaving, staying
from articles.importing.material import restored, throw_away
from articles.importing.replacing import articles_in, cut_of, cuts_of_its_parts, obstacle
from articles.importing.run import begin_storing
from articles.importing.undo import plan_undo
from articles.models import Article, Batch, Cut, LedgerEntry, Outcome, SourceFile

ENTRIES_A_PAGE = 50
MOST_NAMED = 100
MEANWHILE = "Nothing was done: somebody else has just begun something with this batch. This is how it is now."
UNDOABLE = (Batch.Status.DONE, Batch.Status.FAILED, Batch.Status.UNDOING)


class CountedPaginator(Paginator):  # type: ignore[type-arg]
    """Pages of a list whose length is known, so that a page of a large batch costs no second count."""

    def __init__(self, entries: QuerySet[LedgerEntry], per_page: int, count: int) -> None:
        super().__init__(entries, per_page)
        self._count = count

    @property
    def count(self) -> int:
        return self._count


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A batch at the desk: its progress, its preview or its report, an entry of the ledger a row."""
    batch = get_object_or_404(Batch.objects.select_related("source", "created_by"), pk=pk)
    outcomes = _outcomes(batch)
    chosen = request.GET.get("outcome", "")
    entries = batch.entries.select_related("file", "article").defer("article__body").order_by("pk")
    words, file = request.GET.get("words", "").strip()[:200], request.GET.get("file", "")
    if chosen in Outcome.values:
        entries = entries.filter(outcome=chosen)
    if words:
        entries = entries.filter(
            Q(title__icontains=words) | Q(reason__icontains=words) | Q(member__icontains=words)
        )
    if file.isascii() and file.isdigit() and len(file) < 10:
        entries = entries.filter(file=int(file))
    else:
        file = ""
    if chosen == Outcome.DOUBTFUL:
        entries = entries.order_by("confidence", "pk")
    count = outcomes.get(chosen, 0) if chosen in Outcome.values else sum(outcomes.values())
    if words or file:
        count = entries.order_by().count()
    pages = CountedPaginator(entries, ENTRIES_A_PAGE, count)
    cuts = _cuts(batch)
    return page(
        request,
        "desk/batch.html",
        str(batch),
        batch=batch,
        tiles=[(outcome, outcomes.get(outcome.value, 0)) for outcome in Outcome],
        total=sum(outcomes.values()),
        will_store=sum(outcomes.get(name, 0) for name in ("new", "doubtful", "changed")),
        words=words,
        file=file,
        chosen=chosen if chosen in Outcome.values else "",
        page=pages.get_page(request.GET.get("page")),
        files=batch.files.select_related("raw").annotate(
            found=Count("entries", filter=~Q(entries__outcome=Outcome.REJECTED)),
            rejected=Count("entries", filter=Q(entries__outcome=Outcome.REJECTED)),
        )[:200],
        file_count=batch.files.count(),
        cuts=cuts,
        is_a_cut=any(cut.alone for cut, _ in cuts),
        **_of_a_cut(batch),
        at_rest=batch.status in (Batch.Status.PREVIEW, Batch.Status.DONE),
        at_work=batch.status in jobs.AT_WORK,
        stalled=jobs.stalled(batch),
        half_stored=is_half_stored(batch),
    )


def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the work on a batch is, for the desk to show in place; a finished one reloads the page."""
    batch = get_object_or_404(Batch, pk=pk)
    response = render(request, "desk/progress.html", {"batch": batch, "stalled": jobs.stalled(batch)})
    if batch.status not in jobs.AT_WORK:
        response["HX-Refresh"] = "true"
    return response


def store(request: HttpRequest, pk: int) -> HttpResponse:
    """Store a previewed batch, or go on with one that stopped half stored."""
    batch = get_object_or_404(Batch, pk=pk)
    stopped = batch.status == Batch.Status.FAILED or jobs.stalled(batch)
    if batch.status == Batch.Status.PREVIEW and (reason := obstacle(batch)):
        messages.error(request, reason)
    elif batch.status == Batch.Status.PREVIEW or (stopped and is_half_stored(batch)):
        _start(request, batch, begin_storing(batch))
    else:
        messages.error(request, f"{batch} is {batch.get_status_display()}; there is nothing to store.")
    return redirect("admin:desk", pk=pk)


def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the files of a batch anew: one that was taken back, or whose reading stopped."""
    batch = get_object_or_404(Batch, pk=pk)
    may = (Batch.Status.UNDONE, Batch.Status.FAILED, Batch.Status.PREVIEW)
    if is_half_stored(batch):
        messages.error(request, f"{batch} has stored articles; go on with it or take it back first.")
    elif batch.status in may or jobs.stalled(batch):
        _start(request, batch, batch.claim(Batch.Status.READING))
    return redirect("admin:desk", pk=pk)


def _start(request: HttpRequest, batch: Batch, claimed: bool) -> None:
    if claimed:
        jobs.start(batch)
    else:
        messages.error(request, MEANWHILE)


def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away a batch that never became part of the archive."""
    batch = get_object_or_404(Batch, pk=pk)
    if is_half_stored(batch) or batch.status in (Batch.Status.DONE, Batch.Status.UNDONE):
        messages.error(request, f"{batch} is in the archive. Take it back instead.")
        return redirect("admin:desk", pk=pk)
    if batch.status in jobs.AT_WORK and not jobs.stalled(batch):
        messages.error(request, f"{batch} is {batch.get_status_display()}: wait until that has ended.")
        return redirect("admin:desk", pk=pk)
    name = str(batch)
    throw_away(batch)
    messages.success(request, f"{name} was thrown away. Nothing of it had been stored.")
    return redirect("admin:desk_upload")


def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, with what it will do in numbers, then take the batch back."""
    batch = get_object_or_404(Batch, pk=pk)
    if request.method != "POST":
        plan = plan_undo(batch)
        sample = batch.articles.order_by("pk")[:20]
        cut_since = Cut.objects.filter(
            Q(replaces__versions__batch=batch) | Q(raw__names__batch=batch),
            alone=True,
            batch__status=Batch.Status.DONE,
        ).exclude(batch=batch)
        return page(
            request,
            "desk/undo.html",
            f"Take back {batch}",
            batch=batch,
            plan=plan,
            sample=sample,
            cut_since=Batch.objects.filter(cuts__in=cut_since).distinct()[:20],
        )
    first = list(cuts_of_its_parts(batch))
    if first:
        names = ", ".join(map(str, first))
        messages.error(request, f"Parts of it were cut again since. Take back first: {names}.")
    elif batch.status in UNDOABLE or jobs.stalled(batch):
        _start(request, batch, batch.claim(Batch.Status.UNDOING))
    else:
        messages.error(request, f"{batch} is {batch.get_status_display()}; there is nothing to take back.")
    return redirect("admin:desk", pk=pk)


def raw_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """The bytes of a file of the batch, as they came."""
    row = get_object_or_404(SourceFile.objects.select_related("raw"), pk=file, batch=pk)
    name = row.name.replace("\\", "/").rsplit("/", 1)[-1]
    return FileResponse(
        restored(row.raw), as_attachment=True, filename=name, content_type="application/octet-stream"
    )


def is_half_stored(batch: Batch) -> bool:
    """Whether some of the batch is in the archive."""
    return batch.articles.exists() or batch.versions.exists() or batch.absorbed.exists()


def _outcomes(batch: Batch) -> dict[str, int]:
    counted = batch.entries.order_by().values("outcome").annotate(count=Count("pk"))
    return dict(counted.values_list("outcome", "count"))


def _cuts(batch: Batch) -> list[tuple[Cut, str]]:
    """What people cut by hand in the batch, each with the name of its file."""
    cuts = list(batch.cuts.select_related("made_by", "replaces")[:100])
    names = dict(batch.files.filter(raw__in=[cut.raw_id for cut in cuts]).values_list("raw", "name"))
    return [(cut, ", ".join(filter(None, (names.get(cut.raw_id, ""), cut.member)))) for cut in cuts]


def _of_a_cut(batch: Batch) -> dict[str, Any]:
    """What the page of a batch says where it is there for a cut of stored lines alone: what that would do."""
    cut = cut_of(batch)
    if cut is None or batch.status not in (Batch.Status.PREVIEW, Batch.Status.DONE):
        return {}
    absorbed = batch.absorbed.select_related("into")[:MOST_NAMED]
    if batch.status == Batch.Status.DONE:
        return {"stays": _stays(batch, cut), "absorbed": absorbed}
    return {
        "stays": _stays(batch, cut),
        "leaving": leaving(batch)[:MOST_NAMED],
        "staying": staying(batch)[:MOST_NAMED],
        "obstacle": obstacle(batch),
    }


def _stays(batch: Batch, cut: Cut) -> Article | None:
    """The article that was to be cut again and stays as it is: the archive has all of its parts already."""
    if articles_in(cut).filter(ledger_entries__batch=batch).exists():
        return None
    return cut.replaces


def batch_link(batch: Batch) -> str:
    """The address of the batch at the desk."""
    return reverse("admin:desk", args=[batch.pk])


def redirect_to_upload(_request: HttpRequest) -> HttpResponseRedirect:
    """Batches are made by importing, never by filling in a row."""
    return HttpResponseRedirect(reverse("admin:desk_upload"))
