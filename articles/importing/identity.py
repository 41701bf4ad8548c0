"""A parsed article in, the two hashes that decide whether the archive has it out."""

import hashlib
import unicodedata
from dataclasses import dataclass

from articles.records import ParsedArticle

QUOTES = str.maketrans("‘’‚‛“”„‟«»", '\'\'\'\'""""""')
# ASCII in small letters, every white space a space.
_FOLDED = bytes(ord(" ") if chr(code).isspace() else ord(chr(code).lower()) for code in range(128)) + bytes(
    128
)


@dataclass(frozen=True, slots=True)
class Identity:
    """`key` is the same for every text of one article; `content` is the same for equal texts.

    `by_text` says that the article has neither an identifier nor an address, so that its text is all
    there is to know it by.
    """

    key: str
    content: str
    by_text: bool


def content_digest(article: ParsedArticle) -> str:
    """A hash that is the same for all articles whose title and body are equal, folded.

    The body as it was read: which of its paragraphs are repeated by its source shows only in some batches.
    """
    return _digest("text", _fold(article.title), _fold(article.whole or article.body))


def identify(article: ParsedArticle, source: str, content: str) -> Identity:
    """The identity of an article of `source` ("" if unknown) with that digest of its content.

    The key is made of the identifier or, where there is none, of the address, within the source; else of
    the title and body, folded for case, quotes, accents' encoding and white space.
    """
    if article.external_id:
        return Identity(_digest("id", source.casefold(), article.external_id), content, False)
    if article.url:
        return Identity(_digest("url", source.casefold(), article.url), content, False)
    return Identity(_digest("content", source.casefold(), content), content, True)


def _fold(text: str) -> str:
    if text.isascii():  # cut where space is more than one, which is not between most words
        parts = text.encode().translate(_FOLDED).split(b"  ")
        return b" ".join(filter(None, map(bytes.strip, parts))).decode()
    return " ".join(unicodedata.normalize("NFKC", text).translate(QUOTES).casefold().split())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
