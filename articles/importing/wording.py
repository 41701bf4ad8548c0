"""New articles in, their search words out, made of what PostgreSQL said of the same pieces of text before."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from articles.importing.found import Prepared
from articles.models.words import LONGEST, configuration_of, copy_words, pieces_read
from articles.postings.pieces import Pieces

# With fewer texts to begin with most of their pieces are new, and PostgreSQL is quicker alone.
MANY = 200
# It always is where so many pieces of a text are new to one who has met others: words are not cut by blanks.
MOST_NEW = 100
# Beyond so many pieces all are learned anew. As many come in 60,000 articles of agencies, and take 70 MB.
MOST_PIECES = 400_000
LONGEST_TITLE, LONGEST_CAPTIONS = 10_000, 20_000  # characters; PostgreSQL cuts what is longer

Text = tuple[str, str, str]


class Wording:
    """What a run has learned of words, for each text-search configuration."""

    def __init__(self) -> None:
        self._pieces: dict[str, Pieces] = {}
        self._left: set[str] = set()

    def write(self, articles: Sequence[tuple[int, Prepared]]) -> list[int]:
        """Write the search words of new articles, given by their keys; which are left to PostgreSQL."""
        known: defaultdict[str, dict[int, Text]] = defaultdict(dict)
        for key, record in articles:
            if text := _text(record):
                known[configuration_of(record.article.language[:8])][key] = text
        rows: list[tuple[int, str, bytes]] = []
        for configuration, texts in known.items():
            if configuration not in self._left and (configuration in self._pieces or len(texts) >= MANY):
                rows += self._vectors(configuration, texts)
        if rows:
            copy_words(sorted(rows))
        done = {key for key, _, _ in rows}
        return [key for key, _ in articles if key not in done]

    def _vectors(self, configuration: str, texts: dict[int, Text]) -> Iterator[tuple[int, str, bytes]]:
        if sum(map(len, self._pieces.values())) > MOST_PIECES:
            self._pieces.clear()
        pieces = self._pieces.setdefault(configuration, Pieces())
        known = len(pieces)
        vectors = pieces.vectors(list(texts.values()), partial(pieces_read, configuration))
        if known and len(pieces) - known > MOST_NEW * len(texts):
            self._left.add(configuration)
            del self._pieces[configuration]
        for key, vector in zip(texts, vectors, strict=True):
            if vector is not None:
                yield key, configuration, vector


def _text(record: Prepared) -> Text | None:
    """Title, body and captions of an article; None where only the beginning of one is indexed."""
    article = record.article
    captions = " ".join(caption.text for caption in article.captions)
    short = len(article.title) <= LONGEST_TITLE and len(captions) <= LONGEST_CAPTIONS
    if short and len(article.body) * 4 <= LONGEST:
        return article.title, article.body, captions
    return None
