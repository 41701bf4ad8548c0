"""LINK: text → countries, people, story signature, each with its evidence.

`Linker` takes a `ParsedArticle` and returns a `LinkedArticle`. It is built once from a `Reference` and then
holds no state: linking the same article twice gives the same result.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from articles.linking import credits, evidence, headlines, names, people, stories
from articles.linking.countries import counties, link_countries
from articles.linking.gazetteer import Gazetteer
from articles.linking.happenings import acting_for, find_happenings
from articles.linking.language import is_english, is_french
from articles.linking.leaders import Leaders, Setting
from articles.linking.offices import Offices
from articles.linking.people import Passage
from articles.linking.terms import days_of
from articles.records import Field, LinkedArticle, ParsedArticle, Reference

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
        english = is_english(article)
        passages = title, body = self._passages(article, english=english)
        sites = [site for p in passages for site in evidence.sites_of(p.field, p.text, p.places)]
        language = "en" if english else article.language.partition("-")[0]
        weighed = evidence.weigh(sites, (title.text, body.text), language)
        setting = Setting(days_of(article.published), frozenset(weighed.sure))
        persons = people.link_people(passages, self._leaders, setting)
        spans = [(mention.field, mention.start, mention.end) for mention in persons]
        found = link_countries(sites, weighed, spans, language)
        found = found or counties(Field.BODY, body.text, weighed)
        shown = tuple(credits.apart(persons, article.body))
        return LinkedArticle(
            article,
            countries=tuple(found),
            people=shown,
            signature=stories.signature_of(article),
            happenings=find_happenings(article, found, shown, self._acting) if english else (),
            offices=tuple(self._offices.link(article, passages, found, persons, english=english)),
        )

    def _passages(self, article: ParsedArticle, *, english: bool) -> tuple[Passage, Passage]:
        """Title and body with what the gazetteer finds in them."""
        french = not english and is_french(article)
        title, body = article.title, article.body
        in_title, in_body = headlines.cut(title, list(names.runs(title)), body, list(names.runs(body)))
        of_title = self._gazetteer.hits(title, english=english)
        of_body = self._gazetteer.hits(body, english=english)
        return (
            Passage(Field.TITLE, title, *of_title, in_title, french),
            Passage(Field.BODY, body, *of_body, in_body, french),
        )


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
