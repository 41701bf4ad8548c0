"""Reports, some of them together already → which are one happening, by average link.

The groups that there are may only join as wholes. Two join while their members are alike on average, the most
alike first; so a chain of reports, each a little like the next, does not become one event.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from articles.linking.reports import JOIN, Traits, likeness

Pair = tuple[int, int]
MayJoin = Callable[[Collection[int], Collection[int]], bool]


def compare(
    reports: Sequence[Traits], groups: Sequence[Sequence[int]], pairs: Iterable[Pair]
) -> dict[Pair, float]:
    """How alike the reports of two groups are, summed; pairs that have nothing in common are left out."""
    sums: dict[Pair, float] = {}
    for one, other in pairs:
        total = sum(likeness(reports[a], reports[b]) for a in groups[one] for b in groups[other])
        if total:
            sums[one, other] = total
    return sums


def join(
    groups: Sequence[Sequence[int]],
    alike: Mapping[Pair, float],
    same: Collection[Pair] = (),
    may_join: MayJoin = lambda one, other: True,
) -> list[list[int]]:
    """The groups that are one happening, as lists of their places in rising order.

    `alike` is what `compare` says of them, the lower place first; `same` are those that are one whatever
    their words. `may_join` is asked about two sets of groups before they join.
    """
    clusters = _Clusters([len(group) for group in groups], alike)
    for one, other in sorted(same):
        clusters.join(clusters.where[one], clusters.where[other], may_join)
    queue = [entry for one in clusters.members for entry in clusters.entries(one)]
    heapq.heapify(queue)
    while queue:
        negative, one, other = heapq.heappop(queue)
        # An entry that is out of date is there anew.
        if clusters.average(one, other) == -negative and clusters.join(one, other, may_join):
            for entry in clusters.entries(one):
                heapq.heappush(queue, entry)
    return [sorted(members) for _, members in sorted(clusters.members.items())]


class _Clusters:
    """Groups that join, each known by the lowest of their places."""

    def __init__(self, sizes: Sequence[int], alike: Mapping[Pair, float]) -> None:
        self.members = {place: [place] for place in range(len(sizes))}
        self.where = list(range(len(sizes)))
        self._sizes = list(sizes)
        self._sums: dict[int, dict[int, float]] = {place: {} for place in self.members}
        for (one, other), total in alike.items():
            self._sums[one][other] = self._sums[other][one] = total

    def average(self, one: int, other: int) -> float:
        """How alike two clusters are; 0 where one of them is gone."""
        if one not in self.members or other not in self.members:
            return 0.0
        return self._sums[one].get(other, 0.0) / ((self._sizes[one] * self._sizes[other]) or 1)

    def entries(self, one: int) -> Iterator[tuple[float, int, int]]:
        """The places in the queue of a cluster with each other that it is alike enough to."""
        for other in self._sums[one]:
            average = self.average(one, other)
            if average >= JOIN:
                yield -average, min(one, other), max(one, other)

    def join(self, one: int, other: int, may_join: MayJoin) -> bool:
        """Join two clusters under the lower place, unless that is forbidden or they are one."""
        one, other = min(one, other), max(one, other)
        if one == other or not may_join(self.members[one], self.members[other]):
            return False
        self.members[one] += self.members.pop(other)
        self._sizes[one] += self._sizes[other]
        for member in self.members[one]:
            self.where[member] = one
        for third, total in self._sums.pop(other).items():
            self._sums[third].pop(other)
            if third != one:
                self._sums[one][third] = self._sums[third][one] = self._sums[one].get(third, 0.0) + total
        return True
