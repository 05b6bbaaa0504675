"""Keys out of one key, each for one purpose, and hashes that only the holder of the key can try."""

import hmac
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derive(key: bytes, *, purpose: str, length: int = 32) -> bytes:
    """HKDF-SHA256. Another purpose gives another key; none gives the first key back."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=f"serai|{purpose}".encode()).derive(key)


def keyed_hash(value: str, *, key: bytes, purpose: str) -> bytes:
    """HMAC-SHA256 under the key of this purpose, 32 bytes: to look up an exact value without keeping it."""
    return hmac.digest(derive(key, purpose=purpose), value.encode(), sha256)
