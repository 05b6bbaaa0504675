"""Whether this installation is being served: a lock on a file of the home folder, let go when the process ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

FILE = "running.lock"


class BeingServed(Exception):
    """`serai serve` runs on this data; what replaces the data has to wait."""


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Nobody else serves or replaces the data of this home meanwhile. Raises BeingServed."""
    if not find_spec("fcntl"):  # Windows has no such lock: there, stopping the server is the operator's care
        yield
        return
    fcntl = import_module("fcntl")
    path = home / FILE
    path.touch(mode=0o600)
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BeingServed from None
        yield
