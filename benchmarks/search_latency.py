"""Time one complete page of results in archives of two sizes, beside tantivy, SQLite FTS5 and plain Django.

    python benchmarks/search_latency.py PATH… [--articles 300000] [--small 30000] [--rounds 7] [--data FOLDER]

The archives are made of the articles of the files (large_archive.py says how they are mixed when they are
fewer), each in a PostgreSQL of its own, in a temporary folder or in FOLDER, where they stay and are used
again. A page is the number of hits, the 20 best rows with titles and snippets, the counts of all facets and
the histogram, without HTML. The searches (asked.py) are chosen by how many articles have their words, the
same for both sizes. All engines take turns in one process; so the ratios hold where the seconds depend on the
machine. "Words new to it" is the archive after it forgot which articles have the words and in what order,
"the archive" when the same is asked again, as by the next page or another reader. tantivy comes with
pip install -e '.[benchmarks]'.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from asked import Asked, fixed_mix
from measuring import ROOT, data_folder, manage

SLOW = {"plain Django": 1, "SQLite FTS5": 2}  # rounds of those that take seconds
RELATED_TO = 40
Times = dict[str, dict[str, list[float]]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files that the archive can read")
    parser.add_argument("--articles", type=int, default=300_000)
    parser.add_argument("--small", type=int, default=30_000, help="the smaller archive; 0 leaves it out")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="keep the archives here")
    parser.add_argument("--alone", action="store_true", help="leave the peers out")
    parser.add_argument("--inside", choices=("build", "measure", "memory"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        inside(options)
        return
    with data_folder(options.data) as folder:
        mix = folder / "mix.json"
        found = {}
        for size in (options.articles, options.small):
            if size:
                found[size] = in_archive(
                    folder / str(size), size, mix, options, large=size == options.articles
                )
        report(found, options)


def in_archive(
    folder: Path, size: int, mix: Path, options: argparse.Namespace, *, large: bool
) -> dict[str, Any]:
    """Build the archive where it is not there yet, and measure in a process of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["NEWSARCHIVE_DATA"] = str(folder)
    manage("prepare", "--quick")
    answer = folder / "latency.json"
    asked = [__file__, *options.paths, "--articles", str(size), "--rounds", str(options.rounds)]
    asked += ["--data", str(folder)] + (["--alone"] if options.alone or not large else [])
    try:
        subprocess.run([sys.executable, *asked, "--inside", "build"], cwd=ROOT, check=True)
        if large or not mix.exists():
            mix.unlink(missing_ok=True)
        os.environ["LATENCY_MIX"] = str(mix)
        subprocess.run([sys.executable, *asked, "--inside", "measure"], cwd=ROOT, check=True)
        subprocess.run([sys.executable, *asked, "--inside", "memory"], cwd=ROOT, check=True)
    finally:
        manage("postgres", "stop")
    found: dict[str, Any] = json.loads(answer.read_text())
    return found


def inside(options: argparse.Namespace) -> None:
    """What the processes for one archive do."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsarchive.settings"
    os.environ["LOG_LEVEL"] = "ERROR"
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    folder: Path = options.data
    if options.inside == "build":
        from large_archive import LargeArchive

        LargeArchive(options.paths).grow(options.articles)
    elif options.inside == "measure":
        answer = measured(folder, options)
        (folder / "latency.json").write_text(json.dumps(answer))
    else:
        answer = json.loads((folder / "latency.json").read_text())
        answer["memory"] = memory()
        (folder / "latency.json").write_text(json.dumps(answer))


def the_mix() -> list[Asked]:
    """The searches, chosen once in the larger archive and kept for the smaller one."""
    from dataclasses import asdict

    kept = Path(os.environ["LATENCY_MIX"])
    if not kept.exists():
        kept.write_text(json.dumps([asdict(one) for one in fixed_mix()]))
    return [Asked(**(row | {"words": tuple(row["words"])})) for row in json.loads(kept.read_text())]


def measured(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Seconds of each engine and search, in turns; the first round, of the quick ones, does not count."""
    from peers import Ours, peers

    from articles.search.index import current

    mix = the_mix()
    ours = Ours()
    started = time.perf_counter()
    with current() as index:
        total = index.total
    loading = time.perf_counter() - started
    engines = [(ours.name, ours.page)] if options.alone else peers(folder)
    # Right before the one that remembers: that is then asked what has just been asked.
    engines.insert(0, ((new := Ours(forgetting=True)).name, new.page))
    times: Times = {name: {one.label: [] for one in mix} for name, _ in engines}
    hits: dict[str, dict[str, int]] = {name: {} for name, _ in engines}
    for turn in range(options.rounds + 1):
        print(f"  round {turn} of {options.rounds}", file=sys.stderr, flush=True)
        for one in mix:
            for name, page in engines:
                if turn > SLOW.get(name, turn) or (turn == 0 and name in SLOW):
                    continue
                started = time.perf_counter()
                hits[name][one.label], shown = page(one)
                taken = time.perf_counter() - started
                assert shown == min(hits[name][one.label], 20), (name, one, shown)
                if turn:
                    times[name][one.label].append(taken)
    return {
        "articles": total,
        "loading": loading,
        "times": times,
        "hits": hits,
        "related": related_articles(),
    }


