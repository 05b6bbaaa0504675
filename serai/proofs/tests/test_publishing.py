"""Promise 13."""

import pytest

from serai.proofs.operations import publishing
from serai.proofs.rules import State, derived

pytestmark = pytest.mark.django_db


def test_the_promise_is_kept(ground):
    found = publishing.subtract(ground)
    assert found.state == State.KEPT, found


def test_a_reader_who_cannot_subtract_proves_nothing(ground, monkeypatch):
    monkeypatch.setattr(publishing, "derived", lambda shown, sums: set())
    found = publishing.subtract(ground)
    assert found.state == State.BROKEN
    assert "the small numbers alone: 0. It must not be so" in found.told


def test_what_stands_alone_in_a_sum_is_worked_out_and_what_stands_with_another_is_not():
    sums = [("all", ["a", "b", "c"]), ("girls", ["a", "d"])]
    assert derived({"all": 9, "b": 2}, sums) == set()
    assert derived({"all": 9, "b": 2, "c": 4}, sums) == {"a"}
    assert derived({"all": 9, "b": 2, "c": 4, "girls": 5}, sums) == {"a", "d"}
    assert derived({"all": 6, "b": 6}, sums) == {"a", "c"}
