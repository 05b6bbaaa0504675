"""The slots beside an encrypted database: each opens the same key, with a passphrase of its own or with a security key.

The key of the data is in no file. Without a slot only the recovery code, or a backup and its identity, bring it back.
"""

import base64
import json
import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from serai.codes.crockford import CROCKFORD, READ_AS
from serai.keys import slots as cryptography
from serai.keys.derived import derive
from serai.keys.envelope import seal, unseal
from serai.keys.place import CannotOpen, Place
from serai.vault.archive import sync_folder

MAGIC = b"SQLite format 3\0"
WORDS = 4  # a passphrase is words, or long
LONG = 20
GROUP, CHECK = 4, 2
SECRET = 32  # bytes that a security key gives for a salt
PURPOSE = "security key that unlocks"


class NoSlotOpens(Exception):
    """No slot opens with this passphrase."""


class TooShort(Exception):
    """Whoever copies the slots can try passphrases for years; this one would not last."""


class NoSuchSlot(LookupError):
    """No slot has that name."""


class NameTaken(Exception):
    """Another slot has that name."""


class NoSecret(ValueError):
    """The security key gave no secret that could seal anything."""


class LastSlot(Exception):
    """No passphrase would be left. To make every one useless there is `serai panic`."""


class NotACode(ValueError):
    """The recovery code was mistyped."""


@dataclass(frozen=True)
class Slot:
    """A slot of a passphrase: how its key is derived from the words, and what that key seals."""

    """One way to open the encrypted data: the key, sealed under what somebody knows or has."""

    name: str
    made: str
    derivation: str
    sealed: str


@dataclass(frozen=True)
class KeySlot:
    """A slot of a security key: for this salt, and at this host, the key gives the secret that opens it."""

    name: str
    made: str
    host: str
    credential: str
    salt: str
    sealed: str


@dataclass(frozen=True)
class Shown:
    """A security key at the moment when a slot is made for it: where, which one, and what it gave for which salt."""

    host: str
    credential: str
    salt: bytes
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class Slots:
    """The file of slots; `uid` is that of the data they belong to."""

    uid: str
    slots: tuple[Slot, ...] = ()
    keys: tuple[KeySlot, ...] = ()


def path_of(database: Path) -> Path:
    """The file of slots beside this database."""
    return database.with_name(database.name + ".slots")


def all_beside(database: Path) -> list[Path]:
    """Every file of slots there is: those half written, and those that a restore set aside, may open the same data."""
    return sorted(database.parent.glob(f"{path_of(database).name}*"))


def is_encrypted(database: Path) -> bool:
    """What the file itself says; before there is one, whether somebody has made slots for it."""
    if database.exists() and database.stat().st_size:
        with database.open("rb") as file:
            return file.read(len(MAGIC)) != MAGIC
    return path_of(database).exists()


def new() -> Slots:
    """No slot yet, for data that nobody has encrypted before."""
    return Slots(uid=str(uuid4()))


def read(database: Path) -> Slots:
    """The slots of a database, none after a panic. Raises CannotOpen for a damaged file."""
    path = path_of(database)
    if not path.exists():
        return new()
    try:
        said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        keys = tuple(KeySlot(**one) for one in said.get("keys", []))  # a file from before there were any has none
        return Slots(uid=str(UUID(said["uid"])), slots=tuple(Slot(**one) for one in said["slots"]), keys=keys)
    except (ValueError, KeyError, TypeError, AttributeError) as refusal:
        raise CannotOpen from refusal


