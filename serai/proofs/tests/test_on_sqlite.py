"""Promises 1 and 3 where the files are ours: on PostgreSQL these tests are not collected."""

from dataclasses import replace

import pytest
from django.db import connection

from serai.proofs import cut_disk, markers, scratch
from serai.proofs.operations import erased, losing, stolen
from serai.proofs.rules import State
from serai.ui.errors import DISK_IS_FULL

pytestmark = pytest.mark.django_db


def test_a_cut_of_power_loses_nothing_but_with_settings_that_do_not_wait_for_the_disk(desk, module_ground):
    kept = losing.cut_off(desk, module_ground.effort)
    assert kept.is_nothing_lost, kept
    control = losing.cut_off(desk, replace(module_ground.effort, cuts=1), synchronous="NORMAL")
    assert 0 < control.lost <= control.acknowledged
    assert not control.damaged


def test_on_a_full_disk_nothing_is_lost_the_page_says_why_and_work_goes_on(desk):
    found = losing.filled(desk, sentence=str(DISK_IS_FULL))
    assert found.state == State.KEPT, found


def test_a_page_that_does_not_say_why_would_be_found(desk):
    assert losing.filled(desk, sentence="No page says this.").state == State.BROKEN


def test_where_python_hides_its_sqlite_an_encrypted_file_is_cut_instead(module_ground, monkeypatch):
    monkeypatch.setattr(cut_disk, "can_watch", lambda *, encrypted: encrypted)
    found = losing.cut(replace(module_ground, is_encrypted=False))
    assert found.state == State.KEPT, found
    assert "hides its writes" in found.told


@pytest.mark.parametrize("encrypted", [True, False])
def test_an_encrypted_disk_tells_nothing_and_an_open_one_everything(module_ground, encrypted):
    marked, found = stolen.scanned(module_ground, encrypted=encrypted)
    assert marked > module_ground.effort.markers
    read = markers.everywhere_in(found)
    assert (not read) if encrypted else len(read) == marked
    assert {".age", ".log"} <= set(found)
    assert not found[".age"] | found[".log"]


def test_every_table_that_takes_words_or_bytes_takes_a_marker(module_ground):
    with scratch.made(beside=module_ground.home) as there, scratch.working_in(there):
        markers.fill_every_column(most=1)
        bare = {name for name, rows in markers.tables().items() if not markers.in_bytes(repr(rows).encode())}
        with connection.cursor() as cursor:
            takes = {name: set(markers._columns(cursor, name).values()) for name in bare}
    assert len(markers.tables()) > len(bare) * 5
    assert not {kind for kinds in takes.values() for kind in kinds if kind.startswith(markers.TAKE_WORDS)}


def test_a_table_that_takes_none_is_named_before_anything_is_called_kept(module_ground):
    with scratch.made(beside=module_ground.home) as there, scratch.working_in(there):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE silent (id integer, told text)")
            cursor.execute("CREATE TRIGGER refuses BEFORE INSERT ON silent BEGIN SELECT RAISE(IGNORE); END")
        with pytest.raises(markers.Unmarked, match="silent"):
            markers.fill_every_column(most=1)


def test_a_search_that_finds_nothing_in_open_files_proves_nothing(module_ground, monkeypatch):
    monkeypatch.setattr(stolen, "scanned", lambda ground, *, encrypted: (60, {"sqlite3": set()}))
    found = stolen.take(replace(module_ground, is_encrypted=True))
    assert found.state == State.BROKEN
    assert "0 of 60 can be read. It must not be so" in found.told


def test_a_search_that_finds_none_of_the_erased_even_without_overwriting_proves_nothing(module_ground, monkeypatch):
    monkeypatch.setattr(erased, "careless", lambda ground: 0)
    found = erased.erase(module_ground)
    assert found.state == State.BROKEN
    assert "0 readable. It must not be so" in found.told
