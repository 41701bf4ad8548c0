"""A person's word about an event in, the archive by that word out; no import and no new linking undoes it.

Every decision is recorded with who, when and why, and with what it takes to take it back.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.importing import event_held, event_rows, events
from articles.importing.event_rows import Parties
from articles.models import (
    Article,
    Country,
    Event,
    EventArticle,
    EventCountry,
    EventDecision,
    EventPerson,
    EventVerdict,
    Person,
)

COLUMNS = ("title", "kind", "status", "start", "end", "summary", "held", "place_id", "merged_into_id")
Action = EventDecision.Action


class NotPossibleError(Exception):
    """The event or the article is not as the decision takes it to be; the sentence says why."""


@transaction.atomic
def confirm(event: Event, by: AbstractBaseUser, why: str = "") -> EventDecision:
    """It happened so, and its articles are about it."""
    event = _open(event)
    decision = _record(event, Action.CONFIRM, f"“{event}” was confirmed", by, why)
    _verdicts(decision, event, _identities(event), inside=True)
    _change(event, status=Event.Status.CONFIRMED)
    return decision


@transaction.atomic
def reject(event: Event, by: AbstractBaseUser, why: str) -> EventDecision:
    """It is no event. It stays known, so that the same articles do not suggest it again."""
    event = _open(event)
    decision = _record(event, Action.REJECT, f"“{event}” was rejected", by, why)
    _verdicts(decision, event, _identities(event), inside=True)
    _change(event, status=Event.Status.REJECTED)
    return decision


@transaction.atomic
def change(
    event: Event,
    by: AbstractBaseUser,
    why: str,
    *,
    columns: dict[str, Any] | None = None,
    countries: dict[str, str] | None = None,
    people: dict[str, str] | None = None,
) -> EventDecision:
    """Other words, kind, days or participants (code or slug → part). Rules leave the event as it is then."""
    event = _open(event)
    decision = _record(event, Action.CHANGE, f"“{event}” was changed", by, why)
    _change(event, **(columns or {}))
    if countries is not None:
        _set_countries(event, countries)
    if people is not None:
        _set_people(event, people)
    event_held.enter([event.pk])
    return decision


@transaction.atomic
def merge(event: Event, into: Event, by: AbstractBaseUser, why: str) -> EventDecision:
    """The two are one happening: the address of the first leads to the second, which takes its articles."""
    event, into = _open(event), _open(into)
    if event == into:
        raise NotPossibleError("An event cannot be merged with itself.")
    decision = _record(event, Action.MERGE, f"“{event}” was merged into “{into}”", by, why, other=into)
    identities = _identities(event)
    decision.before["articles"] = identities
    decision.before["also"] = _identities(into)
    decision.before["absorbed"] = list(event.absorbed.values_list("pk", flat=True))
    decision.before["into_held"] = into.held
    decision.save()
    _verdicts(decision, into, identities, inside=True)
    events.merge([event.pk], into.pk)
    Event.objects.filter(pk__in=(event.pk, into.pk)).update(held=True)
    event_rows.refresh([into.pk], Parties())
    return decision


@transaction.atomic
def split(event: Event, article: Article, by: AbstractBaseUser, why: str) -> EventDecision:
    """The article is not about the event. What it reports becomes an event of its own, or joins another."""
    event = _open(event)
    if not EventArticle.objects.filter(event=event, article=article).exists():
        raise NotPossibleError(f"“{article}” is not among the articles of “{event}”.")
    decision = _record(event, Action.SPLIT, f"“{article}” was taken out of “{event}”", by, why)
    _verdicts(decision, event, [article.identity], inside=False)
    _change(event)
    found = events.stored([article.pk])
    EventArticle.objects.filter(event=event, article=article).delete()
    events.replace(found)
    event_rows.refresh([event.pk], Parties())
    return decision


@transaction.atomic
def put_in(event: Event, article: Article, by: AbstractBaseUser, why: str) -> EventDecision:
    """The article is about the event."""
    event = _open(event)
    if EventArticle.objects.filter(event=event, article=article).exists():
        raise NotPossibleError(f"“{article}” is among the articles of “{event}” already.")
    decision = _record(event, Action.ADD, f"“{article}” was put into “{event}”", by, why)
    _verdicts(decision, event, [article.identity], inside=True)
    _change(event)
    events.rejoin([article.pk])
    return decision


@transaction.atomic
def take_back(decision: EventDecision, by: AbstractBaseUser, why: str = "") -> None:
    """Undo a decision. Raises NotPossibleError where a later one about the event stands on it."""
    decision = EventDecision.objects.select_for_update().get(pk=decision.pk)
    if decision.reverted is not None:
        raise NotPossibleError("This decision was taken back already.")
    later = EventDecision.objects.filter(event=decision.event_id, reverted=None, pk__gt=decision.pk)
    if later.exists():
        raise NotPossibleError(
            "A later decision about the event stands on this one. Take that one back first."
        )
    decision.reverted, decision.reverted_why = timezone.now(), why
    decision.reverted_by_name = by.get_username()
    decision.save()
    event = decision.event
    _restore(event, decision.before)
    if decision.action == Action.MERGE and decision.other is not None:
        _part_again(event, decision.other, decision.before)
    concerned = {verdict.article for verdict in decision.verdicts.all()}
    for link in EventArticle.objects.filter(
        by_hand=True, event__in=(event.pk, decision.other_id or 0), article__identity__in=concerned
    ):
        if decision.action in (Action.ADD, Action.MERGE) and not link.evidence:
            link.delete()
    keys = Article.objects.filter(identity__in=concerned).values_list("pk", flat=True)
    if decision.action in (Action.SPLIT, Action.ADD):
        _move_back(event, decision, list(keys))
    event_rows.refresh([event.pk, *([decision.other_id] if decision.other_id else [])], Parties())


def decisions_about(event: Event) -> QuerySet[EventDecision]:
    """What people decided about the event, or merged into it, the newest first."""
    own = EventDecision.objects.filter(event=event) | EventDecision.objects.filter(other=event)
    return own.select_related("event", "other").order_by("-pk")


def _open(event: Event) -> Event:
    """The event as it is now, locked; raises NotPossibleError for one that is another by now."""
    events.one_at_a_time()
    row = Event.objects.select_for_update().filter(pk=event.pk).first()
    if row is None:
        raise NotPossibleError("This event is gone: its articles have left the archive or other events.")
    if row.merged_into_id:
        raise NotPossibleError(f"“{row}” is a part of another event by now.")
    return row


def _record(
    event: Event, action: str, summary: str, by: AbstractBaseUser, why: str, other: Event | None = None
) -> EventDecision:
    before = {name: getattr(event, name) for name in COLUMNS}
    before["countries"] = dict(event.country_links.values_list("country__code", "part"))
    before["people"] = dict(event.person_links.values_list("person__slug", "part"))
    return EventDecision.objects.create(
        event=event,
        other=other,
        action=action,
        summary=f"{summary}.",
        before=before,
        why=why,
        by_id=by.pk,
        by_name=by.get_username(),
    )


def _verdicts(decision: EventDecision, event: Event, identities: Iterable[str], *, inside: bool) -> None:
    EventVerdict.objects.bulk_create(
        EventVerdict(decision=decision, event=event, article=identity, inside=inside)
        for identity in identities
    )


def _identities(event: Event) -> list[str]:
    links = EventArticle.objects.filter(event=event).order_by("pk")
    return list(links.values_list("article__identity", flat=True))


def _change(event: Event, **columns: Any) -> None:
    for name, value in columns.items():
        setattr(event, name, value)
    event.held = True
    event.save()


def _restore(event: Event, before: dict[str, Any]) -> None:
    """Give the event the columns and participants that it had."""
    for name in COLUMNS:
        setattr(event, name, before[name])
    event.save()
    _set_countries(event, before["countries"])
    _set_people(event, before["people"])


def _part_again(event: Event, other: Event, before: dict[str, Any]) -> None:
    """Give an event back the articles that it had before it was merged into another."""
    Event.objects.filter(pk=other.pk).update(held=before["into_held"])
    Event.objects.filter(pk__in=before["absorbed"]).update(merged_into=event)
    own = EventArticle.objects.filter(event=other, article__identity__in=before["articles"])
    shared = set(before["also"])
    for link in own.select_related("article"):
        if link.article.identity in shared:
            link.pk = None
            link.event = event
            link.save(force_insert=True)
        else:
            EventArticle.objects.filter(pk=link.pk).update(event=event)


def _move_back(event: Event, decision: EventDecision, articles: Sequence[int]) -> None:
    """Join the reports of an article anew that a decision had taken out or put in."""
    if decision.action == Action.SPLIT:
        found = events.stored(articles)
        events.forget(articles)
        events.join(found)
        left = [key for key in articles if not event.article_links.filter(article=key).exists()]
        for key in left:
            _pull(event, key)
    else:
        events.rejoin(articles)


def _pull(event: Event, article: int) -> None:
    """Move what an article reports of the event's kind into it; else make a link without a sentence."""
    link = EventArticle.objects.filter(article=article, event__held=False, kind=event.kind).first()
    if link is None:
        EventArticle.objects.create(event=event, article_id=article)
        return
    from_event = link.event_id
    EventArticle.objects.filter(pk=link.pk).update(event=event)
    event_rows.refresh([from_event], Parties())


def _set_countries(event: Event, parts: dict[str, str]) -> None:
    event.country_links.all().delete()
    rows = Country.objects.filter(code__in=parts)
    EventCountry.objects.bulk_create(
        EventCountry(event=event, country=row, part=parts[row.code]) for row in rows
    )


def _set_people(event: Event, parts: dict[str, str]) -> None:
    event.person_links.all().delete()
    rows = Person.objects.filter(slug__in=parts)
    EventPerson.objects.bulk_create(
        EventPerson(event=event, person=row, part=parts[row.slug]) for row in rows
    )
