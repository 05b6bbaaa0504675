"""In an emergency a reader passes on the key of one file, to be read by somebody who asked, and by nobody else."""

from django.db import transaction

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.keys.place import Place
from serai.people.models import Person
from serai.sealed import packing
from serai.sealed.access import Opened
from serai.sealed.operations.compartments import locked
from serai.sealed.queries.files import file_and_key


@transaction.atomic
def pass_on(*, by: Posting, opened: Opened, person: Person, asked_by: int, to: bytes, place: Place) -> bytes:
    """The key of this person's file in this class, boxed to a one-time key; or that there is no file, as long and with
    the same line in the trail. Raises KeyChanged, CannotOpen."""
    compartment = locked(opened)
    file, key = file_and_key(opened=opened, person=person) or (None, b"")
    content = {"did": "released", "person": str(person.public_id), "to": asked_by}
    record(by=by, act="sealed.released", box=packing.pack_trail(compartment, content))
    return packing.pack_release(file, key, to=to, place=place)
