"""The drill with papers: they come back with a backup, and what was erased or removed since does not."""

from argparse import Namespace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from serai.centres.tests.factories import CentreFactory, PostingFactory
from serai.config import console_disk
from serai.files.models import Paper
from serai.files.operations.papers import open_paper, remove_paper
from serai.files.tests.conftest import shelf_of
from serai.files.tests.factories import PaperFactory, drawn
from serai.people.tests.factories import PersonFactory
from serai.privacy.operations.erasing import erase
from serai.vault import held, moving, operations, slots, staging
from serai.vault.tests.conftest import _no_real_database, identity, installation

KEY = bytes(range(32))
__all__ = ["_no_real_database", "identity", "installation"]


@pytest.fixture(autouse=True)
def home(installation) -> Path:
    return installation


def test_papers_come_back_and_what_was_destroyed_since_does_not(home, identity):
    centre = CentreFactory(code="HAR")
    by, people = PostingFactory(centre=centre), [PersonFactory(registered_at=centre) for _ in range(3)]
    stays, removed, erased = [PaperFactory(centre=centre, person=person, by=by) for person in people]
    (home.parent / "usb").mkdir()
    path = operations.make_backup(to=home.parent / "usb", keep=timedelta(days=35)).path
    remove_paper(by=by, paper=removed, reason="asked")
    erase(by=None, person=people[2])
    late = PaperFactory(centre=centre, person=people[0], by=by)
    assert {found.name for found in shelf_of()} == {stays.stored_as, late.stored_as}

    done = operations.restore_backup(path=path, identity=identity, replace=True)

    assert (done.steps["papers removed since"], done.steps["people erased since"]) == (1, 1)
    (back,) = Paper.objects.select_related("consent", "person")
    assert back.pk == stays.pk
    assert open_paper(by=by, person=back.person, paper=back, purpose="service") == drawn().content
    on_the_shelf = {found.name for found in shelf_of()}
    assert on_the_shelf >= {stays.stored_as}
    assert not on_the_shelf & {removed.stored_as, erased.stored_as}


def test_on_a_new_machine_the_papers_open_with_the_keys_that_come_along(home, identity):
    centre = CentreFactory(code="HAR")
    by, person = PostingFactory(centre=centre), PersonFactory(registered_at=centre)
    paper = PaperFactory(centre=centre, person=person, by=by)
    (home.parent / "usb").mkdir()
    path = operations.make_backup(to=home.parent / "usb", keep=timedelta(days=35)).path
    for found in shelf_of():
        found.unlink()
    operations.restore_backup(path=path, identity=identity, replace=True)
    back = Paper.objects.select_related("consent", "person").get(pk=paper.pk)
    assert open_paper(by=by, person=back.person, paper=back, purpose="service") == drawn().content


def test_papers_still_open_after_serai_decrypt(home, monkeypatch):
    """`serai decrypt` seals their keys anew before the key of the database is gone."""
    if connection.vendor != "sqlite":
        return  # PostgreSQL lies on an encrypted disk: docs/guard.md
    database, before = home / "serai.sqlite3", held.main_key() if held.is_held() else b""
    connection.close()
    if slots.is_encrypted(database):
        moving.decrypt(database)
    held.hold(KEY)
    moving.encrypt(database)
    with staging.working_on(str(database)):
        centre = CentreFactory(code="HAR")
        by, person = PostingFactory(centre=centre), PersonFactory(registered_at=centre)
        PaperFactory(centre=centre, person=person, by=by)
        monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(database))
        monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "serai.vault.sqlcipher")
        assert console_disk.decrypt(Namespace()) == 0
    held.let_go()
    with staging.working_on(str(database)):
        back = Paper.objects.select_related("consent", "person").get()
        assert open_paper(by=by, person=back.person, paper=back, purpose="service") == drawn().content
    if before:
        held.hold(before)
