"""Sealed values have few lengths, so that the length does not tell "yes" from "no"."""

from serai.keys.place import CannotOpen

BUCKETS = (64, 256, 1024, 4096)
LENGTH = 4  # bytes that say how long the value is


def padded(value: bytes) -> bytes:
    """The value with its length before it, and zeros behind it up to the next bucket; above 4096, to a multiple."""
    size = LENGTH + len(value)
    bucket = next((one for one in BUCKETS if size <= one), -(-size // BUCKETS[-1]) * BUCKETS[-1])
    return (len(value).to_bytes(LENGTH) + value).ljust(bucket, b"\0")


def unpadded(value: bytes) -> bytes:
    """Raises CannotOpen."""
    size = int.from_bytes(value[:LENGTH])
    if len(value) < LENGTH + size:
        raise CannotOpen
    return value[LENGTH : LENGTH + size]
