"""A search leaves a line in the trail: that somebody searched and how much was found, never what was typed."""

from serai.audit.operations import record
from serai.centres.models import Posting


def note_search(*, by: Posting, count: int) -> None:
    """Searching by name is in the trail without the text."""
    record(by=by, act="person.searched", count=count)


def note_lookup(*, by: Posting, found: bool) -> None:
    """So is a card or code that was scanned or typed; `found` means that it opened a file of this centre, or is a card
    that this centre printed or stopped."""
    record(by=by, act="person.looked_up", found=found)
