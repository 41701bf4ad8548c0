"""Damage to the file: its blank lines, rules, wrapping, marks and bytes; and unusual articles in it."""

from __future__ import annotations

import codecs
import random
import textwrap
from collections.abc import Callable

from tests.damage.kinds import KINDS, each_sheet, kind, one_sheet
from tests.damage.page import Dump, Gold, Sheet, sheets


def _between(lines: list[str]) -> Callable[[random.Random, Dump], None]:
    def change(_: random.Random, dump: Dump) -> None:
        dump.between = lines

    return change


for _count in (0, 1, 2, 5):
    KINDS[f"{_count} blank lines between articles"] = _between([""] * _count)
for _rule in (
    "-----",
    "========",
    "***",
    "• • •",
    "* * *",
    "_______________",
    "~~~~",
    "###",
    "Page 2 of 3",
    "\f",
    "***** END *****",
    "⁂",
):
    KINDS[f"rule {_rule!r} between articles"] = _between(["", _rule, ""])


@kind("running page headers")
def _running(_: random.Random, dump: Dump) -> None:
    def change(lines: list[str]) -> list[str]:
        made = []
        for number, line in enumerate(lines):
            made.append(line)
            if number % 40 == 39 and not line:
                made += [f"Example Times - 16 October 2023 - {number // 40 + 1}", ""]
        return made

    dump.lines.append(change)


@kind("running page numbers")
def _numbers(_: random.Random, dump: Dump) -> None:
    def change(lines: list[str]) -> list[str]:
        made = []
        for number, line in enumerate(lines):
            made.append(line)
            if number % 30 == 29 and not line:
                made += [f"Page {number // 30 + 1} of 9", "\f"]
        return made

    dump.lines.append(change)


@each_sheet("no blank line between paragraphs")
def _no_gap(_: random.Random, sheet: Sheet) -> None:
    sheet.gap = 0


@each_sheet("two blank lines between paragraphs")
def _two_gaps(_: random.Random, sheet: Sheet) -> None:
    sheet.gap = 2


@kind("a blank line after every line")
def _every(_: random.Random, dump: Dump) -> None:
    dump.lines.append(lambda lines: [each for line in lines for each in (line, "")])


@kind("no blank line at all")
def _none(_: random.Random, dump: Dump) -> None:
    dump.lines.append(lambda lines: [line for line in lines if line.strip()])


@kind("wrapped at 72")
def _wrap(_: random.Random, dump: Dump) -> None:
    def change(lines: list[str]) -> list[str]:
        return [part for line in "\n".join(lines).split("\n") for part in textwrap.wrap(line, 72) or [""]]

    dump.lines.append(change)


def _prefix(mark: str) -> Callable[[random.Random, Dump], None]:
    def change(_: random.Random, dump: Dump) -> None:
        dump.lines.append(lambda lines: [mark + line for line in "\n".join(lines).split("\n")])

    return change


for _mark in ("> ", ">> ", "| ", "\t", "    ", "\u200b"):
    KINDS[f"prefix {_mark!r} on every line"] = _prefix(_mark)


def _replace(name: str, old: str, new: str) -> None:
    def change(_: random.Random, dump: Dump) -> None:
        dump.lines.append(lambda lines: [line.replace(old, new) for line in lines])

    KINDS[name] = change


_replace("no-break spaces", " the ", "\u00a0the\u00a0")
_replace("zero-width characters", "e ", "e\u200b ")
_replace("soft hyphens", "ti", "t\u00adi")
_replace("a BOM in the middle", "The ", "\ufeffThe ")
_replace("entities for spaces", " of ", "&nbsp;of ")
_replace("entities for quotes", "’", "&rsquo;")


@kind("tags of HTML")
def _tags(_: random.Random, dump: Dump) -> None:
    for sheet in dump.sheets:
        sheet.blocks = [f"<p>{block}</p>" for block in sheet.blocks]
        sheet.control = ["<br>", *sheet.control, "<br/>"]


@kind("line breaks of HTML")
def _breaks(_: random.Random, dump: Dump) -> None:
    for sheet in dump.sheets:
        sheet.blocks = [f"{block}<br />" for block in sheet.blocks]


for _name, _end in {"crlf": "\r\n", "cr": "\r", "crcrlf": "\r\r\n", "line separators": "\u2028"}.items():

    def _ends(_: random.Random, dump: Dump, end: str = _end) -> None:
        dump.end = end

    KINDS[f"line ends: {_name}"] = _ends


