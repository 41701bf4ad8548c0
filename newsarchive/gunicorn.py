"""How gunicorn serves the archive; every value can be set by the environment."""

import gc
import time
from typing import Any

from gunicorn.http import message

from articles.search.index import memory
from newsarchive import environment

bind = f"{environment.text('HOST', '127.0.0.1')}:{environment.whole_number('PORT', 8000, least=1)}"
workers = environment.whole_number("WORKERS", 2, least=1)
# Threads, so that a slow upload or a large download does not hold up a whole worker.
threads = environment.whole_number("THREADS", 4, least=1)
timeout = 120
control_socket_disable = True
# The program and the arrays that searches count by are loaded once; the workers have them in common.
preload_app = True
# A search of a thousand characters in Chinese has nine thousand bytes in its address, and htmx sends the
# address of the page along. Gunicorn reads no longer line than its own constant, whatever is set.
limit_request_line = limit_request_field_size = message.MAX_REQUEST_LINE = 64 << 10

POOLS = 2  # of memory, for all threads
A_WHILE = 10.0  # seconds
_given_back = 0.0

memory.limit_pools(POOLS)


def on_starting(server: Any) -> None:
    """Load the arrays before there are workers. Where that cannot be, each loads its own when it is asked."""
    from django.db import Error, connections

    from articles.search.index import current

    try:
        with current() as index:
            index.prepare()
    except (Error, OSError) as error:
        server.log.warning("The archive could not be loaded yet, so that each worker will: %s", error)
    finally:
        # A connection belongs to the process that opened it.
        connections.close_all()
    memory.give_back()
    # What is there now stays, and a collector that looks at it would make a copy for each worker.
    gc.freeze()


def when_ready(server: Any) -> None:
    """Say where to look, once the port is open."""
    server.log.info("The archive is at http://%s/ (Ctrl-C ends it; nothing is lost).", bind)


def post_request(worker: Any, request: Any, environ: Any, response: Any) -> None:
    """Now and then give back what pages took and left; it takes half a millisecond."""
    global _given_back
    now = time.monotonic()
    if now - _given_back > A_WHILE:
        _given_back = now
        memory.give_back()
