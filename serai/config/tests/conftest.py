import json
import shutil
from collections import namedtuple
from datetime import date, datetime
from pathlib import Path

import pytest
from django.utils import timezone

from serai.accounts.tests.factories import UserFactory
from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.codes.models import Place
from tests.second_line import as_the_pages

Disk = namedtuple("Disk", "total used free")


@pytest.fixture(autouse=True)
def _the_command_speaks_english(monkeypatch):
    """Whatever the language of the machine that runs the tests."""
    monkeypatch.setenv("SERAI_LANGUAGE", "en")


@pytest.fixture
def one_place(db) -> Place:
    return Place.objects.create(pcode="DJ01", name="Djibouti", folded="djibouti", level=1, country="DJI")


def note_a_backup(home: Path, at: datetime) -> None:
    said = {"at": at.isoformat(), "path": "elsewhere.age"}
    (home / "backup/last.json").write_text(json.dumps(said))


@pytest.fixture
def healthy(one_place, settings, tmp_path, monkeypatch):
    """An installation with nothing wrong, on a disk with room."""
    settings.HOME = tmp_path
    tmp_path.chmod(0o700)
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "staticfiles.json").touch()
    settings.ALLOWED_HOSTS = ["localhost"]
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Disk(0, 0, 5_000_000_000))
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup/recipients").write_text("age1invented")
    note_a_backup(tmp_path, timezone.now())
    Posting.objects.create(user=UserFactory(), role=Role.ADMINISTRATOR, starts_on=date(2020, 1, 1))
    with as_the_pages():
        yield settings
