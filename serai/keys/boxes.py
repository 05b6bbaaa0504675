"""Sealing to a public key: HPKE (RFC 9180) in its base mode, X25519, HKDF-SHA256, AES-256-GCM, bound to a place.

Whoever seals needs no secret and cannot open the box again: a front desk writes what only the focal points read.
"""

from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from serai.keys.padding import padded, unpadded
from serai.keys.place import CannotOpen, Place


@dataclass(frozen=True)
class Pair:
    """The two halves of a key, 32 bytes each. The private half is kept from every trace."""

    public: bytes
    private: bytes

    def __repr__(self) -> str:
        return "Pair(…)"


@cache
def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def new_pair() -> Pair:
    return pair_of(X25519PrivateKey.generate().private_bytes_raw())


def pair_of(private: bytes) -> Pair:
    public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return Pair(public=public, private=private)


def box(value: bytes, *, to: bytes, place: Place) -> bytes:
    return _suite().encrypt(padded(value), X25519PublicKey.from_public_bytes(to), bytes(place))


def unbox(boxed: bytes, *, private: bytes, place: Place) -> bytes:
    """Raises CannotOpen."""
    try:
        opened = _suite().decrypt(boxed, X25519PrivateKey.from_private_bytes(private), bytes(place))
    except (InvalidTag, ValueError) as refusal:
        raise CannotOpen from refusal
    return unpadded(opened)
