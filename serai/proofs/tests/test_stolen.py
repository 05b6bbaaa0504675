"""Promises 3 and 17: what a disk and a log tell. The controls are of the proofs themselves."""

import pytest
from django.db import connection

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


@pytest.mark.parametrize("encrypted", [True, False])
def test_an_encrypted_disk_tells_nothing_and_an_open_one_everything(module_ground, encrypted):
    if connection.vendor == "postgresql":
        assert stolen.take(module_ground).state == State.NOT_TRIED
        return
    marked, found = stolen.scanned(module_ground, encrypted=encrypted)
    assert marked > module_ground.effort.markers
    read = markers.everywhere_in(found)
    assert (not read) if encrypted else len(read) == marked
    assert {".age", ".log"} <= set(found)
    assert not found[".age"] | found[".log"]


def test_no_marker_stands_in_the_log_and_without_its_filter_some_do(module_ground):
    pages = [
        Page(door.name, door.route, door.needs) for door in doors() if "<slug" in door.route or "<str" in door.route
    ]
    found = stolen.log(Ground(module_ground.home, module_ground.is_encrypted, module_ground.effort, pages[:12]))
    assert found.state == State.KEPT, found
