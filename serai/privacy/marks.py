"""Marks of erased people, outside the database and outside every backup: a keyed hash each. A backup brought back
knows people who were erased since; by their marks they are found and erased again."""

import hmac
import os
from pathlib import Path
from uuid import UUID

from django.conf import settings

from serai.audit.keys import make_once
from serai.people.models import Person


def _folder() -> Path:
    folder = Path(settings.ERASED)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _key() -> bytes:
    path = _folder() / "key"
    if not path.exists():
        make_once(path)
    return path.read_bytes()


def mark_of(person: Person) -> str:
    """The mark of this person: the same in every backup, and nothing without the key."""
    return mark_of_id(person.public_id)


def mark_of_id(public_id: UUID) -> str:
    """The mark of anything with an id of its own that must not come back with a backup."""
    return hmac.digest(_key(), public_id.bytes, "sha256").hex()


def keep(marks: list[str]) -> None:
    """Add these marks, on the disk before the erasing is acknowledged."""
    path = _folder() / "marks"
    new = not path.exists()
    with path.open("a", encoding="ascii") as file:
        file.writelines(f"{mark}\n" for mark in marks)
        file.flush()
        os.fsync(file.fileno())
    if new:
        path.chmod(0o600)


def kept() -> frozenset[str]:
    path = _folder() / "marks"
    return frozenset(path.read_text(encoding="ascii").split()) if path.exists() else frozenset()
