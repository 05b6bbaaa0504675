"""Reading an uploaded workbook apart from the server: a process of its own, with little memory, little time and none
of our secrets. What a hostile file does there ends with it; docs/guard.md."""

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from serai.imports.rules.sheet import CannotRead, Table, Why, read_table

MEMORY = 512 * 1024 * 1024
SECONDS = 30


def read_upload(content: bytes) -> Table:
    """A CSV here, a workbook in a process of its own. Raises CannotRead, and nothing else, for any bytes at all."""
    if not content.startswith(b"PK"):
        return read_table(content)
    folder, told = Path(__file__).resolve().parents[3], environment_of_the_reader()
    command = [sys.executable, "-m", "serai.imports.operations.reading"]
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, and nothing of the file is an argument
            command,
            input=content,
            capture_output=True,
            timeout=4 * SECONDS,
            cwd=folder,
            check=True,
            env=told,
        )
        said = json.loads(ended.stdout)
    except (subprocess.SubprocessError, ValueError) as wrong:
        raise CannotRead(Why.UNPACKS_TOO_BIG) from wrong
    if "why" in said:
        raise CannotRead(Why(said["why"]))
    return Table(said["header"], said["rows"])


def environment_of_the_reader() -> dict[str, str]:
    """What the process that reads is told: nothing of this installation."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("SERAI_", "DATABASE_"))}


def limit_this_process() -> None:
    """No more memory and processor time than a workbook needs. Windows has no such limits."""
    if sys.platform != "win32":
        resource = import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no picture of the memory is left on the disk


def main() -> None:
    """Read the file on standard input; write the table, or why there is none, on standard output."""
    limit_this_process()
    try:
        table = read_table(sys.stdin.buffer.read())
        said: dict[str, object] = {"header": table.header, "rows": table.rows}
    except CannotRead as refusal:
        said = {"why": refusal.why.value}
    except MemoryError:
        said = {"why": Why.UNPACKS_TOO_BIG.value}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
