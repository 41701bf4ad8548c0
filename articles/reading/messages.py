"""Bytes of a mail, or of a page saved as one (MHTML) → its parts, in bounded time and depth."""

from __future__ import annotations

import email
import re
from collections.abc import Sequence
from email.message import Message
from email.policy import Compat32

_LONGEST_HEADER = 16_384
_MOST_HOLDERS = 200
# A part that holds others; those of people are a few deep.
_HOLDER = re.compile(
    rb"^content-type:[ \t]*(?:\r?\n[ \t]+)?(?:multipart|message)/", re.IGNORECASE | re.MULTILINE
)


class TooNestedError(ValueError):
    """The parts of a message lie in one another as those of no program do; the message says so."""


class _Bounded(Compat32):
    """Headers as they are, up to a length: the standard library takes the square of it to part one."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(list(sourcelines))
        return name, value[:_LONGEST_HEADER]


def parsed(data: bytes) -> Message:
    """The message. TooNestedError where its parts lie deep in one another."""
    holders = sum(1 for _ in _HOLDER.finditer(data))
    if holders > _MOST_HOLDERS:
        raise TooNestedError(
            f"{holders:,} of its parts hold others, more than {_MOST_HOLDERS}, the limit for one message"
        )
    return email.message_from_bytes(data, policy=_Bounded())
