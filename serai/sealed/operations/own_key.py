from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from serai.accounts.models import User
from serai.audit.models import Entry as TrailEntry
from serai.audit.operations import record
from serai.centres.models import Posting
from serai.centres.operations.decisions import InOtherHands
from serai.centres.queries import is_in_other_hands
from serai.keys import boxes, slots
from serai.keys.place import CannotOpen
from serai.sealed.models import OwnKey
from serai.sealed.packing import own_key_place
from serai.sealed.rules import TRIES_MINUTES, Weak, may_try, weakness


class HasKey(Exception):
    """This user has a key already; a second one would lose what the first one opens."""


class WeakPassphrase(Exception):
    """The passphrase is not taken; says why."""

    def __init__(self, why: Weak) -> None:
        super().__init__(why)
        self.why = why


class WrongPassphrase(Exception):
    """The passphrase does not open the key."""


class TooManyTries(Exception):
    """Too many wrong passphrases in the last minutes."""


def own_key_of(*, user_id: int) -> OwnKey | None:
    """The key that this user made, if there is one."""
    return OwnKey.objects.filter(user_id=user_id).first()


def _check(by: Posting, passphrase: str) -> None:
    if why := weakness(passphrase, opens_the_account=by.user.check_password(passphrase)):
        raise WeakPassphrase(why)


@transaction.atomic
def make_key(*, by: Posting, passphrase: str) -> bytes:
    """Make this user's own pair and give back its private half. Whoever made the account's password would make a key
    in a colleague's name, and be let in as them. Raises InOtherHands, HasKey, WeakPassphrase."""
    if is_in_other_hands(by.user):
        raise InOtherHands
    _check(by, passphrase)
    User.objects.select_for_update().get(pk=by.user_id)
    if own_key_of(user_id=by.user_id) is not None:
        raise HasKey
    pair = boxes.new_pair()
    own = OwnKey(user=by.user, public=pair.public, made_at=timezone.now())
    _lock(own, pair.private, passphrase)
    own.save(force_insert=True)
    record(by=by, act="sealed.key_made")
    return pair.private


def _lock(own: OwnKey, private: bytes, passphrase: str) -> None:
    cost = settings.SEALED_PASSPHRASE_COST
    slot = slots.lock(private, passphrase=passphrase, place=own_key_place(own.pk), cost=cost)
    own.derivation, own.private = slot.derivation, slot.sealed


def private_half(*, by: Posting, passphrase: str) -> bytes:
    """What the passphrase opens. A wrong one stands in the trail. Raises WrongPassphrase, TooManyTries."""
    since = timezone.now() - timedelta(minutes=TRIES_MINUTES)
    refused = TrailEntry.objects.filter(actor_id=by.user_id, act="sealed.refused", at__gte=since).count()
    if not may_try(refused_lately=refused):
        raise TooManyTries
    own = own_key_of(user_id=by.user_id)
    try:
        if own is None:
            raise CannotOpen
        slot = slots.Slot(own.derivation, bytes(own.private))
        private = slots.unlock(slot, passphrase=passphrase, place=own_key_place(own.pk))
    except CannotOpen as refusal:
        record(by=by, act="sealed.refused")
        raise WrongPassphrase from refusal
    record(by=by, act="sealed.unlocked")
    return private


@transaction.atomic
def change_passphrase(*, by: Posting, private: bytes, passphrase: str) -> None:
    """Seal the same private half under another passphrase. Raises WeakPassphrase."""
    _check(by, passphrase)
    own = OwnKey.objects.select_for_update().get(user_id=by.user_id)
    _lock(own, private, passphrase)
    own.save(update_fields=["derivation", "private"])
    record(by=by, act="sealed.key_changed")
