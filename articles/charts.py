"""Numbers → SVG. Bars are links; axis labels are the page's own text, so that none shrinks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

WIDTH, HEIGHT = 1000, 100
GAP = 0.18
LEAST = 2.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it stands for, its number, and where a click on it leads."""

    label: str
    count: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars side by side, in a box that stretches to any width, as high as `tallest`."""

    bars: tuple[Bar, ...]
    label: str
    tallest: int = 0

    @property
    def ticks(self) -> tuple[str, ...]:
        """The labels of the first, the middle and the last bar, fewer if there are fewer."""
        places = sorted({0, len(self.bars) // 2, len(self.bars) - 1}) if len(self.bars) > 2 else [0, -1]
        labels = [self.bars[place].label for place in places if self.bars]
        return tuple(dict.fromkeys(labels))

    @property
    def top(self) -> int:
        """The number that the full height stands for."""
        return max(self.tallest or max((bar.count for bar in self.bars), default=0), 1)

    @property
    def svg(self) -> str:
        """The chart as SVG, with every text in it escaped."""
        inner = "".join(self._bar(place, bar) for place, bar in enumerate(self.bars))
        return (
            f'<svg class="bars" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" role="img"'
            f" aria-label={quoteattr(self.label)}>{inner}</svg>"
        )

    def _bar(self, place: int, bar: Bar) -> str:
        """One bar; all of its column can be clicked. The table below is what the keyboard reaches."""
        slot = WIDTH / len(self.bars)
        height = min(max(bar.count / self.top * HEIGHT, LEAST), HEIGHT) if bar.count else 0
        column = f'<rect class="column" x="{place * slot:.2f}" width="{slot:.2f}" height="{HEIGHT}"/>'
        left, width, top = place * slot + slot * GAP / 2, slot * (1 - GAP), HEIGHT - height
        shape = (
            f'<rect class="bar" x="{left:.2f}" y="{top:.2f}" width="{width:.2f}" height="{height:.2f}"/>'
            if height
            else f'<rect class="none" x="{left:.2f}" y="{HEIGHT - 1}" width="{width:.2f}" height="1"/>'
        )
        title = f"<title>{escape(bar.label)}: {bar.count:,}</title>"
        if not bar.address or not bar.count:
            return f"<g>{title}{column}{shape}</g>"
        return f'<a href={quoteattr(bar.address)} tabindex="-1">{title}{column}{shape}</a>'


def share(count: int, whole: int) -> str:
    """A thin bar for a count as a share of the largest, beside a row of a list."""
    width = round(100 * count / whole, 1) if whole else 0
    return (
        '<svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{width}" height="4"/></svg>'
    )


def bars(rows: Sequence[tuple[str, int, str]], label: str, tallest: int = 0) -> BarChart:
    """A chart of (label, number, address) rows."""
    return BarChart(tuple(Bar(*row) for row in rows), label, tallest)
