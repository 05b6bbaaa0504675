"""Nadia reads reports, at no centre; Mona manages Harbour, where Gabriel is a guard."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from serai.centres.choices import Role
from serai.complaints import operations
from serai.complaints.operations import Told
from serai.sealed.access import Opened, Ring, opened_here
from serai.sealed.choices import Kind
from serai.sealed.operations import compartments, own_key

WORDS = "seven green lamps by the river"
MARK = "zanzibarmarker"
SAID = Told(
    what=f"{MARK} The manager Mona asked her for more than was right before he gave the blanket.",
    reporter="themselves",
    about="exploitation",
    by_whom="staff",
    alias=f"{MARK} Rose",
    sex="female",
    age_band="15-17",
    language="amh",
    where=f"{MARK} behind the store",
    when="Tuesday",
    may_call="yes",
    safe_way=f"{MARK} through her aunt",
    offered=["health"],
)


@pytest.fixture
def ring():
    """Somebody's unlocked key; made with the first request for it."""
    kept: dict[int, Ring] = {}

    def of(posting) -> Ring:
        if posting.user_id not in kept:
            kept[posting.user_id] = Ring(posting.user_id, own_key.make_key(by=posting, passphrase=WORDS), b"")
        return kept[posting.user_id]

    return of


@pytest.fixture
def nadia(posted):
    return posted("nadia", Role.PSEA, None)


@pytest.fixture
def mona(posted, harbour):
    return posted("mona", Role.MANAGER, harbour)


@pytest.fixture
def gabriel(posted, harbour):
    return posted("gabriel", Role.GUARD, harbour)


@pytest.fixture
def begun(nadia, ring):
    """The network's compartment, with Nadia alone in it."""
    ring(nadia)
    return compartments.set_up(by=nadia, kind=Kind.PSEA)


@pytest.fixture
def opened(ring):
    def by(posting) -> Opened:
        return next(iter(opened_here(posting=posting, ring=ring(posting))))

    return by


@pytest.fixture
def reported(begun, gabriel):
    """A report by the guard, who does not say who wrote it."""

    def write(number=1, *, by=gabriel, told=SAID, named=False) -> str:
        return operations.write_report(by=by, token=UUID(int=number), told=told, named=named)

    return write


@pytest.fixture
def unlocked(at_work, ring):
    """A browser in which this posting's user signed in and unlocked."""

    def sign_in(posting) -> Client:
        ring(posting)
        browser = at_work(posting)
        assert browser.post(reverse("sealed:unlock"), {"passphrase": WORDS}).status_code == 302
        return browser

    return sign_in
