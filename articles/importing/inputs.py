"""Paths as a person types them in, the files to read out."""

import errno
import glob
import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from articles.reading.names import DistinctNames, safe_name


class NoSuchInputError(Exception):
    """A path that leads nowhere; nothing has been read."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: `name` is what the archive calls it, `open` gives its bytes from the start.

    `size` in bytes is a guide only: 0 where it is not known.
    """

    name: str
    open: Callable[[], BinaryIO]
    size: int = 0


def find_files(paths: Sequence[str]) -> list[InputFile]:
    """The files that the paths name, each once, in the order given and by name within a folder or pattern.

    A path is a file, a folder (walked to its depths) or a pattern such as `news/**/*.txt`. A file in a
    walked folder is called by the path as given joined with its own. Hidden files and folders (a leading
    dot) and the `__MACOSX` folder are passed over in a walk, not when named.

    Raises NoSuchInputError for a path or pattern that matches nothing.
    """
    found: dict[str, None] = {}
    for path in paths:
        names = _expand(path)
        if not names:
            raise NoSuchInputError(
                f"{safe_name(path)}: no such file or folder, and no file matches it as a pattern."
            )
        found.update(dict.fromkeys(names))
    distinct = DistinctNames()
    return [InputFile(distinct.take(safe_name(name)), _opener(name), _size(name)) for name in found]


def _expand(path: str) -> list[str]:
    if os.path.isdir(path):  # noqa: PTH112
        return _walk(path)
    if os.path.exists(path):  # noqa: PTH110 (Path.exists raises for a name that is too long)
        return [path]
    names: list[str] = []
    for match in sorted(glob.glob(path, recursive=True)):  # noqa: PTH207 (Path.glob takes no absolute pattern)
        names += _walk(match) if Path(match).is_dir() else [match]
    return names


def _walk(folder: str) -> list[str]:
    names = []
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__MACOSX")
        # Joined as text: "./news" stays "./news", as given.
        names += [os.path.join(where, name) for name in sorted(files) if not name.startswith(".")]  # noqa: PTH118
    return names


def _size(name: str) -> int:
    try:
        return Path(name).stat().st_size
    except OSError:
        return 0


def _opener(name: str) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        # A pipe without a writer would be waited for without end.
        if not stat.S_ISREG(Path(name).stat().st_mode):
            raise OSError(errno.EINVAL, "it is a pipe or device, no file")
        return Path(name).open("rb")

    return opened
