"""Promises 4, 6, 7, 11, 13 and 16."""

import pytest

from serai.files.choices import Form
from serai.files.rules.drawing import Drawn
from serai.proofs.operations import apart, leaving, pictured
from serai.proofs.rules import State, derived

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "act", [apart.seal, apart.ring, apart.subtract, leaving.leave, leaving.withdraw, pictured.picture]
)
def test_the_promise_is_kept(ground, act):
    found = act(ground)
    assert found.state == State.KEPT, found


def test_notes_that_are_not_sealed_are_found(ground, monkeypatch):
    def write(*, by, opened, person, written):
        person.occupation = written.words
        person.save()

    monkeypatch.setattr(apart, "write", write)
    assert apart.seal(ground).state == State.BROKEN


def test_an_emergency_that_does_not_end_is_found(ground, monkeypatch):
    monkeypatch.setattr(apart, "running", lambda **asked: None)
    found = apart.ring(ground)
    assert found.state == State.BROKEN
    assert "it closes by itself" in found.told


def test_a_gate_that_forgets_who_took_it_back_is_found(ground, monkeypatch):
    monkeypatch.setattr(leaving, "gate", lambda recipient, ask, known: leaving.Verdict(ask.fields, consent=1))
    assert leaving.leave(ground).state == State.BROKEN
    assert leaving.withdraw(ground).state == State.BROKEN


def test_a_picture_that_is_kept_as_it_came_is_found(ground, monkeypatch):
    monkeypatch.setattr(pictured, "draw", lambda content: Drawn(Form.PICTURE, 1, content))
    assert pictured.picture(ground).state == State.BROKEN


def test_what_stands_alone_in_a_sum_is_worked_out_and_what_stands_with_another_is_not():
    sums = [("all", ["a", "b", "c"]), ("girls", ["a", "d"])]
    assert derived({"all": 9, "b": 2}, sums) == set()
    assert derived({"all": 9, "b": 2, "c": 4}, sums) == {"a"}
    assert derived({"all": 9, "b": 2, "c": 4, "girls": 5}, sums) == {"a", "d"}
    assert derived({"all": 6, "b": 6}, sums) == {"a", "c"}
