"""A group was shown beside files."""

from serai.centres.models import Posting
from serai.duplicates.operations.pairs import note_compared
from serai.households.comparing import Doubt
from serai.households.operations.groups import Arrived


def note_compared_each(*, by: Posting, group: list[Arrived], found: list[Doubt]) -> None:
    """Each name of the group is a search of its own, also one that no file is like: a form with thirty names tells as
    much as thirty searches, and nobody has to be registered for it."""
    alike = {doubt.place: len(doubt.alike) for doubt in found}
    for place, one in enumerate(group):
        if any(one.told.name.values()):
            note_compared(by=by, count=alike.get(place, 0))
