"""Subtitles of a report (SRT, WebVTT) → one article, what is said without times and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from articles.reading.confidence import WHOLE_FILE
from articles.reading.drafts import Draft, finish
from articles.reading.opened import OpenFile
from articles.reading.rows import Row, joined_text
from articles.reading.text import Line
from articles.records import ParsedArticle, Rejection

LAYOUT = "subtitles"
TIME, AGAIN = "time of a subtitle", "subtitle again"
_CLOCK = r"(?:\d{1,3}:)?\d\d:\d\d[.,]\d{1,3}"
_TIMES = re.compile(rf"(?P<start>{_CLOCK})\s*-->\s*(?P<end>{_CLOCK})(?:\s.*)?")
_HEAD = re.compile(r"WEBVTT\b.*|(?:Kind|Language|NOTE|STYLE|REGION)\b.*", re.IGNORECASE)
_VOICE = re.compile(r"<(?:v|c|lang|ruby|rt|00|\d)[^<>]{0,100}>|</(?:v|c|lang|ruby|rt)>", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?؟。…][\"'”’»)\]]*$")
_LONGEST_PARAGRAPH, _MOST_LINES, _PAUSE = 500, 30, 2.0


def recognise(opened: OpenFile) -> bool:
    """By WEBVTT, or the times of the first subtitle below its number."""
    head = opened.head[:64]
    if b"-->" not in opened.head[:4096] and not head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"WEBVTT"):
        return False
    filled = [line.text for line in opened.lines if line.text][:12]
    if filled and filled[0].startswith("WEBVTT"):
        return True
    return any(_TIMES.fullmatch(text) for text in filled[:2])


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield what is said as one article; a pause behind a sentence, or much text, begins a paragraph."""
    lines = [line for line in opened.lines if line.text]
    if not lines:
        return
    draft = Draft(Row(lines[0].number, lines[0].number, lines[0].text, 0), LAYOUT, evidence=(WHOLE_FILE,))
    parts: list[list[str]] = []
    shown: list[str] = []
    end, pause = 0.0, False
    for at, line in enumerate(lines):
        match = _TIMES.fullmatch(line.text)
        below = lines[at + 1] if at + 1 < len(lines) else None
        numbered = (
            below is not None and below.number == line.number + 1 and bool(_TIMES.fullmatch(below.text))
        )
        if match:
            pause = _seconds(match["start"]) - end > _PAUSE
            end = _seconds(match["end"])
            shown = parts[-1][-2:] if parts else []
        text = " ".join(_VOICE.sub("", line.text).split())
        if match or numbered or (not parts and _HEAD.match(text)):
            draft.body.remove(Row(line.number, line.number, line.text, 0), TIME)
        elif text in shown or not text:
            draft.body.remove(Row(line.number, line.number, line.text, 0), AGAIN)
        else:
            if marks := [mark.group() for mark in _VOICE.finditer(line.text)]:
                draft.body.remove(Row(line.number, line.number, " ".join(marks), 0), "speaker of a subtitle")
            _add(draft, parts, replace(line, text=text), pause)
            pause = False
    rows = draft.body.paragraphs
    rows[:] = [replace(row, text=joined_text(own)) for row, own in zip(rows, parts, strict=True)]
    yield finish(draft, opened, 0)


def _add(draft: Draft, parts: list[list[str]], line: Line, pause: bool) -> None:
    """Add a line to the last paragraph, or begin one with it."""
    rows = draft.body.paragraphs
    ended = bool(parts) and bool(_SENTENCE_END.search(parts[-1][-1]))
    if rows and not (ended and (pause or sum(map(len, parts[-1][-_MOST_LINES:])) > _LONGEST_PARAGRAPH)):
        rows[-1] = replace(rows[-1], last=line.number)
        parts[-1].append(line.text)
    else:
        rows.append(Row(line.number, line.number, line.text, 1))
        parts.append([line.text])


def _seconds(clock: str) -> float:
    *hours, minutes, seconds = clock.replace(",", ".").split(":")
    return (int(hours[0]) if hours else 0) * 3600 + int(minutes) * 60 + float(seconds)
