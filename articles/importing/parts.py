"""Prepared articles in, the rows that hang on an article out: captions, links with evidence, search words."""

from collections.abc import Sequence

from articles.importing.copying import copy_rows
from articles.importing.decisions import Links
from articles.importing.found import Prepared
from articles.importing.links import add_links, clear_links
from articles.importing.names import Names
from articles.importing.wording import Wording
from articles.models import Article, Caption
from articles.models.words import index_articles


def add_parts(
    articles: Sequence[tuple[int, Prepared]],
    names: Names,
    wording: Wording | None = None,
    *,
    new: bool = True,
) -> None:
    """Write the parts of articles, given by their keys, that have none yet. `names` knows their people.

    An article that is not `new` may have search words, which are replaced. `wording` knows the words that the
    run has met, where it is large.
    """
    copy_rows(
        Caption,
        ("article", "position", "text", "credit", "taken", "place"),
        (
            (key, position, caption.text, caption.credit, caption.date, caption.place)
            for key, record in articles
            for position, caption in enumerate(record.article.captions)
        ),
    )
    add_links({key: Links(record.found.countries, record.found.people) for key, record in articles}, names)
    keys = [key for key, _ in articles]
    index_articles(wording.write(articles) if wording and new else keys, new=new)


def replace_parts(article: Article, record: Prepared, names: Names) -> None:
    """Write the parts of an article anew."""
    article.captions.all().delete()
    clear_links([article.pk])
    add_parts([(article.pk, record)], names, new=False)
