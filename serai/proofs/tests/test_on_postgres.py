"""What the proofs say where the files are PostgreSQL's own: on SQLite these tests are not collected."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from serai.proofs import scratch
from serai.proofs.operations import losing, stolen
from serai.proofs.rules import State

pytestmark = pytest.mark.django_db


def test_postgresql_that_does_not_wait_for_its_disk_breaks_the_promise(module_ground):
    """The PostgreSQL of the tests is such a one."""
    found = losing.cut(module_ground)
    assert found.state == State.BROKEN
    assert "fsync=off" in found.told


@pytest.mark.parametrize("act", [losing.fill, stolen.take])
def test_what_cannot_be_tried_there_is_not_called_kept(module_ground, act):
    assert act(module_ground).state == State.NOT_TRIED


def test_further_databases_are_copied_from_the_first_and_none_is_left(module_ground):
    home = module_ground.home
    with scratch.with_a_pattern(beside=home), scratch.made(beside=home) as there, scratch.working_in(there):
        assert len(MigrationRecorder(connection).applied_migrations()) > 50
        assert "people_person" in connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'serai_proofs_%'")
        assert cursor.fetchall() == []