def write(slots: Slots, database: Path) -> None:
    """A power cut leaves the old file or the new one."""
    path = path_of(database)
    fresh = path.with_name(path.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        said = {"uid": slots.uid, "slots": [vars(slot) for slot in slots.slots]}
        said |= {"keys": [vars(slot) for slot in slots.keys]} if slots.keys else {}
        json.dump(said, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def with_slot(slots: Slots, *, name: str, passphrase: str, key: bytes, on: date) -> Slots:
    """Raises NameTaken, TooShort."""
    check_free(slots, name)
    if len(passphrase.split()) < WORDS and len(passphrase) < LONG:
        raise TooShort
    made = cryptography.lock(key, passphrase=_tidy(passphrase), place=_place(slots, name), cost=cryptography.MACHINE)
    sealed = base64.b64encode(made.sealed).decode()
    slot = Slot(name=name, made=on.isoformat(), derivation=made.derivation, sealed=sealed)
    return replace(slots, slots=(*slots.slots, slot))


def with_key(slots: Slots, shown: Shown, *, name: str, key: bytes, on: date) -> Slots:
    """A slot that opens with the secret that a security key gives for this salt. Raises NameTaken, NoSecret."""
    check_free(slots, name)
    if len(shown.secret) != SECRET or not any(shown.secret):
        raise NoSecret
    salt, made = in_letters(shown.salt), on.isoformat()
    empty = KeySlot(name=name, made=made, host=shown.host, credential=shown.credential, salt=salt, sealed="")
    sealed = seal(key, key=derive(shown.secret, purpose=PURPOSE), place=_place_of_key(slots, empty))
    return replace(slots, keys=(*slots.keys, replace(empty, sealed=in_letters(sealed))))


def without_slot(slots: Slots, *, name: str) -> Slots:
    """A passphrase always stays: a key can be lost, and not every browser knows it. Raises NoSuchSlot, LastSlot."""
    left = tuple(slot for slot in slots.slots if slot.name != name)
    keys = tuple(slot for slot in slots.keys if slot.name != name)
    if (left, keys) == (slots.slots, slots.keys):
        raise NoSuchSlot
    if not left and slots.slots:
        raise LastSlot
    return replace(slots, slots=left, keys=keys)


def check_free(slots: Slots, name: str) -> None:
    """Raises NameTaken: one name is one slot, whatever its kind."""
    if name in {slot.name for slot in slots.slots} | {slot.name for slot in slots.keys}:
        raise NameTaken


def key_from(slots: Slots, passphrase: str) -> bytes:
    """The key of the data. A try costs a second and 256 MB for each slot. Raises NoSlotOpens."""
    for slot in slots.slots:
        with suppress(CannotOpen, ValueError):
            kept = cryptography.Slot(derivation=slot.derivation, sealed=base64.b64decode(slot.sealed))
            return cryptography.unlock(kept, passphrase=_tidy(passphrase), place=_place(slots, slot.name))
    raise NoSlotOpens


def key_by(slots: Slots, *, credential: str, secret: bytes) -> bytes:
    """The key of the data, from what a security key gave. Raises NoSlotOpens."""
    for slot in slots.keys:
        if slot.credential == credential and len(secret) == SECRET:
            with suppress(CannotOpen, ValueError):
                own = derive(secret, purpose=PURPOSE)
                return unseal(of_letters(slot.sealed), key=own, place=_place_of_key(slots, slot))
    raise NoSlotOpens


def in_letters(value: bytes) -> str:
    """As browsers write bytes: base64 for addresses, without its filling."""
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def of_letters(text: str) -> bytes:
    """Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _tidy(passphrase: str) -> str:
    """However many spaces stand between the words."""
    return " ".join(passphrase.split())


def _place(slots: Slots, name: str) -> Place:
    return Place(table="vault", field=name.replace("|", "/"), row=UUID(slots.uid))


def _place_of_key(slots: Slots, slot: KeySlot) -> Place:
    """Everything that the slot says of itself: with one word changed it does not open."""
    said = json.dumps([slot.name, slot.host, slot.credential, slot.salt])
    return Place(
        table="vault", field="security key", row=UUID(slots.uid), compartment=sha256(said.encode()).hexdigest()
    )


def recovery_code(key: bytes) -> str:
    """The key of the data in groups of four letters and digits, with a check at the end: for paper."""
    number = int.from_bytes(key + sha256(key).digest()[:CHECK])
    letters = ""
    for _ in range(-(-8 * (len(key) + CHECK) // 5)):
        number, digit = divmod(number, len(CROCKFORD))
        letters = CROCKFORD[digit] + letters
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def key_of_code(code: str) -> bytes:
    """Raises NotACode."""
    letters = "".join(sign for sign in code.upper().translate(READ_AS) if sign.isalnum())
    number = 0
    for letter in letters:
        if letter not in CROCKFORD:
            raise NotACode
        number = number * len(CROCKFORD) + CROCKFORD.index(letter)
    try:
        whole = number.to_bytes(32 + CHECK)
    except OverflowError:
        raise NotACode from None
    key, check = whole[:-CHECK], whole[-CHECK:]
    if sha256(key).digest()[:CHECK] != check:
        raise NotACode
    return key
