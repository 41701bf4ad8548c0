"""What staff send from the page of an event or the desk → a decision, and a sentence on what became of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from articles.importing import event_decisions as decisions
from articles.importing.event_decisions import NotPossibleError
from articles.models import Article, Country, Event, EventDecision, Person
from articles.models.fields import validate_partial_date

EVENT_ADDRESS = re.compile(r"(?:.*/events/)?(\d{1,18})(?:-[^/]*)?/?")
ARTICLE_ADDRESS = re.compile(r"(?:.*/articles/)?(\d{1,18})(?:-[^/]*)?/?")
SAY_WHY = {"required": "Say why, for those who come after you."}


class AddressField(forms.CharField):
    """The address of an event or article, or the number in it; cleaned to the row."""

    def __init__(self, model: type[Event] | type[Article], **options: Any) -> None:
        self.model = model
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip().split("?")[0]
        match = (EVENT_ADDRESS if self.model is Event else ARTICLE_ADDRESS).fullmatch(text)
        row = self.model._default_manager.filter(pk=match[1]).first() if match else None
        if row is None:
            raise forms.ValidationError("There is nothing at this address; copy it from the page.")
        return row


class CodesField(forms.CharField):
    """Countries or people, one a line or with commas between, cleaned to their codes or slugs."""

    def __init__(self, model: type[Country] | type[Person], column: str, **options: Any) -> None:
        self.model, self.column = model, column
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2}), **options)

    def clean(self, value: Any) -> list[str]:
        names = [part.strip() for part in re.split(r"[,\n]", super().clean(value)) if part.strip()]
        found: list[str] = []
        for name in names:
            named = Q(name__iexact=name) | Q(**{f"{self.column}__iexact": name})
            row = self.model._default_manager.filter(named).first()
            if row is None:
                raise forms.ValidationError(f"The archive knows no “{name[:60]}”.")
            found.append(getattr(row, self.column))
        return found


class WhyForm(forms.Form):
    """A reason, of which confirming needs none."""

    why = forms.CharField(max_length=500, label="Why", error_messages=SAY_WHY)


class ConfirmForm(forms.Form):
    """Confirming, and taking back, may go without a reason."""

    why = forms.CharField(max_length=500, label="Why", required=False)


class ChangeForm(WhyForm):
    """The columns of an event and who took part."""

    title = forms.CharField(max_length=200)
    kind = forms.ChoiceField(choices=Event.Kind)
    start = forms.CharField(max_length=10, required=False, label="From", validators=[validate_partial_date])
    end = forms.CharField(max_length=10, required=False, label="To", validators=[validate_partial_date])
    countries = CodesField(Country, "code", help_text="Names or codes, with commas between.")
    people = CodesField(Person, "slug", help_text="Full names, with commas between.")
    field_order = ("title", "kind", "start", "end", "countries", "people", "why")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start[: len(end)]:
            self.add_error("end", "The end is before the start.")
        return cleaned


class MergeForm(WhyForm):
    """The event that this one is."""

    into = AddressField(Event, label="Event", help_text="Its address, or the number in it.")
    field_order = ("into", "why")


class ArticleForm(WhyForm):
    """An article that joins or leaves."""

    article = AddressField(Article, label="Article", help_text="Its address, or the number in it.")
    field_order = ("article", "why")


def deciding_forms(event: Event) -> dict[str, forms.Form]:
    """The forms of the page of an event."""
    given = {
        **{name: getattr(event, name) for name in ("title", "kind", "start", "end")},
        "countries": ", ".join(event.countries.values_list("name", flat=True)),
        "people": ", ".join(event.people.values_list("name", flat=True)),
    }
    return {
        "change_form": ChangeForm(initial=given, auto_id="change-%s"),
        "merge_form": MergeForm(auto_id="merge-%s"),
        "add_form": ArticleForm(auto_id="add-%s"),
    }


def decided(request: HttpRequest, event: Event) -> HttpResponse:
    """Carry out what the form asks for, and go back to where it was sent from."""
    action = request.POST.get("action", "")
    form_class, act = ACTIONS.get(action, (None, None))
    if form_class is None or act is None:
        messages.error(request, "Nothing was done: the form did not say what.")
        return _back(request, event)
    form = form_class(request.POST)
    if not form.is_valid():
        for name, errors in form.errors.items():
            label = form.fields[name].label or name.capitalize() if name in form.fields else "Form"
            messages.error(request, f"Nothing was done. {label}: {errors[0]}")
        return _back(request, event)
    try:
        messages.success(request, act(request, event, form.cleaned_data))
    except NotPossibleError as error:
        messages.error(request, f"Nothing was done. {error}")
    return _back(request, event)


def _back(request: HttpRequest, event: Event) -> HttpResponse:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return redirect(wanted)
    event = Event.objects.filter(pk=event.pk).select_related("merged_into").first() or event
    return redirect(event.merged_into or event)


def _confirm(request: HttpRequest, event: Event, said: dict[str, Any]) -> str:
    decisions.confirm(event, request.user, said["why"])  # type: ignore[arg-type]
    return f"“{event}” is confirmed. Rules change none of its words any more; new reports of it still join."


def _reject(request: HttpRequest, event: Event, said: dict[str, Any]) -> str:
    decisions.reject(event, request.user, said["why"])  # type: ignore[arg-type]
    return f"“{event}” is rejected. It is in no list any more, and its articles do not suggest it again."


def _change(request: HttpRequest, event: Event, said: dict[str, Any]) -> str:
    parts = dict(event.country_links.values_list("country__code", "part"))
    roles = dict(event.person_links.values_list("person__slug", "part"))
    decisions.change(
        event,
        request.user,  # type: ignore[arg-type]
        said["why"],
        columns={name: said[name] for name in ("title", "kind", "start", "end")},
        countries={code: parts.get(code, "") for code in said["countries"]},
        people={slug: roles.get(slug, "") for slug in said["people"]},
    )
    return "The event says what you entered. No import changes that."


def _merge(request: HttpRequest, event: Event, said: dict[str, Any]) -> str:
    decisions.merge(event, said["into"], request.user, said["why"])  # type: ignore[arg-type]
    return f"“{event}” is a part of this event now, and its address leads here."


def _split(request: HttpRequest, event: Event, said: dict[str, Any]) -> str:
    decisions.split(event, said["article"], request.user, said["why"])  # type: ignore[arg-type]
    return f"“{said['article']}” is out of the event. No import and no new linking puts it back."


def _put_in(request: HttpRequest, event: Event, said: dict[str, Any]) -> str:
    decisions.put_in(event, said["article"], request.user, said["why"])  # type: ignore[arg-type]
    return f"“{said['article']}” is in the event. No import and no new linking takes it out."


def _take_back(request: HttpRequest, event: Event, said: dict[str, Any]) -> str:
    key = request.POST.get("decision", "")
    rows = EventDecision.objects.filter(event=event) | EventDecision.objects.filter(other=event)
    decision = rows.filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
    if decision is None:
        raise NotPossibleError("There is no such decision about this event.")
    decisions.take_back(decision, request.user, said["why"])  # type: ignore[arg-type]
    return f"Taken back: {decision}"


Act = Callable[[HttpRequest, Event, dict[str, Any]], str]
ACTIONS: dict[str, tuple[type[forms.Form], Act]] = {
    "confirm": (ConfirmForm, _confirm),
    "reject": (WhyForm, _reject),
    "change": (ChangeForm, _change),
    "merge": (MergeForm, _merge),
    "split": (ArticleForm, _split),
    "put_in": (ArticleForm, _put_in),
    "take_back": (ConfirmForm, _take_back),
}
