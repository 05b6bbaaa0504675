"""Who reads a compartment, who could, who holds its recovery."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from serai.accounts.models import User
from serai.audit.models import Entry as TrailEntry
from serai.centres.models import Posting
from serai.centres.rules import May, roles_that_may
from serai.sealed.access import is_let
from serai.sealed.choices import Kind
from serai.sealed.models import Admission, Compartment, Member, OwnKey, Share
from serai.sealed.rules import LETTERS, SET_UP_BY, is_right_place, kinds_set_up_by


def member_or_404(*, compartment: Compartment, pk: int) -> Member:
    """One reader of this compartment and no other."""
    member = Member.objects.filter(compartment=compartment, pk=pk).select_related("user").first()
    if member is None:
        raise Http404
    return member


@dataclass(frozen=True)
class Reader:
    """A reader of a class, and whether they still work here."""

    member: Member
    works_here: bool


def readers(*, compartment: Compartment) -> list[Reader]:
    """Who reads this compartment; whose posting here is over is marked."""
    works = Posting.objects.active(timezone.localdate()).filter(
        user_id=OuterRef("user_id"), centre=compartment.centre_id, role__in=roles_that_may(May.WORK_SEALED)
    )
    members = Member.objects.filter(compartment=compartment).select_related("user").annotate(works=Exists(works))
    return [Reader(member, member.works) for member in members.order_by("joined_on", "pk")]


def members_with_keys(*, compartment: Compartment) -> list[tuple[Member, bytes]]:
    """Each reader with their public key."""
    members = list(Member.objects.filter(compartment=compartment))
    keys = OwnKey.objects.filter(user_id__in=[member.user_id for member in members])
    public = {own.user_id: bytes(own.public) for own in keys}
    return [(member, public[member.user_id]) for member in members]


def could_join(*, compartment: Compartment) -> list[User]:
    """Colleagues of the centre, or focal points of the network, who may work with sealed files, have a key, and do not
    read here yet."""
    found = (
        _with_keys(centre_id=compartment.centre_id, permission=May.WORK_SEALED)
        .exclude(pk__in=Member.objects.filter(compartment=compartment).values("user_id"))
        .exclude(pk__in=Admission.objects.filter(compartment=compartment).values("user_id"))
    )
    return [user for user in found if is_let(kind=compartment.kind, user_id=user.pk)]


def may_set_up(*, posting: Posting, kind: str) -> bool:
    """Whether this posting begins this class: of its own centre, or of the network."""
    begins = kind in kinds_set_up_by(posting.role) and is_right_place(kind=kind, centre_id=posting.centre_id)
    return begins and is_let(kind=kind, user_id=posting.user_id)


def could_hold(*, compartment: Compartment) -> list[User]:
    """Those who may hold a part of the recovery and have a key: of the centre, or of the whole network."""
    return list(_with_keys(centre_id=compartment.centre_id, permission=May.HOLD_SEALED))


def could_recover(*, compartment: Compartment) -> list[User]:
    """The focal points of the function who have a key."""
    roles = SET_UP_BY[compartment.kind]
    postings = Posting.objects.active(timezone.localdate()).filter(centre=compartment.centre_id, role__in=roles)
    found = _having_keys(postings.values("user_id"))
    return [user for user in found if is_let(kind=compartment.kind, user_id=user.pk)]


def _with_keys(*, centre_id: int | None, permission: May) -> Any:
    postings = Posting.objects.active(timezone.localdate()).filter(
        Q(centre=centre_id) | Q(centre=None), role__in=roles_that_may(permission)
    )
    return _having_keys(postings.values("user_id"))


def _having_keys(users: Any) -> Any:
    keyed = OwnKey.objects.filter(user_id__in=users).values("user_id")
    return User.objects.filter(pk__in=keyed).order_by("display_name", "pk")


def holder_ids(*, compartment: Compartment) -> list[int]:
    """The users who hold a part of the recovery."""
    return sorted(set(Share.objects.filter(compartment=compartment).values_list("first_id", flat=True)))


@dataclass(frozen=True)
class Holder:
    """One of the three, and whether they still work here, or for the network, in a function that holds parts."""

    user: User
    works: bool


def holders(*, compartment: Compartment) -> list[Holder]:
    """The three who hold a part of the recovery; who could not be chosen any more is marked (`works`). They keep their
    part wherever they are posted."""
    could = {user.pk for user in could_hold(compartment=compartment)}
    found = User.objects.filter(pk__in=holder_ids(compartment=compartment)).order_by("display_name", "pk")
    return [Holder(user, user.pk in could) for user in found]


def admissions(*, compartment: Compartment) -> list[Admission]:
    """Colleagues whom a second person agreed to, and who wait for the key."""
    return list(Admission.objects.filter(compartment=compartment).select_related("user").order_by("pk"))


def admission_or_404(*, compartment: Compartment, pk: UUID) -> Admission:
    """One colleague who waits for the key of this compartment."""
    for admission in admissions(compartment=compartment):
        if admission.pk == pk:
            return admission
    raise Http404


def to_set_up(*, posting: Posting) -> list[Kind]:
    """The classes that this function begins here, and has not begun."""
    begun = set(Compartment.objects.filter(centre=posting.centre_id).values_list("kind", flat=True))
    return [kind for kind in Kind if kind not in begun and may_set_up(posting=posting, kind=kind)]


def kinds_with_letters(*, centre_id: int) -> set[str]:
    """The classes that this centre seals, of those that the quick screening writes letters to."""
    begun = Compartment.objects.filter(centre_id=centre_id, kind__in=LETTERS)
    return set(begun.values_list("kind", flat=True))


def at_hand(*, posting: Posting) -> dict[str, Any]:
    """For the page of today, without any key: how many letters wait in the compartments that this posting's user
    reads, those with nothing to say among them; and what this function could begin."""
    own = Member.objects.filter(compartment=OuterRef("pk"), user_id=posting.user_id)
    begun = Compartment.objects.filter(centre_id=posting.here).annotate(is_mine=Exists(own), waiting=Count("letters"))
    found = list(begun)
    kinds = {compartment.kind for compartment in found}
    return {
        "reads": any(compartment.is_mine for compartment in found),
        "waiting": sum(compartment.waiting for compartment in found if compartment.is_mine),
        "to_set_up": [Kind(kind) for kind in kinds_set_up_by(posting.role) if kind in LETTERS and kind not in kinds],
    }


@dataclass(frozen=True)
class Held:
    """A compartment of which somebody holds a part of the recovery, with how often sealed files of its centre were
    opened in the last thirty days: a number for the whole centre, of all classes together."""

    compartment: Compartment
    readers: int
    opened_lately: int
    can_ask: list[User]
    recovery: Any


def held_by(*, posting: Posting) -> list[Held]:
    """The compartments of which this posting holds a part of the recovery."""
    ids = Share.objects.filter(first_id=posting.user_id).values("compartment_id")
    since = timezone.now() - timedelta(days=30)
    compartments = Compartment.objects.filter(pk__in=ids).select_related("centre").annotate(readers=Count("members"))
    opened = TrailEntry.objects.filter(act="sealed.opened", at__gte=since)
    found = []
    for compartment in compartments.order_by("centre__name", "kind"):
        asked, can_ask = getattr(compartment, "recovery", None), could_recover(compartment=compartment)
        stands = asked if asked and asked.user in can_ask else None  # else it is asked anew, for somebody else
        lately = opened.filter(centre_id=compartment.centre_id or 0).count()
        found.append(Held(compartment, compartment.readers, lately, can_ask, stands))
    return found
