"""The queue of people who are probably one person, a pair at a time, with a key for each answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from articles.correcting.answers import author, done, page
from articles.importing import corrections
from articles.importing.alike import alike, portrait
from articles.models import Correction, Person

SHOWN = 500


def queue(request: HttpRequest) -> HttpResponse:
    """The pair at a place of the queue; an answer leads to the next one."""
    place = _place(request)
    if request.method == "POST":
        done(request, lambda: _answer(request))
        return redirect(f"{reverse('admin:alike')}?place={place}")
    pairs = alike()[:SHOWN]
    place = min(place, max(len(pairs) - 1, 0))
    context: dict[str, object] = {"count": len(pairs), "most": SHOWN, "place": place}
    if pairs:
        pair = pairs[place]
        people = Person.objects.in_bulk([pair.more, pair.less])
        context |= {
            "pair": pair,
            "both": [portrait(people[pair.more]), portrait(people[pair.less])],
            "following": place + 1 if place + 1 < len(pairs) else 0,
        }
    return page(request, "correcting/alike.html", "People who are probably one", **context)


def _answer(request: HttpRequest) -> Correction:
    one = get_object_or_404(Person, pk=_number(request.POST.get("one", "")))
    other = get_object_or_404(Person, pk=_number(request.POST.get("other", "")))
    by = author(request, request.POST.get("why", "").strip()[:500] or "no reason given")
    answer = request.POST.get("answer")
    if answer == "two":
        return corrections.not_one(one, other, by)
    return corrections.merge(one, other, by) if answer == "other" else corrections.merge(other, one, by)


def _place(request: HttpRequest) -> int:
    return _number(request.POST.get("place") or request.GET.get("place", ""))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
