"""Environment variables in, typed settings out; a value that cannot be right stops with a sentence."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The variable, without surrounding white space; `default` where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def boolean(name: str, default: bool = False) -> bool:
    """The variable as yes or no.

    Raises ImproperlyConfigured for anything but 1/0, true/false, yes/no, on/off.
    """
    value = text(name).lower()
    if not value:
        return default
    if value in TRUE | FALSE:
        return value in TRUE
    raise ImproperlyConfigured(f"{name} is {value!r}; it takes 1 or 0 (or true/false, yes/no, on/off).")


def whole_number(name: str, default: int, *, least: int = 0) -> int:
    """The variable as a whole number of at least `least`.

    Raises ImproperlyConfigured for anything else.
    """
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes a whole number, {least} or more.")
    return int(value)


def names(name: str) -> list[str]:
    """The variable as a list, cut at commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """The variable, upper-cased, as one of `allowed`.

    Raises ImproperlyConfigured for anything else.
    """
    value = text(name, default).upper()
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes one of {', '.join(allowed)}.")
    return value


def origins(name: str) -> list[str]:
    """The variable as a list of https://host addresses.

    Raises ImproperlyConfigured where one has no scheme or a path.
    """
    found = names(name)
    for origin in found:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
            raise ImproperlyConfigured(
                f"{name} has {origin!r}; each part is a scheme and a host, like https://news.example.org."
            )
    return found


def database(url: str) -> dict[str, Any]:
    """Django's settings for postgresql://user:password@host:port/name?option=value.

    Raises ImproperlyConfigured where the address is not one of PostgreSQL with a database name.
    """
    advice = "DATABASE_URL looks like postgresql://user:password@host:5432/name."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read ({error}). {advice}") from error
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"DATABASE_URL names {parts.scheme or 'no'} database; only PostgreSQL will do. {advice}"
        )
    name = unquote(parts.path.lstrip("/"))
    if not name or "/" in name:
        raise ImproperlyConfigured(f"DATABASE_URL has no database name. {advice}")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }


def data_folder(default: Path) -> Path:
    """The folder of all local state: NEWSARCHIVE_DATA, else `default`. Made if missing, for its owner only.

    Raises ImproperlyConfigured where it cannot be made or is not a folder.
    """
    folder = Path(text("NEWSARCHIVE_DATA", str(default))).expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be made ({error.strerror}). "
            "Set NEWSARCHIVE_DATA to a folder that you may write to."
        ) from error
    return folder


def secret_key(folder: Path) -> str:
    """SECRET_KEY, else the key in `folder`, made on the first run and readable by its owner only.

    Raises ImproperlyConfigured for a key that is too short to be a secret.
    """
    given = text("SECRET_KEY")
    if given:
        if len(given) < 50 or len(set(given)) < 5:
            raise ImproperlyConfigured(
                "SECRET_KEY is too short to be a secret; 50 characters or more, "
                "or leave it out and a key is made and kept in the data folder."
            )
        return given
    path = folder / "secret-key"
    try:
        # Written beside and linked into place, so that two first starts at once agree on one key.
        draft = folder / f".secret-key-{secrets.token_hex(8)}"
        if not path.exists():
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
            try:
                path.hardlink_to(draft)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The key file {path} cannot be read or made ({error.strerror}). "
            "Set SECRET_KEY, or NEWSARCHIVE_DATA to a folder that you may write to."
        ) from error
