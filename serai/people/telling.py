"""What a person who asks is told of what is held about them: each room tells of its tables, or says why it does not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from serai.centres.models import Posting
from serai.codes.words import Words
from serai.people.models import Person


@dataclass(frozen=True)
class Line:
    """One thing that is held, in words of the language that is spoken now."""

    label: Words
    value: str
    direction: str = "auto"


type Entry = list[Line]
type Model = type[models.Model]


@dataclass(frozen=True)
class Telling:
    """`tell(posting=…, person=…)` gives what these tables hold about the person, one entry a row, in the language that
    is active and in a number of queries that does not grow. It leaves out everybody else, words typed by staff, and
    whatever this posting may not know of, without a trace."""

    title: Words
    tables: tuple[Model, ...]
    tell: Callable[..., list[Entry]]
    order: int


_tellings: list[Telling] = []
_quiet: dict[Model, str] = {}


def declare(*tellings: Telling) -> None:
    """Called from a room's `ready()`."""
    _tellings.extend(one for one in tellings if one not in _tellings)


def keep_quiet(why: Mapping[Any, str]) -> None:
    """Called from a room's `ready()`: tables of which a person is not told, each with the reason, in English."""
    _quiet.update(why)


def told_tables() -> set[Model]:
    return {table for telling in _tellings for table in telling.tables}


def quiet_tables() -> dict[Model, str]:
    return dict(_quiet)


def everything(*, posting: Posting, person: Person) -> list[dict[str, Any]]:
    """Each part that holds anything, in order."""
    told = (
        {"title": one.title, "entries": one.tell(posting=posting, person=person)}
        for one in sorted(_tellings, key=lambda telling: telling.order)
    )
    return [part for part in told if part["entries"]]


def lines(*pairs: tuple[Words, object]) -> Entry:
    """The pairs that hold something, as an entry."""
    return [Line(label, str(value)) for label, value in pairs if value not in {None, ""}]
