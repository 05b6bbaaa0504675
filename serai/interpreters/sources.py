"""Where conversations are already written down: upper rooms declare their tables, so that nobody writes them twice."""

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Source:
    """A table with a person and a centre, and its columns of the day, the language and how it was interpreted; `needs`:
    what somebody may who reads that table at all."""

    model: type[models.Model]
    day: str
    language: str
    mode: str = "interpreter_mode"
    is_moment: bool = False  # the column holds a time of the day too
    needs: str = ""


_sources: list[Source] = []


def declare(*sources: Source) -> None:
    """Called from a room's `ready()`."""
    _sources.extend(one for one in sources if one not in _sources)


def declared() -> list[Source]:
    return list(_sources)
