"""Text → ISO 639-1 code of its language, "" when the text is too short to tell."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_SAMPLE = 800
_FEWEST_LETTERS = 20
# Scripts that one language of the news uses almost alone: no model is needed.
_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
)
# An eighth or more of most English prose is made of these words, and of no other language's: they spare most
# texts the model. None but "of", "was" and "had" is common in Dutch or the languages of Scandinavia.
_ENGLISH_WORDS = frozenset(
    """
    the of and to that with was by from has have had which his her its it it's their they this these would
    will been were are after about who said says not be could than into more other when there before between
    """.split()  # noqa: SIM905 (a table is easier to read)
)
_ENGLISH_SHARE = 0.12
_FEWEST_WORDS = 25
_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())
_ARABIC_SCRIPT = re.compile("[\u0600-\u06ff]")
_PERSIAN_LETTERS = re.compile("[پچژگ\u06cc\u06a9]")
_URDU_LETTERS = re.compile("[ٹڈڑےہں]")


@cache
def _model() -> Any:
    """The model of py3langid, loaded at first use: it takes most of a second."""
    import py3langid

    return py3langid


def detect(text: str) -> str:
    """Name the language of a text by its script, or else by its letter sequences."""
    sample = text[:_SAMPLE]
    letters = _letters(sample)
    if letters < _FEWEST_LETTERS:
        return ""
    if _is_english(sample):
        return "en"
    if not sample.isascii():
        by_script = _by_script(sample, letters)
        if by_script:
            return by_script
    code = str(_model().classify(sample)[0])
    return code if len(code) == 2 else ""


def _letters(text: str) -> int:
    """How many letters of any script a text has."""
    if text.isascii():
        return len(text.encode().translate(None, _NO_LETTERS))
    return sum(map(str.isalpha, text))


def _is_english(sample: str) -> bool:
    """Whether a text is English beyond doubt, by its commonest words."""
    words = sample.lower().split()
    common = list(filter(_ENGLISH_WORDS.__contains__, words))
    return len(words) >= _FEWEST_WORDS and len(common) >= len(words) * _ENGLISH_SHARE and "the" in common


def _by_script(sample: str, letters: int) -> str:
    """The language that most letters give away by their script, or ""."""
    for code, script in _SCRIPTS:
        share = 0.15 if code == "ja" else 0.5
        if len(script.findall(sample)) > letters * share:
            return code
    if len(_ARABIC_SCRIPT.findall(sample)) > letters * 0.5:
        return _arabic_script(sample, letters)
    return ""


def _arabic_script(sample: str, letters: int) -> str:
    """Tell Arabic, Persian and Urdu apart by the letters that only they have."""
    if len(_URDU_LETTERS.findall(sample)) > letters * 0.04:
        return "ur"
    return "fa" if len(_PERSIAN_LETTERS.findall(sample)) > letters * 0.06 else "ar"
