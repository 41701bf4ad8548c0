"""Filters of the pages: dates in words, charts of timelines, names of languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles import charts
from articles.models import Article, Version
from articles.reading.recordfields import TO_SAY
from articles.reading.xmlitems import OTHER_XML
from articles.search.language import parse_period
from articles.search.names import language_name
from articles.search.spoken import counted
from articles.search.timeline import TimelineBar

register = template.Library()
register.filter("language_name", language_name)
register.filter("articles", counted)

_HEBREW_TO_ARABIC = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT_TO_LEFT = re.compile(f"([{_HEBREW_TO_ARABIC}](?:[^A-Za-z“”]*[{_HEBREW_TO_ARABIC}])?)")
FORMATS = {"day": "j F Y", "month": "F Y", "year": "Y"}


@register.filter
def published(article: Article | Version) -> str:
    """The date of publication in words, as far as it is known."""
    if article.published is None or article.published_precision not in FORMATS:
        return "date not known"
    return date_format(article.published, FORMATS[article.published_precision])


@register.filter
def coded(text: str) -> SafeString:
    """A sentence of the guide, with what stands between backticks as code."""
    pieces = text.split("`")
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", one) if at % 2 else one,) for at, one in enumerate(pieces))
    )


@register.filter
def isolated(text: str) -> SafeString:
    """A line from left to right, in which what is written from right to left moves nothing around it."""
    parts = _RIGHT_TO_LEFT.split(text)
    return format_html_join(
        "", "{}", ((format_html("<bdi>{}</bdi>", part) if at % 2 else part,) for at, part in enumerate(parts))
    )


@register.filter
def without_commands(reason: str) -> str:
    """A reason without the advice for the command line, where a link says what to do."""
    return reason.partition(TO_SAY)[0]


@register.filter
def about_columns(reason: str) -> bool:
    """Whether a person who says what the columns hold may change what the reason says."""
    return TO_SAY in reason or OTHER_XML in reason


@register.filter
def percent(share: float) -> str:
    """A share of one in percent; never 100 % for less than all of it."""
    return f"{min(round(share * 100), 99 if share < 1 else 100)} %"


@register.filter
def published_time(article: Article) -> SafeString:
    """The date of publication as a time element; plain words where it is not known."""
    words = published(article)
    iso = article.published_iso
    if not iso:
        return format_html('<span class="undated">{}</span>', words)
    return format_html('<time datetime="{}">{}</time>', iso, words)


@register.filter
def partial_date(text: str) -> str:
    """ISO text of any precision in words; "" stays "" ."""
    period = parse_period(text)
    return period.words if period else text


@register.filter
def day(value: date | None) -> str:
    """A day in words."""
    return date_format(value, "j F Y") if value else ""


@register.filter
def chart(bars: Sequence[TimelineBar], tallest: int = 0) -> charts.BarChart:
    """The bars of a timeline as SVG."""
    rows = [(bar.label, bar.count, bar.address) for bar in bars]
    first, last = (bars[0].label, bars[-1].label) if bars else ("", "")
    label = f"Articles by time, {first} to {last}; the table below has the numbers"
    return charts.bars(rows, label, tallest)


@register.filter
def of(values: dict[Any, Any], key: Any) -> Any:
    """The value of a key, None where there is none."""
    return values.get(key)


@register.filter
def svg(drawing: charts.BarChart) -> SafeString:
    """A chart as markup."""
    return mark_safe(drawing.svg)  # noqa: S308 (charts escapes every text)


@register.filter
def prefixed(bars: Sequence[TimelineBar], path: str) -> list[Any]:
    """The same bars with addresses on another page."""
    return [TimelineBar(bar.label, bar.count, f"{path}{bar.address}", bar.period) for bar in bars]


@register.simple_tag
def share(count: int, whole: int) -> SafeString:
    """A thin bar beside a count."""
    return mark_safe(charts.share(count, whole))  # noqa: S308 (numbers only)
