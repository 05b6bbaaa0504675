"""Reading an uploaded workbook apart from the server (ui/apart.py)."""

import json
import sys

from serai.imports.rules.sheet import CannotRead, Table, Why, read_table
from serai.ui.apart import BrokeOff, limit_this_process, read_apart


def read_upload(content: bytes) -> Table:
    """A CSV here, a workbook in a process of its own. Raises CannotRead, and nothing else, for any bytes at all."""
    if not content.startswith(b"PK"):
        return read_table(content)
    try:
        said = json.loads(read_apart("serai.imports.operations.reading", content))
    except (BrokeOff, ValueError) as wrong:
        raise CannotRead(Why.UNPACKS_TOO_BIG) from wrong
    if "why" in said:
        raise CannotRead(Why(said["why"]))
    return Table(said["header"], said["rows"])


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
