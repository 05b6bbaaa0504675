"""Promise 11."""

import pytest

from serai.proofs.operations import emergencies
from serai.proofs.rules import State

pytestmark = pytest.mark.django_db


def test_the_promise_is_kept(ground):
    found = emergencies.ring(ground)
    assert found.state == State.KEPT, found


def test_an_emergency_that_does_not_end_is_found(ground, monkeypatch):
    monkeypatch.setattr(emergencies, "running", lambda **asked: None)
    found = emergencies.ring(ground)
    assert found.state == State.BROKEN
    assert "it closes by itself" in found.told
