"""What upper rooms stop when a consent is withdrawn: they declare it, and it happens in the same transaction."""

from collections.abc import Callable

from serai.centres import second_line
from serai.centres.models import Posting
from serai.people.models import Consent, Person

type Handler = Callable[..., None]

_handlers: list[Handler] = []


def declare(handler: Handler) -> None:
    """Called from a room's `ready()`. The handler gets `by` and the new, withdrawing line as `consent`."""
    if handler not in _handlers:
        _handlers.append(handler)


def stop_what_is_pending(*, by: Posting, consent: Consent) -> None:
    """Every room stops what rested on the consent that this line withdraws, in the caller's transaction."""
    with second_line.everywhere("a withdrawn consent stops what any centre has pending"):
        for handler in _handlers:
            handler(by=by, consent=consent)


def hold_back_withdrawals(person: Person) -> None:
    """Until the caller's transaction ends, a withdrawal waits; one that came before is seen. Taken before anything else
    of this person's, so that no two transactions wait for each other."""
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
