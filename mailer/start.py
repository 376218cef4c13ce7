"""How a process of ours starts."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """For making what stays for the whole process: the collector does not search it for garbage, now or later.

    It would, time and again while modules and word lists are read, and find nothing: an eighth of the time to start.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
