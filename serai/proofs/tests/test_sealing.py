"""Promise 4."""

import pytest

from serai.proofs.operations import sealing
from serai.proofs.rules import State

pytestmark = pytest.mark.django_db


def test_the_promise_is_kept(ground):
    found = sealing.seal(ground)
    assert found.state == State.KEPT, found


def test_notes_that_are_not_sealed_are_found(ground, monkeypatch):
    def write(*, by, opened, person, written):
        person.occupation = written.words
        person.save()

    monkeypatch.setattr(sealing, "write", write)
    assert sealing.seal(ground).state == State.BROKEN


def test_a_search_that_finds_not_even_a_name_proves_nothing(ground, monkeypatch):
    usual = sealing.registered
    monkeypatch.setattr(sealing, "registered", lambda by, word: usual(by, "Another"))
    found = sealing.seal(ground)
    assert found.state == State.BROKEN
    assert "which is not sealed: not found. It must not be so" in found.told
