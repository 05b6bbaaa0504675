from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from serai.files.choices import FOLDER
from serai.files.operations.papers import Told, keep_paper
from serai.files.rules.drawing import draw
from serai.people.choices import Decision, Purpose
from serai.people.operations.consent import record_consent
from serai.people.rules.consent import How, Said
from tests.fuzz.papers import photo

SPOKEN = How("verbal", "eng", certified=True)


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    """A home of its own for each test: its shelf, and its marks of what was erased."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    settings.ERASED = settings.HOME / "erased"
    return settings.HOME


def shelf_of() -> list[Path]:
    return sorted(path for path in (Path(settings.HOME) / FOLDER).rglob("*") if path.is_file())


@pytest.fixture
def agrees(ruth):
    """The person says what of the papers: `agrees(bilal)`."""

    def say(person, decision=Decision.GRANTED, purpose=Purpose.PAPERS, by=ruth, how=SPOKEN):
        return record_consent(by=by, person=person, said=[Said(purpose, decision)], how=how)[0]

    return say


@pytest.fixture
def kept(ruth, agrees):
    """A paper of a person, agreed to and kept."""

    def keep(person, content=None, *, by=ruth, kind="passport", size=(640, 400)):
        agrees(person, by=by)
        told = Told(kind=kind, token=uuid4(), language="amh")
        return keep_paper(by=by, person=person, told=told, drawn=draw(content or photo(size=size)))

    return keep
