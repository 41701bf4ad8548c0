"""Damage that leaves little of the layout: a title with a date, a byline or a dateline; counted documents."""

from __future__ import annotations

import random

from tests.damage.kinds import each_sheet, kind
from tests.damage.page import Dump, Sheet


def _bare(sheet: Sheet, *below: str) -> None:
    """Leave one title, and what stands below it."""
    sheet.second, sheet.control, sheet.captions, sheet.below = [], [], [], list(below)
    if sheet.gold:
        sheet.gold.captions = []


@kind("documents counted")
def _documents(_: random.Random, dump: Dump) -> None:
    for number, sheet in enumerate(dump.sheets, 1):
        sheet.above = [f"Document {number} of {len(dump.sheets)}"]


@kind("articles counted, titles alone")
def _articles(_: random.Random, dump: Dump) -> None:
    for number, sheet in enumerate(dump.sheets, 1):
        _bare(sheet)
        sheet.above = [f"Article {number}"]
    dump.between = [""]


@kind("a title and a date")
def _dated(_: random.Random, dump: Dump) -> None:
    for sheet in dump.sheets:
        _bare(sheet, "Monday, October 16, 2023")
    dump.between = [""]


@kind("a title and a byline")
def _signed(_: random.Random, dump: Dump) -> None:
    for sheet in dump.sheets:
        _bare(sheet, "By Ann Lee", "Example Times")
    dump.between = ["", ""]


@kind("a title and a dateline")
def _datelines(_: random.Random, dump: Dump) -> None:
    for sheet in dump.sheets:
        _bare(sheet)
        if sheet.blocks:
            opening = "GOMA, Oct 16 (Reuters) - " + sheet.blocks[0]
            if sheet.gold and sheet.gold.paragraphs[0] == sheet.blocks[0]:
                sheet.gold.paragraphs[0] = opening
            sheet.blocks[0] = opening
    dump.between = [""]


@each_sheet("titles with a bullet", titled=True)
def _bullets(_: random.Random, sheet: Sheet) -> None:
    sheet.first = sheet.second = ["• " + sheet.first[0]]


@each_sheet("titles with a label", titled=True)
def _labels(_: random.Random, sheet: Sheet) -> None:
    sheet.first, sheet.second = ["Title: " + sheet.first[0]], []


@each_sheet("title doubled", titled=True)
def _doubled(_: random.Random, sheet: Sheet) -> None:
    sheet.first, sheet.second = [sheet.first[0], sheet.first[0]], []


@each_sheet("first paragraph doubled")
def _standfirst(_: random.Random, sheet: Sheet) -> None:
    sheet.below = sheet.blocks[:1]


@each_sheet("captions of old photos")
def _file_photos(_: random.Random, sheet: Sheet) -> None:
    bare = [caption[: caption.rindex(" (")] if " (" in caption else caption for caption in sheet.captions]
    sheet.captions = [f"FILE - {caption} (AP Photo/Nabil Sami, File)" for caption in bare]
    if sheet.gold:
        sheet.gold.captions = list(sheet.captions)
