"""A secret that a passphrase opens: Argon2id, with salt and cost kept beside each, so that costs can rise later."""

import base64
import os
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from serai.keys.envelope import KEY, seal, unseal
from serai.keys.place import CannotOpen, Place

SALT = 16


@dataclass(frozen=True)
class Cost:
    """What one try costs: memory in KiB, passes over it, lanes."""

    memory: int
    passes: int
    lanes: int = 1


PERSONAL = Cost(memory=128 * 1024, passes=3)  # somebody's own key, several times a day: about half a second
MACHINE = Cost(memory=256 * 1024, passes=3)  # a whole disk, once a morning: more than a second
DEAREST = Cost(memory=1024 * 1024, passes=16, lanes=16)  # a prepared row must not eat the machine


@dataclass(frozen=True)
class Derivation:
    """How a passphrase becomes a key. As text: `argon2id$131072$3$1$salt`."""

    cost: Cost
    salt: bytes

    def __str__(self) -> str:
        salt = base64.urlsafe_b64encode(self.salt).decode()
        return f"argon2id${self.cost.memory}${self.cost.passes}${self.cost.lanes}${salt}"

    def key(self, passphrase: str) -> bytes:
        """Raises CannotOpen for a cost that no machine would pay."""
        try:
            return hash_secret_raw(
                secret=passphrase.encode(),
                salt=self.salt,
                time_cost=self.cost.passes,
                memory_cost=self.cost.memory,
                parallelism=self.cost.lanes,
                hash_len=KEY,
                type=Type.ID,
            )
        except (HashingError, OverflowError) as refusal:
            raise CannotOpen from refusal


def new_derivation(cost: Cost = PERSONAL) -> Derivation:
    return Derivation(cost, os.urandom(SALT))


def read_derivation(text: str) -> Derivation:
    """Raises CannotOpen for another way, or a cost beyond the dearest."""
    try:
        way, memory, passes, lanes, salt = text.split("$")
        cost = Cost(int(memory), int(passes), int(lanes))
        found = Derivation(cost, base64.urlsafe_b64decode(salt))
    except ValueError as refusal:
        raise CannotOpen from refusal
    dear = cost.memory > DEAREST.memory or cost.passes > DEAREST.passes or cost.lanes > DEAREST.lanes
    if way != "argon2id" or len(found.salt) < SALT or dear or min(cost.memory, cost.passes, cost.lanes) < 1:
        raise CannotOpen
    return found


@dataclass(frozen=True)
class Slot:
    """A secret sealed under a passphrase, and how the passphrase becomes its key."""

    derivation: str
    sealed: bytes


def lock(secret: bytes, *, passphrase: str, place: Place, cost: Cost = PERSONAL) -> Slot:
    way = new_derivation(cost)
    return Slot(str(way), seal(secret, key=way.key(passphrase), place=place))


def unlock(slot: Slot, *, passphrase: str, place: Place) -> bytes:
    """Raises CannotOpen."""
    return unseal(slot.sealed, key=read_derivation(slot.derivation).key(passphrase), place=place)
