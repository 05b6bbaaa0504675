"""What an insider can name in an address: one of everything at two centres, and who asks for it how."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from serai.appointments.tests.factories import AppointmentFactory
from serai.assistance.tests.factories import DeliveryFactory
from serai.audit.models import Entry
from serai.audit.operations import record
from serai.cards.tests.factories import BatchFactory
from serai.centres.choices import Role
from serai.centres.models import Centre, Decision, Posting
from serai.centres.operations.postings import GIVING
from serai.centres.rules import permissions_of
from serai.centres.tests.factories import OfferedServiceFactory, PostingFactory
from serai.config.doors import Door, doors
from serai.directory.models import Service
from serai.directory.tests.factories import ServiceFactory
from serai.duplicates.choices import Said as SaidOfTwo
from serai.duplicates.models import Merge, Pair
from serai.duplicates.operations.merging import merge
from serai.duplicates.tests.factories import pair_of
from serai.files.tests.factories import PaperFactory
from serai.imports.models import ImportBatch, ImportRow
from serai.interpreters.models import Interpreter
from serai.interpreters.tests.factories import InterpreterFactory
from serai.linkage.models import Question, Suggestion
from serai.linkage.tests.factories import suggested
from serai.people.choices import Decision as Word
from serai.people.choices import Purpose
from serai.people.models import Household, Membership, Person
from serai.people.operations.consent import record_consent
from serai.people.rules.consent import Said
from serai.people.tests.factories import PersonFactory
from serai.privacy.models import Assessment, DueList, LegalHold
from serai.privacy.tests.factories import AssessmentFactory, BreachFactory, DataRequestFactory
from serai.reception.tests.factories import DeskFactory, HeadCountFactory, QueueTokenFactory, VisitFactory
from serai.referrals.tests.factories import SPOKEN, sent
from serai.screening.choices import Kind
from serai.screening.tests.factories import FlagFactory, TaskFactory
from serai.sharing.models import Agreement
from serai.sharing.tests.factories import NoticeFactory, RequestFactory
from serai.watch.choices import Alarm
from serai.watch.models import Decoy
from serai.watch.tests.factories import AskingFactory, EmergencyOpeningFactory
from serai.waves.tests.factories import RowFactory

NOBODY = UUID(int=0)
NO_PK = 999_999_999
# What comes before anything is looked up: the reason, the question who is there.
NO_LOOKUP = {"people:why": {200}, "accounts:remove_passkey": {302}}
ALL = list(doors())


@dataclass
class Side:
    """One centre with one of everything that an address can name; `Side()` is what does not exist."""

    code: str = "NON"
    person: UUID = NOBODY
    child: UUID = NOBODY
    visit: UUID = NOBODY
    flag: UUID = NOBODY
    task: UUID = NOBODY
    screening: UUID = NOBODY
    referral: UUID = NOBODY
    decision: UUID = NOBODY
    emergency: UUID = NOBODY
    asking: UUID = NOBODY
    paper: UUID = NOBODY
    pair: UUID = NOBODY
    merge: UUID = NOBODY
    suggestion: UUID = NOBODY
    across: UUID = NOBODY
    question: UUID = NOBODY
    data_request: UUID = NOBODY
    breach: UUID = NOBODY
    printed: UUID = NOBODY
    wave: UUID = NOBODY
    appointment: UUID = NOBODY
    alarm: int = NO_PK
    decoy: int = NO_PK
    consent: int = NO_PK
    batch: int = NO_PK
    count: int = NO_PK
    token: int = NO_PK
    delivery: int = NO_PK
    posting: int = NO_PK
    notice: int = NO_PK
    request: UUID = NOBODY
    desk: str = "QQ"
    rows: list[Model] = field(default_factory=list)


def an_agreement() -> UUID:
    """An agreement is the network's: the same for everybody who may enter."""
    return Agreement.objects.order_by("pk").values_list("public_id", flat=True).first() or NOBODY


def an_assessment() -> UUID:
    """The network's as well."""
    return Assessment.objects.order_by("pk").values_list("public_id", flat=True).first() or NOBODY


def an_interpreter() -> UUID:
    """The network's as well: whoever keeps the list keeps it whole."""
    return Interpreter.objects.order_by("pk").values_list("public_id", flat=True).first() or NOBODY


