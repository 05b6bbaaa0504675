"""Grace, the focal point for violence at Harbour, has a key and a compartment; Selam is the supervisor beside her."""

import pytest
from django.test import Client
from django.urls import reverse

from serai.centres.choices import Role
from serai.centres.models import Decision
from serai.centres.operations.decisions import agree
from serai.sealed.access import Opened, Ring, opened_here
from serai.sealed.choices import Kind
from serai.sealed.models import Admission
from serai.sealed.operations import compartments, own_key

WORDS = "seven green lamps by the river"


@pytest.fixture
def grace(posted, harbour):
    return posted("grace", Role.GBV, harbour)


@pytest.fixture
def selam(posted, harbour):
    return posted("selam", Role.SUPERVISOR, harbour)


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
def opened(ring):
    """The compartment as this posting's key opens it now."""

    def by(posting, kind=Kind.GBV) -> Opened:
        return next(one for one in opened_here(posting=posting, ring=ring(posting)) if one.compartment.kind == kind)

    return by


@pytest.fixture
def gbv(grace, ring):
    """Grace's compartment, with no one else in it."""
    ring(grace)
    return compartments.set_up(by=grace, kind=Kind.GBV)


@pytest.fixture
def reads_too(gbv, grace, selam, ring, opened):
    """A second reader, as two persons let them in."""

    def admit(posting):
        ring(posting)
        compartments.propose(by=grace, opened=opened(grace), user=posting.user)
        agree(by=selam, decision=Decision.objects.latest("pk"))
        admission = Admission.objects.get(user=posting.user)
        compartments.hand_over(by=grace, opened=opened(grace), admission=admission)
        return posting

    return admit


@pytest.fixture
def unlocked(at_work, ring):
    """A browser in which this posting's user signed in and unlocked."""

    def sign_in(posting) -> Client:
        ring(posting)
        browser = at_work(posting)
        assert browser.post(reverse("sealed:unlock"), {"passphrase": WORDS}).status_code == 302
        return browser

    return sign_in