@kind("line ends: mixed")
def _mixed(_: random.Random, dump: Dump) -> None:
    def encode(text: str) -> bytes:
        return "".join(
            line + ("\r\n" if number % 3 else "\n") for number, line in enumerate(text.split("\n"))
        ).encode()

    dump.encode = encode


def _coded(name: str, before: bytes = b"") -> Callable[[random.Random, Dump], None]:
    def change(_: random.Random, dump: Dump) -> None:
        dump.encode = lambda text: before + text.encode(name, "replace")

    return change


for _name, _bom in {
    "cp1252": b"",
    "utf-16": b"",
    "utf-16-le": b"",
    "utf-16-be": b"",
    "utf-32": b"",
    "utf-8": codecs.BOM_UTF8,
}.items():
    KINDS[f"encoding {_name}"] = _coded(_name, _bom)


@kind("encoding mac_roman")
def _mac(_: random.Random, dump: Dump) -> None:
    dump.encode = lambda text: text.replace('"', "“").encode("mac_roman", "replace")


@kind("mojibake")
def _mojibake(_: random.Random, dump: Dump) -> None:
    dump.encode = lambda text: text.encode().decode("cp1252", "ignore").encode()


@kind("mail headers between articles")
def _mail(_: random.Random, dump: Dump) -> None:
    for sheet in dump.sheets:
        sheet.above = [
            "From: desk@example.org",
            "To: archive@example.org",
            f"Subject: {(sheet.first or ['news'])[0]}",
            "Date: Mon, 16 Oct 2023 08:01:02 +0000",
        ]


