"""What gunicorn does before it has workers: the archive is loaded once, and no connection is inherited."""

import gc
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from articles.search import index
from articles.search.index import current, memory
from newsarchive import gunicorn
from tests import factories as make

SERVER = SimpleNamespace(log=logging.getLogger("gunicorn"))


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """What a server that goes on to fork keeps from the collector is given back to it."""
    index.forget()
    yield
    gc.unfreeze()
    index.forget()


@pytest.mark.django_db(transaction=True)
def test_the_archive_is_loaded_before_there_are_workers() -> None:
    make.article()
    gunicorn.on_starting(SERVER)
    assert connection.connection is None
    with current() as known:
        assert known.total == 1
        # Made before the fork, not when a page first asks for it.
        assert "by_key" in vars(known.large.links["country"])
        assert "by_date" in vars(known)


@pytest.mark.django_db(transaction=True)
def test_a_server_starts_without_its_database(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "connect", refused)
    connection.close()
    gunicorn.on_starting(SERVER)
    assert "connection refused" in caplog.text


def test_all_pages_are_loaded_before_there_are_workers() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, newsarchive.wsgi; print('articles.views.searching' in sys.modules)",
        ],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "True\n"


def test_memory_is_given_back_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bool] = []
    monkeypatch.setattr(memory, "give_back", lambda: given.append(True))
    monkeypatch.setattr(gunicorn, "_given_back", float("-inf"))
    for _ in range(3):
        gunicorn.post_request(SERVER, None, None, None)
    assert given == [True]


def test_the_configuration_can_be_read_before_django_is_there() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    read = "import runpy; runpy.run_path('newsarchive/gunicorn.py')"
    subprocess.run([sys.executable, "-c", read], check=True, cwd=settings.BASE_DIR, env=environment)
