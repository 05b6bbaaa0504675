"""What goes into each sealed value, and the place that each is bound to."""

import base64
import json
from typing import Any
from uuid import UUID

from serai.keys.boxes import box, unbox
from serai.keys.derived import keyed_hash
from serai.keys.envelope import seal, unseal
from serai.keys.place import CannotOpen, Place
from serai.sealed.models import Compartment, Entry, KeyCopy, Letter, SealedFile, SealedPlace
from serai.sealed.rules import OF_THE_NETWORK

LETTER_SIZE = 2000  # every letter is as long, whatever it says
REPORT_SIZE = 8000  # what goes to the network's compartment, whatever it says
TRAIL_SIZE = 160  # a line that only readers read
RELEASE_SIZE = 200  # what is passed on is as long, whether there is a file or not


def own_key_place(own_key: UUID) -> Place:
    return Place("sealed.ownkey", "private", own_key)


def _place(compartment: Compartment, table: str, row: UUID, version: int) -> Place:
    return Place(f"sealed.{table}", "body", row, version, compartment.kind)


def copy_place(compartment: Compartment, epoch: int) -> Place:
    return _place(compartment, "keycopy", compartment.pk, epoch)


def share_place(compartment: Compartment, epoch: int) -> Place:
    return _place(compartment, "share", compartment.pk, epoch)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def raw(value: str) -> bytes:
    return base64.b64decode(value)


def token(person: UUID, *, key: bytes) -> bytes:
    """Which file is this person's: only who has the compartment's private key can compute it."""
    return keyed_hash(str(person), key=key, purpose="sealed-file")


def pack_file(file: SealedFile, *, person: UUID, file_key: bytes, person_key: bytes) -> bytes:
    """Who it is, and the file's key once more under the person's own; all boxed to the compartment."""
    place = _place(file.compartment, "sealedfile", file.pk, file.epoch)
    within = text(seal(file_key, key=person_key, place=place, epoch=file.epoch))
    return box(_json({"person": str(person), "key": within}), to=bytes(file.compartment.public), place=place)


def person_of(file: SealedFile, *, private: bytes) -> tuple[UUID, str]:
    """Whose file it is, and its key, still under the person's own. Raises CannotOpen."""
    place = _place(file.compartment, "sealedfile", file.pk, file.epoch)
    found = json.loads(unbox(bytes(file.body), private=private, place=place))
    return UUID(found["person"]), found["key"]


def file_key(file: SealedFile, *, within: str, person_key: bytes) -> bytes:
    """Raises CannotOpen."""
    return unseal(raw(within), key=person_key, place=_place(file.compartment, "sealedfile", file.pk, file.epoch))


def is_alive(file: SealedFile, *, within: str, person_key: bytes) -> bool:
    """Whether the person's key is still the one that the file was made with; if not, nobody opens it any more."""
    try:
        file_key(file, within=within, person_key=person_key)
    except CannotOpen:
        return False
    return True


def pack_entry(entry: Entry, content: dict[str, Any], *, key: bytes) -> bytes:
    place = _place(entry.file.compartment, "entry", entry.pk, entry.file.epoch)
    return seal(_json(content), key=key, place=place, epoch=entry.file.epoch)


def read_entry(entry: Entry, file: SealedFile, *, key: bytes) -> dict[str, Any]:
    """Raises CannotOpen."""
    place = _place(file.compartment, "entry", entry.pk, file.epoch)
    found: dict[str, Any] = json.loads(unseal(bytes(entry.body), key=key, place=place))
    return found


class TooLong(Exception):
    """It would be longer than the others, which would tell it from them."""


def pack_letter(letter: Letter, content: dict[str, Any]) -> bytes:
    """Raises TooLong."""
    place = _place(letter.compartment, "letter", letter.pk, letter.epoch)
    size = REPORT_SIZE if letter.compartment.kind in OF_THE_NETWORK else LETTER_SIZE
    said = _json(content).ljust(size)
    if len(said) > size:
        raise TooLong
    return box(said, to=bytes(letter.compartment.public), place=place)


def read_letter(letter: Letter, *, private: bytes) -> dict[str, Any]:
    """Raises CannotOpen."""
    place = _place(letter.compartment, "letter", letter.pk, letter.epoch)
    found: dict[str, Any] = json.loads(unbox(bytes(letter.body), private=private, place=place))
    return found


def pack_place(row: SealedPlace, told: dict[str, Any]) -> bytes:
    """Where a safe house is; all as long, wherever it is."""
    compartment = _keeper(row)
    place = _place(compartment, "sealedplace", row.place, row.epoch)
    return box(_json(told).ljust(LETTER_SIZE), to=bytes(compartment.public), place=place)


def read_place(row: SealedPlace, *, private: bytes) -> dict[str, Any]:
    """Raises CannotOpen."""
    place = _place(_keeper(row), "sealedplace", row.place, row.epoch)
    found: dict[str, Any] = json.loads(unbox(bytes(row.body), private=private, place=place))
    return found


def _keeper(row: SealedPlace) -> Compartment:
    if row.compartment is None:
        raise CannotOpen
    return row.compartment


def waiting_place(row: SealedPlace) -> dict[str, Any]:
    """What lies open of a place that no centre seals yet."""
    found: dict[str, Any] = json.loads(bytes(row.body))
    return found


def pack_trail(compartment: Compartment, content: dict[str, Any]) -> str:
    """A line for members in the trail that everybody who reads it finds equal."""
    place = _place(compartment, "trail", compartment.pk, compartment.epoch)
    return text(box(_json(content).ljust(TRAIL_SIZE), to=bytes(compartment.public), place=place))


def read_trail(boxed: str, compartment: Compartment, *, epoch: int, private: bytes) -> dict[str, Any]:
    """Raises CannotOpen."""
    found: dict[str, Any] = json.loads(
        unbox(raw(boxed), private=private, place=_place(compartment, "trail", compartment.pk, epoch))
    )
    return found


def pack_copy(compartment: Compartment, private: bytes, *, epoch: int, to: bytes) -> bytes:
    return box(private, to=to, place=copy_place(compartment, epoch))


def read_copy(copy: KeyCopy, compartment: Compartment, *, private: bytes) -> bytes:
    """Raises CannotOpen."""
    return unbox(bytes(copy.body), private=private, place=copy_place(compartment, copy.epoch))


def release_place(row: UUID, kind: str, *, half: str) -> Place:
    return Place("watch.asking", half, row, compartment=kind)


def pack_release(file: SealedFile | None, key: bytes, *, to: bytes, place: Place) -> bytes:
    """One file's key, or that there is none, equally long, to the one-time key of who asked in an emergency."""
    said = {"file": str(file.pk), "key": text(key)} if file else {"file": "", "key": ""}
    return box(_json(said).ljust(RELEASE_SIZE), to=to, place=place)


def read_release(boxed: bytes, *, private: bytes, place: Place) -> tuple[UUID, bytes] | None:
    """Raises CannotOpen."""
    said = json.loads(unbox(boxed, private=private, place=place))
    return (UUID(said["file"]), raw(said["key"])) if said["file"] else None
