"""Every address × every role × who the id belongs to × every method: nobody gets further than the table on the wall,
and what is out of reach is, to the last byte and query, what does not exist."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.centres.rules import NETWORK_ROLES, permissions_of
from serai.centres.tests.factories import PostingFactory
from serai.config.doors import Door
from serai.imports.models import ImportBatch
from serai.people.models import Consent, Household, Membership, Person
from serai.people.tests.factories import PersonFactory
from serai.reception.models import HeadCount, QueueToken, Visit
from serai.referrals.models import PartnerDesk, Referral
from serai.screening.models import Flag, Screening, Task
from serai.watch.models import EmergencyOpening
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
    enters,
    foreign,
)


def test_every_address_is_really_there_for_somebody(world, harbour):
    """The ids above are real: some role gets something else than 404 with each."""
    postings = [PostingFactory(centre=harbour, role=role) for role in Role.values]
    partner = next(posting for posting in postings if posting.role == Role.PARTNER)
    referral = Referral.objects.get(public_id=world.here.referral)
    PartnerDesk.objects.create(posting=partner, organization=referral.service.organization)
    child = PersonFactory(child=True, registered_at=harbour)
    household = Household.objects.create(centre=harbour)
    Membership.objects.create(household=household, person=child, role="child", joined_on=child.created_at)
    young = replace(world.here, person=child.public_id)
    asked_by = {world.here.screening: Screening.objects.get(public_id=world.here.screening).filled_by}

    def is_there(door: Door, method: str) -> bool:
        whose = young if door.name in {"registration:child", "registration:household_place"} else world.here
        url = address(door, whose, world.service)
        allowed = [posting for posting in postings if enters(posting, door)]
        if door.name == "screening:thanks":
            allowed = [PostingFactory(user=asked_by[world.here.screening], centre=harbour, role=Role.CASEWORKER)]
        if door.name in {"watch:emergency", "watch:end", "watch:ask_sealed", "watch:released"}:
            opened_by = EmergencyOpening.objects.get(public_id=world.here.emergency).opened_by
            allowed = [PostingFactory(user=opened_by, centre=harbour, role=Role.HEALTH)]
        return any(answer(browser_of(posting), method, url)[0] not in {404, 405} for posting in allowed)

    # A month, a desk in the body; a device of one’s own; a reader of the class.
    by_more_than_the_address = {
        "insights:export",
        "reception:hand_over",
        "accounts:sign_out_device",
        "watch:release",
    }
    looked_for = [door for door in KNOWN if "<" in door.route and door.name not in by_more_than_the_address]
    only_sent_to = [door for door in looked_for if not is_there(door, "GET")]
    closes_last = sorted(only_sent_to, key=lambda door: door.name in {"centres:set_desk", "watch:end"})
    assert [door.name for door in closes_last if not is_there(door, "POST")] == []


DATA = ("privacy:request", "privacy:told", "privacy:letter", "privacy:breach", "privacy:close_breach")
THE_NETWORKS = ("centres:", "imports:", "watch:", "sharing:request", *DATA)  # all of it, by the number of the file
POSTS = [(role, True) for role in Role.values] + [(role, False) for role in sorted(NETWORK_ROLES)]


@pytest.mark.parametrize(("role", "at_a_centre"), POSTS, ids=lambda value: str(value))
def test_out_of_reach_is_what_does_not_exist(world, harbour, role, at_a_centre):
    """Statement 26 for what is hidden, and the need-to-know matrix for everything else."""
    posting = PostingFactory(role=role, centre=harbour if at_a_centre else None)
    browser = browser_of(posting)
    browser.get(reverse("centres:today"))  # so that nothing is looked up for the first time below
    before = as_kept(world.there.rows)
    for door in WITH_IDS:
        if not at_a_centre and door.name.startswith(THE_NETWORKS):
            continue  # the whole network's
        for method in ("GET", "POST"):
            if not enters(posting, door):
                assert answer(browser, method, address(door, world.here, world.service))[0] in {403, 405}, door.name
                continue
            nothing = answer(browser, method, address(door, Side(), world.service))
            assert nothing[0] in NO_LOOKUP.get(door.name, set()) | {404, 405}, (door.name, method)
            for whose in foreign(world, posting, door):
                assert answer(browser, method, address(door, whose, world.service)) == nothing, (door.name, method)
    assert as_kept(world.there.rows) == before


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
        (reverse("people:search"), {"typed": code}),
        (reverse("centres:choose_posting"), {"posting": world.there.posting}),
    ]
    for url, body in sendings:
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


@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_no_other_method_is_a_way_in(world, harbour, method):
    browsers = {role: browser_of(PostingFactory(centre=harbour, role=role)) for role in Role.values}
    before = as_kept(world.here.rows)
    for door in KNOWN:
        role = next(role for role in Role.values if not door.needs or door.needs in permissions_of(role))
        url = address(door, world.here, world.service)
        status = browsers[role].generic(method, url).status_code
        if method == "HEAD" and status != 405:
            assert status == browsers[role].get(url).status_code, door.name
        else:
            assert status == (302 if door.name == "set_language" else 405), door.name
    assert as_kept(world.here.rows) == before


def test_a_stranger_is_led_to_the_sign_in_and_learns_nothing(world):
    stranger = Client()
    for door in KNOWN:
        if door.open_to == "everybody":
            continue
        for whose in (world.here, Side()):
            url = address(door, whose, world.service)
            for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
                response = stranger.generic(method, url)
                assert response.status_code == 302, (door.name, method)
                assert response.headers["Location"].startswith(reverse("accounts:sign_in")), door.name


@pytest.mark.parametrize("why", ["ended", "not begun", "closed account"])
def test_whose_posting_is_over_is_out_at_the_next_request(world, harbour, why):
    """The session was open, and stays open for nothing but one's own account."""
    today = timezone.localdate()
    posting = PostingFactory(centre=harbour, role=Role.CASEWORKER)
    browser = browser_of(posting)
    assert browser.get(reverse("centres:today")).status_code == 200
    match why:
        case "ended":
            Posting.objects.filter(pk=posting.pk).update(ends_on=today - timedelta(days=1))
        case "not begun":
            Posting.objects.filter(pk=posting.pk).update(starts_on=today + timedelta(days=1))
        case _:
            posting.user.is_active = False
            posting.user.save()
    before = as_kept(world.here.rows)
    for door in KNOWN:
        if door.needs:
            for method in ("GET", "POST"):
                response = browser.generic(method, address(door, world.here, world.service))
                assert response.status_code in {302, 405}, door.name
                leads_to = reverse("accounts:sign_in" if why == "closed account" else "centres:choose_posting")
                assert response.status_code == 405 or response.headers["Location"].startswith(leads_to), door.name
    assert as_kept(world.here.rows) == before


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
