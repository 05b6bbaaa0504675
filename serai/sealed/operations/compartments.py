"""Beginning a compartment, who joins and leaves it, and its next key."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from serai.accounts.models import User
from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.models import Posting
from serai.centres.operations.decisions import ask
from serai.keys import boxes, thirds
from serai.keys.envelope import new_key
from serai.keys.place import CannotOpen
from serai.sealed import packing
from serai.sealed.access import Opened, is_let
from serai.sealed.choices import Kind
from serai.sealed.models import (
    Admission,
    Compartment,
    Entry,
    KeyCopy,
    Letter,
    Member,
    OwnKey,
    PersonKey,
    Recovery,
    SealedFile,
    SealedPlace,
    Share,
)
from serai.sealed.operations.own_key import own_key_of
from serai.sealed.operations.places import seal_waiting
from serai.sealed.queries import readers as queries
from serai.sealed.rules import READS_SEALED, are_holders


class CannotSetUp(Exception):
    """Another function begins this, or it stands already."""


class NoKeyYet(Exception):
    """The colleague has no key of their own yet."""


class KeyChanged(Exception):
    """The compartment got another key since this page was opened."""


class NotOutside(Exception):
    """What is the network's is read by its focal points only, who work at no centre."""


class NotHolders(Exception):
    """Recovery needs three different people who each have a key."""


@transaction.atomic
def set_up(*, by: Posting, kind: str) -> Compartment:
    """Begin the sealed files of a class at this centre, or of the network, as their first member.
    Raises CannotSetUp, NoKeyYet."""
    own = own_key_of(user_id=by.user_id)
    if own is None:
        raise NoKeyYet
    taken = Compartment.objects.filter(centre=by.centre_id, kind=kind).exists()
    if taken or not queries.may_set_up(posting=by, kind=kind):
        raise CannotSetUp
    pair = boxes.new_pair()
    compartment = Compartment.objects.create(centre=by.centre, kind=kind, public=pair.public)
    admit(Opened(compartment, {1: pair.private}), user=by.user, public=bytes(own.public))
    record(by=by, act="sealed.set_up", box=packing.pack_trail(compartment, {"did": "set_up"}))
    if kind == Kind.SAFE_PLACE:
        seal_waiting()
    return compartment


def admit(opened: Opened, *, user: User, public: bytes) -> Member:
    """A member with a copy of every generation of the key."""
    today = timezone.localdate()
    member, _ = Member.objects.get_or_create(compartment=opened.compartment, user=user, defaults={"joined_on": today})
    member.copies.all().delete()
    KeyCopy.objects.bulk_create(
        KeyCopy(
            member=member,
            epoch=epoch,
            body=packing.pack_copy(opened.compartment, private, epoch=epoch, to=public),
        )
        for epoch, private in opened.keys.items()
    )
    return member


def locked(opened: Opened) -> Compartment:
    """The compartment, locked until the transaction ends, if its key is still this one. Raises KeyChanged."""
    found = Compartment.objects.select_for_update(of=("self",)).select_related("centre").get(pk=opened.compartment.pk)
    if found.epoch != opened.compartment.epoch:
        raise KeyChanged
    return found


@transaction.atomic
def propose(*, by: Posting, opened: Opened, user: User) -> None:
    """A member wants this colleague to read too: a second person is asked (admission.py).
    Raises NoKeyYet, NotOutside."""
    compartment = opened.compartment
    if own_key_of(user_id=user.pk) is None:
        raise NoKeyYet
    if not is_let(kind=compartment.kind, user_id=user.pk):
        raise NotOutside
    what = {"compartment": str(compartment.pk), "kind": compartment.kind, "user": user.pk}
    ask(by=by, kind=READS_SEALED, centre=compartment.centre, what=what)


@transaction.atomic
def hand_over(*, by: Posting, opened: Opened, admission: Admission) -> None:
    """Box the key to the newcomer, once a second person agreed. Raises KeyChanged, NoKeyYet, NotOutside."""
    compartment = locked(opened)
    own = own_key_of(user_id=admission.user_id)
    if own is None:
        raise NoKeyYet
    if not is_let(kind=compartment.kind, user_id=admission.user_id):
        raise NotOutside
    admit(opened, user=admission.user, public=bytes(own.public))
    admission.delete()
    record(by=by, act="sealed.joined", box=packing.pack_trail(opened.compartment, {"did": "joined"}))


@transaction.atomic
def leave(*, by: Posting, compartment: Compartment) -> None:
    """Give up one's own key copies. The next member who comes changes the key."""
    Member.objects.filter(compartment=compartment, user=by.user).delete()
    Compartment.objects.filter(pk=compartment.pk).update(needs_new_key=True)
    record(by=by, act="sealed.left", box=packing.pack_trail(compartment, {"did": "left"}))


@transaction.atomic
def remove(*, by: Posting, opened: Opened, member: Member) -> Opened:
    """Take a member's key away and change the key at once. Raises KeyChanged."""
    Member.objects.filter(pk=member.pk, compartment=opened.compartment).delete()
    record(by=by, act="sealed.left", box=packing.pack_trail(opened.compartment, {"did": "removed"}))
    return change_key(by=by, opened=opened)


