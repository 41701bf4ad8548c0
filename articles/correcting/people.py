"""A person: whom they are one with, what they are called, which offices they held, who is taken for them."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from articles.correcting.answers import author, done, page
from articles.correcting.forms import NameForm, OfficeForm, WhoForm, WhyForm, stored
from articles.importing import corrections
from articles.importing.alike import Portrait, portrait
from articles.importing.concerned import concerned, forms_of, linked_with
from articles.importing.decisions import folded
from articles.importing.names_by_hand import office_data
from articles.models import Correction, Office, Person

Kind = Correction.Kind


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """All that can be corrected about a person; asking for a merge leads on to its page."""
    row = get_object_or_404(Person.objects.select_related("merged_into"), pk=pk)
    who = WhoForm(request.GET or None, prefix="same")
    if request.GET and who.is_valid() and who.cleaned_data["person"] is not None:
        other = who.cleaned_data["person"]
        if other.pk and other.pk != row.pk:
            return redirect("admin:correct_merge", row.pk, other.pk)
        messages.error(
            request, f"That is {row} already." if other.pk else "Give someone whom the archive knows."
        )
    return page(
        request,
        "correcting/person.html",
        f"Correct {row}",
        person=row,
        who=who,
        split=WhoForm(prefix="to"),
        aliases=row.aliases.all(),
        offices=row.offices.select_related("country"),
        forms=forms_of(row),
        absorbed=row.absorbed.all(),
        articles=row.article_links.count(),
        history=Correction.objects.filter(Q(person=row.slug) | Q(other=row.slug))[:50],
    )


def merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Two people side by side; which of the two goes on, if they are one."""
    one, two = get_object_or_404(Person, pk=pk), get_object_or_404(Person, pk=other)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = author(request, form.cleaned_data["why"])
        gone, kept = (two, one) if request.POST.get("keep") == str(one.pk) else (one, two)
        answer = done(request, lambda: corrections.merge(gone, kept, by))
        return answer or redirect("admin:correct_person", pk)
    both: list[Portrait] = [portrait(one), portrait(two)]
    return page(request, "correcting/merge.html", f"{one} and {two}", both=both, form=form, one=one)


def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Names by which articles lead to a person that are somebody else's."""
    row = get_object_or_404(Person, pk=pk)
    forms = request.POST.getlist("form") or request.GET.getlist("form")
    who, why = WhoForm(request.POST or None, prefix="to"), WhyForm(request.POST or None)
    if request.method == "POST" and all([who.is_valid(), why.is_valid()]):
        given = who.cleaned_data["person"]
        if given is None:
            who.add_error("who", "Say who it is instead.")
        else:
            by = author(request, why.cleaned_data["why"])
            answer = done(request, lambda: corrections.split(row, stored(given), by, forms=forms))
            return answer or redirect("admin:correct_person", pk)
    found: set[int] = set()
    for form in forms:
        found |= linked_with(people=[row.slug], form=folded(form), kept=False)
    return page(
        request,
        "correcting/split.html",
        f"Split names off {row}",
        person=row,
        forms=forms,
        count=len(found),
        who=who,
        why=why,
    )


def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Add or remove a name, once the number of articles that have it was shown."""
    row = get_object_or_404(Person, pk=pk)
    form = NameForm(request.POST or None, initial={"text": request.GET.get("text", "")})
    kind = Kind.ALIAS_REMOVED if request.GET.get("remove") else Kind.ALIAS
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        data: dict[str, Any] = {"text": text}
        known = row.aliases.filter(text=text).first()
        if kind == Kind.ALIAS_REMOVED and known is not None:
            data["origin"] = known.origin
        if (known is None) == (kind == Kind.ALIAS):
            by = author(request, form.cleaned_data["why"])
            answer = done(request, lambda: corrections.by_name(kind, row, data, by))
            if answer is not None:
                return answer
        else:
            now = "has that name already" if known else "has no such name (any more)"
            messages.error(request, f"{row} {now}.")
        return redirect("admin:correct_person", pk)
    text = " ".join(request.GET.get("text", "").split())
    count = len(concerned(Correction(kind=kind, person=row.slug, data={"text": text}))) if text else 0
    return page(
        request,
        "correcting/name.html",
        f"{kind.label.capitalize().removesuffix('ed')} of {row}",
        person=row,
        form=form,
        text=text,
        count=count,
        removing=kind == Kind.ALIAS_REMOVED,
    )


def office(request: HttpRequest, pk: int) -> HttpResponse:
    """Add, change or remove a term of office."""
    row = get_object_or_404(Person, pk=pk)
    asked = request.GET.get("office", "")
    present = Office.objects.filter(person=row, pk=asked).first() if asked.isdecimal() else None
    before = office_data(present) if present else None
    removing = bool(present and request.GET.get("remove"))
    form = WhyForm(request.POST or None) if removing else OfficeForm(request.POST or None, instance=present)
    if request.method == "POST" and form.is_valid():
        after = office_data(_given(form, row)) if isinstance(form, OfficeForm) else None
        kind = Kind.OFFICE_REMOVED if removing else Kind.OFFICE_CHANGED if before else Kind.OFFICE
        by = author(request, form.cleaned_data["why"])
        data = {"before": before, "after": after}
        answer = done(request, lambda: corrections.by_name(kind, row, data, by))
        return answer or redirect("admin:correct_person", pk)
    count = len(concerned(Correction(kind=Kind.OFFICE, person=row.slug)))
    return page(
        request,
        "correcting/office.html",
        f"{'Remove' if removing else 'Change' if present else 'Add'} an office of {row}",
        person=row,
        form=form,
        count=count,
        removing=removing,
        present=present,
    )


def _given(form: OfficeForm, row: Person) -> Office:
    """The term as it was given; it is written by the correction."""
    given: Office = form.save(commit=False)
    given.person, given.origin = row, given.origin or "manual"
    return given
