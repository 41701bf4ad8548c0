"""LINK: text → countries, people, story signature, each with its evidence.

`Linker` takes a `ParsedArticle` and returns a `LinkedArticle`. It is built once from a `Reference` and then
holds no state: linking the same article twice gives the same result.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from articles.linking import credits, evidence, headlines, names, people, stories
from articles.linking.countries import counties, link_countries
from articles.linking.evidence import Evidence, Site
from articles.linking.gazetteer import Gazetteer, PostHit
from articles.linking.happenings import acting_for, find_happenings
from articles.linking.language import is_english, is_french
from articles.linking.leaders import Leaders, Setting
from articles.linking.names import Runs
from articles.linking.offices import Offices
from articles.linking.people import Passage
from articles.linking.terms import days_of
from articles.records import (
    CountryMention,
    Field,
    Happening,
    LinkedArticle,
    OfficeMention,
    ParsedArticle,
    PersonMention,
    Reference,
)

__all__ = ["Linker"]


class Linker:
    """Finds who and where in articles."""

    def __init__(self, reference: Reference) -> None:
        with _no_garbage():
            self._gazetteer = Gazetteer(reference)
            self._leaders = Leaders(reference.people)
            self._acting = acting_for(reference.people)
            self._offices = Offices(reference.people)

    def link(self, article: ParsedArticle) -> LinkedArticle:
        """The article with its countries, people and signature."""
        return self.link_all([article])[0]

    def link_all(self, articles: Iterable[ParsedArticle]) -> list[LinkedArticle]:
        """Each of the articles as `link` returns it, in a quarter less time.

        A stage is done with all of them before the next begins: what it needs of code and tables stays near
        the processor then, where there is no room for what all stages need.
        """
        works = [_Work(article) for article in articles]
        for stage in (
            _find_names,
            self._find_forms,
            _weigh,
            self._link_people,
            _mark_credits,
            _link_countries,
            self._find_happenings,
            self._link_offices,
        ):
            for work in works:
                stage(work)
        signatures = stories.signatures_of(work.article for work in works)
        return [work.linked(signature) for work, signature in zip(works, signatures, strict=True)]

    def _find_forms(self, work: _Work) -> None:
        """What the gazetteer finds in title and body."""
        article, english = work.article, work.english
        french = not english and is_french(article)
        title, body = (self._gazetteer.hits(text, english=english) for text in (article.title, article.body))
        work.passages = (
            Passage(Field.TITLE, article.title, title.places, title.people, work.names[0], french),
            Passage(Field.BODY, article.body, body.places, body.people, work.names[1], french),
        )
        work.posts = {Field.TITLE: title.posts, Field.BODY: body.posts}

    def _link_people(self, work: _Work) -> None:
        setting = Setting(days_of(work.article.published), frozenset(work.evidence.sure))
        found = people.find_people(work.passages, self._leaders)
        work.people = people.link_people(work.passages, found, self._leaders, setting)

    def _find_happenings(self, work: _Work) -> None:
        if work.english:
            work.happenings = find_happenings(work.article, work.countries, work.shown, self._acting)

    def _link_offices(self, work: _Work) -> None:
        work.offices = tuple(
            self._offices.link(work.article, work.countries, work.posts, work.people, english=work.english)
        )


class _Work:
    """An article, and what the stages have found in it so far: each fills in what the next ones need."""

    __slots__ = (
        *("article", "english", "language", "names", "passages", "posts", "sites", "evidence"),
        *("people", "shown", "countries", "happenings", "offices"),
    )
    names: tuple[Runs, Runs]
    passages: tuple[Passage, Passage]
    posts: dict[Field, Sequence[PostHit]]
    sites: list[Site]
    evidence: Evidence
    people: list[PersonMention]
    shown: tuple[PersonMention, ...]
    countries: list[CountryMention]
    offices: tuple[OfficeMention, ...]

    def __init__(self, article: ParsedArticle) -> None:
        self.article = article
        self.english = is_english(article)
        self.language = "en" if self.english else article.language.partition("-")[0]
        self.happenings: tuple[Happening, ...] = ()

    def linked(self, signature: bytes) -> LinkedArticle:
        """The article with all that was found, and its signature."""
        return LinkedArticle(
            self.article,
            countries=tuple(self.countries),
            people=self.shown,
            signature=signature,
            happenings=self.happenings,
            offices=self.offices,
        )


def _find_names(work: _Work) -> None:
    title, body = work.article.title, work.article.body
    work.names = headlines.cut(title, names.runs(title), body, names.runs(body))


def _weigh(work: _Work) -> None:
    title, body = work.passages
    work.sites = [
        site for each in work.passages for site in evidence.sites_of(each.field, each.text, each.places)
    ]
    work.evidence = evidence.weigh(work.sites, (title.text, body.text), work.language)


def _mark_credits(work: _Work) -> None:
    work.shown = tuple(credits.apart(work.people, work.article.body))


def _link_countries(work: _Work) -> None:
    spans = [(mention.field, mention.start, mention.end) for mention in work.people]
    found = link_countries(work.sites, work.evidence, spans, work.language)
    work.countries = found or counties(Field.BODY, work.article.body, work.evidence)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Pauses the collector, which would look again and again through objects that all stay."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()
