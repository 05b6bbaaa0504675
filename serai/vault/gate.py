"""Who opens the data, and how often somebody may try."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3 import dbapi2

from serai.keys.place import CannotOpen
from serai.vault import held, slots
from serai.vault.sqlcipher.base import open_file

TRIES, WITHIN = 5, 15 * 60


class WaitFirst(Exception):
    """Too many passphrases or security keys were wrong."""


class WrongKey(Exception):
    """This key does not open this database."""


@dataclass
class Gate:
    """One database and the wrong tries of the last quarter of an hour."""

    database: Path
    misses: list[float] = field(default_factory=list)

    def key_for(self, passphrase: str, *, now: float) -> bytes:
        """The key of the data, proved on the database and held. Raises WaitFirst, and what `key_of` raises."""
        return self._tried(lambda: key_of(self.database, passphrase), now)

    def key_by(self, *, credential: str, secret: str, now: float) -> bytes:
        """The same, from what a security key gave. Raises WaitFirst, and what `key_of` raises."""
        return self._tried(lambda: _by_security_key(self.database, credential, secret), now)

    def _tried(self, find: Callable[[], bytes], now: float) -> bytes:
        self.misses = [miss for miss in self.misses if now - miss < WITHIN]
        if len(self.misses) >= TRIES:
            raise WaitFirst
        try:
            key = find()
        except (slots.NoSlotOpens, WrongKey, CannotOpen):
            self.misses.append(now)
            raise
        self.misses.clear()
        return key


def key_of(database: Path, said: str) -> bytes:
    """From a passphrase or the recovery code, proved and held. Raises NoSlotOpens, WrongKey, CannotOpen."""
    try:
        key = slots.key_of_code(said)
    except slots.NotACode:
        key = slots.key_from(slots.read(database), said)
    return _proved(database, key)


def _by_security_key(database: Path, credential: str, secret: str) -> bytes:
    try:
        given = slots.of_letters(secret)
    except ValueError:
        raise slots.NoSlotOpens from None
    return _proved(database, slots.key_by(slots.read(database), credential=credential, secret=given))


def _proved(database: Path, key: bytes) -> bytes:
    """Held from here on, if it opens the database, or if there is none yet. What was held before stays otherwise."""
    if database.exists() and database.stat().st_size:
        with closing(open_file(database, key=held.page_key_of(key), isolation_level=None)) as connection:
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except dbapi2.DatabaseError:
                raise WrongKey from None
    held.hold(key)
    return key
