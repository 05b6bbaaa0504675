"""Nadia reads reports, at no centre; Mona manages Harbour, where Gabriel is a guard."""

from uuid import UUID

import pytest

from serai.centres.choices import Role
from serai.complaints import operations
from serai.complaints.operations import Told
from serai.sealed.access import Opened, opened_here
from serai.sealed.choices import Kind
from serai.sealed.operations import compartments
from serai.sealed.tests.conftest import ring, unlocked

__all__ = ["ring", "unlocked"]

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
