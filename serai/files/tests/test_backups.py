"""The drill with papers: they come back with a backup, and what was erased or removed since does not."""

from datetime import timedelta
from pathlib import Path

import pytest

from serai.centres.tests.factories import CentreFactory, PostingFactory
from serai.files.models import Paper
from serai.files.operations.papers import open_paper, remove_paper
from serai.files.tests.conftest import shelf_of
from serai.files.tests.factories import PaperFactory, drawn
from serai.people.tests.factories import PersonFactory
from serai.privacy.operations.erasing import erase
from serai.vault import operations
from serai.vault.tests.conftest import _no_real_database, identity, installation

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
