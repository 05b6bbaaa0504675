import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Count

from serai.audit import acts
from serai.audit.models import Entry
from serai.centres.models import Centre
from serai.codes.words import Words
from serai.vault import held, slots
from serai.vault.choices import ENDINGS, KINDS, LAST, PASSPHRASE, RECIPIENTS, SECURITY_KEY


@dataclass(frozen=True)
class LastBackup:
    """The latest backup that is here."""

    at: datetime
    path: Path


def recipients() -> list[str]:
    """The public halves that backups are sealed to, one a line; other lines are remarks."""
    path = Path(settings.HOME) / RECIPIENTS
    lines = path.read_text(encoding="utf-8").split() if path.exists() else []
    return [word for word in lines if word.startswith("age1")]


def last_backup() -> LastBackup | None:
    """When the last backup was made, and where it lies; None before the first."""
    path = Path(settings.HOME) / LAST
    if not path.exists():
        return None
    said = json.loads(path.read_text(encoding="utf-8"))
    return LastBackup(at=datetime.fromisoformat(said["at"]), path=Path(said["path"]))


@dataclass(frozen=True)
class Way:
    """One slot, as a page shows it; `code` names it in a form."""

    code: str
    name: str
    kind: str
    made: date
    host: str = ""
    is_last: bool = False  # the last passphrase stays

    @property
    def label(self) -> Words:
        return KINDS[self.kind]


@dataclass(frozen=True)
class Ended:
    """What ended at a centre since a backup, so many times; `centre` is empty for the network."""

    centre: str
    act: Words
    times: int


def ended_since(moment: datetime) -> list[Ended] | None:
    """What a backup of that moment would make hold again, as the trail of the data that are here tells it; None when
    they cannot be read, as after a crash or on a new machine."""
    lines = Entry.objects.filter(at__gt=moment, act__in=ENDINGS).values_list("centre_id", "act")
    try:
        with transaction.atomic():
            found = sorted(lines.annotate(times=Count("pk")))
            codes = dict(Centre.objects.values_list("pk", "code"))
    except (DatabaseError, held.Locked):
        return None
    words = acts.declared()
    return [Ended(codes.get(centre, ""), words[act], times) for centre, act, times in found]


def database() -> Path:
    """The file of the database, on SQLite."""
    return Path(str(connection.settings_dict["NAME"]))


def ways_to_unlock() -> list[Way]:
    """Who may unlock: passphrases first. Raises CannotOpen for a damaged file of slots."""
    found = slots.read(database())
    alone = len(found.slots) == 1
    words = [Way(_code(one.name), one.name, PASSPHRASE, _day(one.made), is_last=alone) for one in found.slots]
    return words + [Way(_code(one.name), one.name, SECURITY_KEY, _day(one.made), one.host) for one in found.keys]


def _day(written: str) -> date:
    return date.fromisoformat(written)


def _code(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:12]
