"""The live site is at rest between two tests."""

import socket
from threading import Timer
from typing import Any

import pytest

from tests.browser.resting import answering, rest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_request_that_nobody_waits_for_is_waited_for(live_server: Any) -> None:
    site = socket.create_connection((live_server.thread.host, live_server.thread.port))
    site.sendall(b"GET /about HTTP/1.1\r\nHost: localhost\r\n")
    rest_of_request = Timer(0.5, lambda: (site.sendall(b"Connection: close\r\n\r\n"), site.close()))
    rest_of_request.start()
    rest(live_server)
    assert not rest_of_request.is_alive()
    assert not answering()
