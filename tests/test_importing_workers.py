"""When an import starts processes, and when it does without."""

from multiprocessing import active_children

from articles.importing.workers import BYTES_OF_AN_ARTICLE, SPREAD_FROM, Workers
from articles.records import Reference

LARGE = 2 * SPREAD_FROM * BYTES_OF_AN_ARTICLE
NOTHING = Reference((), ())


def test_where_much_is_expected_a_process_gets_ready_while_the_first_file_is_read() -> None:
    with Workers(NOTHING, 2, LARGE) as workers:
        assert not active_children()
        workers.begin()
        workers.begin()
        assert len(active_children()) == 1
    assert not active_children()


def test_little_input_starts_no_process() -> None:
    with Workers(NOTHING, 2, 1000) as workers:
        workers.begin()
        assert not active_children()


def test_on_one_core_nothing_is_started() -> None:
    with Workers(NOTHING, 1, LARGE) as workers:
        workers.begin()
        assert not active_children()
