"""Import articles, ask the JSON API queries with known answers, and score the answers beside SQLite FTS5.

    python benchmarks/relevance.py ARTICLES.jsonl[.gz] --topics TOPICS.tsv --qrels QRELS [--slice IDS]
    python benchmarks/relevance.py ARTICLES.jsonl[.gz] --make 120 [--seed 1] [--sample 20000] [--not-in IDS]

Articles are JSON lines with `id`, `title` and `body` or `text`; --slice keeps those with the ids of a file,
--not-in those without, --sample so many of them by chance. --topics and --qrels are as TREC writes them
(benchmarks/trec.py); --make makes so many queries of each kind of the articles (benchmarks/known_items.py).

The archive is made in a temporary folder with a PostgreSQL of its own, or in FOLDER (--data), which is kept
and used as it is if it holds articles. Each query is one request for the 100 best articles, in this process
but through the whole site: GET /api/articles/?q=…&sort=relevance&page_size=100. SQLite FTS5 gets the same
articles in the same run: porter stems, the title weighs 4 times the text, all words (AND), and any of them
(OR); straight quotes make a phrase. --run FILE writes our answers as a TREC run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

from known_items import Text, known_items
from measuring import ROOT, data_folder, manage, run_import
from trec import METRICS, Judgements, Run, Topic, read_judgements, read_topics, table, write_run

DEPTH = 100


def main() -> None:
    options = _options()
    texts, lines = _chosen(options)
    if options.make:
        asked = known_items(texts, options.make, options.seed)
        topics: Sequence[Topic] = [one.topic for one in asked]
        judged: Judgements = {one.topic.name: one.grades for one in asked}
    else:
        topics, judged = read_topics(options.topics), read_judgements(options.qrels)
    print(f"{len(texts):,} articles, {len(topics):,} queries")
    with data_folder(options.data) as folder:
        os.environ["NEWSARCHIVE_DATA"] = str(folder)
        os.environ["API_RATE_LIMIT"] = "0"
        manage("prepare", "--quick")
        try:
            ours = ask_archive(topics, lines, folder)
        finally:
            if options.data is None:
                manage("postgres", "stop")
    if options.run:
        write_run(options.run, ours, "newsarchive")
    runs = {"newsarchive": ours}
    for joiner in ("AND", "OR"):
        runs[f"FTS5 bm25, {joiner}"] = ask_fts5(topics, texts, joiner)
    _print(topics, judged, runs)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--topics", type=Path)
    parser.add_argument("--qrels", type=Path)
    parser.add_argument("--slice", type=Path, help="ids of the articles to take")
    parser.add_argument("--not-in", type=Path, help="ids of articles to leave out")
    parser.add_argument("--sample", type=int, default=0, help="take so many by chance")
    parser.add_argument("--make", type=int, default=0, help="make so many queries of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="keep the archive here")
    parser.add_argument("--run", type=Path, help="write our answers here")
    options = parser.parse_args()
    if not options.make and not (options.topics and options.qrels):
        parser.error("give --topics and --qrels, or --make")
    return options


def _chosen(options: argparse.Namespace) -> tuple[list[Text], list[str]]:
    """The articles to use, and their lines as they stand in the file."""
    kept = set(options.slice.read_text().split()) if options.slice else None
    left = set(options.not_in.read_text().split()) if options.not_in else set()
    found = []
    opened = gzip.open if options.articles.suffix == ".gz" else open
    with opened(options.articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            key = str(row["id"])
            if (kept is None or key in kept) and key not in left:
                body = row.get("body") or row.get("text") or ""
                found.append((Text(key, row.get("title") or "", body), line.rstrip("\n") + "\n"))
    if options.sample and options.sample < len(found):
        found = random.Random(options.seed).sample(found, options.sample)
    return [text for text, _ in found], [line for _, line in found]


def ask_archive(topics: Sequence[Topic], lines: Sequence[str], folder: Path) -> Run:
    """Import the lines unless there are articles, and ask the API every query."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsarchive.settings"
    os.environ["LOG_LEVEL"] = "ERROR"
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.test import Client

    from articles.models import Article

    if not Article.objects.exists():
        file = folder / "relevance.jsonl"
        file.write_text("".join(lines), encoding="utf-8")
        report = run_import(str(file), folder)
        manage("learn_words")  # an import leaves it to a process in the background
        print(f"imported in {report.seconds:.0f} s: {report.outcomes}")
    client = Client(SERVER_NAME="localhost")
    run: dict[str, list[str]] = {}
    times = []
    for topic in topics:
        query = urlencode({"q": topic.text, "sort": "relevance", "page_size": DEPTH})
        started = time.perf_counter()
        response = client.get(f"/api/articles/?{query}", secure=bool(os.environ.get("HTTPS")))
        times.append(time.perf_counter() - started)
        if response.status_code != 200:
            print(f"{topic.name}: status {response.status_code} for {topic.text!r}")
            continue
        run[topic.name] = [row["external_id"] for row in response.json()["results"]]
    middle, slow = statistics.median(times), sorted(times)[int(len(times) * 0.95)]
    print(
        f"median {middle * 1000:.0f} ms a query with {DEPTH} results, 95 of 100 within {slow * 1000:.0f} ms"
    )
    return run


def ask_fts5(topics: Sequence[Topic], texts: Sequence[Text], joiner: str) -> Run:
    """The answers of SQLite FTS5 to the same queries."""
    archive = sqlite3.connect(":memory:")
    archive.execute("CREATE VIRTUAL TABLE text USING fts5(key UNINDEXED, title, body, tokenize='porter')")
    archive.executemany(
        "INSERT INTO text VALUES (?, ?, ?)", ((text.key, text.title, text.body) for text in texts)
    )
    asked = "SELECT key FROM text WHERE text MATCH ? ORDER BY bm25(text, 0, 4, 1) LIMIT ?"
    run = {}
    for topic in topics:
        parts = list(_parts(topic.text))
        rows = archive.execute(asked, (f" {joiner} ".join(parts), DEPTH)) if parts else ()
        run[topic.name] = [row[0] for row in rows]
    archive.close()
    return run


def _parts(text: str) -> Iterator[str]:
    """Phrases in straight quotes, and words, each as FTS5 takes them."""
    for phrase, word in re.findall(r'"([^"]+)"|([^\W_]+)', text):
        yield f'"{phrase or word}"'


def _print(topics: Sequence[Topic], judged: Judgements, runs: dict[str, Run]) -> None:
    tables = {name: table(topics, judged, run) for name, run in runs.items()}
    print(f"\n{'':22}{'':20}" + "".join(f"{metric:>12}" for metric in METRICS))
    for kind in tables["newsarchive"]:
        for name, rows in tables.items():
            print(f"{kind:22}{name:20}" + "".join(f"{value:12.3f}" for value in rows[kind]))


if __name__ == "__main__":
    main()
