"""Which account of the operating system the server runs as. In: who owns the data. Out: an `Account`.

PostgreSQL refuses to run as root. An ordinary user runs it as itself; root runs it as the owner of the
data, or of the state folder, or as a system account made for the purpose.
"""

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsarchive.postgres.errors import PostgresError

SYSTEM_ACCOUNT = "newsarchive"


@dataclass(frozen=True)
class Account:
    """An account that may run the server."""

    uid: int
    gid: int
    name: str

    @classmethod
    def of_uid(cls, uid: int) -> "Account":
        """The account with this uid; one that the password database does not know is named by its number."""
        try:
            entry = pwd.getpwuid(uid)
        except KeyError:
            return cls(uid, os.getgid() if uid == os.geteuid() else uid, str(uid))
        return cls(entry.pw_uid, entry.pw_gid, entry.pw_name)

    def run(self, command: Sequence[str | Path], **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a command to its end as this account, in a session of its own and away from our folder.

        Out: its exit status and what it printed. The environment is `clean_environment()`; `options` go to
        `subprocess.run`. Raises PostgresError when the process cannot be made at all.
        """
        switch: dict[str, Any] = {}
        if self.uid != os.geteuid():
            # Without an explicit empty list the child would keep the groups of root.
            switch = {"user": self.uid, "group": self.gid, "extra_groups": []}
        try:
            # The working folder is "/" because the account may not enter ours, and initdb asks where it is.
            # The session is its own so that Ctrl-C in a terminal does not reach the server.
            return subprocess.run(  # noqa: S603
                [os.fspath(part) for part in command],
                **switch,
                **options,
                cwd="/",
                env=clean_environment(),
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise PostgresError(f"Cannot run {command[0]} as account {self.name}: {error}") from error

    def can_enter(self, folder: Path) -> bool:
        """Whether this account may enter a folder, with all its parents and access lists."""
        return self.run(["/bin/sh", "-c", 'test -x "$1"', "sh", folder]).returncode == 0


def clean_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment without LANG, LC_* and PG*, which would steer locale or address behind our back."""
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith(("LC_", "PG")) and name not in {"LANG", "LANGUAGE"}
    }


def account_for(root: Path, home: Path) -> Account:
    """The account that runs the server whose files are, or will be, in `home`.

    Raises PostgresError when an ordinary user asks for the server of another account.
    """
    if me := os.geteuid():
        if is_foreign(home):
            raise foreign_data(home)
        return Account.of_uid(me)
    if _owner(home / "data") == 0:
        raise PostgresError(
            f"The data in {home} belong to root, and PostgreSQL never runs as root. Give them to the account "
            f"that shall run it, for instance: chown -R {SYSTEM_ACCOUNT}: '{home}'"
        )
    owner = _owner(home / "data") or _owner(home) or _owner(root)
    return Account.of_uid(owner) if owner else system_account()


def is_foreign(home: Path) -> bool:
    """Whether these files belong to an account other than ours."""
    return _owner(home) not in {None, os.geteuid()}


def foreign_data(home: Path) -> PostgresError:
    """The error for foreign files."""
    owner = Account.of_uid(_owner(home) or 0).name
    me = Account.of_uid(os.geteuid()).name
    return PostgresError(
        f"The database in {home} belongs to the account {owner}, and this process runs as {me}. "
        f"Run it as {owner} or as root, or set DATABASE_URL."
    )


def system_account(name: str = SYSTEM_ACCOUNT) -> Account:
    """The system account of this name, made with useradd when it is missing. Only root can call this."""
    useradd = shutil.which("useradd") or shutil.which("useradd", path="/usr/sbin:/sbin")
    trouble = "there is no useradd here"
    for _ in range(20):
        try:
            return Account.of_uid(pwd.getpwnam(name).pw_uid)
        except KeyError:
            pass
        if useradd is None:
            break
        command = [
            useradd,
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            name,
        ]
        made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        trouble = made.stderr.strip()
        if made.returncode:
            time.sleep(0.1)  # another start may hold the lock on /etc/passwd, or be making the same account
    raise PostgresError(
        f"PostgreSQL never runs as root, and the account '{name}' to run it could not be made: {trouble}. "
        f"Make a system account of that name, or run the archive as an ordinary user, or set DATABASE_URL."
    )


def _owner(path: Path) -> int | None:
    """The uid that owns a path, None when there is no such path."""
    try:
        return path.stat().st_uid
    except FileNotFoundError:
        return None
