"""Promise 1, tried quickly: nothing acknowledged is lost, and where the guard is taken away something is."""

from dataclasses import replace

import pytest
from django.db import connection

from serai.proofs import cut_disk
from serai.proofs.operations import losing
from serai.proofs.rules import State
from serai.ui.errors import DISK_IS_FULL

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def desk(module_ground):
    with losing.desk(module_ground, encrypted=module_ground.is_encrypted) as here:
        yield here


def test_of_a_killed_process_nothing_acknowledged_is_lost(desk, module_ground):
    losses = losing.killed(desk, module_ground.effort)
    assert losses.is_nothing_lost, losses
    assert losses.ends == module_ground.effort.kills


def test_a_cut_of_power_loses_nothing_but_with_settings_that_do_not_wait_for_the_disk(desk, module_ground):
    if connection.vendor == "postgresql":
        return  # below
    kept = losing.cut_off(desk, 2)
    assert kept.is_nothing_lost, kept
    control = losing.cut_off(desk, 1, synchronous="NORMAL")
    assert 0 < control.lost <= control.acknowledged
    assert not control.damaged


def test_on_a_full_disk_nothing_is_lost_the_page_says_why_and_work_goes_on(desk):
    if connection.vendor == "postgresql":
        return
    found = losing.filled(desk, sentence=str(DISK_IS_FULL))
    assert found.state == State.KEPT, found


def test_a_page_that_does_not_say_why_would_be_found(desk):
    if connection.vendor == "postgresql":
        return
    assert losing.filled(desk, sentence="No page says this.").state == State.BROKEN


def test_where_python_hides_its_sqlite_an_encrypted_file_is_cut_instead(module_ground, monkeypatch):
    if connection.vendor == "postgresql":
        return
    monkeypatch.setattr(cut_disk, "can_watch", lambda *, encrypted: encrypted)
    found = losing.cut(replace(module_ground, is_encrypted=False))
    assert found.state == State.KEPT, found
    assert "hides its writes" in found.told


def test_where_no_write_can_be_watched_nothing_is_called_kept(module_ground, monkeypatch):
    monkeypatch.setattr(cut_disk, "can_watch", lambda *, encrypted: False)
    assert losing.fill(module_ground).state == State.NOT_TRIED
    if connection.vendor == "sqlite":
        assert losing.cut(module_ground).state == State.NOT_TRIED


def test_postgresql_that_does_not_wait_for_its_disk_breaks_the_promise(module_ground):
    """The PostgreSQL of the tests is such a one."""
    if connection.vendor == "postgresql":
        assert losing.cut(module_ground).state == State.BROKEN
        assert losing.fill(module_ground).state == State.NOT_TRIED
