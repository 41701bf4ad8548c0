"""What a person decides about links and people in, the record and the links by that decision out.

Each is recorded and applied in one transaction, under the lock of the decisions, where few articles are
concerned; else the record says that articles wait for it, and `correction_jobs` goes on in the background.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.importing import correction_jobs, events
from articles.importing.concerned import BY_NAME, articles_of, concerned
from articles.importing.decisions import decide, folded
from articles.importing.links import redo
from articles.importing.names_by_hand import do_by_name, undo_by_name
from articles.models import Article, Correction, Country, Person, Ruling
from articles.models.knowledge import Origin, person_slug

FEW = 200
Kind, Verb = Correction.Kind, Ruling.Verb
Thing = Person | Country


class StaleError(Exception):
    """What a person decided about is no longer as they saw it; the message says what it is now."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who decides, and why."""

    user: AbstractBaseUser
    why: str


@dataclass(slots=True)
class _Plan:
    """A correction as it is about to be recorded, with its rulings."""

    kind: Correction.Kind
    summary: str
    rulings: list[Ruling] = field(default_factory=list)
    columns: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def reject(article: Article, thing: Thing, author: Author) -> Correction:
    """The article is not about this person or country, whatever its words."""
    decide()
    _must_be_linked(article, thing)
    ruling = _ruling(Verb.DROP, thing, article)
    summary = f"“{article}” is not about {thing}."
    return _record(_Plan(Kind.REJECT, summary, [ruling], _about(article, thing)), author)


@transaction.atomic
def reject_form(thing: Thing, form: str, author: Author) -> Correction:
    """These words never mean this person or country, in no article."""
    decide()
    _must_be_whole(thing)
    ruling = _ruling(Verb.DROP, thing, form=form)
    summary = f"“{form}” never means {thing}."
    return _record(_Plan(Kind.REJECT_FORM, summary, [ruling], _about(None, thing)), author)


@transaction.atomic
def add(article: Article, thing: Thing, author: Author, words: str = "") -> Correction:
    """The article is about this person or country; `words` name it in the text, if any do."""
    decide()
    _must_be_whole(thing)
    if _linked(article, thing):
        raise StaleError(f"“{article}” is linked with {thing} already.")
    summary = f"“{article}” is about {thing}."
    ruling = _ruling(Verb.ADD, thing, article, form=words)
    # Words to be marked are kept as they are written.
    ruling.form = " ".join(words.split())[:200]
    return _record(_Plan(Kind.ADD, summary, [ruling], _about(article, thing)), author)


@transaction.atomic
def move(article: Article, thing: Thing, to: Thing, author: Author) -> Correction:
    """Where this article was linked with one, it means the other."""
    decide()
    _must_be_linked(article, thing)
    _must_be_another(thing, to)
    ruling = _ruling(Verb.GIVE, thing, article, to=to)
    summary = f"“{article}” means {to}, not {thing}."
    return _record(_Plan(Kind.MOVE, summary, [ruling], _about(article, thing, to)), author)


@transaction.atomic
def move_form(thing: Thing, form: str, to: Thing, author: Author) -> Correction:
    """In every article, where these words led to one they mean the other."""
    decide()
    _must_be_whole(thing)
    _must_be_another(thing, to)
    ruling = _ruling(Verb.GIVE, thing, form=form, to=to)
    summary = f"“{form}” means {to}, not {thing}."
    return _record(_Plan(Kind.MOVE_FORM, summary, [ruling], _about(None, thing, to)), author)


@transaction.atomic
def merge(person: Person, into: Person, author: Author) -> Correction:
    """The two are one; the first one's address leads to the second for as long as that holds."""
    decide()
    person.refresh_from_db()
    into.refresh_from_db()
    _must_be_whole(person)
    _must_be_another(person, into)
    Person.objects.filter(pk=person.pk).update(merged_into=into)
    ruling = _ruling(Verb.MERGE, person, to=into)
    summary = f"{person} and {into} are one person."
    return _record(_Plan(Kind.MERGE, summary, [ruling], _about(None, person, into)), author)


@transaction.atomic
def split(
    person: Person, to: Person, author: Author, forms: Sequence[str] = (), articles: Collection[Article] = ()
) -> Correction:
    """What is linked with one by these words, and in these articles, is somebody else."""
    decide()
    _must_be_whole(person)
    _must_be_another(person, to)
    if not forms and not articles:
        raise StaleError("Choose at least one name or article that is somebody else.")
    rulings = [_ruling(Verb.GIVE, person, form=form, to=to) for form in forms]
    rulings += [_ruling(Verb.GIVE, person, article, to=to) for article in articles]
    what = [f"“{form}”" for form in forms]
    if articles:
        what.append(f"{len(articles)} article{'s' if len(articles) > 1 else ''}")
    summary = f"{', '.join(what)} of {person} mean{'s' if len(what) == 1 else ''} {to}."
    return _record(_Plan(Kind.SPLIT, summary, rulings, _about(None, person, to)), author)


@transaction.atomic
def not_one(person: Person, other: Person, author: Author) -> Correction:
    """Two people who look like one are two; they are not suggested again."""
    decide()
    _must_be_another(person, other)
    summary = f"{person} and {other} are two people."
    return _record(_Plan(Kind.NOT_ONE, summary, [], _about(None, person, other)), author)


