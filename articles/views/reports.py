"""The links of an event → what its page says of each: the sentence, what decided, why it is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.linking.events import TOKEN
from articles.linking.reports import weighed
from articles.models import Article, Country, Event, EventArticle
from articles.search.names import listed

WORDS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the words that tell the kind apart: what is before them, they, what is after."""

    before: str
    trigger: str
    after: str


@dataclass(frozen=True, slots=True)
class Reported:
    """An article about an event; `versions` are near-identical articles, which stand behind it."""

    link: EventArticle
    sentence: Sentence | None
    why: str
    versions: Sequence[Article]

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.link.article


def reported(links: Sequence[EventArticle], event: Event) -> list[Reported]:
    """The links in order, one for each story. Each link knows its article with its story."""
    stories: dict[str, list[EventArticle]] = {}
    for link in links:
        member = getattr(link.article, "story_membership", None)
        stories.setdefault(f"s{member.story_id}" if member else f"a{link.article_id}", []).append(link)
    heads = [own[0] for own in stories.values()]
    shared = Counter(stem for link in heads for stem in _stems(link))
    codes = {entry[2] for link in heads for entry in link.said} | {link.place for link in heads}
    names = dict(Country.objects.filter(code__in=codes).values_list("code", "name"))
    return [
        Reported(
            own[0],
            sentence_of(own[0]),
            _why(own[0], heads, shared, names, event),
            [link.article for link in own[1:]],
        )
        for own in stories.values()
    ]


def sentence_of(link: EventArticle) -> Sentence | None:
    """The sentence cut at its trigger; None for a link without one."""
    if not link.evidence:
        return None
    if not link.trigger:
        return Sentence(link.evidence, "", "")
    return Sentence(*link.evidence.partition(link.trigger))


def _stems(link: EventArticle) -> list[str]:
    return [item.rpartition(":")[0] for item in link.words.split()]


def _who(link: EventArticle, names: dict[str, str]) -> set[str]:
    said = {names.get(code) or name or text for _, text, code, name, _ in link.said}
    return {each for each in {*said, names.get(link.place, "")} if each}


def _why(
    link: EventArticle,
    heads: Sequence[EventArticle],
    shared: Counter[str],
    names: dict[str, str],
    event: Event,
) -> str:
    """In a sentence, why the article stands under this event."""
    others = [other for other in heads if other is not link and other.words]
    if link.by_hand and not link.words:
        return "A person put it here."
    if not others:
        return "A person put it here." if link.by_hand else "So far no other text reports it."
    reasons = [f"it tells of the same kind of happening ({Event.Kind(link.kind).label})"]
    if link.kind not in {other.kind for other in others}:
        reasons = [f"it tells of a kin kind of happening ({Event.Kind(link.kind).label})"]
    both = _who(link, names) & {each for other in others for each in _who(other, names)}
    if both:
        reasons.append(f"names {listed(sorted(both), 'and')}")
    if link.day and any(other.day == link.day for other in others):
        reasons.append(f"means {'the same day' if link.day_said else 'a day near theirs'}")
    words = _written(link, (stem for stem in _stems(link) if shared[stem] > 1))
    if words:
        reasons.append(f"shares the words {listed([f'“{word}”' for word in words], 'and')}")
    start = "A person put it here, and " if link.by_hand else "It stands with the others because "
    return f"{start}{listed(reasons, 'and')}."


def _written(link: EventArticle, stems: Iterable[str]) -> list[str]:
    """Stems as the title and the sentence write them."""
    written: dict[str, str] = {}
    for token in TOKEN.findall(f"{link.article.title} {link.evidence}"):
        written.setdefault(weighed(token)[0], token)
    return [written[stem] for stem in stems if stem in written][:WORDS_SHOWN]
