"""Promise 17: what a log tells; and the markers that are looked for."""

import pytest

from serai.config.doors import doors
from serai.proofs import markers
from serai.proofs.ground import Ground, Page
from serai.proofs.operations import stolen
from serai.proofs.rules import State

pytestmark = pytest.mark.django_db


def test_markers_are_found_as_utf_8_and_as_utf_16():
    assert markers.in_bytes(b"\0\1Zq000007Kx..") == {"Zq000007Kx"}
    assert markers.in_bytes("Zq000008Kx".encode("utf-16-le")) == {"Zq000008Kx"}
    assert markers.in_bytes(b"Zq00007Kx") == set()


def test_no_marker_stands_in_the_log_and_without_its_filter_some_do(module_ground):
    pages = [
        Page(door.name, door.route, door.needs) for door in doors() if "<slug" in door.route or "<str" in door.route
    ]
    found = stolen.log(Ground(module_ground.home, module_ground.is_encrypted, module_ground.effort, pages[:12]))
    assert found.state == State.KEPT, found


def test_a_log_in_which_nothing_is_found_without_its_filter_either_proves_nothing(module_ground, monkeypatch):
    monkeypatch.setattr(stolen, "logged", lambda ground, *, plain: (3, 9, 0))
    found = stolen.log(module_ground)
    assert found.state == State.BROKEN
    assert "taken off: 0. It must not be so" in found.told
