"""Promise 10."""

import pytest

from serai.proofs import scratch
from serai.proofs.operations import tampered

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
