"""Ids of another centre, put where a form or an address of one's own names something; and the frame of a page, which
the matrix leaves out (test_matrix.py)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.centres.rules import permissions_of
from serai.centres.tests.factories import PostingFactory
from serai.imports.models import ImportBatch
from serai.people.models import Consent, Person
from serai.reception.models import HeadCount, QueueToken, Visit
from serai.referrals.models import Referral
from serai.screening.models import Flag, Task
from tests.insider.policy import WHO
from tests.insider.world import (
    KNOWN,
    NO_LOOKUP,
    NO_PK,
    NOBODY,
    WITH_IDS,
    Side,
    address,
    answer,
    as_kept,
    browser_of,
)


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.MANAGER, Role.DATA_PROTECTION, Role.DATA_OFFICER])
def test_the_whole_page_of_what_is_out_of_reach_is_that_of_what_does_not_exist(world, harbour, role):
    """Statement 26, with the frame around the page, to the last byte and query."""
    browser = browser_of(PostingFactory(role=role, centre=harbour))
    browser.get(reverse("centres:today"))  # so that nothing is looked up for the first time below
    compared = 0
    for door in (door for door in WITH_IDS if role in WHO[door.name] and door.name not in NO_LOOKUP):
        nothing, theirs = (
            answer(browser, "GET", address(door, whose, world.service)) for whose in (Side(), world.there)
        )
        assert theirs == nothing, door.name
        compared += theirs[0] == 404
    assert compared >= 5


def test_an_id_of_another_centre_inside_an_address_of_ones_own_is_nothing_too(world, harbour):
    worker = browser_of(PostingFactory(centre=harbour, role=Role.CASEWORKER))
    manager = browser_of(PostingFactory(centre=harbour, role=Role.MANAGER))
    consents = [world.there.consent, NO_PK]
    desks = [world.there.desk, "QQ"]
    one, other = (answer(worker, "POST", reverse("people:withdraw", args=[world.here.person, pk])) for pk in consents)
    assert (one, one[0]) == (other, 404)
    one, other = (answer(manager, "POST", reverse("centres:set_desk", args=["HAR", desk])) for desk in desks)
    assert (one, one[0]) == (other, 404)


def test_a_body_that_names_what_belongs_to_another_centre_does_nothing(world, harbour):
    """Desks, people and tokens in a form's body are looked up in reach, never by themselves."""
    worker = browser_of(PostingFactory(centre=harbour, role=Role.CASEWORKER))
    before = as_kept(world.there.rows)
    at, today = world.here, timezone.localdate()
    code = Person.objects.get(public_id=world.there.person).code
    lot = {"on": today, "session": NOBODY, "mode": "direct", "why_again": "", "person": world.there.person}
    number = QueueToken.objects.get(pk=world.there.token).number
    sendings = [
        (reverse("reception:hand_over", args=[at.token]), {"desk": world.there.desk}),
        (reverse("reception:give_token", args=[at.visit]), {"desk": world.there.desk}),
        (reverse("reception:triage", args=[at.visit]), {"level": "green", "desk": world.there.desk, "version": 1}),
        (reverse("reception:arrive_person", args=[at.person]), {"token": number, "client_token": NOBODY}),
        (reverse("reception:left_earlier"), {"visit": world.there.visit}),
        (reverse("assistance:give_many", args=["MEAL"]), lot),
        (reverse("assistance:give_many", args=["MEAL"]), lot | {"codes": code}),
        (reverse("registration:open_here"), {"typed": code}),
        (reverse("search:search"), {"typed": code}),
        (reverse("centres:choose_posting"), {"posting": world.there.posting}),
    ]
    doubled = [(url, {name: ["", value, value] for name, value in body.items()}) for url, body in sendings]
    for url, body in sendings + doubled:  # the same parameter three times is answered as once
        response = worker.post(url, body)
        assert response.status_code in {200, 302, 404}, url
        assert "MarkerSTA" not in response.text, url
        assert str(world.there.person) not in response.headers.get("Location", ""), url
    assert as_kept(world.there.rows) == before
    assert QueueToken.objects.get(pk=at.token).desk.centre == harbour
    assert not QueueToken.objects.filter(desk__code=world.there.desk).exclude(pk=world.there.token).exists()


def test_an_import_goes_to_a_centre_in_reach_only(world, harbour, station):
    officer = browser_of(PostingFactory(centre=harbour, role=Role.DATA_OFFICER))
    file = SimpleUploadedFile("../../list.csv", b"name\nMarker\n")
    page = officer.post(reverse("imports:new"), {"file": file, "centre": station.pk})
    assert page.status_code == 200
    assert ImportBatch.objects.filter(centre=station).count() == 1
    assert not ImportBatch.objects.exclude(file_name="list.csv").exists()


def test_no_form_is_taken_from_another_site(world, harbour):
    browsers = {
        role: browser_of(PostingFactory(centre=harbour, role=role), enforce_csrf_checks=True) for role in Role.values
    }
    before = as_kept(world.here.rows)
    for door in KNOWN:
        role = next(role for role in Role.values if not door.needs or door.needs in permissions_of(role))
        url = address(door, world.here, world.service)
        response = browsers[role].post(url, {"step": "typed-elsewhere"}, headers={"Origin": "https://evil.example"})
        assert response.status_code == 403, door.name
        assert "typed-elsewhere" not in response.text, door.name
    assert as_kept(world.here.rows) == before


def test_the_rows_that_the_attacks_must_not_change_are_all_there(world):
    kinds = {type(row) for row in world.there.rows}
    assert {Person, Visit, QueueToken, HeadCount, Flag, Task, Referral, Consent, ImportBatch, Posting} <= kinds
