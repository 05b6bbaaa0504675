"""Promise 10."""

from dataclasses import replace

import pytest

from serai.audit import checkpoints, keys
from serai.audit.models import Entry
from serai.proofs import scratch
from serai.proofs.operations import tampered
from serai.proofs.rules import State

pytestmark = pytest.mark.django_db


def test_every_tampering_is_found_and_none_that_was_not_done(ground):
    with scratch.made(beside=ground.home) as there, scratch.working_in(there):
        tried, found, whole = tampered.tampered(ground.effort.tamperings, kinds=tampered.KINDS)
    assert (tried, found, whole) == (ground.effort.tamperings, ground.effort.tamperings, True)


def test_what_is_not_found_is_counted_as_not_found(ground):
    """A hand that changes nothing, one that changes a line, and so on in turn."""
    with scratch.made(beside=ground.home) as there, scratch.working_in(there):
        tried, found, _whole = tampered.tampered(10, kinds=[lambda hand: None, tampered.alter])
    assert (tried, found) == (10, 5)


def test_a_trail_without_a_checkpoint_is_said_not_to_have_been_read(ground):
    with scratch.made(beside=ground.home) as there, scratch.working_in(there):
        is_whole, told = tampered.of_this_installation()
        assert not keys.folder().exists()
    assert is_whole
    assert "no checkpoint yet and was not read" in told


def test_the_trail_of_the_installation_is_read_and_told(ground):
    with scratch.made(beside=ground.home) as there, scratch.working_in(there):
        tampered.lay()
        assert tampered.of_this_installation() == (
            True, f"This installation’s own trail was read, {Entry.objects.count()} lines, and is whole."
        )  # fmt: skip
        tampered.drop_triggers()
        Entry.objects.filter(seq=3).update(purpose="x")
        found = tampered.tamper(replace(ground, home=there.home))
    assert found.state == State.BROKEN
    assert "not whole" in found.told


def test_a_trail_whose_keys_are_gone_is_not_whole_and_none_are_made(ground):
    with scratch.made(beside=ground.home) as there, scratch.working_in(there):
        checkpoints.keep()
        keys.forget()
        (keys.folder() / keys.SEALING).unlink(missing_ok=True)
        (keys.folder() / keys.SIGNING).unlink()
        assert not tampered.of_this_installation()[0]
        assert not (keys.folder() / keys.SIGNING).exists()
