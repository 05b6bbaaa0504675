"""AES-256-GCM, bound to a place. On the disk: format, algorithm, epoch, nonce, ciphertext."""

import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from serai.keys.padding import padded, unpadded
from serai.keys.place import CannotOpen, Place

KEY, NONCE = 32, 12
FORMAT, AES_256_GCM = 1, 1
HEADER = struct.Struct(">BBI")


def new_key() -> bytes:
    return os.urandom(KEY)


def seal(value: bytes, *, key: bytes, place: Place, epoch: int = 0) -> bytes:
    header, nonce = HEADER.pack(FORMAT, AES_256_GCM, epoch), os.urandom(NONCE)
    return header + nonce + AESGCM(key).encrypt(nonce, padded(value), header + bytes(place))


def unseal(sealed: bytes, *, key: bytes, place: Place) -> bytes:
    """Raises CannotOpen."""
    header, nonce, body = _parts(sealed)
    try:
        return unpadded(AESGCM(key).decrypt(nonce, body, header + bytes(place)))
    except (InvalidTag, ValueError) as refusal:
        raise CannotOpen from refusal


def epoch_of(sealed: bytes) -> int:
    """Which generation of the key seals it; to be believed once it has been opened. Raises CannotOpen."""
    epoch: int = HEADER.unpack(_parts(sealed)[0])[2]
    return epoch


def _parts(sealed: bytes) -> tuple[bytes, bytes, bytes]:
    header, nonce, body = sealed[: HEADER.size], sealed[HEADER.size :][:NONCE], sealed[HEADER.size + NONCE :]
    if len(header) < HEADER.size or HEADER.unpack(header)[:2] != (FORMAT, AES_256_GCM):
        raise CannotOpen
    return header, nonce, body
