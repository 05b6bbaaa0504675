"""In an emergency at night the nurse reads one sealed file, because a reader of it lets her: two people, one hour."""

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.centres.choices import Role
from serai.sealed.access import Ring, opened_here
from serai.sealed.choices import Kind
from serai.sealed.demo import PASSPHRASE
from serai.sealed.operations import compartments, files, own_key
from serai.sealed.operations.files import Written
from serai.watch.models import Asking, EmergencyOpening
from tests.journeys.walks import Walk

WORDS = "Her brother must not learn where she is."
TELEPHONE = 360


@pytest.fixture
def people(posted, harbour, bilal):
    """Hana, the nurse; Grace, who reads what was told of violence; Bilal, of whom something was."""
    hana, grace = posted("hana", Role.HEALTH, harbour), posted("grace", Role.GBV, harbour)
    ring = Ring(grace.user_id, own_key.make_key(by=grace, passphrase=PASSPHRASE), b"")
    compartments.set_up(by=grace, kind=Kind.GBV)
    (opened,) = opened_here(posting=grace, ring=ring)
    files.write(by=grace, opened=opened, person=bilal, written=Written("talk", WORDS, timezone.localdate()))
    return hana, grace, bilal


@pytest.mark.parametrize("language", ["en", "ar"])
def test_two_people_open_a_sealed_file_for_an_hour(walk_in, people, language):
    hana, grace, bilal = people
    night, reader = walk_in(language, width=TELEPHONE), walk_in(language, width=TELEPHONE)

    opens_an_emergency(night, hana, bilal)
    night.is_clean()
    night.press_on(night.page.locator(f"main button[name=kind][value={Kind.GBV}]"))
    night.is_clean()
    asking = Asking.objects.get(kind=Kind.GBV)
    assert WORDS not in night.text

    reader.sign_in(grace)
    reader.go(reverse("sealed:unlock"))
    reader.fill("passphrase", PASSPHRASE)
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    reader.go(reverse("watch:release", args=[asking.pk]))
    reader.is_clean()
    reader.press_on(reader.page.locator("main button[value=let]"))
    reader.is_clean()

    night.go(reverse("watch:released", args=[asking.pk]))
    night.is_clean()
    assert WORDS in night.text


def opens_an_emergency(walk: Walk, posting, person) -> None:
    """By typing; the password is asked for again."""
    walk.sign_in(posting)
    walk.go(reverse("watch:begin", args=[person.public_id]))
    walk.is_clean()
    walk.choose("reason", "life")
    walk.fill("why", "She lost consciousness in the night.")
    walk.press_button("Open for one hour")
    assert EmergencyOpening.objects.exists(), walk.text
