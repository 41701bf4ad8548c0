"""Where the files of one embedded server are. In: the state folder. Out: `Places`, all paths below it.

<root>/postgres.lock        held by whoever starts or stops the server
<root>/postgres.location    one line, the path of `home`, written only when home is elsewhere
<root>/postgres/            home, 0700, unless the account of the server cannot enter <root>
    data/                   the database cluster; data.new/ while initdb makes it
    run/                    the socket, 0700
    server.log, server.log.1
/var/lib/newsarchive/       only for root: homes of state folders that the account of the server cannot
    <hash>/, binaries/      enter, and copies of a PostgreSQL that it cannot run where it is
"""

import hashlib
import os
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from newsarchive.postgres.account import Account
from newsarchive.postgres.errors import PostgresError

# Data of a root folder that the server's account cannot enter, such as one below /root.
OUTSIDE = Path("/var/lib/newsarchive")
# The short run folders. Not TMPDIR: every process must come to the same path, whatever its environment.
SHORT = Path("/tmp")  # noqa: S108

PORT = 5432  # only a part of the socket's name; nothing listens on TCP
ROLE = "newsarchive"
# sun_path is 108 bytes on Linux and 104 on macOS, the closing zero included.
SOCKET_PATH_BYTES = 103 if sys.platform == "darwin" else 107


@dataclass(frozen=True)
class Places:
    """Paths of one server: `root` is the state folder of the settings, `home` holds the server's files."""

    root: Path
    home: Path

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "server.log"

    @property
    def run(self) -> Path:
        """The folder of the socket: inside home, or a short one when that does not fit into an address.

        A comma also needs the short folder, because clients read it as the border between two hosts.
        """
        inside = self.home / "run"
        too_long = len(os.fsencode(inside / f".s.PGSQL.{PORT}")) > SOCKET_PATH_BYTES
        return SHORT / f"newsarchive-{_digest(self.home)}" if too_long or "," in str(inside) else inside

    @property
    def socket(self) -> Path:
        """The socket itself."""
        return self.run / f".s.PGSQL.{PORT}"

    @property
    def address(self) -> dict[str, str]:
        """Connection parameters of libpq: everything but the database."""
        return {"host": str(self.run), "port": str(PORT), "user": ROLE}

    def run_is_ours(self) -> bool:
        """Whether the run folder is a real folder that only the server's account can use.

        A stranger may have made a folder of that name below /tmp first, to pose as the server.
        """
        try:
            found, owner = self.run.lstat(), self.home.stat().st_uid
        except FileNotFoundError:
            return False
        private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
        return private and found.st_uid == owner


def locate(root: str | Path) -> Places:
    """The places of the server of this state folder, as they stand; nothing is made or started."""
    root = Path(os.path.realpath(root))
    try:
        return Places(root, Path(_pointer(root).read_text(encoding="utf-8").strip()))
    except (FileNotFoundError, NotADirectoryError):
        return Places(root, root / "postgres")
    except OSError as error:
        raise PostgresError(f"The state folder {root} cannot be read: {error}") from error


def settle(places: Places, account: Account) -> Places:
    """Make home for a server that this account will run, and decide where when there is none yet.

    Call it with the lock held. Only home is made, never are permissions of a parent folder changed.
    """
    pointer = _pointer(places.root)
    if pointer.exists() and not places.data.exists():
        raise PostgresError(
            f"{pointer} says that the database is in {places.data}, but there is nothing. Bring that folder "
            f"back, or delete {pointer} to begin with an empty database."
        )
    if not places.home.exists() and not account.can_enter(places.root):
        places = Places(places.root, make_public(OUTSIDE) / _digest(places.root))
    make_private(places.home, account)
    if not account.can_enter(places.home):
        raise PostgresError(
            f"The database is in {places.home} and runs as {account.name}, which may not enter a folder "
            f"above it. Move {places.root} to where that account can go, or let it enter those folders."
        )
    return places


def copies() -> Path:
    """Where binaries are copied to: a folder of root, so that the account cannot change what it runs."""
    return OUTSIDE / "binaries"


def remember(places: Places) -> None:
    """Write down in the root folder that home is elsewhere, once there are data to find."""
    pointer = _pointer(places.root)
    if places.home != places.root / "postgres" and not pointer.exists():
        new = pointer.with_suffix(".new")
        new.write_text(f"{places.home}\n", encoding="utf-8")
        new.replace(pointer)


def make_private(folder: Path, account: Account) -> None:
    """Make a folder that only the account can use; one that is there already must be such a folder."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if found.st_uid == 0 != account.uid and stat.S_ISDIR(found.st_mode):
        os.chown(folder, account.uid, account.gid, follow_symlinks=False)
        found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid:
        raise PostgresError(
            f"{folder} is not a folder of the account {account.name}. Remove it and try again."
        )
    if found.st_mode & 0o077:
        account.run(["chmod", "700", folder])


def make_public(folder: Path) -> Path:
    """Make a folder that everybody may enter, whatever the umask; one that is there stays as it is."""
    if not folder.exists():
        make_public(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
    return folder


def _pointer(root: Path) -> Path:
    return root / "postgres.location"


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
