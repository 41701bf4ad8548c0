"""A request → everything that a page of results shows. HTML, feeds and a country's page render it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from articles.search import spoken
from articles.search.addresses import Addresses
from articles.search.answering import Answer, answer
from articles.search.batches import last_stored
from articles.search.choices import short
from articles.search.collapsing import in_order, versions
from articles.search.conditions import has_words
from articles.search.facets import Facets
from articles.search.hits import find
from articles.search.index import Index
from articles.search.language import Note, Problem, Query, parse
from articles.search.names import Meanings, listed
from articles.search.narrowing import WITH_SUBJECT
from articles.search.nothing import apart
from articles.search.paging import pages_of
from articles.search.past import changed, said, state
from articles.search.ranking import Ordering, ordering
from articles.search.request import SearchRequest, Sort, opened
from articles.search.shown import Fix, SearchPage, Standing, Told
from articles.search.snippets import Result, results
from articles.search.spoken import Part
from articles.search.timeline import timeline
from articles.search.understanding import understood
from articles.search.wanted import parts_of

__all__ = ["SearchPage", "count", "exactly", "search", "unanswered"]

MOST_FIXES = 6
MOST_APART = 5


def search(request: SearchRequest, *, shown: bool = True) -> SearchPage:
    """Answer a request. What cannot be understood is said in `problems`, and then nothing is searched.

    Everything on the page is of one state of the archive. With `shown` False the page has the ids of its
    articles but no results with marked texts, for those who read the rows themselves; each version of a
    story is then one of them.
    """
    asked = request if shown else replace(request, facet="")
    with state(request.as_of) as index:
        page = replace(_search(asked, index, shown), citable=last_stored())
        if not request.as_of or page.problems:
            return page
        changed_since = frozenset(changed(index, request.as_of).tolist()) & frozenset(page.ids)
        notes = *page.notes, *_told(request, said(index, request.as_of))
        return replace(page, notes=notes, changed=changed_since)


def _search(request: SearchRequest, index: Index, shown: bool) -> SearchPage:
    read = understood(request.q, index)
    query, conditions = read.query, read.conditions
    asked = spoken.parts(request, query, conditions.meanings)
    if read.problems:
        return _unanswered(request, query, read.problems, asked)
    answered = answer(index, query.tree, conditions, request.narrowings, exact=request.exact)
    hits = answered.hits
    addresses = Addresses(request)
    facets = Facets(request, hits, answered.within)
    stories = facets.counts.stories
    order = ordering(hits, request.order, answered.tree, conditions.configurations)
    collapsed = shown and request.collapsed
    ids = _ids(request, order, collapsed=collapsed)
    missing = _missing(ids, answered)
    return SearchPage(
        request=request,
        query=query,
        title=spoken.title(request, query, hits.total, nearest=answered.none_has_all),
        total=hits.total,
        stories=stories,
        ids=tuple(ids),
        results=_results(request, ids, answered, missing) if shown else (),
        listing=facets.listing(),
        facets=facets.all(),
        timeline=timeline(request, facets.counts),
        span=facets.counts.span if hits.total else None,
        pages=pages_of(stories if collapsed else hits.total, request.size, request.page, addresses.page),
        sorts=tuple((sort, addresses.sorted(sort)) for sort in Sort if _offered(sort, query)),
        parts=asked,
        notes=_told(request, (*read.notes, *conditions.said)),
        offers=read.offers,
        standings=_standings(request, answered),
        apart=apart(request, asked, count) if answered.none_has_all and _few(asked, answered) else (),
        relaxed=answered.relaxed,
        corrections=answered.corrections,
        missing=missing,
        unranked=order.unranked,
        scores=order.scores(ids),
    )


def unanswered(request: SearchRequest) -> SearchPage:
    """The page of a request that could not be read (a bad date, an unknown country): nothing is searched."""
    query = parse(request.q)
    return _unanswered(request, query, query.problems, spoken.parts(request, query, Meanings()))


def count(request: SearchRequest) -> int:
    """How many articles a request finds; 0 if it is not understood."""
    return exactly(request) or 0


def exactly(request: SearchRequest) -> int | None:
    """How many articles have all that a request asks for; None if it is not understood."""
    with state(request.as_of) as index:
        read = understood(request.q, index, explained=False)
        if read.problems:
            return None
        return find(index, read.query.tree, read.conditions, request.narrowings).total


def _unanswered(
    request: SearchRequest, query: Query, problems: tuple[Problem, ...], asked: tuple[Part, ...]
) -> SearchPage:
    each = [fix for problem in problems for fix in problem.fixes]
    texts = list(dict.fromkeys([*query.mended(problems), *each]))[:MOST_FIXES]
    title = f"{short(request.q.strip()) or 'Search'} — not understood"
    fixes, notes = _fixes(request, texts), _told(request, query.notes)
    return SearchPage(
        request, query, title, problems=problems, fixes=fixes, parts=asked, notes=notes, facets=()
    )


def _fixes(request: SearchRequest, texts: Iterable[str]) -> tuple[Fix, ...]:
    """The same search with other queries, those that are understood."""
    fixed = [(request.change(q=text), exactly(request.change(q=text))) for text in texts]
    return tuple(Fix(one.q, one.address, total) for one, total in fixed if total is not None)


def _told(request: SearchRequest, notes: Iterable[Note]) -> tuple[Told, ...]:
    """The notes, the most serious first, with what the first queries find that they offer."""
    found: list[Told] = []
    for note in sorted(notes, key=lambda note: note.gravity):
        if sum(len(told.fixes) for told in found) + len(note.fixes) <= MOST_FIXES:
            found.append(Told(note, _fixes(request, note.fixes)))
        else:
            found.append(Told(replace(note, text=f"{note.text.removesuffix(':')}.", fixes=())))
    return tuple(found)


def _standings(request: SearchRequest, answered: Answer) -> tuple[Standing, ...]:
    """Where a country or person is chosen: all that mention it, and those about it."""
    chosen = [one for narrowing in request.narrowings for name in WITH_SUBJECT for one in narrowing.of(name)]
    if not chosen:
        return ()
    either = all(request.narrowing.any_will_do(one.facet) for one in chosen)
    names = listed([one.label for one in chosen], "or" if either else "and")
    found = []
    for about, label in ((False, f"All that mention {names}"), (True, f"About {names}")):
        other = request.narrowed(about=about)
        same = about == request.narrowing.about
        total = answered.hits.total if same else answered.within(other.narrowings).total
        found.append(Standing(label, total, other.address, same))
    return tuple(found)


def _few(asked: Sequence[Part], answered: Answer) -> bool:
    """Whether it helps to hear of each part alone; of a whole question, only if nothing comes near."""
    return not answered.hits.total or len(asked) <= MOST_APART


def _offered(sort: Sort, query: Query) -> bool:
    return sort is not Sort.RELEVANCE or has_words(query.tree)


def _ids(request: SearchRequest, order: Ordering, *, collapsed: bool) -> list[int]:
    """The articles of the page; none where the values of a facet are shown in their place."""
    if request.facet:
        return []
    if request.fixed is not None:
        index = order.hits.index
        there = set(index.ids[index.places(np.array(request.fixed, np.int64))].tolist())
        return [key for key in request.fixed if key in there]
    start, end = (request.page - 1) * request.size, request.page * request.size
    places = in_order(order, collapsed=collapsed, most=end)
    found: list[int] = order.hits.index.ids[places[start:end]].tolist()
    return found


def _missing(ids: Sequence[int], answered: Answer) -> dict[int, tuple[str, ...]]:
    """What each of the articles lacks of what was asked, by id; nothing where all have all."""
    loose, index = answered.relaxed, answered.hits.index
    if loose is None:
        return {}
    places = index.places(np.array(ids, np.int64))
    lacks = {int(index.ids[place]): loose.missing(int(place)) for place in places}
    return {key: lacks[key] for key in ids if key in lacks}


def _results(
    request: SearchRequest,
    ids: Sequence[int],
    answered: Answer,
    missing: Mapping[int, tuple[str, ...]],
) -> tuple[Result, ...]:
    found = results(ids, parts_of(answered.tree, answered.conditions.meanings, (request.narrowing,)))
    of_stories = versions(answered.hits, ids) if request.collapsed else {}
    leading = opened(request.everywhere)
    first = (request.page - 1) * request.size + 1
    return tuple(
        replace(
            result,
            versions=of_stories.get(result.article.pk),
            opened=f"{leading}{place}",
            missing=missing.get(result.article.pk, ()),
        )
        for place, result in enumerate(found, first)
    )
