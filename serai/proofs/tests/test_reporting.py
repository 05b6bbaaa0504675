"""Promise 20."""

import pytest

from serai.complaints import operations
from serai.proofs.operations import reporting
from serai.proofs.rules import State
from serai.sealed.models import Compartment
from serai.sealed.operations import network

pytestmark = pytest.mark.django_db


def test_the_promise_is_kept(ground):
    found = reporting.report(ground)
    assert found.state == State.KEPT, found


def test_reports_that_leave_a_line_of_who_was_there_are_found(ground, monkeypatch):
    usual = operations.write_report

    def telling(*, by, **more):
        network.note(by=by, compartment=Compartment.objects.get(), did="written")
        return usual(by=by, **more)

    monkeypatch.setattr(operations, "write_report", telling)
    found = reporting.report(ground)
    assert found.state == State.BROKEN
    assert "Lines of the trail: 20." in found.told


def test_a_search_that_finds_not_even_a_name_proves_nothing(ground, monkeypatch):
    usual = reporting.registered
    monkeypatch.setattr(reporting, "registered", lambda by, word: usual(by, "Another"))
    found = reporting.report(ground)
    assert found.state == State.BROKEN
    assert "which is not sealed: not found. It must not be so" in found.told
