"""The collector of reference cycles, asked once a chunk instead of at every 700th object that is made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Pause the collector. Who makes very many objects calls `collect` now and then: a tenth less work."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def collect() -> None:
    """Free the cycles among what is young, where the collector is paused."""
    if not gc.isenabled():
        gc.collect(1)
