"""Where conversations are already written down: upper rooms declare their tables, so that nobody writes them twice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet


@dataclass(frozen=True)
class Source:
    """A table with a person and a centre, and its columns of the day, the language and how it was interpreted; `needs`:
    what somebody may who reads that table at all. `stays`: its rows stay as numbers when their person is erased, so
    that figures made of them do not move."""

    model: type[models.Model]
    day: str
    language: str
    mode: str = "interpreter_mode"
    is_moment: bool = False  # the column holds a time of the day too
    needs: str = ""
    stays: bool = False


_sources: list[Source] = []
_invented: list[Callable[[], QuerySet[Any, Any]]] = []


def declare(*sources: Source) -> None:
    """Called from a room's `ready()`."""
    _sources.extend(one for one in sources if one not in _sources)


def declared() -> list[Source]:
    return list(_sources)


def leave_out(people: Callable[[], QuerySet[Any, Any]]) -> None:
    """Called from a room's `ready()` that invents people: nothing of theirs is counted, and nothing is
    sent to a number of theirs."""
    if people not in _invented:
        _invented.append(people)


def of_real_people[Rows: QuerySet[Any]](rows: Rows) -> Rows:
    """These rows without those of invented people."""
    for people in _invented:
        rows = rows.exclude(person__in=people())
    return rows
