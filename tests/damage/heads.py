"""Damage to the heads of articles: headlines, captions, controls, bylines and dates."""

from __future__ import annotations

import random
import textwrap

from tests.damage.kinds import each_sheet, kind
from tests.damage.page import Dump, Sheet

NAMES = ("Ann Lee", "Bo Li", "Samir Haddad", "Marie-Claire Dupont", "José Ortega", "Karin Müller")


def _uncredited(caption: str) -> str:
    """A caption without its credit."""
    return caption[: caption.rindex(" (")] if " (" in caption else caption


def _recaption(sheet: Sheet, captions: list[str]) -> None:
    sheet.captions = captions
    if sheet.gold:
        sheet.gold.captions = list(captions)


@each_sheet("no control")
def _no_control(_: random.Random, sheet: Sheet) -> None:
    sheet.control = []


@each_sheet("other control")
def _other_control(chance: random.Random, sheet: Sheet) -> None:
    sheet.control = chance.choice(
        [["T T"], ["A A"], ["Aa"], ["A+ A-"], ["A", "A"], ["TT", "TT"], ["A-", "A+"]]
    )


@each_sheet("one title", titled=True)
def _one_title(_: random.Random, sheet: Sheet) -> None:
    sheet.second = []


@each_sheet("one title, captions once", titled=True)
def _one_title_one_caption(_: random.Random, sheet: Sheet) -> None:
    sheet.second, sheet.control, sheet.copies = [], [], 1


@each_sheet("title below the captions only", titled=True)
def _title_below(_: random.Random, sheet: Sheet) -> None:
    sheet.first = []


@each_sheet("first title in upper case", titled=True)
def _upper_first(_: random.Random, sheet: Sheet) -> None:
    sheet.first = [sheet.first[0].upper()]
    if sheet.gold:
        sheet.gold.titles.append(sheet.first[0])


@each_sheet("both titles in upper case", titled=True)
def _upper_both(_: random.Random, sheet: Sheet) -> None:
    sheet.first = sheet.second = [sheet.first[0].upper()]
    if sheet.gold:
        sheet.gold.titles.append(sheet.first[0])


@each_sheet("first title with the name of the site", titled=True)
def _site(chance: random.Random, sheet: Sheet) -> None:
    mark = chance.choice([" | Example Times", " - Example Times", " — The Example", " | World | Example"])
    if sheet.gold:
        sheet.gold.titles.append(sheet.first[0] + mark)
    sheet.first = [sheet.first[0] + mark]


@each_sheet("first title with a date", titled=True)
def _dated(_: random.Random, sheet: Sheet) -> None:
    if sheet.gold:
        sheet.gold.titles.append(sheet.first[0] + " - 16 October 2023")
    sheet.first = [sheet.first[0] + " - 16 October 2023"]


@each_sheet("titles in other quotes", titled=True)
def _quotes(_: random.Random, sheet: Sheet) -> None:
    sheet.first = [sheet.first[0].replace("’", "'").replace("‘", "'")]
    if sheet.gold:
        sheet.gold.titles.append(sheet.first[0])


@each_sheet("typo in the second title", titled=True)
def _typo(chance: random.Random, sheet: Sheet) -> None:
    title = sheet.first[0]
    at = chance.randrange(5, len(title) - 5)
    sheet.second = [title[:at] + title[at + 1 :]]


