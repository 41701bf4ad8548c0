"""What the benchmarks share: an archive of their own, and an import with its time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class ImportRun:
    """What an import made and took: seconds with all start-up, peak bytes over its processes."""

    articles: int
    files: int
    outcomes: dict[str, int]
    seconds: float
    peak: int
    processes: int


@contextmanager
def data_folder(given: Path | None) -> Iterator[Path]:
    """The folder given, or one that goes when all is done, with its server and all that this holds."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="newsarchive-figures-") as made:
        folder = Path(made)
        # The server's own account has to enter. Else its files would be put elsewhere, and stay.
        folder.chmod(0o711)
        try:
            yield folder
        finally:
            wait_for_background(folder)
            manage("postgres", "stop")


def wait_for_background(folder: Path) -> None:
    """Wait for what an import has left to be done (Linux): it would start a server anew that was stopped."""
    while any(_is_finishing(process, folder) for process in Path("/proc").glob("[0-9]*")):
        time.sleep(0.5)


def _is_finishing(process: Path, folder: Path) -> bool:
    try:
        command, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
    except OSError:
        return False
    return b"finish_import" in command and str(folder).encode() in environment


def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the archive and return what it printed; exit status 1 (a rejection) will do."""
    ended = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, text=True, capture_output=True, check=False
    )
    if ended.returncode not in (0, 1):
        sys.exit(ended.stderr)
    return ended


def run_import(path: str, folder: Path) -> ImportRun:
    """Import the path with the command that a user types."""
    report = folder / "figures-report.json"
    started = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "manage.py", "import_articles", path, "--report", str(report)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    peak_each: dict[int, int] = {}
    peak = 0
    while child.poll() is None:
        sizes = family_memory(child.pid)
        peak_each |= {pid: max(size, peak_each.get(pid, 0)) for pid, size in sizes.items()}
        peak = max(peak, sum(sizes.values()))
        time.sleep(0.5)  # to look costs some milliseconds of what is measured
    seconds = time.monotonic() - started
    found = json.loads(report.read_text(encoding="utf-8"))
    return ImportRun(found["articles"], len(found["files"]), found["outcomes"], seconds, peak, len(peak_each))


def family_memory(pid: int) -> dict[int, int]:
    """The resident memory of a process and its descendants, in bytes by process (Linux)."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            pages = int((folder / "statm").read_text().split()[1])
        except (OSError, IndexError):
            continue
        parents[int(folder.name)] = int(fields[1])
        sizes[int(folder.name)] = pages * os.sysconf("SC_PAGE_SIZE")
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return {member: sizes[member] for member in family if member in sizes}
