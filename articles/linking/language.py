"""Whether an article is English, as far as the linker needs it.

Names of countries in other languages that use Latin letters ("Island", "Chad") are words of English too, and
are looked for only where the text is not English.
"""

from __future__ import annotations

import re

from articles.records import ParsedArticle

FUNCTION_WORD = re.compile(r"\b(?:the|of|and|to|in|for|with|that|is|was|on)\b", re.IGNORECASE)
FRENCH_WORD = re.compile(
    r"\b(?:le|la|les|des|du|au|aux|une|dans|sur|par|pour|que|est|et|à|a)\b", re.IGNORECASE
)
SAMPLE = 1000
SHARE = 0.12


def is_english(article: ParsedArticle) -> bool:
    """By the language that the reader found, else by the share of English function words."""
    if article.language:
        return article.language.startswith("en")
    sample = f"{article.title} {article.body[:SAMPLE]}"
    words = len(sample.split())
    return words < 12 or len(FUNCTION_WORD.findall(sample)) >= SHARE * words


def is_french(article: ParsedArticle) -> bool:
    """By the language that the reader found, else by the share of French function words."""
    if article.language:
        return article.language.startswith("fr")
    sample = f"{article.title} {article.body[:SAMPLE]}"
    return len(FRENCH_WORD.findall(sample)) >= SHARE * len(sample.split())
