"""Linked articles in, what the archive makes of each out: new, duplicate, changed, doubtful or rejected."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from articles.importing.found import Prepared
from articles.importing.identity import Identity, identify
from articles.importing.previewed import Earlier, Previewed
from articles.importing.replacing import Standing
from articles.models import Outcome, Version
from articles.records import ParsedArticle, Rejection

# As SQL, for Django would build a list of five hundred placeholders for each chunk. Each is looked up by
# itself: a table of which it knows little, as in a first import, PostgreSQL would read whole for each chunk.
KNOWN = """
    SELECT known.id, identity, content_hash, source.name, external_id, known.url
    FROM (
        SELECT found.* FROM unnest(%(keys)s::text[]) AS wanted (key) CROSS JOIN LATERAL (
            SELECT id, identity, content_hash, source_id, external_id, url, published
            FROM articles_article WHERE identity = wanted.key OFFSET 0
        ) AS found
        UNION
        SELECT found.* FROM unnest(%(contents)s::text[]) AS wanted (content) CROSS JOIN LATERAL (
            SELECT id, identity, content_hash, source_id, external_id, url, published
            FROM articles_article WHERE content_hash = wanted.content OFFSET 0
        ) AS found
    ) AS known LEFT JOIN articles_source source ON source.id = known.source_id
    ORDER BY published DESC NULLS LAST, known.id DESC
