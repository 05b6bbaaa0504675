"""Who listens at the door of a file: upper rooms declare it, `access.open_file` calls them before the file opens."""

from collections.abc import Callable

from serai.centres.models import Posting
from serai.people.models import Person

type Listener = Callable[..., None]  # (posting=…, person=…); may raise to send the reader elsewhere first

_listeners: list[Listener] = []


def declare(*listeners: Listener) -> None:
    """Called from a room's `ready()`."""
    _listeners.extend(listener for listener in listeners if listener not in _listeners)


def knock(*, posting: Posting, person: Person) -> None:
    """Tell everybody who listens that this file is about to be opened."""
    for listener in _listeners:
        listener(posting=posting, person=person)
