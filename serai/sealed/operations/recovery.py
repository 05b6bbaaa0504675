"""Two of three holders bring a compartment's key back for somebody of the function, when nobody has it any more."""

from typing import Any

from django.db import transaction

from serai.accounts.models import User
from serai.audit.operations import record
from serai.centres.models import Posting
from serai.keys import thirds
from serai.sealed import packing
from serai.sealed.access import Opened, Ring
from serai.sealed.models import Compartment, Recovery, Share
from serai.sealed.operations.compartments import NoKeyYet, admit
from serai.sealed.operations.own_key import own_key_of
from serai.sealed.queries.readers import could_recover


class NotAHolder(Exception):
    """This person holds no part of the recovery, or gave it already."""


class NotOfTheFunction(Exception):
    """The key comes back to a focal point of the function, and to nobody else."""


@transaction.atomic
def ask(*, by: Posting, ring: Ring, compartment: Compartment, user: User) -> Recovery:
    """The first holder opens the outer boxes. What is inside opens for the second holder only.
    Raises NotAHolder, NoKeyYet."""
    if own_key_of(user_id=user.pk) is None:
        raise NoKeyYet
    parts: dict[str, dict[str, Any]] = {}
    for share in Share.objects.filter(compartment=compartment, first_id=by.user_id):
        place = packing.share_place(compartment, share.epoch)
        passed_on = thirds.pass_on(bytes(share.body), private=ring.private, place=place)
        parts.setdefault(str(share.second_id), {})[str(share.epoch)] = packing.text(passed_on)
    if not parts:
        raise NotAHolder
    Recovery.objects.filter(compartment=compartment).delete()
    recovery = Recovery.objects.create(compartment=compartment, user=user, asked_by=by.user, parts=parts)
    record(by=by, act="sealed.recovery_asked", box=packing.pack_trail(compartment, {"did": "recovery_asked"}))
    return recovery


@transaction.atomic
def finish(*, by: Posting, ring: Ring, recovery: Recovery) -> None:
    """The second holder opens what the first one passed on; the key goes to whom it was asked for, who changes it.
    Raises NotAHolder, NotOfTheFunction, NoKeyYet."""
    compartment, parts = recovery.compartment, recovery.parts.get(str(by.user_id))
    own = own_key_of(user_id=recovery.user_id)
    stands = Recovery.objects.select_for_update().filter(pk=recovery.pk).exists()  # no new key or holders since
    if not stands or not parts or recovery.asked_by_id == by.user_id:
        raise NotAHolder
    if recovery.user not in could_recover(compartment=compartment):
        raise NotOfTheFunction
    if own is None:
        raise NoKeyYet
    keys = {
        int(epoch): thirds.finish(
            packing.raw(part), private=ring.private, place=packing.share_place(compartment, int(epoch))
        )
        for epoch, part in parts.items()
    }
    admit(Opened(compartment, keys), user=recovery.user, public=bytes(own.public))
    Compartment.objects.filter(pk=compartment.pk).update(needs_new_key=True)
    recovery.delete()
    record(by=by, act="sealed.recovered", box=packing.pack_trail(compartment, {"did": "recovered"}))
