"""The verbs of the trail, each with its words for the reader. A verb nobody declared cannot be recorded."""

from django.utils.functional import Promise

_acts: dict[str, str | Promise] = {}


def declare(acts: dict[str, str | Promise]) -> None:
    """Called from a room's `ready()` with the room's `choices.ACTS`."""
    _acts.update(acts)


def words_for(act: str) -> str | Promise:
    return _acts.get(act, act)


def declared() -> dict[str, str | Promise]:
    return dict(_acts)
