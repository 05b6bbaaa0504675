"""For the demo, sealed files at Obock: what Grace, the focal point for violence, and Kadija read there, about people
who never lived; and where a safe house is that never stood.

The other classes stay unsealed, so that the demo shows both: a letter that opens with a key, and a flag.
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from serai.centres.models import Decision, Posting
from serai.centres.operations.decisions import agree
from serai.people.access import people_in_reach
from serai.sealed.access import Opened, Ring, opened_here
from serai.sealed.choices import EntryKind, Kind
from serai.sealed.models import Admission
from serai.sealed.operations.compartments import choose_holders, hand_over, propose, set_up
from serai.sealed.operations.files import Written, write
from serai.sealed.operations.own_key import make_key

PASSPHRASE = "four green lamps by the sea"  # noqa: S105 - printed on the demo's first page
HOLDERS = ("selam", "daniel", "dima")
STORIES: list[tuple[str, str, str, int]] = [
    (
        EntryKind.TALK,
        "She asked for the door to stay open. She wants to see a doctor, a woman, and not to speak of the road yet.",
        "Ask the clinic who is on duty on Thursday",
        2,
    ),
    (
        EntryKind.PLAN,
        "Agreed together: a bed in the women's room, the clinic first, no call to the family for now.",
        "See her after the clinic",
        -1,
    ),
    (EntryKind.NOTE, "She came to say that she sleeps better. Nothing else wanted today.", "", 0),
]


def passphrase_told() -> str:
    """The line that the demo prints below the password of its accounts."""
    said = _("The passphrase of the sealed files, for grace, kadija and nadia, is: {words}")
    return said.format(words=PASSPHRASE)


def begin() -> Ring:
    """Keys, the first reader, the second one by two persons, three holders. Gives Grace's key, open."""
    grace, kadija, selam = _posting("grace"), _posting("kadija"), _posting("selam")
    ring = _key(grace)
    others = [_posting(username) for username in HOLDERS]
    for posting in (kadija, *others):
        _key(posting)
    set_up(by=grace, kind=Kind.GBV)
    set_up(by=grace, kind=Kind.SAFE_PLACE)
    opened = _opened(grace, ring)
    propose(by=grace, opened=opened, user=kadija.user)
    agree(by=selam, decision=Decision.objects.latest("pk"))
    hand_over(by=grace, opened=opened, admission=Admission.objects.get())
    choose_holders(by=grace, opened=opened, users=[posting.user for posting in others])
    return ring


def entries(day: date, *, ring: Ring) -> None:
    """Three files: one due in two days, one overdue, one calm."""
    grace = _posting("grace")
    opened = _opened(grace, ring)
    women = people_in_reach(posting=grace).filter(sex="female", child_status="adult").order_by("-pk")
    for person, (kind, words, step, days) in zip(women[: len(STORIES)], STORIES, strict=True):
        due_on = day + timedelta(days=days) if step else None
        written = Written(kind, words, day - timedelta(days=2), step, due_on)
        write(by=grace, opened=opened, person=person, written=written)


def _posting(username: str) -> Posting:
    return Posting.objects.select_related("user", "centre").get(user__username=username)


def _key(posting: Posting) -> Ring:
    return Ring(posting.user_id, make_key(by=posting, passphrase=PASSPHRASE), b"")


def _opened(posting: Posting, ring: Ring) -> Opened:
    return next(iter(opened_here(posting=posting, ring=ring)))