@each_sheet("second title cut off", titled=True)
def _cut_off(chance: random.Random, sheet: Sheet) -> None:
    title = sheet.first[0]
    at = title.rindex(" ", 0, max(25, len(title) * 2 // 3))
    sheet.second = [title[:at] + chance.choice(["…", "...", " ..."])]


@each_sheet("first title cut off", titled=True)
def _first_cut_off(chance: random.Random, sheet: Sheet) -> None:
    title = sheet.first[0]
    at = title.rindex(" ", 0, max(25, len(title) * 2 // 3))
    sheet.first = [title[:at] + chance.choice(["…", "..."])]
    if sheet.gold:
        sheet.gold.titles.append(sheet.first[0])


@each_sheet("titles wrapped on two lines", titled=True)
def _wrapped(_: random.Random, sheet: Sheet) -> None:
    sheet.first = sheet.second = textwrap.wrap(sheet.first[0], max(20, len(sheet.first[0]) * 3 // 5))


@each_sheet("standfirst below the titles", titled=True)
def _standfirst(_: random.Random, sheet: Sheet) -> None:
    assert sheet.gold
    line = "What the decision means for the region, and why the neighbours watch it closely"
    sheet.below = [line]
    sheet.gold.summary = [line]


@each_sheet("kicker above the titles", titled=True)
def _kicker(chance: random.Random, sheet: Sheet) -> None:
    sheet.above = [chance.choice(["Opinion", "World News", "EXCLUSIVE:", "WORLD", "Middle East", "Analysis"])]


@each_sheet("kicker right above both titles", titled=True)
def _close_kicker(chance: random.Random, sheet: Sheet) -> None:
    word = chance.choice(["Opinion", "World", "EXCLUSIVE", "Politics", "Africa", "Live"])
    sheet.first, sheet.second = [word, *sheet.first], [word, *sheet.second]


@each_sheet("kicker before the title on its line", titled=True)
def _inline_kicker(chance: random.Random, sheet: Sheet) -> None:
    title = chance.choice(["EXCLUSIVE: ", "Opinion | ", "Analysis: "]) + sheet.first[0]
    sheet.first, sheet.second = [title], [title]
    if sheet.gold:
        sheet.gold.titles.append(title)


@each_sheet("no caption")
def _no_caption(_: random.Random, sheet: Sheet) -> None:
    _recaption(sheet, [])


@each_sheet("no caption, no control")
def _bare(_: random.Random, sheet: Sheet) -> None:
    _recaption(sheet, [])
    sheet.control = []


@each_sheet("one title alone", titled=True)
def _alone(_: random.Random, sheet: Sheet) -> None:
    _recaption(sheet, [])
    sheet.control, sheet.second = [], []


@each_sheet("many captions")
def _many(chance: random.Random, sheet: Sheet) -> None:
    more = [
        f"Ships wait {place}, Friday, May {day}, 2023. ({chance.choice(['AP', 'Reuters', 'AFP'])})"
        for day, place in enumerate(chance.sample(["off Odesa", "in Aden", "near Suez", "at Tartus"], 3), 3)
    ]
    _recaption(sheet, [*sheet.captions, *more])


@each_sheet("gallery with numbers")
def _gallery(_: random.Random, sheet: Sheet) -> None:
    assert sheet.gold
    sheet.control = ["1/5", "2/5", "TT"]
    sheet.gold.boilerplate += ["1/5", "2/5"]


@each_sheet("caption without credit")
def _no_credit(_: random.Random, sheet: Sheet) -> None:
    _recaption(sheet, [_uncredited(each) for each in sheet.captions])


@each_sheet("caption thrice")
def _thrice(_: random.Random, sheet: Sheet) -> None:
    sheet.copies = 3


@each_sheet("caption once, not indented")
def _flat(_: random.Random, sheet: Sheet) -> None:
    sheet.copies, sheet.indent = 1, ""


@each_sheet("captions with a gap between the copies")
def _gapped(_: random.Random, sheet: Sheet) -> None:
    sheet.captions = [f"{each}\n\n{each}" for each in sheet.captions]
    sheet.copies = 1


CREDITS = (
    "{} Photo: AP",
    "{} © AFP",
    "{} Credit: Omar Haj/Reuters",
    "{} [Reuters]",
    "{} Photo by Lina Aziz/EPA",
    "{} (AP Photo/Nabil Sami, File)",
    "{} via Getty Images",
    "{} - REUTERS/Lina Aziz",
    "{} AFP/File",
    "{} (SPA)",
    "{} (Getty Images)",
    "{} (Courtesy: UN)",
)


@each_sheet("credit in another shape")
def _other_credit(chance: random.Random, sheet: Sheet) -> None:
    shape = chance.choice(CREDITS)
    _recaption(sheet, [shape.format(_uncredited(each)) for each in sheet.captions])


@each_sheet("credit on a line of its own")
def _credit_line(chance: random.Random, sheet: Sheet) -> None:
    assert sheet.gold
    line = chance.choice(
        ["(Reuters)", "Photo: AP", "© AFP", "AFP via Getty Images", "Credit: Omar Haj/Reuters"]
    )
    bare = [_uncredited(each) for each in sheet.captions]
    _recaption(sheet, bare)
    sheet.control = [line, "TT"]


@each_sheet("wrapped caption")
def _wrapped_caption(_: random.Random, sheet: Sheet) -> None:
    sheet.captions = ["\n".join(textwrap.wrap(each, 60)) for each in sheet.captions]
    sheet.copies = 1


@each_sheet("caption below the first paragraph")
def _caption_below(_: random.Random, sheet: Sheet) -> None:
    sheet.blocks.insert(1, f" {sheet.captions[0]}\n{sheet.captions[0]}" if sheet.captions else "Share")
    sheet.captions = []


@each_sheet("a caption between paragraphs")
def _caption_between(chance: random.Random, sheet: Sheet) -> None:
    assert sheet.gold
    caption = (
        f"People wait for bread in Aleppo, Syria, Tuesday, May 9, 2023. ({chance.choice(['AP', 'Reuters'])})"
    )
    sheet.blocks.insert(chance.randrange(2, len(sheet.blocks)), caption)
    sheet.gold.captions.append(caption)


BYLINES = (
    "By {0}",
    "By {0} and {1}",
    "Riyadh: Asharq Al-Awsat",
    "London: {0} and {1}",
    "BY {0}",
    "{0}, Beirut",
    "By {0}, Reuters",
    "By {0} in Cairo",
    "By {0} | Example Times",
    "Written by {0}",
    "Asharq Al-Awsat",
    "Cairo - {0}",
    "By {0}, Staff Writer",
    "Reuters",
    "{0} | AFP",
)
DATES = (
    "Monday 16 October 2023",
    "16 October 2023 AD Þ 01 Rabi' Al-Thani 1445 AH",
    "Published: October 16, 2023",
    "Updated 3 hours ago",
    "2023-10-16",
    "Last updated: 12:30 GMT",
    "Oct 16, 2023 - 14:05",
    "Mon 16 Oct 2023 10.24 BST",
    "Published 16 October 2023 · 5 min read",
    "16/10/2023",
    "PUBLISHED OCT 16, 2023 8:30 AM ET",
    "First published on Mon 16 Oct 2023 06.00 EDT",
    "Published: 09:12 , 16 October 2023",
    "4 days ago",
    "October 16, 2023 / 2:30 PM / CBS",
    "Posted on 16 Oct 2023, 14:05 IST",
    "Last modified on Tue 17 Oct 2023 11.02 BST",
)


@each_sheet("byline")
def _byline(chance: random.Random, sheet: Sheet) -> None:
    sheet.below = [chance.choice(BYLINES).format(*chance.sample(NAMES, 2))]


@each_sheet("date line")
def _date_line(chance: random.Random, sheet: Sheet) -> None:
    sheet.below = [chance.choice(DATES)]


@each_sheet("byline and date line")
def _both(chance: random.Random, sheet: Sheet) -> None:
    sheet.below = [chance.choice(BYLINES).format(*chance.sample(NAMES, 2)), chance.choice(DATES)]


@each_sheet("byline between the title and the captions", titled=True)
def _byline_above(chance: random.Random, sheet: Sheet) -> None:
    line = chance.choice(BYLINES).format(*chance.sample(NAMES, 2))
    sheet.first = [*sheet.first, line, chance.choice(DATES)]


@each_sheet("titles numbered", titled=True)
def _numbered(_: random.Random, sheet: Sheet) -> None:
    sheet.first = ["1. " + sheet.first[0]]
    sheet.second = ["1. " + sheet.second[0]] if sheet.second else []


@kind("titles numbered in order")
def _in_order(_: random.Random, dump: Dump) -> None:
    for number, sheet in enumerate(dump.sheets, 1):
        if sheet.first:
            sheet.first = [f"{number}. {sheet.first[0]}", *sheet.first[1:]]
        sheet.second = []


@kind("one head lost")
def _headless(_: random.Random, dump: Dump) -> None:
    sheet = dump.sheets[0]
    sheet.first, sheet.second, sheet.control = [], [], []
    _recaption(sheet, [])
    if sheet.gold:
        sheet.gold.titles = [""]


@kind("a headline without text")
def _no_text(chance: random.Random, dump: Dump) -> None:
    sheet = chance.choice(dump.sheets[1:])
    sheet.blocks, sheet.gold = [], None
