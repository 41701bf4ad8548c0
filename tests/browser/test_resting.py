"""The live site is at rest between two tests."""

import socket
from threading import Event, Timer
from typing import Any

import pytest

from tests.browser.resting import answering, rest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_request_that_nobody_waits_for_is_waited_for(live_server: Any) -> None:
    sent = Event()

    def send_the_rest() -> None:
        sent.set()
        site.sendall(b"Connection: close\r\n\r\n")

    with socket.create_connection((live_server.thread.host, live_server.thread.port)) as site:
        site.sendall(b"GET /about HTTP/1.1\r\nHost: localhost\r\n")
        later = Timer(0.5, send_the_rest)
        later.start()
        rest(live_server)
        assert sent.is_set()
        assert not answering()
        later.join()
