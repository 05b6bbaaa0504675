import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from serai.vault.choices import LAST, RECIPIENTS


@dataclass(frozen=True)
class LastBackup:
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