@transaction.atomic
def by_name(
    kind: Correction.Kind, thing: Thing, data: dict[str, Any], author: Author, done: bool = False
) -> Correction:
    """A name or an office is added, removed or changed; `data` as `names_by_hand` has it.

    `done` says that the row of it was written already, by the admin's own form.
    """
    decide()
    if isinstance(thing, Person):
        _must_be_whole(thing)
    plan = _Plan(kind, f"{thing}: {_said(kind, data)}.", [], _about(None, thing) | {"data": data})
    return _record(plan, author, do=None if done else do_by_name)


@transaction.atomic
def revert(correction: Correction, author: Author) -> Correction:
    """Take a correction back; the links are again what they would be without it.

    Raises StaleError if somebody has taken it back already.
    """
    decide()
    row = Correction.objects.select_for_update().get(pk=correction.pk)
    if row.reverted:
        raise StaleError(
            f"{row.reverted_by_name} took it back already: {row.reverted_why or 'no reason given'}."
        )
    row.reverted, row.reverted_by_id = timezone.now(), author.user.pk
    row.reverted_by_name, row.reverted_why = author.user.get_username(), author.why
    row.save()
    if row.kind == Kind.MERGE:
        Person.objects.filter(slug=row.person, merged_into__slug=row.other).update(merged_into=None)
    if row.kind in BY_NAME:
        undo_by_name(row)
    _apply(row)
    return row


def count_concerned(rulings: Sequence[Ruling]) -> int:
    """How many articles rulings that are not made yet would concern."""
    return len(articles_of(rulings))


def new_person(name: str) -> Person:
    """Someone of this name beside those whom the archive knows by it."""
    base = person_slug(name)[:190] or "person"
    slug, number = base, 2
    while Person.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return Person.objects.create(name=name[:200], slug=slug, origin=Origin.OBSERVED)


def _record(plan: _Plan, author: Author, do: Callable[[Correction], None] | None = None) -> Correction:
    row = Correction.objects.create(
        kind=plan.kind,
        summary=plan.summary,
        why=author.why,
        by_id=author.user.pk,
        by_name=author.user.get_username(),
        **plan.columns,
    )
    for ruling in plan.rulings:
        ruling.correction = row
    Ruling.objects.bulk_create(plan.rulings)
    if do is not None:
        do(row)
    _apply(row)
    return row


def _apply(row: Correction) -> None:
    """Bring the articles concerned in line, here if they are few and their text need not be read again."""
    articles = concerned(row)
    if not row.reverted:
        row.concerned = len(articles)
    row.mark = row.done = 0
    row.pending = bool(articles) and (len(articles) > FEW or row.kind in BY_NAME)
    if not row.pending:
        redo(articles)
        events.corrected(articles)
        row.done = len(articles)
    row.save()
    if row.pending:
        transaction.on_commit(lambda: correction_jobs.start(row))


def _ruling(
    verb: Ruling.Verb, thing: Thing, article: Article | None = None, form: str = "", to: Thing | None = None
) -> Ruling:
    row = Ruling(verb=verb, form=folded(form), article=article.identity if article else "")
    if isinstance(thing, Person):
        row.person, row.name = thing.slug, thing.name
    else:
        row.country = thing.code
    if to is not None:
        row.to, row.to_name = key_of(to), to.name
    return row


def key_of(thing: Thing) -> str:
    """What stays of a person or country: the slug or code."""
    return thing.slug if isinstance(thing, Person) else thing.code


def _about(article: Article | None, thing: Thing, to: Thing | None = None) -> dict[str, Any]:
    named = {"article": article.identity if article else ""}
    if isinstance(thing, Person):
        named |= {"person": thing.slug, "other": to.slug if to else ""}
    else:
        named |= {"country": thing.code, "other": key_of(to) if to else ""}
    return named


def _linked(article: Article, thing: Thing) -> bool:
    if isinstance(thing, Person):
        return article.person_links.filter(person=thing).exists()
    return article.country_links.filter(country=thing).exists()


def _must_be_whole(thing: Thing) -> None:
    """Raises StaleError for a person who was merged into another meanwhile."""
    if not isinstance(thing, Person):
        return
    thing.refresh_from_db()
    if thing.merged_into is not None:
        last = Correction.objects.filter(kind=Kind.MERGE, person=thing.slug, reverted=None).first()
        by = f" by {last.by_name}" if last else ""
        raise StaleError(
            f"{thing} and {thing.whole} are one person{by}. Nothing was changed; decide about {thing.whole}."
        )


def _must_be_linked(article: Article, thing: Thing) -> None:
    """Raises StaleError where the link is gone, by another correction or with the article."""
    if not Article.objects.filter(pk=article.pk).exists():
        raise StaleError("This article is not in the archive any more. Nothing was changed.")
    _must_be_whole(thing)
    if not _linked(article, thing):
        last = Correction.objects.filter(article=article.identity, reverted=None).first()
        by = f" {last.by_name} decided: {last.summary}" if last else ""
        raise StaleError(f"“{article}” is not linked with {thing} (any more).{by} Nothing was changed.")


def _must_be_another(thing: Thing, to: Thing) -> None:
    if type(thing) is not type(to):
        raise StaleError("A person cannot be a country.")
    _must_be_whole(to)
    if thing.pk == to.pk:
        raise StaleError(f"That is {thing} already.")


def _said(kind: Correction.Kind, data: dict[str, Any]) -> str:
    if "text" in data:
        return f"{kind.label}, “{data['text']}”"
    office = data.get("after") or data.get("before") or {}
    term = f"{office.get('start') or '?'}–{office.get('end') or ''}"
    return f"{kind.label}, {office.get('title', '')} {term}"
