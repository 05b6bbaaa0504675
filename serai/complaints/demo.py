"""For the demo: Nadia, who reads reports at no centre, and one report that somebody at Obock wrote about nobody."""

from uuid import UUID

from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.complaints.choices import EntryKind
from serai.complaints.operations import Told, write_entry, write_report
from serai.complaints.rules import row_of
from serai.sealed.choices import Kind
from serai.sealed.demo import PASSPHRASE
from serai.sealed.operations.compartments import set_up
from serai.sealed.operations.own_key import make_key

FIRST, SECOND = UUID(int=201), UUID(int=202)


def begin() -> None:
    """A key, the network's compartment, a report that waits and one that is acknowledged."""
    posting = Posting.objects.select_related("user", "centre")
    nadia, gabriel = posting.get(role=Role.PSEA), posting.get(user__username="gabriel")
    make_key(by=nadia, passphrase=PASSPHRASE)
    compartment = set_up(by=nadia, kind=Kind.PSEA)
    waits = Told(
        what="She said that a driver promised a place in the car to whoever would come to his room. She did not go.",
        reporter="staff",
        about="exploitation",
        by_whom="partner",
        alias="Rose",
        sex="female",
        age_band="18-29",
        language="amh",
        where="At the gate, in the evening",
        when="Last week",
        may_call="yes",
        safe_way="Through the nurse, in the morning",
        offered=["health", "mhpss"],
    )
    write_report(by=gabriel, token=FIRST, told=waits, named=False)
    begun = Told(what="A child was hit in the queue by somebody with a badge.", reporter="staff", about="violence")
    write_report(by=gabriel, token=SECOND, told=begun, named=True)
    write_entry(
        by=nadia,
        compartment=compartment,
        report=row_of(SECOND),
        token=UUID(int=203),
        kind=EntryKind.ACKNOWLEDGED,
        words="Read. I call the writer this afternoon; the child is seen by the nurse.",
    )
