"""The blocks found in a page → those of the article's text, and the others with the reason."""

from __future__ import annotations

import re

from articles.reading import attribution
from articles.reading import html_furniture as furniture
from articles.reading.dates import find_dates
from articles.reading.html_blocks import Block, ends_sentence, squeeze
from articles.reading.html_days import DATE_LINE
from articles.reading.html_metadata import Metadata
from articles.reading.html_text import Text
from articles.reading.html_words import LINK

Removed = tuple[int | None, str, str]

_MOST_REMOVED = 200
_MOST_COMPARED = 2000
_MOST_SEARCHED = 200_000_000
_NUMBER = re.compile(r"\d+")
_WORDS_AROUND = (
    r"[ap]\.?m\.?|uhr|updated?|published|posted|last|on|at|by|von|par|por|di|da|de|le|à|às|il|alle|ore|vom|am|um|"
    r"and|und|et|y|e|[A-Z]{2,5}T?|utc|gmt|written|text|stand|erstellt|aktualisiert|publié|mis à jour|modifié|"
    r"publicado|actualizado|atualizado|em|el|las|pubblicato|aggiornato|reporter|correspondent|staff"
)
_SIGNS_AROUND = (
    "公開|更新|発表|发布时间|发布|时间|来源|記者|记者|责任编辑|编辑|作者|기자|입력|수정|نشر|تحديث|بقلم"
)
# What stands around names and dates in the line below a headline.
_CLOCK = r"\d{1,2}[:.h]\d\d(?::\d\d)?|\d{1,2}\s?[时時点點시]\s?(?:\d{1,2}\s?[分분])?"
_AROUND = re.compile(rf"{_CLOCK}|\b(?:{_WORDS_AROUND})\b|{_SIGNS_AROUND}", re.IGNORECASE)


def sift(text: Text, metadata: Metadata) -> tuple[list[Block], list[Removed]]:
    """Part the article's own blocks from the rest; the rest as (line of the page, text, reason), in order."""
    sifter = _Sifter(text, metadata)
    kept: list[Block] = []
    removed: list[Removed] = []
    for number, block in enumerate(text.blocks):
        if why := sifter.reason(block, number):
            removed.append((block.line, block.text, why))
        else:
            sifter.keep(block)
            kept.append(block)
    removed += [(each.line, each.text, each.reason) for each in text.taken[:_MOST_REMOVED]]
    return kept, sorted(removed, key=lambda each: each[0] or 0)


class _Sifter:
    """What is known of a page while its blocks are looked at one by one."""

    def __init__(self, text: Text, metadata: Metadata) -> None:
        self.metadata = metadata
        self.title = squeeze(metadata.title)
        self.captions = {squeeze(each.caption.text) for each in text.captions}
        self.count = len(text.blocks)
        self.running = "".join(block.key for block in text.blocks)
        self.is_compared = self.count <= _MOST_COMPARED and self.count * len(self.running) <= _MOST_SEARCHED
        self.opens_with_links = all(furniture.is_teaser(block) for block in text.blocks[:2])
        self.above = ""
        self.numbers: set[str] = set()

    def keep(self, block: Block) -> None:
        """Remember a block of the article."""
        if self.is_compared:
            self.above += block.key
            self.numbers.update(_NUMBER.findall(block.text))

    def reason(self, block: Block, number: int) -> str:
        """Why a block of the main text is no text of the article, or ""."""
        if not block.key:
            return "separator"
        if why := furniture.line_reason(block.text):
            return why
        if block.key == self.title or block.tag == "h1":
            return "title again"
        if block.key in self.captions:
            return "caption again"
        if number < 3 and self._is_headed(block):
            return "title again"
        if (number < 5 or number >= self.count - 2) and self._is_meta(block.text):
            return "byline or date"
        if furniture.is_teaser(block) and (number or self.opens_with_links):
            return LINK
        return "said in the text too" if self._is_again(block) else ""

    def _is_headed(self, block: Block) -> bool:
        """Whether a block is the title with nothing but the day or the authors behind it."""
        title = self.metadata.title
        rest = block.text.removeprefix(title)
        return bool(title) and rest != block.text and self._is_meta(rest.strip())

    def _is_meta(self, text: str) -> bool:
        """Whether a short line is nothing but byline, date and the name of the site."""
        if len(text) > 160:
            return False
        if attribution.byline(text):
            return True
        stamp = self.metadata.stamp
        if stamp and stamp.rule == DATE_LINE and stamp.value in text and not ends_sentence(text):
            return True
        rest = text
        dates = (each.words for each in find_dates(text))
        for known in (self.metadata.source, *self.metadata.byline.split(", "), *dates):
            if known:
                rest = re.sub(re.escape(known), " ", rest, flags=re.IGNORECASE)
        left = _AROUND.sub(" ", rest).strip(" |·•-–—,/")
        # What is left in capitals is the place ("… 03:53 pm IST - NEW DELHI").
        return rest != text and (not squeeze(left) or (left.isupper() and len(left) <= 24 and len(text) > 40))

    def _is_again(self, block: Block) -> bool:
        """Whether a block repeats the text: all of it stands above, or it is a quotation set apart."""
        if len(block.key) <= 30 or not self.is_compared:
            return False
        if block.tag == "blockquote" and self.running.count(block.key) > 1:
            return True
        if not self.numbers.issuperset(_NUMBER.findall(block.text)):
            # The same words with other numbers say something else.
            return False
        last = len(block.key) - 30
        starts = [*range(0, last, max(30, last // 8)), last]
        found = sum(block.key[at : at + 30] in self.above for at in starts)
        return found == len(starts) or (found >= 6 and found * 4 >= len(starts) * 3)
