"""The second line, on PostgreSQL: the database itself shows a connection the rows of its centre's people, and no other
row, whatever a query forgot to ask (policies and grants: serai/config/second_line.py). On SQLite nothing here does
anything.

The centres are a setting of the connection. `SET LOCAL` would need a transaction around each request, and pages here
open their own; so the setting is made when the posting is known and taken back in `finally`, and a query that comes
before or after is refused by the database. These statements go straight to the driver: they are no reads of a page.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import connection
from django.http import HttpResponse

type View = Callable[..., HttpResponse]

UNSET = ""
NO_CENTRE = "{}"
EVERY_CENTRE = "every"
SAY = (
    "SELECT set_config('serai.kept', {kept}, false), set_config('serai.centres', %s, false), "
    "set_config('serai.in_hand', '', false)"
)
SAY_OF = SAY.format(kept="serai_kept_from(%s, %s)::text")
SAY_NOBODY = SAY.format(kept="'{}'")
SAY_ALL = (
    "SELECT set_config('serai.centres', (SELECT coalesce(array_agg(id), '{}')::text FROM centres_centre), false), "
    "set_config('serai.kept', '{}', false)"
)
TAKE = "SELECT serai_take_in_hand(%s)"


def _is_kept() -> bool:
    return connection.vendor == "postgresql"


def _say(centres: str, centre_id: int = 0, user_id: int = 0) -> None:
    connection.ensure_connection()
    driver = connection.connection
    if driver.info.transaction_status.name == "INERROR":
        return  # the rollback that must follow takes the setting back
    if centres == EVERY_CENTRE:
        driver.execute(SAY_ALL)
    elif centre_id:
        driver.execute(SAY_OF, [centre_id, user_id, centres])
    else:
        driver.execute(SAY_NOBODY, [centres])
    connection.serai_said = (centres, centre_id, user_id)  # type: ignore[attr-defined]


@contextmanager
def _saying(centres: str, centre_id: int = 0, user_id: int = 0) -> Iterator[None]:
    if not _is_kept():
        yield
        return
    before = getattr(connection, "serai_said", (UNSET, 0, 0))
    _say(centres, centre_id, user_id)
    try:
        yield
    finally:
        if connection.connection is not None:
            _say(*before)


@contextmanager
def at(centre_id: int | None, *, user_id: int = 0) -> Iterator[None]:
    """Work at this centre, as this user, from whom some of its files may be kept; at none for a posting to the whole
    network, which reaches nobody's file. Without a user, every file that is kept to a team is kept."""
    with _saying(f"{{{int(centre_id)}}}" if centre_id else NO_CENTRE, centre_id or 0, user_id):
        yield


@contextmanager
def everywhere(why: str) -> Iterator[None]:
    """The few acts that concern rows of several centres; `tests/house/test_second_line.py` names each with its why."""
    with _saying(EVERY_CENTRE):
        yield


def network_wide(why: str) -> Callable[[View], View]:
    """Worn under `@needs` by a page on which a posting to the whole network does at every centre what others do at
    their own. Whom it may see is asked by the page's own reads, as ever."""

    def wear(view: View) -> View:
        @wraps(view)
        def wide(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.posting.is_network:
                return view(request, *args, **kwargs)
            with everywhere(why):
                return view(request, *args, **kwargs)

        return wide

    return wear


def take_in_hand(held: str) -> None:
    """Whose file code, or hash of a card's code, somebody holds may be looked at until the request ends, wherever they
    are registered."""
    if _is_kept():
        connection.ensure_connection()
        connection.connection.execute(TAKE, [held])
