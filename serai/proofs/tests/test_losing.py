"""Promise 1 on both engines. What only one of them can be asked is in test_on_sqlite.py and test_on_postgres.py."""

import pytest

from serai.proofs import cut_disk
from serai.proofs.operations import losing
from serai.proofs.rules import State

pytestmark = pytest.mark.django_db


def test_of_a_killed_process_nothing_acknowledged_is_lost(desk, module_ground):
    losses = losing.killed(desk, module_ground.effort)
    assert losses.is_nothing_lost, losses
    assert losses.ends == module_ground.effort.kills
    assert losses.acknowledged >= losses.ends


def test_where_no_write_can_be_watched_nothing_is_called_kept(module_ground, monkeypatch):
    monkeypatch.setattr(cut_disk, "can_watch", lambda *, encrypted: False)
    assert losing.fill(module_ground).state == State.NOT_TRIED
    assert losing.cut(module_ground).state != State.KEPT
