"""Verdicts in, rows out: articles, captions, links, search words and the ledger of a chunk."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from articles.importing import events
from articles.importing.classify import Verdict, title_of
from articles.importing.copying import as_json, copy_rows, reserve_keys
from articles.importing.decisions import obey
from articles.importing.event_rows import Parties
from articles.importing.found import Prepared
from articles.importing.names import Names
from articles.importing.parts import add_parts, replace_parts
from articles.importing.pipeline import Work
from articles.importing.snapshot import VERSION_COLUMNS, take_snapshot
from articles.importing.stories import assign_new, regrouping
from articles.importing.wording import Wording
from articles.linking.reports import Report
from articles.models import Article, Batch, LedgerEntry, Outcome, SourceFile, Version
from articles.models.archive import article_slug
from articles.records import ParsedArticle, Rejection

ARTICLE_FIELDS = (
    *("id", "source", "title", "slug", "body", "language", "byline", "dateline", "url", "external_id"),
    *("published", "published_precision", "published_rule", "published_evidence"),
    *("identity", "content_hash", "signature", "batch", "file", "member", "first_line", "last_line"),
    *("layout", "doubt", "confidence", "added"),
)
ENTRY_FIELDS = (
    *("batch", "file", "member", "index", "first_line", "last_line"),
    *("outcome", "reason", "title", "published", "confidence", "found", "removed", "article"),
)


class Writer:
    """Writes the verdicts of a batch. The caller opens the transaction."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.names = Names()
        self.parties = Parties()
        self.wording = Wording()

    def write(self, works: Sequence[Work], verdicts: Sequence[Verdict]) -> None:
        """Store what is new, change what has changed, and enter every verdict in the ledger."""
        obey()
        rows = [(work.row, verdict) for work, verdict in zip(works, verdicts, strict=True) if work.row]
        fresh = [
            (row, verdict) for row, verdict in rows if verdict.outcome in (Outcome.NEW, Outcome.DOUBTFUL)
        ]
        for key, (_, verdict) in zip(reserve_keys(Article, len(fresh)), fresh, strict=True):
            verdict.article = key
        for verdict in verdicts:
            if verdict.twin is not None:
                verdict.article = verdict.twin.article
        self.names.learn_sources(verdict.source for _, verdict in rows)
        self.names.learn_people(
            link
            for _, verdict in rows
            if verdict.outcome is not Outcome.DUPLICATE and isinstance(verdict.record, Prepared)
            for link in verdict.record.found.people
        )
        self._insert(fresh)
        changed = [(row, verdict) for row, verdict in rows if verdict.outcome is Outcome.CHANGED]
        with regrouping([verdict.article for _, verdict in changed if verdict.article is not None]):
            for row, verdict in changed:
                self._change(row, verdict)
        assign_new(dict(map(_signed, (verdict for _, verdict in fresh))))
        events.replace(_reports(changed), self.parties)
        events.join(_reports(fresh), self.parties)
        self.enter(works, verdicts)

    def enter(self, works: Sequence[Work], verdicts: Sequence[Verdict]) -> None:
        """Enter every verdict in the ledger, and store nothing else (a preview)."""
        rows = [(work.row, verdict) for work, verdict in zip(works, verdicts, strict=True) if work.row]
        copy_rows(LedgerEntry, ENTRY_FIELDS, (self._entry(row, verdict) for row, verdict in rows))

    def _insert(self, fresh: Sequence[tuple[SourceFile, Verdict]]) -> None:
        now = timezone.now()
        copy_rows(
            Article,
            ARTICLE_FIELDS,
            ((verdict.article, *self._columns(row, verdict).values(), now) for row, verdict in fresh),
            binary=True,
        )
        parts = [(verdict.article, prepared(verdict)) for _, verdict in fresh if verdict.article is not None]
        add_parts(parts, self.names, self.wording)

    def _columns(self, row: SourceFile, verdict: Verdict) -> dict[str, Any]:
        """The values of ARTICLE_FIELDS between the key and the time of adding, by name of field."""
        (article, found), identity = prepared(verdict), verdict.identity
        if identity is None:
            raise ValueError("only an article that was identified can be stored")
        return {
            "source_id": self.names.sources.get(verdict.source),
            "title": article.title,
            "slug": article_slug(article.title),
            "body": article.body,
            "language": article.language[:8],
            "byline": article.byline,
            "dateline": article.dateline,
            "url": article.url,
            "external_id": article.external_id,
            "published": article.published.day,
            "published_precision": article.published.precision.value,
            "published_rule": article.published.rule,
            "published_evidence": article.published.evidence,
            "identity": identity.key,
            "content_hash": identity.content,
            "signature": found.signature,
            "batch_id": self.batch.pk,
            "file_id": row.pk,
            "member": article.member,
            "first_line": article.first_line,
            "last_line": article.last_line,
            "layout": article.layout,
            "doubt": "; ".join(article.doubts),
            "confidence": article.confidence,
        }

    def _change(self, row: SourceFile, verdict: Verdict) -> None:
        """Keep the present text as a version, then put the new one in its place. The address stays."""
        if verdict.article is None:
            raise ValueError("a changed article has a row")
        article = Article.objects.select_for_update().get(pk=verdict.article)
        latest = article.versions.last()
        Version.objects.create(
            number=latest.number + 1 if latest else 1,
            replaced_by=self.batch,
            article=article,
            snapshot=take_snapshot(article),
            **{name: getattr(article, name) for name in VERSION_COLUMNS},
        )
        columns = self._columns(row, verdict)
        for name in ("identity", "source_id", "slug"):
            del columns[name]
        Article.objects.filter(pk=article.pk).update(**columns)
        replace_parts(article, prepared(verdict), self.names)

    def _entry(self, row: SourceFile, verdict: Verdict) -> Sequence[Any]:
        record = verdict.record
        start = (self.batch.pk, row.pk)
        if isinstance(record, Rejection):
            place = (record.member, record.index, record.line, record.last_line or record.line)
            return (*start, *place, *_said(verdict), "", 1.0, "{}", _removed(record), None)
        article = record.article
        found = {
            "countries": [link.code for link in record.found.countries],
            "people": record.found.people_named,
            "language": article.language,
            "date": article.published.rule,
        }
        return (
            *start,
            *(article.member, article.index, article.first_line, article.last_line),
            *_said(verdict),
            article.published.iso or "",
            article.confidence,
            as_json(found),
            _removed(article),
            verdict.article,
        )


def _reports(rows: Sequence[tuple[SourceFile, Verdict]]) -> dict[int, Sequence[Report]]:
    """What the articles of the rows say has happened, by their keys."""
    return {
        verdict.article: prepared(verdict).found.reports for _, verdict in rows if verdict.article is not None
    }


def _signed(verdict: Verdict) -> tuple[int, tuple[str, bytes]]:
    """A new article's key with its identity and signature."""
    if verdict.article is None or verdict.identity is None:
        raise ValueError("a new article has a key and an identity")
    return verdict.article, (verdict.identity.key, prepared(verdict).found.signature)


def prepared(verdict: Verdict) -> Prepared:
    """The article of a verdict that is not a rejection; raises TypeError for one that is."""
    if isinstance(verdict.record, Rejection):
        raise TypeError("a rejection has no article")
    return verdict.record


def _removed(record: ParsedArticle | Rejection) -> str:
    """The lines of the file that stand in no article's text, as JSON."""
    return as_json([[line.line, line.text, line.reason] for line in record.removed])


def _said(verdict: Verdict) -> tuple[str, str, str]:
    return (verdict.outcome.value, verdict.reason, title_of(verdict.record))
