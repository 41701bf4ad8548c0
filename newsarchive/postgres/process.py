"""Is the server alive? In: a data folder and a socket. Out: the postmaster that runs on it, or None.

postmaster.pid alone proves nothing: after a kill -9 its pid is a zombie, or a stranger's by now.
"""

import errno
import os
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class Postmaster:
    """What postmaster.pid says: the pid, and a status such as "starting" or "ready" ("" at first)."""

    pid: int
    status: str


def read_pid_file(data: Path) -> Postmaster | None:
    """The content of postmaster.pid, None when it is missing or not yet, or not properly, written."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
        pid = abs(int(lines[0]))  # negative for a single-user backend
    except (FileNotFoundError, ValueError, IndexError):
        return None
    return Postmaster(pid, lines[7].strip() if len(lines) > 7 else "")


def find_postmaster(data: Path) -> Postmaster | None:
    """The live server of this data folder, whatever its status."""
    postmaster = read_pid_file(data)
    if postmaster and is_alive(postmaster.pid) and _serves(postmaster.pid, data):
        return postmaster
    return None


def find_deserted(data: Path) -> list[int]:
    """Pids of servers whose data folder, once at this path, has been deleted under them.

    Such a server goes within a minute of itself, and then takes the socket of its successor with it.
    """
    found = []
    for process in PROC.glob("[0-9]*"):
        try:
            arguments = (process / "cmdline").read_bytes().split(b"\0")
            if os.fsencode(data) in arguments and str((process / "cwd").readlink()) == f"{data} (deleted)":
                found.append(int(process.name))
        except OSError:
            continue  # gone by now, or none of our business
    return found


def accepts(path: Path) -> bool:
    """Whether somebody listens on a socket, even somebody in another container, whose pid we cannot see.

    A full queue is a sign of life too.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.setblocking(False)
        return probe.connect_ex(os.fsencode(path)) in {0, errno.EAGAIN, errno.EINPROGRESS}


def is_alive(pid: int) -> bool:
    """Whether a process with this pid exists and is not a zombie."""
    if PROC.joinpath("self").exists():
        try:
            stat = (PROC / str(pid) / "stat").read_text(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return False
        # The state follows the name, which is in parentheses and may hold any character.
        return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}
    return _ps(pid, "stat=")[:1] not in {"", "Z"}


def _serves(pid: int, data: Path) -> bool:
    """Whether a live process is a postgres that works on this data folder.

    A postmaster's working folder is its data folder, even after the folder was moved. Where we may not see
    it (root in a container often cannot), the command line has to name the folder.
    """
    if not PROC.joinpath("self").exists():
        command = _ps(pid, "command=")
        return "postgres" in command and str(data) in command
    process = PROC / str(pid)
    try:
        if (process / "comm").read_text().strip() != "postgres":
            return False
        arguments = (process / "cmdline").read_bytes().split(b"\0")
        return os.fsencode(data) in arguments or (process / "cwd").samefile(data)
    except OSError:
        return False


def _ps(pid: int, column: str) -> str:
    """One column of ps about one process, for systems without /proc."""
    command = ["/bin/ps", "-o", column, "-p", str(pid)]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return shown.stdout.strip()
