"""Pages a second of the archive under gunicorn, beside Datasette serving the same articles.

    python benchmarks/page_load.py --data FOLDER [--seconds 20] [--clients 8] [--port 8390]

FOLDER holds an archive (search_latency.py --data leaves some: FOLDER/300000). gunicorn runs with two workers,
as `make run` starts it; Datasette is one process, over a table of articles with FTS5 and facets by source,
language and month, each with a time limit of ten seconds. Clients in one process of their own ask searches in
turn and wait for each answer, all on this machine: they share its cores with the servers. Both render HTML;
the archive's page has more on it (snippets with marks, eight facets, a histogram). Datasette comes with
pip install -e '.[benchmarks]'.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from measuring import ROOT, family_memory, manage

WORDS = ("minister", "oil", "government", "bank", "election", "talks", "court", "shares", "police", "trade")
PAIRS = ("oil price", "central bank", "peace talks", "prime minister", "interest rates")
QUERIES = ("", *WORDS, *PAIRS)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="an archive's folder")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--port", type=int, default=8390)
    options = parser.parse_args()
    os.environ["NEWSARCHIVE_DATA"] = str(options.data)
    manage("prepare", "--no-sample")
    ours = [f"/search?{urlencode({'q': query})}" for query in QUERIES]
    with archive(options.port) as server:
        load("the archive", ours, options, server)
        load("the archive, a page that the client has (ETag)", ours, options, server, again=True)
    database = articles_of(options.data)
    facets = [("_facet", name) for name in ("source", "language", "month")]
    theirs = [
        f"/articles/article?{urlencode([('_search', query), ('_size', '20'), *facets])}" for query in QUERIES
    ]
    with datasette(database, options.port + 1) as server:
        load("Datasette", theirs, options, server)
    manage("postgres", "stop")


@contextmanager
def archive(port: int) -> Iterator[tuple[int, int]]:
    """gunicorn, as make run starts it; its port and process."""
    arguments = [sys.executable, "-m", "gunicorn", "--config", "newsarchive/gunicorn.py", "newsarchive.wsgi"]
    own = {"PORT": str(port), "WORKERS": "2", "LOG_LEVEL": "ERROR"}
    with served(arguments, port, os.environ | own) as process:
        yield process


@contextmanager
def datasette(database: Path, port: int) -> Iterator[tuple[int, int]]:
    """Datasette with limits that let every page be answered."""
    limits = [("sql_time_limit_ms", 10_000), ("facet_time_limit_ms", 10_000), ("default_page_size", 20)]
    arguments = [sys.executable, "-m", "datasette", "serve", "--immutable", str(database)]
    arguments += ["--host", "127.0.0.1", "--port", str(port)]
    for name, value in limits:
        arguments += ["--setting", name, str(value)]
    with served(arguments, port, dict(os.environ)) as process:
        yield process


@contextmanager
def served(arguments: Sequence[str], port: int, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """A server process until the block ends, from when it answers."""
    process = subprocess.Popen(
        arguments, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            try:
                fetch(http.client.HTTPConnection("127.0.0.1", port, timeout=60), "/", {})
                break
            except OSError:
                if process.poll() is not None:
                    sys.exit(f"{' '.join(arguments)} ended with {process.returncode}.")
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(60)


def load(
    name: str,
    pages: Sequence[str],
    options: argparse.Namespace,
    server: tuple[int, int],
    *,
    again: bool = False,
) -> None:
    """Ask the pages for some seconds, with so many clients at once, and print what came of it."""
    port, pid = server
    for page in pages:
        fetch(http.client.HTTPConnection("127.0.0.1", port, timeout=60), page, {})
    given, taken = multiprocessing.get_context("spawn").Pipe()
    clients = multiprocessing.get_context("spawn").Process(
        target=ask, args=(taken, port, pages, options.clients, options.seconds, again)
    )
    clients.start()
    times, errors, unchanged, seconds = given.recv()
    clients.join()
    times.sort()
    memory = ", ".join(f"{size >> 20}" for size in family_memory(pid).values())
    print(
        f"{name}: {len(times) / seconds:.1f} pages a second, p50 {times[len(times) // 2] * 1000:.0f} ms,"
        f" p99 {times[len(times) * 99 // 100] * 1000:.0f} ms, {errors} errors of {len(times)},"
        f" {unchanged} unchanged (304); resident MiB of its processes: {memory}"
    )


def ask(answers: object, port: int, pages: Sequence[str], clients: int, seconds: float, again: bool) -> None:
    """What the process of the clients does; sends seconds of each page, errors, 304s and the whole time."""
    times: list[float] = []
    states: list[int] = []
    started = time.monotonic()

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        tags: dict[str, str] = {}
        turn = number
        while time.monotonic() - started < seconds:
            page = pages[turn % len(pages)]
            turn += 1
            begun = time.perf_counter()
            try:
                state, tag = fetch(connection, page, {"If-None-Match": tags[page]} if page in tags else {})
            except (OSError, http.client.HTTPException):
                connection.close()
                state, tag = 0, ""
            times.append(time.perf_counter() - begun)
            states.append(state)
            if again and tag:
                tags[page] = tag

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    errors = sum(state not in (200, 304) for state in states)
    answers.send((times, errors, states.count(304), time.monotonic() - started))  # type: ignore[attr-defined]


def fetch(connection: http.client.HTTPConnection, page: str, headers: dict[str, str]) -> tuple[int, str]:
    """The state and the ETag of a page, read to its end."""
    connection.request("GET", page, headers={"Host": "localhost", **headers})
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.headers.get("ETag", "")


def articles_of(folder: Path) -> Path:
    """The articles of the archive as a database for Datasette, made once."""
    path = folder / "articles.db"
    if path.exists():
        return path
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsarchive.settings"
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from peers import rows

    with sqlite3.connect(path) as database:
        database.execute(
            "CREATE TABLE article (id INTEGER PRIMARY KEY, title TEXT, body TEXT, day TEXT, month TEXT,"
            " source TEXT, language TEXT)"
        )
        for key, title, body, day, source, language, *_ in rows():
            iso = day.isoformat() if day else None
            values = (key, title, body, iso, iso and iso[:7], source, language)
            database.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        database.executescript("""
            CREATE INDEX by_source ON article (source);
            CREATE INDEX by_language ON article (language);
            CREATE INDEX by_month ON article (month);
            CREATE VIRTUAL TABLE article_fts USING fts5(
                title, body, content = 'article', content_rowid = 'id', tokenize = 'porter unicode61'
            );
            INSERT INTO article_fts (article_fts) VALUES ('rebuild');
        """)
    return path


if __name__ == "__main__":
    main()
