"""What articles are shown with (names, people, offices, events, sources, batches) → a number for its state.

`KnowledgeChange` has a note of each change. Notes only come, so that their count tells of a new one even if
its transaction ends long after later ones; notes of which all transactions have ended are not counted again.
"""

from __future__ import annotations

from dataclasses import dataclass

NOTES = """
    SELECT
        pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
        (SELECT last_value FROM articles_knowledgechange_id_seq),
        (SELECT count(*) FROM articles_knowledgechange WHERE id > %s);
"""


@dataclass
class Knowledge:
    """What this process has seen of the notes: `seen` of them behind the number `settled`, seldom `many`.

    `awaited` is a number of a note, and a number of a transaction: when no transaction before that runs any
    more, no note up to the first will come.
    """

    many: int = 100
    state: int = 0
    settled: int = 0
    seen: int | None = None
    awaited: tuple[int, int] | None = None

    def told(self, oldest: int, own: bool, following: int, last: int, count: int) -> int:
        """The number of the state in which there are that many notes behind `settled`.

        `oldest` is the first transaction that still runs, `following` the next there will be, `last` the last
        number of a note that was given out. `own` says that the asking transaction has written something.
        """
        if count != self.seen:
            self.state += 1
            self.seen = count
        if own:
            return self.state
        if self.awaited is None:
            self.awaited = last, following
        elif oldest >= self.awaited[1]:
            if count > self.many:
                self.settled, self.seen = self.awaited[0], None
            self.awaited = None
        return self.state
