"""Keeps the memory of a process that holds the key from being written to the disk, as far as this machine lets us."""

import ctypes
import sys
from contextlib import suppress
from importlib import import_module

PR_SET_DUMPABLE = 4


def harden() -> None:
    """No core dump, and on Linux no other process of this user reads our memory. Children inherit both."""
    with suppress(ImportError, OSError, ValueError):
        resource = import_module("resource")
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
