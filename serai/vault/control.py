"""The socket by which the other processes of this installation speak to the one that holds the key.

It lies in the home folder, which only the program's own user may enter. One question, one answer, each a line.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

NAME = "control"
LONGEST = 16_384
PATIENCE = 60  # seconds: several slots may be tried, one after the other

type Said = dict[str, Any]


class NobodyServes(Exception):
    """No server of this installation runs, or it serves open data and needs no key."""


@contextmanager
def _address(home: Path) -> Iterator[str]:
    """A path of any length, as the socket can take it."""
    path = str(home / NAME)
    if len(path) < 100 or not Path("/proc/self/fd").exists():
        yield path
        return
    handle = os.open(home, os.O_RDONLY)
    try:
        yield f"/proc/self/fd/{handle}/{NAME}"
    finally:
        os.close(handle)


def listen(home: Path) -> socket.socket:
    """Raises OSError."""
    (home / NAME).unlink(missing_ok=True)
    server = socket.socket(socket.AF_UNIX)
    with _address(home) as address:
        server.bind(address)
    (home / NAME).chmod(0o600)
    server.listen(8)
    return server


def hear(connection: socket.socket) -> Said:
    """What somebody asks; nothing sensible is an empty question."""
    connection.settimeout(2)
    with suppress(OSError, ValueError):
        said = json.loads(_line(connection))
        return said if isinstance(said, dict) else {}
    return {}


def say(connection: socket.socket, **answer: Any) -> None:
    with suppress(OSError):
        connection.sendall(json.dumps(answer).encode() + b"\n")


def ask(home: Path, **question: Any) -> Said:
    """Raises NobodyServes."""
    try:
        with socket.socket(socket.AF_UNIX) as connection, _address(home) as address:
            connection.settimeout(PATIENCE)
            connection.connect(address)
            say(connection, **question)
            answer: Said = json.loads(_line(connection))
    except (OSError, ValueError):
        raise NobodyServes from None
    return answer


def _line(connection: socket.socket) -> bytes:
    heard = b""
    while not heard.endswith(b"\n") and len(heard) < LONGEST and (more := connection.recv(4096)):
        heard += more
    return heard
