"""Articles in, stories out: which articles of the whole archive are versions of one text, as rows.

What hangs together is found from the index and divided anew each time, so the stories depend on which
articles there are, and not on the order or the batches in which they came.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count, Q

from articles.importing import story_index
from articles.importing.story_runs import Runs, one_at_a_time
from articles.linking import stories
from articles.linking.stories import Sketch
from articles.models import Article, Story, StoryDecision, StoryMember
from articles.records import Precision

AT_ONCE = 500
# A story of more members is not divided anew, nor what hangs together beyond as many articles: at that size
# it is copies of one text, and each new one is compared with those that the index holds.
LARGE = 400
MOST = 4_000

# An object made for each row would take longer than the rows.
NEW_STORIES = "INSERT INTO articles_story (created) SELECT now() FROM generate_series(1, %s) RETURNING id"
PUT_IN = """
    INSERT INTO articles_storymember (article_id, story_id) SELECT * FROM unnest(%s::bigint[], %s::bigint[])
    ON CONFLICT (article_id) DO UPDATE SET story_id = excluded.story_id
"""


def assign(articles: Collection[int]) -> None:
    """Put the articles with these keys into their stories, and divide anew the stories that they touch.

    The caller opens the transaction.
    """
    if articles:
        one_at_a_time()
    for some in _in_parts(sorted(set(articles))):
        _assign(some, _Group())


def assign_new(articles: Mapping[int, tuple[str, bytes]]) -> None:
    """Like `assign`, for articles stored in this transaction: the identity and the signature of each."""
    if articles:
        one_at_a_time()
    for some in _in_parts(sorted(articles)):
        group = _Group()
        for key in some:
            group.add(key, *articles[key])
        _assign(some, group)


@contextmanager
def regrouping(articles: Collection[int]) -> Iterator[None]:
    """Around whatever changes the texts of articles, or deletes them, in one transaction.

    Before, the articles leave the index and their stories; after, those that still exist and the members that
    they leave behind are put into stories.
    """
    if articles:
        one_at_a_time()
    mates: set[int] = set()
    for some in _in_parts(sorted(set(articles))):
        story_index.remove(_Group().load(some))
        members = StoryMember.objects.filter(article__among=some)
        touched = set(members.values_list("story", flat=True))
        mates.update(StoryMember.objects.filter(story__among=touched).values_list("article", flat=True))
        members.delete()
    yield
    left: set[int] = set()
    for some in _in_parts(sorted(mates | set(articles))):
        left.update(Article.objects.filter(pk__among=some).values_list("pk", flat=True))
    assign(left)


def sign_again(article: Article) -> None:
    """Give an article whose text or date was corrected its signature and its story anew."""
    with regrouping([article.pk]):
        Article.objects.filter(pk=article.pk).update(signature=signature_of_row(article))


def signature_of_row(article: Article) -> bytes:
    """The signature of an article as it is stored."""
    day = article.published if article.published_precision == Precision.DAY.value else None
    return stories.signature(f"{article.title}\n{article.body}", day)


@dataclass
class _Group:
    """The articles looked at, with what ties them: their signatures, identities, pairs and decisions."""

    sketches: dict[int, Sketch] = field(default_factory=dict)
    identities: dict[int, str] = field(default_factory=dict)
    stories: dict[int, int] = field(default_factory=dict)
    edges: set[tuple[int, int]] = field(default_factory=set)
    together: set[tuple[int, int]] = field(default_factory=set)
    apart: set[tuple[int, int]] = field(default_factory=set)

    def load(self, articles: Collection[int]) -> dict[int, Sketch]:
        """Read the articles that are not here yet; returns the sketches of all that have one."""
        missing = [key for key in articles if key not in self.identities]
        if missing:
            rows = Article.objects.filter(pk__among=missing).order_by()
            for key, identity, signature in rows.values_list("pk", "identity", "signature"):
                self.add(key, identity, bytes(signature))
        return {key: self.sketches[key] for key in articles if key in self.sketches}

    def add(self, key: int, identity: str, signature: bytes) -> None:
        """Enter an article."""
        self.identities[key] = identity
        sketch = stories.read(signature)
        if sketch is not None:
            self.sketches[key] = sketch

    def same(self, pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Those of the pairs that are one story by their signatures."""
        for one, other in pairs:
            first, second = self.sketches.get(one), self.sketches.get(other)
            if first and second and stories.same(first, second):
                yield one, other


def _assign(articles: Sequence[int], group: _Group) -> None:
    """Put articles into stories; those that the group holds already are new, and in none."""
    group = _gather(articles, group)
    parts = [part for members in _components(group) for part in _divided(group, members)]
    _store(group, [part for part in parts if len(part) > 1])


