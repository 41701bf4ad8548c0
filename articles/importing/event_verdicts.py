"""What people decided about articles and events, for the articles and events at hand."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from articles.models import Article, EventArticle, EventVerdict


@dataclass
class Verdicts:
    """By articles' keys: the events that each is about by a person's word, and those that it is not about.

    `any` tells whether anybody decided anything at all. A link made by hand is such a word.
    """

    any: bool = False
    inside: dict[int, set[int]] = field(default_factory=dict)
    outside: dict[int, set[int]] = field(default_factory=dict)

    @classmethod
    def about(cls, articles: Collection[int], events: Iterable[int] = ()) -> "Verdicts":
        """The newest verdicts in force on these articles, and of other articles on these events."""
        found = cls()
        by_hand = EventArticle.objects.filter(article__among=articles, by_hand=True).order_by()
        for linked, event in by_hand.values_list("article", "event"):
            found.inside.setdefault(linked, set()).add(event)
        found.any = EventVerdict.objects.exists()
        if not found.any:
            return found
        identities = dict(Article.objects.filter(pk__among=articles).order_by().values_list("identity", "pk"))
        asked = Q(article__among=identities) | Q(event__among=events)
        rows = EventVerdict.objects.filter(asked, decision__reverted=None).order_by("pk")
        pairs = list(rows.values_list("event", "article", "inside"))
        unknown = {identity for _, identity, _ in pairs} - identities.keys()
        if unknown:
            named = Article.objects.filter(identity__among=unknown).order_by()
            identities.update(named.values_list("identity", "pk"))
        newest = {(event, identities.get(identity)): inside for event, identity, inside in pairs}
        for (event, article), inside in newest.items():
            if article is not None:
                (found.inside if inside else found.outside).setdefault(article, set()).add(event)
                if not inside:
                    found.inside.get(article, set()).discard(event)
        return found

    def forbid(self, events: Collection[int], articles: Collection[int]) -> bool:
        """Whether a person said that one of the articles is not about one of the events."""
        return any(self.outside.get(article, set()) & set(events) for article in articles)
