"""The verbs of the trail, each with its words for the reader. A verb nobody declared cannot be recorded."""

from serai.codes.words import Words

_acts: dict[str, Words] = {}


def declare(acts: dict[str, Words]) -> None:
    """Called from a room's `ready()` with the room's `choices.ACTS`."""
    _acts.update(acts)


def declared() -> dict[str, Words]:
    return dict(_acts)