# What an address needs, from a side: written by hand. An address with ids that is not here fails
# tests/house/test_matrix.py.
Fill = Callable[[Side, Service], list[Any]]
PERSON: Fill = lambda s, _: [s.person]  # noqa: E731
REFERRAL: Fill = lambda s, _: [s.referral]  # noqa: E731
CENTRE: Fill = lambda s, _: [s.code]  # noqa: E731
BATCH: Fill = lambda s, _: [s.batch]  # noqa: E731
VISIT: Fill = lambda s, _: [s.visit]  # noqa: E731
FILL: dict[str, Fill] = {
    **{f"people:{name}": PERSON for name in ["file", "why", "consent", "consents"]},
    "cards:card": PERSON,
    **{f"cards:{name}": lambda s, _: [s.printed] for name in ["batch", "sheet", "spoil_rest"]},
    **{f"registration:{name}": PERSON for name in ["again", "correct", "profile", "zone"]},
    **{f"households:{name}": PERSON for name in ["household", "add", "leave"]},
    **{f"households:{name}": lambda s, _: [s.child] for name in ["child", "place", "roles"]},
    **{f"accounts:{name}": lambda s, _: [NO_PK] for name in ["sign_out_device", "remove_passkey"]},  # one's own only
    "people:consent_alone": lambda s, _: [s.person, Purpose.CONSULATE],
    **{f"duplicates:{name}": lambda s, _: [s.pair] for name in ["pair", "merge"]},
    "duplicates:undo": lambda s, _: [s.merge],
    "linkage:suggestion": lambda s, _: [s.suggestion],
    "linkage:pair": lambda s, _: [s.across],
    "linkage:answer": lambda s, _: [s.question],
    "duplicates:split": PERSON,
    **{f"teams:{name}": PERSON for name in ["team", "ask_to_end", "let_everybody_in"]},
    **{f"interpreters:{name}": PERSON for name in ["conversation", "decline"]},
    "appointments:book": PERSON,
    "appointments:wait": PERSON,
    "appointments:appointment": lambda s, _: [s.appointment],
    "registration:profile_topic": lambda s, _: [s.person, "needs"],
    "people:withdraw": lambda s, _: [s.person, s.consent],
    **{f"imports:{n}": BATCH for n in ["file", "columns", "answers", "take", "undo", "discard", "problems"]},
    **{f"reception:{name}": VISIT for name in ["visit", "triage", "give_token", "depart"]},
    **{
        f"waves:{n}": lambda s, _: [s.wave]
        for n in ["wave", "count", "close", "giving", "rows", "sheet", "draft", "missing", "lanes"]
    },
    "waves:seen": lambda s, _: [s.wave, 1],
    "reception:arrive_person": PERSON,
    "reception:gate_correct": lambda s, _: [s.count],
    "reception:queue": lambda s, _: [s.desk],
    "reception:call_next": lambda s, _: [s.desk],
    "reception:put_off_rest": lambda s, _: [s.desk],
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
        for n in [
            "referral",
            "ask",
            "send",
            "override",
            "step",
            "word",
            "withdraw",
            "letter",
            "prepare",
            "desk_referral",
        ]
    },
    "referrals:act": lambda s, _: [s.referral, "cancel"],
    **{
        f"centres:{n}": CENTRE
        for n in ["centre", "edit", "status", "services", "desks", "staff", "add_account", "give_posting"]
    },
    "sharing:left": PERSON,
    "sharing:decide_for": PERSON,
    "sharing:notice": lambda s, _: [s.person, s.notice],
    "sharing:request": lambda s, _: [s.request],
    "centres:set_desk": lambda s, _: [s.code, s.desk],
    **{f"privacy:{name}": PERSON for name in ["my_data", "new_request"]},
    **{f"privacy:{name}": lambda s, _: [s.data_request] for name in ["request", "told", "letter"]},
    **{f"privacy:{name}": lambda s, _: [s.breach] for name in ["breach", "close_breach"]},
    "files:add": PERSON,
    **{f"files:{name}": lambda s, _: [s.person, s.paper] for name in ["paper", "remove"]},
    "watch:begin": PERSON,
    **{f"watch:{n}": lambda s, _: [s.emergency] for n in ["emergency", "end", "review_opening", "ask_sealed"]},
    **{f"watch:{n}": lambda s, _: [s.asking] for n in ["release", "released"]},
    "watch:review_alarm": lambda s, _: [s.alarm],
    "watch:lift_decoy": lambda s, _: [s.decoy],
    "centres:decision": lambda s, _: [s.decision],
    "centres:end_posting": lambda s, _: [s.posting],
    "centres:renew_password": lambda s, _: [s.posting],
    "centres:forget_second_step": lambda s, _: [s.posting],
}
# Without a key in hand every sealed page leads to unlocking, before anything is looked up; with one: sealed/tests.
SEALED = ["caseload", "readers", "trail", "propose", "change_key", "choose_holders", "leave"]
FILL |= {
    "sealed:file": lambda s, _: ["gbv", s.person],
    "sealed:take_letter": lambda s, _: ["gbv", s.flag],
    "sealed:hand_over": lambda s, _: ["gbv", s.flag],
    "sealed:remove": lambda s, _: ["gbv", s.posting],
    "sealed:help_recover": lambda s, _: [s.flag],
    "complaints:report": lambda s, _: [s.flag],
}
NO_LOOKUP["complaints:report"] = {200, 302}
NO_LOOKUP |= {f"sealed:{name}": {200, 302} for name in ["file", "take_letter", "hand_over", "remove", "help_recover"]}
# The same for everybody who may enter: the directory is the network's, the others name no row.
SHARED: dict[str, Fill] = {
    **{f"sharing:{n}": (lambda *_: [an_agreement()]) for n in ["agreement", "edit", "put_into_force", "end"]},
    **{f"directory:{name}": (lambda _, s: [s.public_id]) for name in ["service", "edit", "verify", "set_status"]},
    "directory:safe_place": lambda *_: [NOBODY],  # with a key in hand: directory/tests/test_safe_places.py
    **{f"privacy:{n}": (lambda *_: [an_assessment()]) for n in ["assessment", "change_assessment"]},
    "privacy:due_list": lambda *_: [DueList.objects.get().public_id],
    "privacy:certificate": lambda *_: [DueList.objects.get().public_id],
    "privacy:lift_hold": lambda *_: [LegalHold.objects.get().pk],
    "interpreters:edit": lambda *_: [an_interpreter()],
    "assistance:give": lambda *_: ["MEAL"],
    "assistance:give_many": lambda *_: ["MEAL"],
    "insights:export": lambda *_: ["csv"],
    "feeds:feed": lambda *_: [token_urlsafe()],  # nobody's, and each asked once: feeds/tests
    **{f"sealed:{name}": (lambda *_: ["gbv"]) for name in [*SEALED, "set_up"]},
}


