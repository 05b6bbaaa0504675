"""Promises 9 and 18: erasing and bringing back; and what the proofs say when something is left, or missing."""

import pytest

from serai.proofs.operations import erased
from serai.proofs.rules import State

pytestmark = pytest.mark.django_db


def test_of_who_was_erased_nothing_can_be_read_and_the_others_and_the_figures_stay(ground):
    found = erased.erase(ground)
    assert found.state == State.KEPT, found


def test_erasing_that_leaves_something_is_found(ground, monkeypatch):
    monkeypatch.setattr(erased, "erase_person", lambda *, by, person: person.names.all().delete())
    assert erased.erase(ground).state == State.BROKEN


def test_a_backup_comes_back_row_by_row(ground):
    found = erased.restore(ground)
    assert found.state == State.KEPT, found
