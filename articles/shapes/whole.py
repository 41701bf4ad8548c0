"""An article with all that the archive has of it: text, links with their words, provenance, citations."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from articles.citing import bibtex, csl, line, ris
from articles.linking import certainty
from articles.models import Article, ArticleCountry, ArticlePerson, Caption, Event, EventArticle, Version
from articles.shapes.cited import citation
from articles.shapes.listed import COUNTRY_LINK, EVENT_LINK, LISTED, MOST_IMPORTANT_FIRST, PERSON_LINK, Listed
from articles.shapes.shape import (
    KEY,
    MOMENT,
    PARTIAL_DATE,
    PRECISION,
    SHARE,
    TEXT,
    WHOLE,
    Field,
    Shape,
    listed,
    or_null,
    refer,
)

NOT_OF_A_LIST = ("score", "missing", "changed", "countries", "people", "events")

MENTION: Shape[dict[str, Any]] = Shape(
    "Mention",
    "Words that a link rests on.",
    (
        Field("text", TEXT, "The words.", lambda row, site: row.get("text", "")),
        Field("field", TEXT, "title or body.", lambda row, site: row.get("field", "")),
        Field(
            "start", or_null(WHOLE), "Where they begin, in code points.", lambda row, site: row.get("start")
        ),
        Field("end", or_null(WHOLE), "Where they end.", lambda row, site: row.get("end")),
        Field("rule", TEXT, "The rule that took them for it.", lambda row, site: row.get("rule", "")),
        Field(
            "certainty",
            or_null(SHARE),
            "How often that rule is right; null where nobody counted.",
            lambda row, site: certainty.of_mention(str(row.get("rule", ""))),
        ),
    ),
)


def _evidence(row: ArticleCountry | ArticlePerson, site: Any) -> list[dict[str, Any]]:
    return [MENTION.write(mention, site) for mention in row.evidence]


EVIDENCE: Field[Any] = Field(
    "evidence", listed(MENTION), "The words that the link rests on; none if a person made it.", _evidence
)
COUNTRY_EXPLAINED: Shape[ArticleCountry] = Shape(
    "CountryExplained", "A country that an article names, with why.", (*COUNTRY_LINK.fields, EVIDENCE)
)
PERSON_EXPLAINED: Shape[ArticlePerson] = Shape(
    "PersonExplained", "A person whom an article names, with why.", (*PERSON_LINK.fields, EVIDENCE)
)
EVENT_EXPLAINED: Shape[EventArticle] = Shape(
    "EventExplained",
    "An event that an article reports, with the sentence.",
    (
        *EVENT_LINK.fields,
        Field(
            "sentence",
            TEXT,
            "The sentence that says so; empty if a person made the link.",
            lambda row, site: row.evidence,
        ),
    ),
)
CAPTION: Shape[Caption] = Shape(
    "Caption",
    "The text below a picture.",
    (
        Field("text", TEXT, "The text.", lambda row, site: row.text),
        Field("credit", TEXT, "Whose picture it is.", lambda row, site: row.credit),
        Field(
            "taken",
            or_null(PARTIAL_DATE),
            "When it was taken.",
            lambda row, site: row.taken.isoformat() if row.taken else None,
        ),
        Field("place", TEXT, "Where it was taken.", lambda row, site: row.place),
    ),
)
VERSION: Shape[Version] = Shape(
    "Version",
    "A text that the article had before its source changed it.",
    (
        Field("number", KEY, "1 is the first text.", lambda row, site: row.number),
        Field("title", TEXT, "The title then.", lambda row, site: row.title),
        Field("text", TEXT, "The text then.", lambda row, site: row.body),
        Field("batch", KEY, "The import that brought it.", lambda row, site: row.batch_id),
        Field("replaced_by", KEY, "The import that replaced it.", lambda row, site: row.replaced_by_id),
        Field("replaced", MOMENT, "When that was.", lambda row, site: row.replaced.isoformat()),
    ),
)
PROVENANCE: Shape[Article] = Shape(
    "Provenance",
    "Where the present text comes from.",
    (
        Field("file", TEXT, "The file.", lambda row, site: row.file.name),
        Field("member", TEXT, "The name inside an archive of files.", lambda row, site: row.member),
        Field("first_line", or_null(WHOLE), "Its first line there.", lambda row, site: row.first_line),
        Field("last_line", or_null(WHOLE), "Its last line.", lambda row, site: row.last_line),
        Field("layout", TEXT, "How the file was laid out.", lambda row, site: row.layout),
        Field("batch_label", TEXT, "What the import is called.", lambda row, site: row.batch.label),
        Field("added", MOMENT, "When it came into the archive.", lambda row, site: row.added.isoformat()),
        Field("published_rule", TEXT, "The rule that found the date.", lambda row, site: row.published_rule),
        Field("published_evidence", TEXT, "The words it rests on.", lambda row, site: row.published_evidence),
        Field(
            "published_precision",
            PRECISION,
            "How much of it is known.",
            lambda row, site: row.published_precision,
        ),
        Field("sure_of_cut", SHARE, "How sure the cut out of the file is.", lambda row, site: row.confidence),
        Field(
            "doubt", TEXT, "Why it may be wrong; empty if it is not doubtful.", lambda row, site: row.doubt
        ),
    ),
)
CITATIONS: Shape[Article] = Shape(
    "Citations",
    "How to cite the article.",
    (
        Field("line", TEXT, "As a line.", lambda row, site: line(citation(row, site))),
        Field("bibtex", TEXT, "As BibTeX.", lambda row, site: bibtex(citation(row, site))),
        Field("ris", TEXT, "As RIS.", lambda row, site: ris(citation(row, site))),
        Field("csl", {"type": "object"}, "As CSL-JSON.", lambda row, site: csl(citation(row, site))),
    ),
)
ARTICLE: Shape[Listed] = Shape(
    "Article",
    "An article with all that the archive has of it.",
    (
        *(field for field in LISTED.fields if field.name not in NOT_OF_A_LIST),
        Field("dateline", TEXT, "The place that it was sent from.", lambda row, site: row.article.dateline),
        Field("text", TEXT, "Its text, a blank line between paragraphs.", lambda row, site: row.article.body),
        Field(
            "captions",
            listed(CAPTION),
            "The texts below its pictures.",
            lambda row, site: [CAPTION.write(one, site) for one in row.article.captions.all()],
        ),
        Field(
            "countries",
            listed(COUNTRY_EXPLAINED),
            "What it names, the most important first.",
            lambda row, site: [COUNTRY_EXPLAINED.write(one, site) for one in row.article.country_links.all()],
        ),
        Field(
            "people",
            listed(PERSON_EXPLAINED),
            "Whom it names, the most important first.",
            lambda row, site: [PERSON_EXPLAINED.write(one, site) for one in row.article.person_links.all()],
        ),
        Field(
            "events",
            listed(EVENT_EXPLAINED),
            "What it reports.",
            lambda row, site: [EVENT_EXPLAINED.write(one, site) for one in row.article.event_links.all()],
        ),
        Field(
            "provenance",
            refer(PROVENANCE),
            "Where it comes from.",
            lambda row, site: PROVENANCE.write(row.article, site),
        ),
        Field(
            "versions",
            listed(VERSION),
            "Its earlier texts, the first of them first.",
            lambda row, site: [VERSION.write(one, site) for one in row.article.versions.all()],
        ),
        Field(
            "citations",
            refer(CITATIONS),
            "How to cite it.",
            lambda row, site: CITATIONS.write(row.article, site),
        ),
    ),
)


def whole(key: int) -> Listed | None:
    """The article with this number; None where there is none."""
    countries = ArticleCountry.objects.select_related("country").order_by(*MOST_IMPORTANT_FIRST)
    people = ArticlePerson.objects.select_related("person").order_by(*MOST_IMPORTANT_FIRST)
    events = EventArticle.objects.exclude(event__status=Event.Status.REJECTED).select_related("event")
    rows = Article.objects.select_related("source", "batch", "file", "story_membership").prefetch_related(
        "captions",
        "versions",
        Prefetch("country_links", countries),
        Prefetch("person_links", people),
        Prefetch("event_links", events.order_by("event_id")),
    )
    row = rows.filter(pk=key).first()
    return Listed(row) if row else None
