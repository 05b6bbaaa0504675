"""Promises 6 and 7."""

import pytest

from serai.proofs.operations import leaving
from serai.proofs.rules import State
from serai.sharing.rules.gate import gate


@pytest.mark.parametrize("act", [leaving.leave, leaving.withdraw])
def test_the_promise_is_kept(ground, act):
    found = act(ground)
    assert found.state == State.KEPT, found


def test_a_gate_that_forgets_who_took_it_back_is_found(ground, monkeypatch):
    monkeypatch.setattr(leaving, "gate", lambda recipient, ask, known: leaving.Verdict(ask.fields, consent=1))
    assert leaving.leave(ground).state == State.BROKEN
    assert leaving.withdraw(ground).state == State.BROKEN


def test_a_control_that_does_not_fail_is_told_and_breaks_the_proof(ground, monkeypatch):
    monkeypatch.setattr(leaving, "open_gate", gate)
    found = leaving.leave(ground)
    assert found.state == State.BROKEN
    assert "lets out what is asked: 0. It must not be so" in found.told
