"""The parts of a person's page: upper rooms declare them, the page shows those that this posting may see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes.words import Words
from serai.people.models import Person


@dataclass(frozen=True)
class Panel:
    """`load(posting=…, person=…)` gives the template its context, in a number of queries that does not grow."""

    name: str
    title: Words
    needs: May
    template: str
    load: Callable[..., dict[str, Any]]
    order: int


_panels: list[Panel] = []


def declare(*panels: Panel) -> None:
    """Called from a room's `ready()`."""
    _panels.extend(panel for panel in panels if panel.name not in {known.name for known in _panels})


def panels_for(*, posting: Posting, person: Person, only: frozenset[May] | None = None) -> list[dict[str, Any]]:
    """The panels that this posting may see; or `only` those that need one of these, whatever the posting may."""
    ordered = sorted(_panels, key=lambda panel: panel.order)
    shown = [panel for panel in ordered if (posting.may(panel.needs) if only is None else panel.needs in only)]
    return [{"panel": panel, **panel.load(posting=posting, person=person)} for panel in shown]