@kind("last article broken off")
def _broken(_: random.Random, dump: Dump) -> None:
    sheet = dump.sheets[-1]
    block = sheet.blocks[-1]
    sheet.blocks[-1] = block[: len(block) // 2].rstrip()
    if sheet.gold and block in sheet.gold.paragraphs:
        sheet.gold.paragraphs[sheet.gold.paragraphs.index(block)] = sheet.blocks[-1]


@kind("an article twice")
def _twice(_: random.Random, dump: Dump) -> None:
    dump.sheets.append(dump.sheets[0])


@kind("a layout with header lines among them")
def _headed(chance: random.Random, dump: Dump) -> None:
    for sheet in dump.sheets[:2]:
        title = (sheet.first or sheet.second or ["Talks Go On"])[0]
        sheet.header = [
            f"-- {title}",
            "-- By Ann Lee",
            "-- Mon Oct 16, 2023 2:36pm EST",
            "-- http://news.example/2023/1",
        ]
        if sheet.gold:
            sheet.gold.captions = []


@kind("thirty articles")
def _thirty(chance: random.Random, dump: Dump) -> None:
    dump.sheets = sheets(chance, 30)


def _paragraphs(sheet: Sheet, at: int, *lines: str) -> None:
    sheet.blocks[at:at] = lines
    if sheet.gold:
        sheet.gold.paragraphs[at:at] = lines


@one_sheet("subheadings")
def _subheadings(chance: random.Random, sheet: Sheet) -> None:
    heads = chance.choice(
        [
            ("Background", "What happens next"),
            ("A LONG ROAD", "NO WAY BACK?"),
            ("‘We will not wait’", "Oil prices"),
            ("Fears of a Wider War", "Calls for Restraint from Neighbours"),
        ]
    )
    _paragraphs(sheet, len(sheet.blocks) - 1, heads[1])
    _paragraphs(sheet, 2, heads[0])


@one_sheet("subheadings apart")
def _apart(chance: random.Random, sheet: Sheet) -> None:
    line = chance.choice(["Background", "What happens next", "A Long Road Ahead", "Fears of a Wider War"])
    sheet.blocks[2:2] = [f"\n{line}"]
    if sheet.gold:
        sheet.gold.paragraphs.insert(2, line)


@one_sheet("a list in the text")
def _in_list(_: random.Random, sheet: Sheet) -> None:
    _paragraphs(
        sheet,
        3,
        "The plan has these parts:",
        "- a truce of ninety days along the whole line",
        "- an exchange of all prisoners",
        "- talks on the border in a third country",
    )


@one_sheet("a numbered list in the text")
def _numbered(_: random.Random, sheet: Sheet) -> None:
    _paragraphs(
        sheet,
        3,
        "1. The truce holds for ninety days along the whole line.",
        "2. All prisoners are exchanged within a week.",
        "3. Talks on the border begin in a third country.",
    )


@one_sheet("quotes of one line")
def _one_line(_: random.Random, sheet: Sheet) -> None:
    _paragraphs(sheet, 2, "“We are tired,” she said.", "“So are we,” he said.", "Why now?")


@one_sheet("a poem in the text")
def _poem(_: random.Random, sheet: Sheet) -> None:
    _paragraphs(
        sheet,
        3,
        "The river took the road",
        "and left a boat in trade,",
        "we rowed where we had rode,",
        "we ate what we had made.",
    )


@one_sheet("an interview")
def _interview(_: random.Random, sheet: Sheet) -> None:
    _paragraphs(
        sheet,
        2,
        "Q: How long will the talks last?",
        "A: As long as they need to last, and not a day longer than that.",
        "Q: Who pays?",
        "A: All who sit at the table.",
    )


@one_sheet("an embedded post")
def _tweet(_: random.Random, sheet: Sheet) -> None:
    _paragraphs(
        sheet,
        3,
        "We welcome the agreement and thank all who worked for it.",
        "— Foreign Ministry (@example_mfa) October 16, 2023",
    )


@one_sheet("a table of numbers")
def _table(_: random.Random, sheet: Sheet) -> None:
    _paragraphs(
        sheet, 3, "Year   Exports   Imports", "2021   12.4   15.0", "2022   13.9   15.2", "2023   11.1   14.8"
    )


@one_sheet("a correction")
def _correction(_: random.Random, sheet: Sheet) -> None:
    _paragraphs(
        sheet,
        len(sheet.blocks),
        "Correction: an earlier version of this article gave the wrong year for the first vote.",
    )


@each_sheet("one paragraph")
def _short(_: random.Random, sheet: Sheet) -> None:
    sheet.blocks = sheet.blocks[:1]
    if sheet.gold:
        sheet.gold.paragraphs = sheet.gold.paragraphs[:1]


@kind("a text of 200 paragraphs")
def _long(chance: random.Random, dump: Dump) -> None:
    more = [block for sheet in sheets(chance, 30) for block in sheet.blocks]
    _paragraphs(dump.sheets[1], len(dump.sheets[1].blocks), *more)


@kind("a text in capitals")
def _capitals(_: random.Random, dump: Dump) -> None:
    sheet = dump.sheets[1]
    sheet.blocks = [block.upper() for block in sheet.blocks]
    if sheet.gold:
        sheet.gold.paragraphs = [line.upper() for line in sheet.gold.paragraphs]


ARABIC = (
    (
        "الوزراء يتفقون على «هدنة طويلة» في الشمال",
        "جانب من اجتماع الوزراء في عمّان، 16 أكتوبر 2023 (رويترز)",
        (
            "اتفق وزراء خارجية خمس دول أمس على هدنة طويلة في الشمال بعد محادثات استمرت ثلاثة أيام.",
            "وقال الوزير «سنعود إلى الطاولة في الشهر المقبل»، مضيفا أن الأطراف كلها وافقت على النص.",
            "وكانت المحادثات قد توقفت مرتين في الربيع بسبب خلاف على الحدود والمعابر.",
        ),
    ),
    (
        "قمة المياه تبدأ أعمالها اليوم بمشاركة عشرين دولة",
        "صورة: أ.ف.ب",
        (
            "تبدأ اليوم أعمال قمة المياه بمشاركة عشرين دولة ومنظمات إقليمية ودولية عدة.",
            "ويبحث المشاركون تقاسم مياه النهر وبناء السدود الجديدة في أعالي الوادي.",
            "ومن المقرر أن يصدر البيان الختامي مساء الأربعاء المقبل.",
        ),
    ),
    (
        "أسعار الخبز ترتفع للمرة الثالثة هذا العام",
        "صورة أرشيفية لمخبز في المدينة القديمة (الشرق الأوسط)",
        (
            "ارتفعت أسعار الخبز للمرة الثالثة هذا العام بعد تأخر وصول شحنات القمح إلى الميناء.",
            "وقال أصحاب المخابز إنهم لا يملكون خيارا آخر ما دامت كلفة الوقود على حالها.",
            "ووعدت الحكومة بدراسة دعم جديد قبل نهاية السنة.",
        ),
    ),
)


@kind("a dump in Arabic")
def _arabic(_: random.Random, dump: Dump) -> None:
    dump.sheets = [
        Sheet([title], [title], [caption], list(body), Gold([title], list(body), [caption]))
        for title, caption, body in ARABIC
    ]


@kind("an Arabic article among English ones")
def _foreign(_: random.Random, dump: Dump) -> None:
    title, caption, body = ARABIC[0]
    dump.sheets.insert(
        1, Sheet([title], [title], [caption], list(body), Gold([title], list(body), [caption]))
    )
