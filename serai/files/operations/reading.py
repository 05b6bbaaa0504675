"""Drawing anew what somebody sent, apart from the server (ui/apart.py)."""

import json
import sys

from serai.files.rules.drawing import Drawn, draw
from serai.files.rules.papers import CannotKeep, Why
from serai.ui.apart import BrokeOff, limit_this_process, read_apart


def read_upload(content: bytes) -> Drawn:
    """In a process of its own, whatever it is. Raises CannotKeep, and nothing else, for any bytes at all."""
    try:
        said, _line, drawn = read_apart("serai.files.operations.reading", content).partition(b"\n")
        told = json.loads(said)
    except (BrokeOff, ValueError) as wrong:
        raise CannotKeep(Why.UNPACKS_TOO_BIG) from wrong
    if "why" in told:
        raise CannotKeep(Why(told["why"]))
    return Drawn(str(told["form"]), int(told["pages"]), drawn)


def main() -> None:
    """Read what was sent on standard input; write a line about it and what was drawn, or why there is nothing."""
    limit_this_process()
    drawn = b""
    try:
        found = draw(sys.stdin.buffer.read())
        told: dict[str, object] = {"form": found.form, "pages": found.pages}
        drawn = found.content
    except CannotKeep as refusal:
        told = {"why": refusal.why.value}
    except MemoryError:
        told = {"why": Why.UNPACKS_TOO_BIG.value}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + drawn)


if __name__ == "__main__":
    main()