def related_articles() -> dict[str, list[float]]:
    """Seconds for the articles related to some that are spread over the archive, as first asked and again."""
    from articles.search.index import current
    from articles.search.related import related

    with current() as index:
        ids = index.ids[index.alive]
    some = [int(key) for key in ids[:: max(len(ids) // RELATED_TO, 1)][:RELATED_TO]]
    taken: dict[str, list[float]] = {"new": [], "again": []}
    for name in taken:
        for key in some:
            started = time.perf_counter()
            related(key)
            taken[name].append(time.perf_counter() - started)
    return taken


def memory() -> dict[str, int]:
    """MiB of a process that is like a worker: it has rendered the page of every search of the mix."""
    from django.conf import settings
    from django.test import Client

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    from peers import Ours

    from articles.search.index.memory import give_back

    client = Client(SERVER_NAME="localhost")
    ours = Ours()
    for _ in range(2):
        for one in the_mix():
            assert client.get(f"/search{ours.request(one).address}").status_code == 200
    give_back()  # as workers do every few seconds
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return {
        name: int(line.split()[1]) >> 10
        for name in ("Rss", "Pss")
        for line in lines
        if line.startswith(f"{name}:")
    }


def report(found: dict[int, dict[str, Any]], options: argparse.Namespace) -> None:
    """Print what was measured: milliseconds by search and engine, then the ratios."""
    large = found[options.articles]
    names = list(large["times"])
    print(f"\n{large['articles']:,} articles; milliseconds, median (p95) of {options.rounds} rounds")
    print(f"{'':30}{'hits':>9}" + "".join(f"{name[:24]:>26}" for name in names))
    for label in large["times"][names[0]]:
        cells = (large["times"][name][label] for name in names)
        row = "".join(f"{median(taken):16.1f} ({p95(taken):7.1f})" for taken in cells)
        print(f"{label:30}{large['hits'][names[0]][label]:9,}{row}")
    for name in names:
        every = [median(taken) for taken in large["times"][name].values()]
        both = (statistics.median(every), p95([one / 1000 for one in every]))
        print(f"median over the mix, {name}: {both[0]:.1f} ms; p95 {both[1]:.1f} ms")
    ratios(large, names)
    small = found.get(options.small)
    if small:
        print(f"\nGrowth from {small['articles']:,} to {large['articles']:,} articles (the archive):")
        for name in names[:2]:
            for label, taken in large["times"][name].items():
                before = median(small["times"][name][label])
                times = median(taken) / before
                print(f"  {label:30}{name[11:]:22}{before:8.1f} → {median(taken):8.1f} ms, × {times:.1f}")
    for each in found.values():
        for name, taken in each["related"].items():
            print(f"related to an article, {name}: {median(taken):.1f} ms; p95 {p95(taken):.1f} ms")
        loaded = f"index loaded in {each['loading']:.2f} s"
        print(f"{each['articles']:,} articles: {loaded}; a process that serves pages: {each['memory']} MiB")


def ratios(large: dict[str, Any], names: Sequence[str]) -> None:
    """How many times as long as each peer, over the mix and at its broadest."""
    times = large["times"]
    broadest = next(iter(times[names[0]]))
    for name in names[2:]:
        for own in names[:2]:
            each = [median(times[own][label]) / median(times[name][label]) for label in times[own]]
            over = statistics.median(map(median, times[own].values())) / statistics.median(
                map(median, times[name].values())
            )
            top = median(times[own][broadest]) / median(times[name][broadest])
            print(
                f"{own} / {name}: medians over the mix {over:.2f}, median of the ratios"
                f" {statistics.median(each):.2f}, broadest {top:.3f}"
            )


def median(taken: Sequence[float]) -> float:
    """The median of seconds, in milliseconds."""
    return statistics.median(taken) * 1000


def p95(taken: Sequence[float]) -> float:
    """The 95th percentile of seconds, in milliseconds; of few the largest."""
    return sorted(taken)[max(0, -(-len(taken) * 95 // 100) - 1)] * 1000


if __name__ == "__main__":
    main()