def _gather(articles: Sequence[int], group: _Group) -> _Group:
    """The articles with all that hangs together with them: by likeness, by story, by decision."""
    new, runs = set(group.identities), Runs()
    decided = StoryDecision.objects.exists()
    seen: set[int] = set()
    frontier, first = set(articles), True
    while frontier and len(seen) < MOST:
        seen |= frontier
        own = group.load(frontier)
        pairs = story_index.enter(own, runs) if first else story_index.candidates(own, runs)
        group.load({other for _, other in pairs})
        found = set(group.same(pairs))
        group.edges |= found
        near = {other for _, other in found} | _mates(group, frontier - new)
        if decided:
            near |= _decisions(group, frontier)
        frontier, first = near - seen, False
    group.stories = {key: story for key, story in group.stories.items() if key in seen}
    group.identities = {key: group.identities[key] for key in seen if key in group.identities}
    return group


def _mates(group: _Group, articles: Collection[int]) -> set[int]:
    """The members of the stories that the articles are in."""
    own = dict(StoryMember.objects.filter(article__among=articles).values_list("article", "story"))
    group.stories.update(own)
    if not own:
        return set()
    sizes = StoryMember.objects.filter(story__among=set(own.values())).order_by().values("story")
    small = [row["story"] for row in sizes.annotate(size=Count("pk")) if row["size"] <= LARGE]
    return set(StoryMember.objects.filter(story__among=small).values_list("article", flat=True))


def _decisions(group: _Group, articles: Collection[int]) -> set[int]:
    """The articles that a person put together with these."""
    wanted = [group.identities[key] for key in articles if key in group.identities]
    rows = list(StoryDecision.objects.filter(Q(article__among=wanted) | Q(other__among=wanted)))
    named = {identity for row in rows for identity in (row.article, row.other)}
    keys = dict(Article.objects.filter(identity__among=named).order_by().values_list("identity", "pk"))
    joined: set[int] = set()
    for row in rows:
        if row.article in keys and row.other in keys:
            pair = keys[row.article], keys[row.other]
            (group.together if row.same else group.apart).add(pair)
            if row.same:
                joined.update(pair)
    return joined


def _components(group: _Group) -> list[list[int]]:
    """What hangs together, the articles of each in an order that does not depend on when they came."""
    every = group.edges | group.together
    known = [(one, other) for one, other in every if one in group.identities and other in group.identities]
    order = sorted({key for pair in known for key in pair})
    places = {key: place for place, key in enumerate(order)}
    pairs = [(places[one], places[other]) for one, other in known]
    found = stories.joined(len(order), pairs)
    return [
        sorted((order[place] for place in members), key=group.identities.__getitem__)
        for members in found
        if len(members) > 1
    ]


def _divided(group: _Group, members: Sequence[int]) -> list[list[int]]:
    places = {key: place for place, key in enumerate(members)}

    def among(pairs: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(places[one], places[other]) for one, other in pairs if one in places and other in places]

    sketches = [group.sketches.get(key) for key in members]
    parts = stories.divide(sketches, among(group.together), among(group.apart))
    return [[members[place] for place in part] for part in parts]


def _store(group: _Group, parts: Sequence[Sequence[int]]) -> None:
    """Write who is in which story. A story goes where most of its members go; the lowest address survives."""
    claims = _claims(group.stories, parts)
    wanted: dict[int, int] = {}
    made = iter(_new_stories(sum(not own for own in claims)))
    for part, own in zip(parts, claims, strict=True):
        story = min(own) if own else next(made)
        wanted.update(dict.fromkeys(part, story))
        _merge(own - {story}, story)
    alone = [key for key in group.stories if key not in wanted]
    moved = {key: story for key, story in wanted.items() if group.stories.get(key) != story}
    if alone:
        StoryMember.objects.filter(article__among=alone).delete()
    if moved:
        with connection.cursor() as cursor:
            cursor.execute(PUT_IN, [list(moved), list(moved.values())])


def _new_stories(count: int) -> list[int]:
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(NEW_STORIES, [count])
        return [key for (key,) in cursor.fetchall()]


def _claims(present: Mapping[int, int], parts: Sequence[Sequence[int]]) -> list[set[int]]:
    """For each part the stories that it takes over."""
    members: dict[int, Counter[int]] = defaultdict(Counter)
    for place, part in enumerate(parts):
        for key in part:
            if key in present:
                members[present[key]][place] += 1
    claims: list[set[int]] = [set() for _ in parts]
    for story, counted in members.items():
        claims[max(counted, key=lambda place: (counted[place], -min(parts[place])))].add(story)
    return claims


def _merge(gone: Collection[int], into: int) -> None:
    """Lead the addresses of stories to the one that they joined, with what they still hold."""
    if gone:
        StoryMember.objects.filter(story__among=gone).update(story=into)
        Story.objects.filter(Q(pk__in=gone) | Q(merged_into__in=gone)).update(merged_into=into)


def _in_parts(articles: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(articles), AT_ONCE):
        yield articles[start : start + AT_ONCE]
