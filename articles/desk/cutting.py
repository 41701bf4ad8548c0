"""The lines of an entry at the desk, and what a person says of each → its articles, shown and then kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect

from articles.desk.page import page
from articles.importing import jobs
from articles.importing.cutting import (
    CHANGED_SINCE,
    Lines,
    NotCuttableError,
    article_entry,
    check,
    cut_again,
    forget_cut,
    lines_of,
)
from articles.importing.material import as_input
from articles.importing.neighbours import beside, together, within
from articles.importing.rereading import read_entry
from articles.models import Article, Batch, Cut, LedgerEntry, Outcome
from articles.reading import byhand
from articles.reading.byhand import HandCut, Mark, text_again
from articles.reading.containers import DAMAGE
from articles.reading.opened import LimitError
from articles.reading.text import Line
from articles.reading.titles import fold
from articles.records import IN_TITLE_LINE, ParsedArticle, Rejection

LINES_SHOWN = 400
MOST_LINES = 50_000
MOST_JOINED = 20
MOST_READ = 4
LONGEST_LINE = 2_000
SAID = {
    Mark.START: "a title: an article starts here",
    Mark.OPEN: "the start of an article, no title",
    Mark.TITLE: "the title, or more of it",
    Mark.DATE: "its date",
    Mark.CAPTION: "a caption",
    Mark.OUT: "left out",
    Mark.REST: "left out from here on",
}
_DOUBTED = re.compile(r"\bline (\d{1,9}) may be the title of another article")
# What the reader of the text itself makes use of: these lines stay, and are put aside again.
_READ_AGAIN = ("date line", "byline", "address", "source", "title again", "caption again")


@dataclass(frozen=True, slots=True)
class Shown:
    """A line that is not blank, with what is said of it; `gap` where a blank one is above it.

    `wondered`: the reader took it for text and was not sure.
    """

    number: int
    text: str
    mark: str
    gap: bool
    wondered: bool = False


def show_cut(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """The lines of an entry, to say where articles start; what comes of that; and keeping it."""
    batch = get_object_or_404(Batch, pk=pk)
    found = batch.entries.select_related("batch", "file__raw", "article__source").filter(pk=entry)
    row: LedgerEntry | None = found.first()
    if row is None:
        messages.error(request, CHANGED_SINCE)
        return redirect("admin:desk", pk=pk)
    article = read_entry(row) if row.outcome != Outcome.REJECTED else None
    also = list(filter(None, map(_number, request.GET.getlist("and")[:MOST_JOINED])))
    try:
        check(row, article.layout if article else "")
        lines, text = _lines(row, also)
    except NotCuttableError as error:
        messages.error(request, str(error))
        return redirect("admin:desk_entry", pk=pk, entry=entry)
    asked = request.POST.get("do", "")
    others = within(row, lines_of(row) or lines, lines) if also else []
    if request.method == "POST":
        marks = _marks(request.POST, lines)
    else:
        marks = _found_in(row, article, others, lines, text)
    if asked == "keep":
        return _keep(request, row, lines, marks, joined=bool(others))
    start = _window(request.POST, asked, text)
    return page(
        request,
        "desk/cut.html",
        "Cut it again",
        batch=batch,
        entry=row,
        lines=lines,
        shown=_shown(text[start : start + LINES_SHOWN], marks, row.reason),
        start=start,
        earlier=start > 0,
        later=start + LINES_SHOWN < len(text),
        elsewhere=_elsewhere(marks, text[start : start + LINES_SHOWN]),
        choices=[(mark.value, label) for mark, label in SAID.items()],
        made=_made(row, lines, marks) if asked == "show" else None,
        stored=batch.status == Batch.Status.DONE,
        beside=beside(row, lines),
        also=also,
        joined=[each for each in others if each.outcome != Outcome.REJECTED],
    )


def cut_article(request: HttpRequest, pk: int) -> HttpResponse:
    """The way from an article to the lines that it was cut from."""
    article = get_object_or_404(Article, pk=pk)
    entry = article_entry(article)
    if entry is None:
        messages.error(request, "The ledger has no entry for this article, so its lines are not known.")
        return redirect("admin:articles_article_change", pk)
    return redirect("admin:desk_cut", pk=entry.batch_id, entry=entry.pk)


def drop_cut(request: HttpRequest, pk: int, cut: int) -> HttpResponse:
    """Take back how lines were cut in a batch that is not stored, and read it again."""
    row = get_object_or_404(Cut.objects.select_related("batch"), pk=cut, batch=pk)
    try:
        forget_cut(row)
    except NotCuttableError as error:
        messages.error(request, str(error))
    else:
        jobs.start(row.batch)
        messages.success(request, f"The cut of {row} was taken back; the files are read again without it.")
    return redirect("admin:desk", pk=pk)


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def _lines(row: LedgerEntry, also: Sequence[int]) -> tuple[Lines, list[Line]]:
    """The lines of the entry, with those of entries beside it; their texts, blank ones among them."""
    lines = lines_of(row)
    if lines is None:
        raise NotCuttableError("Its lines are not known.")
    lines = together(row, lines, also)
    if lines.last - lines.first >= MOST_LINES:
        raise NotCuttableError(
            f"It has more than {MOST_LINES:,} lines: cut the file itself into smaller ones."
        )
    try:
        with as_input(row.file).open() as stream:
            opened = text_again(row.file.name, stream, row.member)
            return lines, opened.lines[lines.first - 1 : lines.last]
    except (OSError, ValueError, LimitError, *DAMAGE) as error:
        raise NotCuttableError(f"Its file cannot be read again: {error}") from error


def _marks(given: QueryDict, lines: Lines) -> dict[int, Mark]:
    """What was said, of the lines shown and, in a field of its own, of those that were not."""
    elsewhere = (part.partition(":") for part in given.get("elsewhere", "").split())
    said = [(line, value) for line, _, value in elsewhere]
    said += [(name[5:], str(value)) for name, value in given.items() if name.startswith("line-")]
    values = {mark.value for mark in Mark}
    return {
        int(line): Mark(value)
        for line, value in said
        if value in values
        and line.isascii()
        and line.isdigit()
        and len(line) < 10
        and lines.first <= int(line) <= lines.last
    }


def _found(
    row: LedgerEntry, article: ParsedArticle | None, lines: Lines, text: Sequence[Line]
) -> dict[int, Mark]:
    """What the reader took the lines for, as something to begin with."""
    marks: dict[int, Mark] = {
        line: Mark.OUT
        for line, _, reason in row.removed
        if line
        and lines.first <= line <= lines.last
        and reason not in _READ_AGAIN
        and not reason.startswith(IN_TITLE_LINE)
    }
    if article:
        marks |= {each.line: Mark.CAPTION for each in article.captions if each.line}
    marks = {line: mark for line, mark in marks.items() if lines.first <= line <= lines.last}
    first = next((line.number for line in text if line.text and line.number not in marks), lines.first)
    title = fold(row.title)
    at = next((line.number for line in text if line.text and fold(line.text) == title), None)
    if at == first or (at is not None and at < first):
        return marks | {at: Mark.START}
    return marks | {first: Mark.OPEN} | ({at: Mark.TITLE} if at else {})


def _found_in(
    row: LedgerEntry,
    article: ParsedArticle | None,
    others: Sequence[LedgerEntry],
    lines: Lines,
    text: Sequence[Line],
) -> dict[int, Mark]:
    """What the reader took the lines for, of an entry and those cut together with it.

    The first of them gives the title; the titles of the others are text, as they were when all was one.
    """
    head, *rest = sorted([row, *others], key=lambda each: (each.outcome == Outcome.REJECTED, each.first_line))
    if head is not row:
        article = read_entry(head)
    marks = {
        line: Mark.OUT
        for other in rest
        for line, _, reason in other.removed
        if line and not reason.startswith(IN_TITLE_LINE)
    }
    for other in rest[:MOST_READ]:
        read = read_entry(other) if other.outcome != Outcome.REJECTED else None
        marks |= {each.line: Mark.CAPTION for each in (read.captions if read else ()) if each.line}
    marks = {line: mark for line, mark in marks.items() if lines.first <= line <= lines.last}
    return marks | _found(head, article, lines, text)


def _window(given: QueryDict, asked: str, text: Sequence[Line]) -> int:
    start = _number(given.get("start", ""))
    start += {"earlier": -LINES_SHOWN, "later": LINES_SHOWN}.get(asked, 0)
    return max(0, min(start, (len(text) - 1) // LINES_SHOWN * LINES_SHOWN))


def _shown(text: Sequence[Line], marks: Mapping[int, Mark], reason: str) -> list[Shown]:
    wondered = {int(line) for line in _DOUBTED.findall(reason)}
    return [
        Shown(
            line.number,
            line.text[:LONGEST_LINE] + ("…" if len(line.text) > LONGEST_LINE else ""),
            marks.get(line.number, ""),
            number > 0 and not text[number - 1].text,
            line.number in wondered,
        )
        for number, line in enumerate(text)
        if line.text
    ]


def _elsewhere(marks: Mapping[int, Mark], shown: Sequence[Line]) -> str:
    here = {line.number for line in shown}
    return " ".join(f"{line}:{mark.value}" for line, mark in sorted(marks.items()) if line not in here)


def _made(row: LedgerEntry, lines: Lines, marks: Mapping[int, Mark]) -> list[ParsedArticle | Rejection]:
    cut = HandCut(lines.first, lines.last, tuple(sorted(marks.items())), row.member)
    with as_input(row.file).open() as stream:
        return list(byhand.alone(cut, row.file.name, stream))


def _keep(
    request: HttpRequest, row: LedgerEntry, lines: Lines, marks: Mapping[int, Mark], *, joined: bool
) -> HttpResponse:
    made = _made(row, lines, marks)
    texts = _articles(made)
    if not texts and row.batch.status == Batch.Status.DONE:
        messages.error(
            request, "No article would be left: delete the article instead, or say where one starts."
        )
        return redirect(request.get_full_path())
    user = request.user if request.user.is_authenticated else None
    try:
        batch = cut_again(row, lines, marks, user, joined=joined)
    except NotCuttableError as error:
        messages.error(request, str(error))
        return redirect("admin:desk", pk=row.batch_id)
    jobs.start(batch)
    if batch.pk == row.batch_id:
        said = f"Kept. The files are read again; lines {lines.first}–{lines.last} are cut as you said."
    else:
        said = "This is what your cut makes. Store it, and it replaces what stands in its lines."
    messages.success(request, said)
    return redirect("admin:desk", pk=batch.pk)


def _articles(made: Iterable[ParsedArticle | Rejection]) -> list[ParsedArticle]:
    return [each for each in made if isinstance(each, ParsedArticle)]
