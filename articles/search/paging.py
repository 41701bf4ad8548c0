"""A number of things and the page of them that is asked for → the links to the other pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

AROUND = 2


@dataclass(frozen=True, slots=True)
class PageLink:
    """A numbered page; `gap` says that numbers are left out before it."""

    number: int
    address: str
    current: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """Where this page stands among all of them."""

    number: int
    last: int
    links: tuple[PageLink, ...] = ()
    previous: str = ""
    next: str = ""

    @property
    def beyond(self) -> bool:
        """Whether there is no such page."""
        return self.number > self.last


ONE_PAGE = Pages(1, 1)


def pages_of(total: int, per_page: int, number: int, address: Callable[[int], str]) -> Pages:
    """The pages of `total` things, with the first, the last and those around this one as links."""
    last = max((total + per_page - 1) // per_page, 1)
    shown = {1, last, *range(max(number - AROUND, 1), min(number + AROUND, last) + 1)}
    links, previous = [], 0
    for page in sorted(one for one in shown if one <= last):
        links.append(PageLink(page, address(page), page == number, page - previous > 1))
        previous = page
    return Pages(
        number,
        last,
        tuple(links),
        address(min(number - 1, last)) if number > 1 else "",
        address(number + 1) if number < last else "",
    )