KNOWN = [door for door in ALL if "<" not in door.route or door.name in FILL.keys() | SHARED.keys()]
WITH_IDS = [door for door in KNOWN if door.name in FILL]


def twins(person: Person, centre: Centre, worker: Posting) -> tuple[Pair, Merge, Suggestion]:
    """A file that is this person's as well, one that has gone into theirs, and one that is alike."""
    pair = pair_of(PersonFactory(registered_at=centre), person, by=worker, said=SaidOfTwo.SAME)
    alike = suggested(centre, PersonFactory(registered_at=centre), person)
    return pair, merge(by=worker, kept=person, gone=PersonFactory(registered_at=centre)), alike


def seen_elsewhere(centre: Centre, worker: Posting) -> tuple[Suggestion, Question]:
    """Two files for the network to compare, and what a desk asks it."""
    older, newer = (PersonFactory(registered_at=centre) for _ in range(2))
    for person in (older, newer):
        record_consent(by=worker, person=person, said=[Said(Purpose.NETWORK, Word.GRANTED)], how=SPOKEN)
    return suggested(centre, newer, older, is_elsewhere=True), Question.objects.create(
        centre=centre, asked_by=worker.user
    )


def side(centre: Centre, worker: Posting) -> Side:
    """One of everything at this centre."""
    name = {"given": f"Marker{centre.code}"}
    person = PersonFactory(registered_at=centre, code=f"{centre.code}-26-77777-X", name=name)
    child = PersonFactory(child=True, registered_at=centre)
    household = Household.objects.create(centre=centre)
    Membership.objects.create(household=household, person=child, role="child", joined_on=child.created_at)
    referral = sent(by=worker, person=person)
    service_here = Said(Purpose.SERVICES_HERE, Word.GRANTED)
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
    decision = Decision.objects.create(
        kind=GIVING, centre=centre, what={"user": worker.user_id, "role": Role.GBV}, asked_by=worker.user
    )
    paper = PaperFactory(centre=centre, person=person, by=worker)
    expected = AppointmentFactory(centre=centre, person=person, staff=worker.user)
    (pair, done, alike), (across, question) = twins(person, centre, worker), seen_elsewhere(centre, worker)
    emergency = EmergencyOpeningFactory(centre=centre, person=person)
    asking = AskingFactory(opening=emergency, is_released=True, answered_by=worker.user)
    decoy = Decoy.objects.create(centre=centre, person=PersonFactory(registered_at=centre))
    record(by=worker, act=Alarm.DECOY, subject=decoy.person)
    printed, notice = BatchFactory(centre=centre), NoticeFactory(centre=centre, person=person)
    request, asked = (
        RequestFactory(centre=centre, logged_by=worker.user),
        DataRequestFactory(centre=centre, person=person),
    )
    breach = BreachFactory(centre=centre)
    return Side(
        code=centre.code,
        person=person.public_id,
        child=child.public_id,
        visit=visit.public_id,
        wave=RowFactory(wave__centre=centre).wave.public_id,
        flag=flag.public_id,
        task=task.public_id,
        screening=flag.screening.public_id,
        referral=referral.public_id,
        decision=decision.public_id,
        emergency=emergency.public_id,
        asking=asking.pk,
        paper=paper.public_id,
        pair=pair.public_id,
        merge=done.public_id,
        suggestion=alike.public_id,
        across=across.public_id,
        question=question.public_id,
        data_request=asked.public_id,
        breach=breach.public_id,
        printed=printed.public_id,
        appointment=expected.public_id,
        alarm=Entry.objects.get(act=Alarm.DECOY, centre_id=centre.pk).pk,
        decoy=decoy.pk,
        consent=consent.pk,
        batch=batch.pk,
        count=count.pk,
        token=token.pk,
        delivery=delivery.pk,
        posting=worker.pk,
        notice=notice.pk,
        request=request.public_id,
        desk=desk.code,
        rows=[
            *(centre, person, referral, consent, flag, task, desk, visit, token, count, delivery, batch, worker),
            *(
                decision,
                emergency,
                asking,
                decoy,
                notice,
                request,
                asked,
                breach,
                paper,
                pair,
                done,
                alike,
                printed,
                flag.screening,
                expected,
            ),
        ],
    )


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
    keeper = workers[0].user
    AssessmentFactory(written_by=keeper)
    InterpreterFactory()
    DueList.objects.create(on=date(2026, 11, 22), keep_days=730, made_by=keeper)
    held = Person.objects.get(public_id=here.person)
    LegalHold.objects.create(person=held, reason="A claim is open.", until=date(2999, 1, 1), placed_by=keeper)
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
    browser.cookies.pop("messages", None)  # what the page before had to say belongs to no answer
    with CaptureQueriesContext(connection) as queries:
        response = browser.generic(method, url)
    assert response.headers["Cache-Control"] == "no-store", url
    assert "default-src 'none'" in response.headers["Content-Security-Policy"], url
    words = response.content.decode("utf-8", "replace").replace(url, "ADDRESS")
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words)
    words = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID", words)
    return response.status_code, words, len(queries), sorted(response.headers)


def as_kept(rows: list[Model]) -> list[dict[str, Any]]:
    return [type(row)._base_manager.filter(pk=row.pk).values().get() for row in rows]


def foreign(world: World, posting: Posting, door: Door) -> list[Side]:
    found = [world.there] if posting.centre_id else [world.there, world.here]
    if door.name in {"screening:flag", "screening:task"} and posting.role != Role.GBV:
        found.append(world.hidden)
    return found
