"""A line → whether it can be a headline; a text without headline → a title made from its first sentence."""

from __future__ import annotations

import re

LONGEST_TITLE = 240
LONGEST_MADE_TITLE = 120
MADE_TITLE_DOUBT = "no title: made from the first sentence"

_SENTENCE = re.compile(r"^.*?[.!?؟。][\"'”’»)]*(?=\s+[\"'“‘«(]?[^\W\d_a-z]|\s*$)", re.DOTALL)
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Rev|No|vs|Jr|Sr|Inc|Corp|Co|Ltd))\.$"
)
_ENDS_SENTENCE = re.compile(r"[.。۔।;:,][\"'”’»)]*$")
_MARKED = re.compile(
    r"[—–-]{1,2}\s+(?P<dashed>[^\W\d_].*[^\s—–-])\s+[—–-]{1,2}|(?P<sign>#|=){1,6}\s+(?P<heading>.*\w.*?)(?:\s+(?P=sign)+)?|(?P<mark>\*\*?|__?|'''?)(?P<bold>.*\w.*)(?P=mark)"
)
# "(Reporting by Ann Lee; Editing by Bo Li)"
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LETTER = re.compile(r"[^\W\d_]")
_QUOTES = str.maketrans("‘’‚‛“”„‟«»`´", "''''\"\"\"\"\"\"''")


def fold(text: str) -> str:
    """Text for comparing two copies of a headline: without case, kinds of quote and dash, final full stop."""
    if text.isascii():  # `translate` takes ten times as long as the rest
        plain = text.lower().replace("`", "'")
    else:
        plain = text.casefold().translate(_QUOTES).replace("–", "-").replace("—", "-").replace("…", "...")
    return " ".join(plain.split()).rstrip(" .")


def without_marks(title: str) -> str:
    """A headline without the marks of Markdown and wikis ("## Talks Resume", "== Talks Resume ==")."""
    for _ in range(2):
        match = _MARKED.fullmatch(title) if len(title) <= LONGEST_TITLE else None
        title = (match["heading"] or match["bold"] or match["dashed"] or title) if match else title
    return title


def can_be_title(text: str) -> bool:
    """Whether a line could be a headline: some letters, not too long, not the end of a sentence of prose."""
    if not text or len(text) > LONGEST_TITLE or len(_LETTER.findall(text)) < 3 or _BRACKETED.fullmatch(text):
        return False
    return not _ENDS_SENTENCE.search(text) or bool(_ABBREVIATION.search(text)) or text.endswith("...")


def is_prose(text: str) -> bool:
    """Whether a line is plainly running text: long, or a full sentence of more than a headline's length."""
    if len(text) > LONGEST_TITLE:
        return True
    return len(text) > 60 and bool(re.search(r"[.!?؟。।۔][\"'”’»)]*$", text))


def first_sentence(text: str) -> str:
    """The first sentence of a text; abbreviations such as "U.S." do not end it."""
    flat = " ".join(text[:1000].split())
    end = 0
    while match := _SENTENCE.match(flat[end:]):
        end += match.end()
        if not _ABBREVIATION.search(flat[:end]):
            break
    return flat[:end].strip() or flat


def made_title(text: str) -> str:
    """A title of at most 120 characters from the first sentence, cut at a word with "…"."""
    sentence = first_sentence(text)
    if len(sentence) <= LONGEST_MADE_TITLE:
        return sentence.rstrip(".")
    cut = sentence[: LONGEST_MADE_TITLE - 1]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip(" ,;:-–—") + "…"
