"""What the network's readers read, and who they are."""

from typing import Any

from serai.accounts.models import User
from serai.keys.place import CannotOpen
from serai.sealed import packing
from serai.sealed.access import Opened
from serai.sealed.models import Letter, Member


def said(*, opened: Opened) -> list[dict[str, Any]]:
    """Everything that says something, in no order, each once; what does not open is left out."""
    found = {}
    for letter in Letter.objects.filter(compartment=opened.compartment):
        letter.compartment = opened.compartment
        try:
            content = packing.read_letter(letter, private=opened.keys[letter.epoch])
        except (CannotOpen, KeyError):
            continue  # of a generation before this reader's, or changed outside the program
        if content:
            found[content["id"]] = content
    return list(found.values())


def readers_of(*, kind: str) -> list[User]:
    """Who reads what the network keeps of this class, to say so to whoever writes to them."""
    members = Member.objects.filter(compartment__kind=kind, compartment__centre=None)
    return list(User.objects.filter(pk__in=members.values("user_id")).order_by("display_name", "pk"))
