"""POSTED: the posting lists that PostgreSQL keeps, asked without its own index. See docs/decisions/0007.

Words that nobody asked before cost a scan of its index and of every row that it names; the lists cost the
reading of a few blocks. They speak for the articles that were posted; PostgreSQL is asked for the others.
"""

from articles.search.posted.having import Unanswerable, having
from articles.search.posted.segments import Posted, posted

__all__ = ["Posted", "Unanswerable", "having", "posted"]
