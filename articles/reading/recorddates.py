"""The dates of the records of a file → the day of each: a column tells how all its values are to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from articles.reading.columns import Columns
from articles.reading.dates import FoundDate, parse_stamp
from articles.reading.published import Clues, from_url, published
from articles.reading.recordfields import Fields, Record
from articles.reading.stamps import DayOrder, SerialDays, decide_order, decide_serial, of_parts, plain_stamp
from articles.records import Precision, PublishedDate

Order = DayOrder | SerialDays
_OF_MACHINES = frozenset(
    {"timestamp", "time", "ts", "datetime", "date_time", "created", "created_at", "added", "fetched"}
)
Orders = Mapping[str, Order | None]
"""Column → how its dates are to be read, None where each is read by itself."""


def stamp(fields: Fields, orders: Orders) -> tuple[object, Order | None, str]:
    """The first date that can be read, the order of its day and month, and the rule that it is taken by."""
    found: list[tuple[object, Order | None, str]] = []
    for name in (*fields.names("published"), *(fields.names("changed") if fields.record.markup else ())):
        rule = "date field" if name in fields.names("published") else "date of the last change"
        value, order = fields.record.values[name], orders.get(name)
        written = order.day_of(value) if isinstance(order, SerialDays) else plain_stamp(value)
        read = parse_stamp(written, order.day_first if order else None)
        if read and not (name.casefold() in _OF_MACHINES and _is_later(read, fields)):
            found.append((written, order, rule))
            if read.precision is Precision.DAY:
                return found[-1]
    if parted := of_parts(fields.record.values):
        return parted, None, "date fields"
    return found[0] if found else (None, None, "")


def _is_later(read: FoundDate, fields: Fields) -> bool:
    """Whether a time that a program set comes after the day in the address: it is that of the collecting."""
    told = from_url(Clues(url=fields.url()))
    return bool(told and told.day and read.day and told.precision is Precision.DAY and told.day < read.day)


def dated(clues: Clues, order: Order | None) -> PublishedDate:
    """The day of publication; where the other values of the column decided how it is read, that is told."""
    made = published(clues)
    if order and made.rule == clues.stamp_rule and order.explains(clues.stamp):
        return replace(made, evidence=f"{made.evidence} ({order.words})")
    return made


def column_orders(columns: Columns, records: list[Record]) -> Orders:
    """For each column of dates, how they are to be read: day or month first, or days of a spreadsheet."""
    seen: dict[str, list[str]] = {}
    for record in records:
        fields = Fields(record, columns)
        for name in (*fields.names("published"), *fields.names("changed")):
            value = record.values[name]
            if isinstance(value, str | int | float) and len(text := str(value)) < 120:
                seen.setdefault(name, []).append(text)
    return {name: decide_serial(values) or decide_order(values) for name, values in seen.items()}
