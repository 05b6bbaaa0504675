"""A hostile file is read apart from the server: a process of its own, with little memory, little time and none of our
secrets. What the file does there ends with it; docs/guard.md."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

MEMORY = 512 * 1024 * 1024
SECONDS = 30


class BrokeOff(Exception):
    """The process ended without an answer: too much memory, too much time, or it fell over what it read."""


def read_apart(module: str, content: bytes) -> bytes:
    """What `python -m module` answers to these bytes. Raises BrokeOff."""
    command = [sys.executable, "-m", module]
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, and nothing of the file is an argument
            command,
            input=content,
            capture_output=True,
            timeout=4 * SECONDS,
            cwd=Path(__file__).resolve().parents[2],
            check=True,
            env=environment_of_the_reader(),
        )
    except subprocess.SubprocessError as wrong:
        raise BrokeOff from wrong
    return ended.stdout


def environment_of_the_reader() -> dict[str, str]:
    """What the process that reads is told: nothing of this installation."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("SERAI_", "DATABASE_"))}


def limit_this_process() -> None:
    """No more memory and processor time than honest files need, and not one byte on the disk. Windows has no such
    limits."""
    if sys.platform != "win32":
        resource = import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no picture of the memory is left on the disk
