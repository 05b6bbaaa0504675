"""The keys of the trail: files beside the database and never in it, each readable by its owner only.

One key a year makes the pseudonyms of that year, so that destroying it makes its lines nobody's. One seals the lines,
one signs the checkpoints. One more is none of the trail's: with it the numbers of people are hashed. A key that is
missing is made: who works at two in the morning is not stopped by it, and `serai doctor` says that the old one is gone.
"""

import os
import secrets
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

SEALING, SIGNING, LOOKING_UP = "seal", "sign", "look-up"
LENGTH = 32


def folder() -> Path:
    return Path(settings.HOME) / "audit-keys"


def sealing_key() -> bytes:
    return _key(folder(), SEALING)


def look_up_key() -> bytes:
    """With which telephones and document numbers are hashed (people/keyed.py). Unlike the others it can be replaced:
    `serai upgrade` hashes anew."""
    return _key(folder(), LOOKING_UP)


def signing_key() -> Ed25519PrivateKey:
    return _signing_key(folder())


def public_key() -> bytes:
    return signing_key().public_key().public_bytes_raw()


def key_of(year: int) -> bytes:
    return _key(folder(), str(year))


def years() -> list[int]:
    """The years whose pseudonyms can still be told apart."""
    return sorted(int(path.name) for path in folder().glob("[0-9]*") if path.name.isdecimal())


def destroy(year: int) -> None:
    """Make the lines of that year nobody's, for good, also those that a restore set aside. Other processes forget the
    key when they start again."""
    for path in (folder() / str(year), *folder().glob(f"{year}.before-*")):
        with path.open("r+b") as file:
            file.write(bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    forget()


def forget() -> None:
    """Read the keys from their files again."""
    _key.cache_clear()
    _signing_key.cache_clear()


@cache
def _signing_key(where: Path) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_key(where, SIGNING))


@cache
def _key(where: Path, name: str) -> bytes:
    path = where / name
    if not path.exists():
        make_once(path)
    return path.read_bytes()


def make_once(path: Path) -> None:
    """A random key in a file of its own, on the disk before it is used. Two processes may do so at once: the file
    appears whole, and the first one stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(LENGTH))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
