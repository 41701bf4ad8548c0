"""The table of damage: name → what it does to a dump. Each module registers its kinds here."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.damage.page import Dump, Sheet, sheets

Change = Callable[[random.Random, Dump], None]
KINDS: dict[str, Change] = {}


def kind(name: str) -> Callable[[Change], Change]:
    """Register damage to a whole dump."""

    def register(change: Change) -> Change:
        KINDS[name] = change
        return change

    return register


def each_sheet(name: str, titled: bool = False) -> Callable[[Callable[[random.Random, Sheet], None]], None]:
    """Register damage that is done to every article, or to those that still have their first title."""

    def register(change: Callable[[random.Random, Sheet], None]) -> None:
        def whole(chance: random.Random, dump: Dump) -> None:
            for sheet in dump.sheets:
                if sheet.gold and (sheet.first or not titled):
                    change(chance, sheet)

        KINDS[name] = whole

    return register


def damaged(seed: int, *names: str) -> Dump:
    """A dump of three to six articles with that damage, the same for the same seed."""
    chance = random.Random(f"{seed} {' '.join(names)}")
    dump = Dump(sheets(chance, chance.randint(3, 6)))
    for name in names:
        KINDS[name](chance, dump)
    return dump


def one_sheet(name: str) -> Callable[[Callable[[random.Random, Sheet], None]], None]:
    """Register damage that is done to one article: a text that stands in several would be furniture."""

    def register(change: Callable[[random.Random, Sheet], None]) -> None:
        def whole(chance: random.Random, dump: Dump) -> None:
            change(chance, chance.choice([sheet for sheet in dump.sheets if sheet.gold]))

        KINDS[name] = whole

    return register
