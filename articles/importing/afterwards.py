"""What an import leaves to be done, none of which anybody need wait for: tables to see to, words to learn,
articles to post.
"""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings

from articles.importing.posting import build_postings
from articles.importing.upkeep import see_to_tables
from articles.importing.vocabulary import learn_words
from articles.models import UnlearntArticle

FEW = 2_000  # articles that take less than a second
FEW_ROWS = 50_000  # of a table, to be counted anew in a tenth of one


def finish_soon() -> None:
    """Do it: at once where it is little, else in a process of its own.

    Without it a search is exact, only slower, and suggestions of spelling can wait.
    """
    if not settings.IMPORT_IN_BACKGROUND:
        finish()
        return
    few = UnlearntArticle.objects.all()[: FEW + 1].count() <= FEW
    if few:
        learn_words()
    if few and build_postings(most=FEW) is not None and not see_to_tables(most=FEW_ROWS):
        return
    subprocess.Popen(  # noqa: S603 (our own command, without arguments)
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "finish_import"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def finish() -> tuple[int, int | None]:
    """Do all of it now: articles whose words were learnt, and articles posted (None: others are at that)."""
    see_to_tables()
    return learn_words(), build_postings()