@transaction.atomic
def change_key(*, by: Posting, opened: Opened) -> Opened:
    """A new generation: a new pair for the members who are left, and every file and entry sealed anew under new keys,
    so that whoever had the old ones reads nothing that is written from now on. A part of the recovery that a holder
    gave before is worth nothing. Raises KeyChanged."""
    compartment = locked(opened)
    pair = boxes.new_pair()
    compartment.epoch += 1
    compartment.public, compartment.needs_new_key = pair.public, False
    compartment.save(update_fields=["epoch", "public", "needs_new_key"])
    renewed = Opened(compartment, {**opened.keys, compartment.epoch: pair.private})
    for member, public in queries.members_with_keys(compartment=compartment):
        body = packing.pack_copy(compartment, pair.private, epoch=compartment.epoch, to=public)
        KeyCopy.objects.create(member=member, epoch=compartment.epoch, body=body)
    for file in SealedFile.objects.filter(compartment=compartment).iterator(chunk_size=200):
        file.compartment = compartment
        _reseal(file, new=renewed)
    _reseal_places(renewed)
    _reseal_letters(renewed)
    Recovery.objects.filter(compartment=compartment).delete()
    holders = queries.holder_ids(compartment=compartment)
    if are_holders(holders):
        _share(renewed, holders=holders, epochs=[compartment.epoch])
    record(by=by, act="sealed.rekeyed", box=packing.pack_trail(compartment, {"did": "rekeyed"}))
    return renewed


def _reseal(file: SealedFile, *, new: Opened) -> None:
    """The same words under a new key of the file. What no longer opens belongs to somebody erased, and goes. What was
    changed outside the program stays as it is, and readers go on being told: else nobody's key could be taken away."""
    try:
        person, within = packing.person_of(file, private=new.keys[file.epoch])
    except (CannotOpen, KeyError):
        return
    with second_line.everywhere("who was erased, told from who is only out of a reader's reach"):
        known = PersonKey.objects.filter(person__public_id=person).first()
    try:
        if known is None:
            raise CannotOpen
        key = packing.file_key(file, within=within, person_key=bytes(known.key))
    except CannotOpen:
        file.delete()
        return
    file.token = new.token(person)
    try:
        contents = [(entry, packing.read_entry(entry, file, key=key)) for entry in file.entries.all()]
    except CannotOpen:
        file.save(update_fields=["token"])
        return
    key = new_key()
    file.epoch = new.compartment.epoch
    file.body = packing.pack_file(file, person=person, file_key=key, person_key=bytes(known.key))
    file.save(update_fields=["epoch", "token", "body"])
    for entry, content in contents:
        entry.file = file
        entry.body = packing.pack_entry(entry, content, key=key)
    Entry.objects.bulk_update([entry for entry, _ in contents], ["body"])


def _reseal_places(new: Opened) -> None:
    for row in SealedPlace.objects.filter(compartment=new.compartment).order_by("pk"):
        row.compartment = new.compartment
        try:
            told = packing.read_place(row, private=new.keys[row.epoch])
        except (CannotOpen, KeyError):
            continue  # changed outside the program: whoever opens it is told
        row.epoch = new.compartment.epoch
        row.body = packing.pack_place(row, told)
        row.save(update_fields=["epoch", "body"])


def _reseal_letters(new: Opened) -> None:
    """What the network's compartment holds are letters, and they stay. One of a generation that this reader never had,
    or changed outside the program, is left as it is."""
    for letter in Letter.objects.filter(compartment=new.compartment).order_by("pk"):
        letter.compartment = new.compartment
        try:
            content = packing.read_letter(letter, private=new.keys[letter.epoch])
        except (CannotOpen, KeyError):
            continue
        letter.epoch = new.compartment.epoch
        letter.body = packing.pack_letter(letter, content)
        letter.save(update_fields=["epoch", "body"])


@transaction.atomic
def choose_holders(*, by: Posting, opened: Opened, users: Iterable[User]) -> None:
    """Name the three people of whom two bring a lost key back. Raises NotHolders, KeyChanged."""
    locked(opened)
    chosen = [user.pk for user in users]
    if not are_holders(chosen) or OwnKey.objects.filter(user_id__in=chosen).count() != len(chosen):
        raise NotHolders
    Share.objects.filter(compartment=opened.compartment).delete()
    Recovery.objects.filter(compartment=opened.compartment).delete()  # asked by somebody who may hold nothing now
    _share(opened, holders=chosen, epochs=list(opened.keys))
    record(by=by, act="sealed.held", box=packing.pack_trail(opened.compartment, {"did": "held"}))


def _share(opened: Opened, *, holders: Iterable[int], epochs: Iterable[int]) -> None:
    public = {str(own.user_id): bytes(own.public) for own in OwnKey.objects.filter(user_id__in=list(holders))}
    for epoch in epochs:
        shares = thirds.share(opened.keys[epoch], holders=public, place=packing.share_place(opened.compartment, epoch))
        Share.objects.bulk_create(
            Share(compartment=opened.compartment, epoch=epoch, first_id=int(one), second_id=int(two), body=body)
            for (one, two), body in shares.items()
        )
