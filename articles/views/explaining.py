"""An article → its links with what explains them: words, rules, certainty, about or only mentioned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.formats import date_format

from articles.linking.offices import RULE as OFFICE_RULE
from articles.linking.times import find_times
from articles.models import Article, ArticleCountry, ArticlePerson
from articles.records import Field, Precision, PublishedDate, TimeMention
from articles.views.marking import Mark, apart
from articles.views.rules import DOUBTFUL, percent, rule_in_words, sure_in_words

PLACES_SHOWN = 24
DAY, MONTH, YEAR = "j F Y", "F Y", "Y"


@dataclass(slots=True)
class Explained:
    """A link of an article to a country or person. `key` names it in addresses; `marks` are its mentions."""

    key: str
    kind: str
    name: str
    address: str
    link: ArticleCountry | ArticlePerson
    role: str = ""
    code: str = ""
    marks: list[Mark] = field(default_factory=list)

    @property
    def by_hand(self) -> bool:
        """Whether a person made the link: there are no words that it rests on."""
        return not self.link.evidence

    @property
    def by_office(self) -> bool:
        """Whether the article names only the office of the person."""
        return isinstance(self.link, ArticlePerson) and self.link.by_office

    @property
    def unsure(self) -> bool:
        """Whether the link is more doubtful than most."""
        return self.link.confidence is not None and self.link.confidence < DOUBTFUL

    @property
    def sure(self) -> str:
        """How sure the link is, in words and percent."""
        if self.by_hand:
            return "by hand"
        words = sure_in_words(self.link.confidence)
        return words if self.link.confidence is None else f"{words}, {percent(self.link.confidence)}"

    @property
    def standing(self) -> str:
        """Whether the article is about it."""
        what = "it" if self.kind == "country" else "them"
        return f"The article is about {what}" if self.link.about else f"The article only mentions {what}"

    @property
    def times(self) -> str:
        """How often the article names it."""
        count = self.link.mentions
        return "once" if count == 1 else "twice" if count == 2 else f"{count} times"

    @property
    def rules(self) -> list[tuple[str, int]]:
        """Each rule in words with the number of mentions that it found, the most frequent first."""
        counted = Counter(str(mention.get("rule", "")) for mention in self.link.evidence)
        return [(rule_in_words(rule), count) for rule, count in counted.most_common()]

    @property
    def places(self) -> list[Mark]:
        """The first mentions, to lead to."""
        return self.marks[:PLACES_SHOWN]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The links of an article, and the marks of its title and body."""

    links: tuple[Explained, ...]
    title: Sequence[Mark]
    body: Sequence[Mark]

    def of(self, kind: str) -> list[tuple[str, list[Explained]]]:
        """The links of a kind under "About" and "Also mentioned", empty groups left out."""
        links = [link for link in self.links if link.kind == kind]
        about = [link for link in links if link.link.about]
        others = [link for link in links if not link.link.about]
        return [(label, group) for label, group in (("About", about), ("Also mentioned", others)) if group]


def explain(article: Article, shown: tuple[int, int] | None = None) -> Explanation:
    """The links of an article with their marks; each mark gets a name of its own to lead to.

    `shown` is the stretch of the body that is wanted: marks elsewhere in it are left out.
    """
    links = list(_links(article))
    shown = shown or (0, len(article.body))
    times = times_of(article, shown)
    title = apart([*_marks(links, article.title, "title"), *_times(times, Field.TITLE)], len(article.title))
    marks = [*_marks(links, article.body, "body", *shown), *_times(times, Field.BODY)]
    body = apart(marks, len(article.body))
    of = {link.key: link for link in links}
    number = 0
    for mark in (*title, *body):
        if mark.link:
            number += 1
            mark.anchor = f"m{number}"
            of[mark.link].marks.append(mark)
    return Explanation(tuple(links), title, body)


def _links(article: Article) -> Iterable[Explained]:
    for link in article.person_links.all():
        person = link.person
        yield Explained(f"p{person.pk}", "person", person.name, person.get_absolute_url(), link, link.role)
    for named in article.country_links.all():
        country = named.country
        yield Explained(
            f"c{country.pk}", "country", country.name, country.get_absolute_url(), named, code=country.code
        )


def _marks(
    links: Iterable[Explained], text: str, where: str, first: int = 0, last: int | None = None
) -> Iterable[Mark]:
    """Marks for the evidence between two places that still fits the text."""
    last = len(text) if last is None else last
    for link in links:
        what = "it" if link.kind == "country" else "them"
        tail = f"{link.sure.capitalize()}. {link.standing}, and speaks of {what} {link.times}."
        for mention in link.link.evidence:
            start, end = mention.get("start"), mention.get("end")
            if mention.get("field") != where or not isinstance(start, int) or not isinstance(end, int):
                continue
            if first <= start < end <= last and text[start:end] == mention.get("text", text[start:end]):
                said = _said(text[start:end], link, str(mention.get("rule", "")))
                why = f"{said} {tail}"
                yield Mark(start, end, link.kind, why, link.key, unsure=link.unsure, about=link.link.about)


def _said(words: str, link: Explained, rule: str) -> str:
    """What a rule took words for."""
    if rule.startswith(OFFICE_RULE):
        return f"“{words}” names an office, not a person: {link.name} is the {rule}."
    return f"“{words}” is taken for {link.name}, a {link.kind}. Rule: {rule_in_words(rule)}."


def times_of(article: Article, shown: tuple[int, int] | None = None) -> list[TimeMention]:
    """The times that an article speaks of, seen from its day of publication; in a stretch of its body."""
    day, precision = article.published, Precision(article.published_precision)
    published = PublishedDate(day, precision if day else Precision.UNKNOWN)
    first, last = shown or (0, len(article.body))
    title = find_times(article.title, Field.TITLE, published, article.language)
    body = find_times(article.body[first:last], Field.BODY, published, article.language)
    if first:
        body = [replace(time, start=time.start + first, end=time.end + first) for time in body]
    return [*title, *body]


def _times(times: Iterable[TimeMention], where: Field) -> Iterable[Mark]:
    for time in times:
        if time.field is where:
            yield Mark(time.start, time.end, "time", f"{span_in_words(time)}. Rule: {time.rule}.")


def span_in_words(time: TimeMention) -> str:
    """The days that a text means by a time: "16 October 2023", "October 2023", "1 to 7 May 2020"."""
    first, last = time.first, time.last
    if first == last:
        return date_format(first, DAY)
    following = date.fromordinal(min(last.toordinal() + 1, date.max.toordinal()))
    if first.day == following.day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return date_format(first, MONTH)
        if first.month == following.month == 1 and first.year == last.year:
            return date_format(first, YEAR)
    return f"{date_format(first, DAY)} to {date_format(last, DAY)}"
