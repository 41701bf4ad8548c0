"""Compare a whole import with a bare COPY of the same articles into the same server, in one run.

    python benchmarks/import_speed.py PATH.jsonl [--rounds 1] [--data FOLDER]

The import reads, dates, links, groups, stores and indexes with the command that a user types, start-up
included. The bare load is one COPY into one table with a generated tsvector and a GIN index, from rows that
lie ready in memory. The ratio is the price of everything that the archive does beyond storing words.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from measuring import ROOT, data_folder, manage, run_import, wait_for_background

BARE_TABLE = """
    CREATE TABLE bare_load (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        external_id text, source text, published text, title text, body text,
        words tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')
        ) STORED
    )
"""
FIELDS = ("id", "source", "date", "title", "body")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", metavar="PATH", help="JSON lines with id, source, date, title, body")
    parser.add_argument("--rounds", type=int, default=1, help="each round starts from an empty archive")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="keep the last archive here")
    options = parser.parse_args()
    ratios = []
    for _ in range(options.rounds):
        with data_folder(options.data) as folder, fresh_process() as process:
            ratios.append(process.submit(one_round, options.path, folder).result())
    if len(ratios) > 1:
        print(f"median ratio of {len(ratios)} rounds: {statistics.median(ratios):.2f}")


def fresh_process() -> ProcessPoolExecutor:
    """A process of its own for a round: Django keeps to the server that it has connected to first."""
    return ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn"))


def one_round(path: str, folder: Path) -> float:
    """Load the articles both ways into a fresh server; print and return how many times the import takes."""
    os.environ["NEWSARCHIVE_DATA"] = str(folder)
    manage("prepare", "--quick")
    try:
        bare, count = bare_load(path)
        print(f"bare COPY     {bare:7.1f} s  {count / bare:7,.0f} articles a second")
        run = run_import(path, folder)
        speed = run.articles / run.seconds
        print(f"whole import  {run.seconds:7.1f} s  {speed:7,.0f} articles a second")
        outcomes = ", ".join(f"{number:,} {name}" for name, number in run.outcomes.items() if number)
        print(f"  {outcomes}; peak memory {run.peak >> 20:,} MiB over {run.processes} processes")
        print(f"ratio         {run.seconds / bare:7.2f}")
        return run.seconds / bare
    finally:
        wait_for_background(folder)
        manage("postgres", "stop")


def bare_load(path: str) -> tuple[float, int]:
    """Seconds of the bare COPY and the number of articles; the table is dropped again."""
    rows = [bare_row(line) for line in Path(path).read_bytes().splitlines() if line.strip()]
    with database().cursor() as cursor:
        cursor.execute(BARE_TABLE)
        cursor.execute("CREATE INDEX bare_words ON bare_load USING gin (words)")
        cursor.execute("CHECKPOINT")
        started = time.monotonic()
        with cursor.copy("COPY bare_load (external_id, source, published, title, body) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        seconds = time.monotonic() - started
        cursor.execute("DROP TABLE bare_load")
        # Each load starts with nothing to be written of what came before it.
        cursor.execute("CHECKPOINT")
    return seconds, len(rows)


def bare_row(line: bytes) -> tuple[str | None, ...]:
    """The values of one article; NUL, which no database stores, is left out."""
    record = json.loads(line)
    return tuple(None if record.get(name) is None else str(record[name]).replace("\0", "") for name in FIELDS)


def database() -> Any:
    """A connection to the archive's own server."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsarchive.settings"
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.db import connections

    connections.close_all()
    return connections["default"]


if __name__ == "__main__":
    main()
