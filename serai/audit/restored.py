"""What has to run after a backup was brought back, before anybody works with it. Rooms declare it here.

A backup knows people who were erased since. The room that erases keeps a mark of each outside the database, and
declares a step that erases them again.
"""

from collections.abc import Callable

type Step = Callable[[], int]

_steps: dict[str, Step] = {}


def declare(name: str, step: Step) -> None:
    """Called from a room's `ready()`. The step runs in the transaction of the restore, returns how many rows it
    changed, and raises when it cannot do its work: then nothing is brought back."""
    _steps[name] = step


def declared() -> dict[str, Step]:
    return dict(_steps)
