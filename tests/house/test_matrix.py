"""Every address × every role × who the id belongs to × every method: nobody gets further than the table on the wall,
and what is out of reach is, to the last byte and query, what does not exist."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from serai.assistance.tests.factories import DeliveryFactory
from serai.centres.choices import Role
from serai.centres.models import Centre, Posting
from serai.centres.rules import NETWORK_ROLES, permissions_of
from serai.centres.tests.factories import OfferedServiceFactory, PostingFactory
from serai.config.doors import Door, doors
from serai.directory.models import Service
from serai.directory.tests.factories import ServiceFactory
from serai.people.choices import Decision, Purpose
from serai.people.models import Consent, Household, ImportBatch, ImportRow, Membership, Person
from serai.people.operations.consent import record_consent
from serai.people.rules.consent import Said
from serai.people.tests.factories import PersonFactory
from serai.reception.models import HeadCount, QueueToken, Visit
from serai.reception.tests.factories import DeskFactory, HeadCountFactory, QueueTokenFactory, VisitFactory
from serai.referrals.models import PartnerDesk, Referral
from serai.referrals.tests.factories import SPOKEN, sent
from serai.screening.choices import Kind
from serai.screening.models import Flag, Screening, Task
from serai.screening.tests.factories import FlagFactory, TaskFactory

NOBODY = UUID(int=0)
NO_PK = 999_999_999
NO_LOOKUP = {"people:why": {200}, "people:file": {302}}  # the reason is asked before anything is looked up
ALL = list(doors())


@dataclass
class Side:
    """One centre with one of everything that an address can name; `Side()` is what does not exist."""

    code: str = "NON"
    person: UUID = NOBODY
    visit: UUID = NOBODY
    flag: UUID = NOBODY
    task: UUID = NOBODY
    screening: UUID = NOBODY
    referral: UUID = NOBODY
    consent: int = NO_PK
    batch: int = NO_PK
    count: int = NO_PK
    token: int = NO_PK
    delivery: int = NO_PK
    posting: int = NO_PK
    desk: str = "QQ"
    rows: list[Model] = field(default_factory=list)


# What an address needs, from a side: written by hand. An address with ids that is not here fails a test below.
Fill = Callable[[Side, Service], list[Any]]
PERSON: Fill = lambda s, _: [s.person]  # noqa: E731
REFERRAL: Fill = lambda s, _: [s.referral]  # noqa: E731
CENTRE: Fill = lambda s, _: [s.code]  # noqa: E731
BATCH: Fill = lambda s, _: [s.batch]  # noqa: E731
VISIT: Fill = lambda s, _: [s.visit]  # noqa: E731
FILL: dict[str, Fill] = {
    **{
        f"people:{name}": PERSON
        for name in ["file", "why", "again", "correct", "card", "consent", "consents", "profile"]
    },
    **{f"people:household{more}": PERSON for more in ["", "_add", "_place", "_leave"]},
    "people:child": PERSON,
    "people:consent_alone": lambda s, _: [s.person, Purpose.CONSULATE],
    "people:profile_topic": lambda s, _: [s.person, "needs"],
    "people:withdraw": lambda s, _: [s.person, s.consent],
    **{f"people:import_{name}": BATCH for name in ["file", "columns", "values", "take", "undo", "discard", "problems"]},
    **{f"reception:{name}": VISIT for name in ["visit", "triage", "give_token", "depart"]},
    "reception:arrive_person": PERSON,
    "reception:gate_correct": lambda s, _: [s.count],
    "reception:queue": lambda s, _: [s.desk],
    "reception:call_next": lambda s, _: [s.desk],
    "reception:hand_over": lambda s, _: [s.token],
    "reception:slip": lambda s, _: [s.token],
    "reception:act_on_token": lambda s, _: [s.token, "start"],
    "screening:task": lambda s, _: [s.task],
    "screening:flag": lambda s, _: [s.flag],
    "screening:thanks": lambda s, _: [s.screening],
    "screening:answers": lambda s, _: [s.screening],
    **{f"screening:{name}": PERSON for name in ["fill", "flags", "factors"]},
    "assistance:give_person": PERSON,
    "assistance:unmet_of_person": PERSON,
    "assistance:undo": lambda s, _: [s.delivery],
    "referrals:choose": PERSON,
    "referrals:make": lambda s, service: [s.person, service.public_id],
    **{
        f"referrals:{n}": REFERRAL
        for n in ["referral", "ask", "send", "override", "step", "word", "withdraw", "letter", "desk_referral"]
    },
    "referrals:act": lambda s, _: [s.referral, "cancel"],
    **{
        f"centres:{n}": CENTRE
        for n in ["centre", "edit", "status", "services", "desks", "staff", "add_account", "give_posting"]
    },
    "centres:set_desk": lambda s, _: [s.code, s.desk],
    "centres:end_posting": lambda s, _: [s.posting],
    "centres:renew_password": lambda s, _: [s.posting],
}
# The same for everybody who may enter: the directory is the network's, the others name no row.
SHARED: dict[str, Fill] = {
    **{f"directory:{name}": (lambda _, s: [s.public_id]) for name in ["service", "edit", "verify", "set_status"]},
    "assistance:give": lambda *_: ["MEAL"],
    "assistance:give_many": lambda *_: ["MEAL"],
    "insights:export": lambda *_: ["csv"],
}


KNOWN = [door for door in ALL if "<" not in door.route or door.name in FILL.keys() | SHARED.keys()]
WITH_IDS = [door for door in KNOWN if door.name in FILL]


def side(centre: Centre, worker: Posting) -> Side:
    """One of everything at this centre."""
    name = {"given": f"Marker{centre.code}"}
    person = PersonFactory(registered_at=centre, code=f"{centre.code}-26-77777-X", name=name)
    referral = sent(by=worker, person=person)
    service_here = Said(Purpose.SERVICES_HERE, Decision.GRANTED)
    (consent,) = record_consent(by=worker, person=person, said=[service_here], how=SPOKEN)
    flag = FlagFactory(centre=centre, person=person, kind=Kind.DISABILITY)
    task = TaskFactory(flag=flag)
    desk = DeskFactory(centre=centre, code=centre.code[:2])
    visit = VisitFactory(centre=centre, person=person)
    token = QueueTokenFactory(desk=desk)
    count = HeadCountFactory(centre=centre)
    delivery = DeliveryFactory(centre=centre, person=person)
    OfferedServiceFactory(centre=centre)
    batch = ImportBatch.objects.create(
        centre=centre, file_name="list.csv", digest="d", columns=["name"], uploaded_by=worker.user
    )
    ImportRow.objects.create(batch=batch, number=2, cells=["Marker"])
    return Side(
        centre.code, person.public_id, visit.public_id, flag.public_id, task.public_id, flag.screening.public_id,
        referral.public_id, consent.pk, batch.pk, count.pk, token.pk, delivery.pk, worker.pk, desk.code,
        [centre, person, referral, consent, flag, task, desk, visit, token, count, delivery, batch, worker],
    )  # fmt: skip


@dataclass
class World:
    here: Side
    there: Side
    hidden: Side  # at the same centre, of a kind that only one role may know of
    service: Service


@pytest.fixture
def world(harbour, station) -> World:
    workers = [PostingFactory(centre=centre, role=Role.CASEWORKER) for centre in (harbour, station)]
    here, there = side(harbour, workers[0]), side(station, workers[1])
    flag = FlagFactory(centre=harbour, kind=Kind.GBV)
    hidden = Side(flag=flag.public_id, task=TaskFactory(flag=flag).public_id)
    return World(here, there, hidden, ServiceFactory())


def address(door: Door, whose: Side, service: Service) -> str:
    fill = FILL.get(door.name) or SHARED.get(door.name)
    return reverse(door.name, args=fill(whose, service) if fill else [])


def browser_of(posting: Posting, **options: Any) -> Client:
    browser = Client(**options)
    browser.force_login(posting.user)
    return browser


def enters(posting: Posting, door: Door) -> bool:
    return not door.needs or door.needs in permissions_of(posting.role)


def answer(browser: Client, method: str, url: str) -> tuple[int, str, int, list[str]]:
    """Status, words without what changes from answer to answer, number of queries, names of the headers."""
    with CaptureQueriesContext(connection) as queries:
        response = browser.generic(method, url)
    assert response.headers["Cache-Control"] == "no-store", url
    assert "default-src 'none'" in response.headers["Content-Security-Policy"], url
    words = response.text.replace(url, "ADDRESS")
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words)
    words = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID", words)
    return response.status_code, words, len(queries), sorted(response.headers)


def as_kept(rows: list[Model]) -> list[dict[str, Any]]:
    return [type(row)._base_manager.filter(pk=row.pk).values().get() for row in rows]


def test_every_address_with_an_id_is_attacked_here():
    """A new page with an id is filled in above, so that the tests below know it."""
    assert {door.name for door in ALL if "<" in door.route} == FILL.keys() | SHARED.keys()


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
        whose = young if door.name in {"people:child", "people:household_place"} else world.here
        url = address(door, whose, world.service)
        allowed = [posting for posting in postings if enters(posting, door)]
        if door.name == "screening:thanks":
            allowed = [PostingFactory(user=asked_by[world.here.screening], centre=harbour, role=Role.CASEWORKER)]
        return any(answer(browser_of(posting), method, url)[0] not in {404, 405} for posting in allowed)

    by_more_than_the_address = {"insights:export", "reception:hand_over"}  # a month, a desk in the body
    looked_for = [door for door in KNOWN if "<" in door.route and door.name not in by_more_than_the_address]
    only_sent_to = [door for door in looked_for if not is_there(door, "GET")]
    closes_last = sorted(only_sent_to, key=lambda door: door.name == "centres:set_desk")
    assert [door.name for door in closes_last if not is_there(door, "POST")] == []


POSTS = [(role, True) for role in Role.values] + [(role, False) for role in sorted(NETWORK_ROLES)]


@pytest.mark.parametrize(("role", "at_a_centre"), POSTS, ids=lambda value: str(value))
def test_out_of_reach_is_what_does_not_exist(world, harbour, role, at_a_centre):
    """Statement 26 for what is hidden, and the need-to-know matrix for everything else."""
    posting = PostingFactory(role=role, centre=harbour if at_a_centre else None)
    browser = browser_of(posting)
    browser.get(reverse("centres:today"))  # so that nothing is looked up for the first time below
    before = as_kept(world.there.rows)
    for door in WITH_IDS:
        if not at_a_centre and door.name.startswith(("centres:", "people:import")):
            continue  # the whole network's
        for method in ("GET", "POST"):
            if not enters(posting, door):
                assert answer(browser, method, address(door, world.here, world.service))[0] in {403, 405}, door.name
                continue
            nothing = answer(browser, method, address(door, Side(), world.service))
            assert nothing[0] in NO_LOOKUP.get(door.name, set()) | {404, 405}, (door.name, method)
            for whose in _foreign(world, posting, door):
                assert answer(browser, method, address(door, whose, world.service)) == nothing, (door.name, method)
    assert as_kept(world.there.rows) == before


def _foreign(world: World, posting: Posting, door: Door) -> list[Side]:
    found = [world.there] if posting.centre_id else [world.there, world.here]
    if door.name in {"screening:flag", "screening:task"} and posting.role != Role.GBV:
        found.append(world.hidden)
    return found


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
        (reverse("people:open_here"), {"typed": code}),
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
    page = officer.post(reverse("people:import_new"), {"file": file, "centre": station.pk})
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
