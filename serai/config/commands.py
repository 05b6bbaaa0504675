"""Every command that can be typed at the machine: who may, the most sensitive that passes through it, and what for.

Nobody at a desk types these: they work for whoever runs the machine (docs/guard.md, *Whom we trust*). The program does
not start while a command stands in no row, or a row names no command (config/checks.py).
"""

from argparse import _SubParsersAction
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.core.management import get_commands

from serai.codes.levels import Level
from serai.config import console
from serai.privacy.levels import P0, P1, P2, P3, P4


class Who(StrEnum):
    """Who can run a command at all."""

    MACHINE = "whoever runs programs here as the account of the installation"
    SLOT = "the same, with a passphrase of a slot or the recovery code"
    KEY = "the same, with the private key of the backups for what it opens"


@dataclass(frozen=True)
class Row:
    """What the policy says of one command: for whom, how sensitive what it opens is, and what for."""

    who: Who
    level: Level
    aim: str


FRAMEWORK = "manage.py …"
COMMANDS: Mapping[str, Row] = {
    "demo": Row(Who.MACHINE, P0, "to try Serai with invented people"),
    "setup": Row(Who.MACHINE, P1, "to begin an installation"),
    "serve": Row(Who.MACHINE, P0, "to serve the pages; what they show is for who signs in"),
    "upgrade": Row(Who.MACHINE, P0, "to bring the tables up to a version"),
    "doctor": Row(Who.MACHINE, P1, "to find what is wrong; counts and days, nobody served"),
    "audit": Row(Who.MACHINE, P1, "to prove the trail whole; pseudonyms, nobody served"),
    "verify-promises": Row(Who.MACHINE, P1, "to try the promises out, with invented people"),
    "backup": Row(Who.KEY, P4, "to keep everything, sealed to a key that is elsewhere"),
    "restore": Row(Who.KEY, P4, "to bring everything back"),
    "encrypt": Row(Who.MACHINE, P4, "to encrypt the whole database"),
    "decrypt": Row(Who.SLOT, P4, "to leave the whole database open on the disk"),
    "unlock": Row(Who.SLOT, P0, "to let the server read the database"),
    "lock": Row(Who.MACHINE, P0, "to close everything"),
    "slots": Row(Who.SLOT, P0, "to say who may unlock"),
    "panic": Row(Who.MACHINE, P0, "to close everything and take the slots away"),
    "link": Row(Who.MACHINE, P2, "to look for two files of one person; numbers are printed, nobody served"),
    "remind": Row(Who.MACHINE, P2, "to send a day and a time to telephones that are safe; counts are printed"),
    "import_services": Row(Who.MACHINE, P1, "to take a list of services into the directory"),
    "load_places": Row(Who.MACHINE, P0, "to take in the names of places"),
    "seed": Row(Who.MACHINE, P0, "to fill the demo with invented people"),
    FRAMEWORK: Row(Who.MACHINE, P3, "the framework's own, for upkeep; they read what the database account reads"),
}


def known() -> Iterator[str]:
    """The commands there are."""
    for action in console.parser()._actions:
        if isinstance(action, _SubParsersAction):
            yield from action.choices
    yield from (name for name, room in get_commands().items() if str(room).startswith("serai."))
    yield FRAMEWORK


def disagreements() -> list[str]:
    """Commands in no row, and rows of no command."""
    return sorted(COMMANDS.keys() ^ set(known()))