"""


CUT_AGAIN = "cut again by hand: it comes in the place of the article that held these lines"


@dataclass(slots=True)
class Verdict:
    """What becomes of one record. `article` is the row that it is, was, or changes; None if none yet."""

    record: Prepared | Rejection
    outcome: Outcome
    reason: str = ""
    identity: Identity | None = None
    source: str = ""
    article: int | None = None
    twin: "Verdict | None" = None


@dataclass(slots=True)
class _Known:
    """What there is under an identity: a row, or the verdict of this chunk that makes one.

    `here`: it came earlier in this batch. `present` is the content of a row as it is now, of which `contents`
    has earlier ones too.
    """

    contents: set[str]
    source: str
    by_text: bool
    article: int | None = None
    verdict: Verdict | None = None
    here: bool = False
    present: str = ""

    def may_be(self, source: str, by_text: bool) -> bool:
        """Whether an article of the same text is this one: two identifiers or two sources make two."""
        return (self.by_text or by_text) and (self.source == source or not self.source or not source)


class Classifier:
    """Decides outcomes against the archive and against what came earlier in the same run.

    `remember` keeps what the run brought: for a preview, where the archive does not get to know it.
    `places` are those of articles that are cut again: the first that is new of those in the lines of one
    comes in its place, as its present text.
    """

    def __init__(self, source: str, *, remember: bool = False, places: Iterable[Standing] = ()) -> None:
        self.source = source
        self.places = list(places)
        self._cut_again = {place.article for place in self.places}
        self.previewed = Previewed() if remember else None
        self._by_key: dict[str, _Known] = {}
        self._by_content: dict[str, list[_Known]] = {}

    def classify(self, records: Sequence[Prepared | Rejection]) -> list[Verdict]:
        """A verdict for each record, in order. One query for a whole chunk, two where texts have changed."""
        verdicts = [self._start(record) for record in records]
        self._by_key.clear()
        self._by_content.clear()
        self._look_up([verdict.identity for verdict in verdicts if verdict.identity])
        if self.places:
            self._leave_places([self._known(verdict) for verdict in verdicts])
        for verdict in verdicts:
            self._decide(verdict)
        if self.previewed:
            self.previewed.add(_earlier(verdicts))
        return verdicts

    def _start(self, record: Prepared | Rejection) -> Verdict:
        if isinstance(record, Rejection):
            return Verdict(record, Outcome.REJECTED, record.reason)
        source = record.article.source or self.source
        identity = identify(record.article, source, record.found.content)
        return Verdict(record, Outcome.NEW, identity=identity, source=source)

    def _look_up(self, identities: Sequence[Identity]) -> None:
        keys = {identity.key for identity in identities}
        contents = {identity.content for identity in identities}
        found: dict[int, _Known] = {}
        with connection.cursor() as cursor:
            cursor.execute(KNOWN, {"keys": list(keys), "contents": list(contents)})
            rows = cursor.fetchall()
        for pk, key, content, source, identifier, url in rows:
            if key not in self._by_key:
                row = _Known({content}, source or "", not (identifier or url), pk, present=content)
                self._by_key[key] = found[pk] = row
                self._by_content.setdefault(content, []).append(row)
        self._add_earlier_texts(found)
        if self.previewed:
            self._add_previewed(self.previewed.find(keys, contents))

    def _add_earlier_texts(self, found: dict[int, _Known]) -> None:
        earlier = Version.objects.filter(article__among=found.keys()) if found else Version.objects.none()
        for pk, content in earlier.values_list("article_id", "content_hash"):
            found[pk].contents.add(content)

    def _add_previewed(self, articles: Iterable[Earlier]) -> None:
        for key, content, source, by_text, changed in articles:
            known = self._by_key.get(key)
            if known is not None:
                known.contents.add(content)
            elif not changed:
                known = self._by_key[key] = _Known({content}, source, by_text, here=True)
                self._by_content.setdefault(content, []).append(known)

    def _decide(self, verdict: Verdict) -> None:
        identity, record = verdict.identity, verdict.record
        if identity is None or isinstance(record, Rejection):
            return
        known = self._known(verdict)
        if known is None:
            self._take(verdict, identity, record.article)
            return
        verdict.article, verdict.twin = known.article, known.verdict
        if identity.content in known.contents and not self._comes_back(known, identity):
            verdict.outcome, verdict.reason = Outcome.DUPLICATE, "the archive has this text"
            if known.here:
                verdict.reason = "the same text comes earlier in this batch"
        else:
            verdict.outcome, verdict.reason = (
                Outcome.CHANGED,
                "the archive has this article with another text",
            )
            known.contents.add(identity.content)

    def _known(self, verdict: Verdict) -> _Known | None:
        """What there is already that the article of a verdict is, or is another text of."""
        identity = verdict.identity
        if identity is None:
            return None
        twins = self._by_content.get(identity.content, [])
        same = (twin for twin in twins if twin.may_be(verdict.source, identity.by_text))
        return self._by_key.get(identity.key) or next(same, None)

    def _leave_places(self, known: Iterable[_Known | None]) -> None:
        """An article that one of these is anyway is not there for another to come in its place."""
        kept = {each.article for each in known if each is not None}
        self.places = [place for place in self.places if place.article not in kept]

    def _comes_back(self, known: _Known, identity: Identity) -> bool:
        """Whether an article that is cut again gets a text again that it had before."""
        return known.article in self._cut_again and identity.content != known.present

    def _place_for(self, article: ParsedArticle) -> Standing | None:
        first, last = article.first_line or 0, article.last_line or 0
        return next((each for each in self.places if each.first <= last and each.last >= first), None)

    def _take(self, verdict: Verdict, identity: Identity, article: ParsedArticle) -> None:
        reason = "; ".join(article.doubts)
        place = self._place_for(article)
        if place is not None:
            self.places.remove(place)
            verdict.outcome, verdict.reason, verdict.article = Outcome.CHANGED, CUT_AGAIN, place.article
        elif reason:
            verdict.outcome, verdict.reason = Outcome.DOUBTFUL, reason
        known = _Known({identity.content}, verdict.source, identity.by_text, verdict=verdict, here=True)
        self._by_key[identity.key] = known
        self._by_content.setdefault(identity.content, []).append(known)


def _earlier(verdicts: Iterable[Verdict]) -> Iterator[Earlier]:
    """What is to be known of a chunk when the next ones come."""
    for verdict in verdicts:
        identity = verdict.identity
        if identity and verdict.outcome is not Outcome.DUPLICATE:
            changed = verdict.outcome is Outcome.CHANGED
            yield Earlier(identity.key, identity.content, verdict.source, identity.by_text, changed)


def title_of(record: Prepared | Rejection) -> str:
    """The title of an article, or of what was rejected as far as it was read."""
    return record.title if isinstance(record, Rejection) else record.article.title
