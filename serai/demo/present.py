"""This morning at Obock and Metema, made with the operations that the pages use, so that every act is in the trail."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, cast
from uuid import UUID

from django.utils import timezone

from serai.assistance.operations import Help, Receivers, give_to_people, give_without_a_name
from serai.cards.choices import Paper
from serai.cards.operations.batches import make_batch
from serai.cards.operations.cards import issue_card
from serai.centres.models import Desk, Posting
from serai.demo import waves
from serai.demo.network import CENTRES
from serai.demo.people import Sketch, sketch
from serai.people import rules
from serai.people.models import Person
from serai.people.operations.consent import record_consent
from serai.people.rules.consent import FIRST_ASKED, How, Said
from serai.reception.operations.gate import count_people
from serai.reception.operations.queue import call_next, finish, issue_token, start
from serai.reception.operations.visits import Arrival, Triage, arrival_of, open_visit, triage_visit
from serai.reception.rules import Tally
from serai.registration.operations.registration import Told, register_person
from serai.screening import instrument
from serai.screening.operations import Interview, fill_screening
from serai.screening.queries import facts_of

ARRIVED, REGISTERED, WAITING = 34, 14, 9
STORIES: list[dict[str, str]] = [
    {"alone": "yes", "lost_family": "yes"},
    {"afraid_return": "yes"},
    {"help_now": "yes", "tonight": "nowhere"},
    {"things_taken": "yes", "held": "yes"},
    {"wg_walking": "a_lot"},
    {"coping": "with_difficulty", "tonight": "nowhere"},
    {"told_violence": "yes"},
    {},
]


def write(day: date) -> None:
    """People who came this morning: counted, some registered and screened, some waiting."""
    chance = Random(day.toordinal())  # noqa: S311 - invented people, not a secret
    for receptionist, desk_code in ((_posting("rita", "OBO"), "OBO"), (_posting("meron", "MET"), "MET")):
        _morning(chance, receptionist, _sketches(chance, desk_code, day), day)
    waves.write(_posting("rita", "OBO"), day)


def _posting(username: str, centre: str) -> Posting:
    return Posting.objects.select_related("user", "centre").get(user__username=username, centre__code=centre)


def _sketches(chance: Random, code: str, day: date) -> Iterator[Sketch]:
    place = next(place for place in CENTRES if place.code == code)
    while True:
        yield sketch(chance, place, day)


def _token(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _morning(chance: Random, by: Posting, people: Iterator[Sketch], day: date) -> None:
    now = timezone.now()
    tallies = [Tally("male", "18-59", 21), Tally("female", "18-59", 8), Tally("male", "5-17", ARRIVED - 29)]
    count_people(by=by, direction="in", tallies=tallies, group="boat", client_token=_token(chance), at=now)
    registered = []
    for number in range(REGISTERED):
        person = _registered(by, next(people), day)
        _arrive(chance, by, now - timedelta(minutes=170 - 9 * number), person=person)
        _screened(chance, by, person, STORIES[number % len(STORIES)])
        registered.append(person)
    for number in range(WAITING):
        some = next(people)
        arrival = Arrival(some.sex, _band(some), "unknown", some.language)
        _arrive(chance, by, now - timedelta(minutes=40 - 4 * number), arrival=arrival, triaged=number < WAITING - 2)
    _work_at_desks(by, now)
    make_batch(by=by, paper=Paper.CARD_A4, number=20, form_token=_token(chance), at=now)
    _help(chance, by, registered, day)


def _help(chance: Random, by: Posting, people: list[Person], day: date) -> None:
    """Water and a meal for everybody who asked, without a name; advice and information for those with a file."""
    now = timezone.now()
    for services, number in ((["WATER"], ARRIVED), (["MEAL"], ARRIVED - 6)):
        unnamed = Receivers(number=number, sex="unknown", age_band="unknown")
        give_without_a_name(by=by, help_given=Help(services, day, _token(chance)), receivers=unnamed, at=now)
    advice = Help(["INFO_RISKS", "COUNSEL_BASIC"], day, _token(chance))
    give_to_people(by=by, help_given=advice, people=people[: REGISTERED // 2], at=now)


def _band(some: Sketch) -> str:
    return rules.band_on(some.birth, some.day)


def _registered(by: Posting, some: Sketch, day: date) -> Person:
    told = Told(
        sex=some.sex,
        birth=some.birth,
        nationality=some.nationality,
        consent_status="given",
        name=dict(zip(("given", "father", "grandfather"), (name[0] for name in some.names), strict=True)),
        source="walk_in",
    )
    person = register_person(by=by, told=told, on=day)
    proxy: dict[str, Any] = {
        "proxy_name": some.names[1][0],
        "proxy_relation": "parent",
        "proxy_reason": "Father, present",
    }
    is_child = some.child_status != "adult"
    how = How(
        form="proxy" if is_child else "verbal",
        language="ar" if some.language == "ara" else "en",
        certified=True,
        **(proxy | {"child_assented": True} if is_child else {}),
    )
    record_consent(by=by, person=person, said=[Said(purpose, "granted") for purpose in FIRST_ASKED], how=how)
    issue_card(by=by, person=person)
    return person


def _arrive(
    chance: Random,
    by: Posting,
    at: datetime,
    *,
    person: Person | None = None,
    arrival: Arrival | None = None,
    triaged: bool = True,
) -> None:
    if arrival is None:
        arrival = arrival_of(cast(Person, person), at=at)
    visit = open_visit(by=by, arrival=arrival, at=at, client_token=_token(chance), person=person)
    if triaged:
        level = chance.choices(["green", "yellow", "orange"], [6, 3, 1])[0]
        groups = ["uasc"] if chance.random() < 0.15 else []
        triage_visit(by=by, visit=visit, triage=Triage(level, groups), version=visit.version, at=at)
        desks = list(Desk.objects.filter(centre=by.centre, is_open=True).order_by("code"))
        issue_token(by=by, visit=visit, desk=chance.choice(desks), at=at + timedelta(minutes=5))


def _screened(chance: Random, by: Posting, person: Person, story: dict[str, str]) -> None:
    facts = facts_of(person=person, on=timezone.localdate())
    answers = {}
    for question in instrument.asked_of(facts):
        if question.part == "tick" and question.code not in story:
            continue  # what was noticed is ticked only when it happened
        usual = next(
            code
            for code, _label in instrument.answer_choices(question)
            if code in {"no", "none", "yes", "here", "enough"}
        )
        answers[question.code] = story.get(question.code, "no" if question.answers == "yes_no" else usual)
    fill_screening(
        by=by, person=person, answers=answers, interview=Interview(form_token=_token(chance), language="eng")
    )


def _work_at_desks(by: Posting, now: datetime) -> None:
    """Each desk has seen two people and is with a third."""
    for desk in Desk.objects.filter(centre=by.centre, is_open=True).order_by("code"):
        for turn in range(3):
            token = call_next(by=by, desk=desk, at=now - timedelta(minutes=30 - 8 * turn))
            if token is None:
                break
            start(by=by, token=token, at=now - timedelta(minutes=28 - 8 * turn))
            if turn < 2:
                finish(by=by, token=token, at=now - timedelta(minutes=22 - 8 * turn))
