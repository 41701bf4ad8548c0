"""Waits until the live site has answered all that it was asked.

A browser goes on asking after a test has seen what it wanted: for the icon, for a page it leaves again.
Such a request reads tables that the end of the test empties, and fails, or keeps them from being emptied.
"""

import threading
from http.client import HTTPConnection
from typing import Any

_PATIENCE = 120.0


def rest(live_server: Any) -> None:
    """Wait for every request that reached the site before this call; raise TimeoutError after two minutes."""
    # Connections are taken in turn: when this one is answered, none before it is waiting to be taken.
    connection = HTTPConnection(live_server.thread.host, live_server.thread.port, timeout=_PATIENCE)
    connection.request("GET", "/static/favicon.svg", headers={"Connection": "close"})
    connection.getresponse().read()
    connection.close()
    for thread in answering():
        thread.join(_PATIENCE)
        if thread.is_alive():
            raise TimeoutError(f"The live site still answers a request after {_PATIENCE:.0f} seconds.")


def answering() -> list[threading.Thread]:
    """The threads in which the live site answers; each ends with its connection."""
    return [thread for thread in threading.enumerate() if "(process_request_thread)" in thread.name]
