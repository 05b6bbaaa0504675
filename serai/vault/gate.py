"""Who opens the data, and how often somebody may try."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3 import dbapi2

from serai.vault import held, slots
from serai.vault.sqlcipher.base import open_file

TRIES, WITHIN = 5, 15 * 60


class WaitFirst(Exception):
    """Too many passphrases were wrong."""


class WrongKey(Exception):
    """This key does not open this database."""


@dataclass
class Gate:
    """One database and the wrong tries of the last quarter of an hour."""

    database: Path
    misses: list[float] = field(default_factory=list)

    def key_for(self, passphrase: str, *, now: float) -> bytes:
        """The key of the data, proved on the database. Raises WaitFirst, NoSlotOpens, WrongKey."""
        self.misses = [miss for miss in self.misses if now - miss < WITHIN]
        if len(self.misses) >= TRIES:
            raise WaitFirst
        try:
            key = key_of(self.database, passphrase)
        except (slots.NoSlotOpens, WrongKey):
            self.misses.append(now)
            raise
        self.misses.clear()
        return key


def key_of(database: Path, said: str) -> bytes:
    """From a passphrase or the recovery code, proved on the database. Raises NoSlotOpens, WrongKey."""
    try:
        key = slots.key_of_code(said)
    except slots.NotACode:
        key = slots.key_from(slots.read(database), said)
    held.hold(key)
    prove(database)
    return key


def prove(database: Path) -> None:
    """The held key opens the database, or there is none yet. Otherwise let go of it. Raises WrongKey."""
    if not database.exists() or not database.stat().st_size:
        return
    connection = open_file(database, key=held.page_key(), isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError:
        held.let_go()
        raise WrongKey from None
    finally:
        connection.close()
