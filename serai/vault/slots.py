"""The slots beside an encrypted database: each opens the same key with a passphrase of its own.

The key of the data is in no file. Without a slot only the recovery code, or a backup and its identity, bring it back.
"""

import base64
import json
import os
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from serai.keys import slots as cryptography
from serai.keys.place import CannotOpen, Place
from serai.vault.archive import sync_folder

MAGIC = b"SQLite format 3\0"
WORDS = 4  # a passphrase is words, or long
LONG = 20
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no letter is mistaken for a digit
ALIKE = str.maketrans("OIL", "011")
GROUP, CHECK = 4, 2


class NoSlotOpens(Exception):
    """No slot opens with this passphrase."""


class TooShort(Exception):
    """Whoever copies the slots can try passphrases for years; this one would not last."""


class NoSuchSlot(LookupError):
    """No slot has that name."""


class NameTaken(Exception):
    """Another slot has that name."""


class LastSlot(Exception):
    """Without it the data would open with the recovery code only: that is `serai panic`."""


class NotACode(ValueError):
    """The recovery code was mistyped."""


@dataclass(frozen=True)
class Slot:
    name: str
    made: str
    derivation: str
    sealed: str


@dataclass(frozen=True)
class Slots:
    """The file of slots; `uid` is that of the data they belong to."""

    uid: str
    slots: tuple[Slot, ...] = ()


def path_of(database: Path) -> Path:
    return database.with_name(database.name + ".slots")


def is_encrypted(database: Path) -> bool:
    """What the file itself says; before there is one, whether somebody has made slots for it."""
    if database.exists() and database.stat().st_size:
        with database.open("rb") as file:
            return file.read(len(MAGIC)) != MAGIC
    return path_of(database).exists()


def new() -> Slots:
    return Slots(uid=str(uuid4()))


def read(database: Path) -> Slots:
    """The slots of a database, none after a panic."""
    path = path_of(database)
    if not path.exists():
        return new()
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Slots(uid=said["uid"], slots=tuple(Slot(**one) for one in said["slots"]))


def write(slots: Slots, database: Path) -> None:
    """A power cut leaves the old file or the new one."""
    path = path_of(database)
    fresh = path.with_name(path.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump({"uid": slots.uid, "slots": [vars(slot) for slot in slots.slots]}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def with_slot(slots: Slots, *, name: str, passphrase: str, key: bytes, on: date) -> Slots:
    """Raises NameTaken, TooShort."""
    if name in {slot.name for slot in slots.slots}:
        raise NameTaken
    if len(passphrase.split()) < WORDS and len(passphrase) < LONG:
        raise TooShort
    made = cryptography.lock(key, passphrase=_tidy(passphrase), place=_place(slots, name), cost=cryptography.MACHINE)
    sealed = base64.b64encode(made.sealed).decode()
    slot = Slot(name=name, made=on.isoformat(), derivation=made.derivation, sealed=sealed)
    return replace(slots, slots=(*slots.slots, slot))


def without_slot(slots: Slots, *, name: str) -> Slots:
    """Raises NoSuchSlot, LastSlot."""
    left = tuple(slot for slot in slots.slots if slot.name != name)
    if len(left) == len(slots.slots):
        raise NoSuchSlot
    if not left:
        raise LastSlot
    return replace(slots, slots=left)


def key_from(slots: Slots, passphrase: str) -> bytes:
    """The key of the data. A try costs a second and 256 MB for each slot. Raises NoSlotOpens."""
    for slot in slots.slots:
        kept = cryptography.Slot(derivation=slot.derivation, sealed=base64.b64decode(slot.sealed))
        try:
            return cryptography.unlock(kept, passphrase=_tidy(passphrase), place=_place(slots, slot.name))
        except CannotOpen:
            continue
    raise NoSlotOpens


def _tidy(passphrase: str) -> str:
    """However many spaces stand between the words."""
    return " ".join(passphrase.split())


def _place(slots: Slots, name: str) -> Place:
    return Place(table="vault", field=name.replace("|", "/"), row=UUID(slots.uid))


def recovery_code(key: bytes) -> str:
    """The key of the data in groups of four letters and digits, with a check at the end: for paper."""
    number = int.from_bytes(key + sha256(key).digest()[:CHECK])
    letters = ""
    for _ in range(-(-8 * (len(key) + CHECK) // 5)):
        number, digit = divmod(number, len(ALPHABET))
        letters = ALPHABET[digit] + letters
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def key_of_code(code: str) -> bytes:
    """Raises NotACode."""
    letters = "".join(sign for sign in code.upper().translate(ALIKE) if sign.isalnum())
    number = 0
    for letter in letters:
        if letter not in ALPHABET:
            raise NotACode
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    try:
        whole = number.to_bytes(32 + CHECK)
    except OverflowError:
        raise NotACode from None
    key, check = whole[:-CHECK], whole[-CHECK:]
    if sha256(key).digest()[:CHECK] != check:
        raise NotACode
    return key
