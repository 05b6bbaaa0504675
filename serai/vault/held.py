"""The key that this process holds while the data are unlocked. In memory only; it ends with the process."""

from serai.keys.derived import derive

_key: bytearray = bytearray()


class Locked(Exception):
    """Nobody has unlocked the data in this process."""


def hold(key: bytes) -> None:
    _key[:] = key


def let_go() -> None:
    """Overwrite what we hold. Copies that the interpreter made end with the process, not before."""
    _key[:] = bytes(len(_key))
    del _key[:]


def is_held() -> bool:
    return bool(_key)


def key_for(purpose: str) -> bytes:
    """A key of its own for one purpose. Raises Locked."""
    return derive(main_key(), purpose=purpose)


def page_key() -> str:
    """The key of the database's pages, as SQLCipher takes it. Raises Locked."""
    return page_key_of(main_key())


def page_key_of(key: bytes) -> str:
    """The same, of a key that is not held, or not yet."""
    return derive(key, purpose="pages of the database").hex()


def main_key() -> bytes:
    """For a slot, a backup, the recovery code. Raises Locked."""
    if not _key:
        raise Locked
    return bytes(_key)
