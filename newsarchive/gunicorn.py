"""How gunicorn serves the archive; every value can be set by the environment."""

from typing import Any

from newsarchive import environment

bind = f"{environment.text('HOST', '127.0.0.1')}:{environment.whole_number('PORT', 8000, least=1)}"
workers = environment.whole_number("WORKERS", 2, least=1)
# Threads, so that a slow upload or a large download does not hold up a whole worker.
threads = environment.whole_number("THREADS", 4, least=1)
timeout = 120
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Say where to look, once the port is open."""
    server.log.info("The archive is at http://%s/ (Ctrl-C ends it; nothing is lost).", bind)
