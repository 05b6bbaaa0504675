"""What a centre seals leaves no plain trace of the quick screening; what it does not seal stays as it was."""

import json
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from serai.centres.choices import Role
from serai.codes import lists
from serai.people.tests.factories import PersonFactory
from serai.screening.choices import Function, Instruction
from serai.screening.models import Flag, Screening, ScreeningAnswer, Task
from serai.screening.operations import Interview, fill_screening
from serai.sealed.access import opened_here
from serai.sealed.choices import Kind as Sealed
from serai.sealed.models import Letter
from serai.sealed.operations.compartments import set_up
from serai.sealed.queries.files import letters
from serai.sealed.tests.conftest import ring  # noqa: F401 - a fixture

ALL = {"told_violence": "yes", "things_taken": "yes", "coping": "cannot", "help_now": "yes", "tonight": "nowhere"}


def fill(by, person, **answers):
    return fill_screening(by=by, person=person, answers=answers, interview=Interview(uuid.uuid4(), "amh"))


@pytest.fixture
def sealed(posted, harbour, ring):  # noqa: F811
    """Every class that takes letters is set up; each is read by its focal point."""
    readers = {}
    for kind, role in (
        (Sealed.GBV, Role.GBV),
        (Sealed.TRAFFICKING, Role.TRAFFICKING),
        (Sealed.CHILD, Role.CHILD_PROTECTION),
        (Sealed.MEDICAL, Role.HEALTH),
        (Sealed.MHPSS, Role.MHPSS),
    ):
        posting = posted(f"reader of {kind}", role, harbour)
        own = ring(posting)
        set_up(by=posting, kind=kind)
        readers[kind] = (posting, opened_here(posting=posting, ring=own)[0])
    return readers


def test_what_is_sealed_makes_no_flag_no_task_and_no_answer(sealed, rita, bilal):
    screening = fill(rita, bilal, **ALL)
    assert set(ScreeningAnswer.objects.values_list("question", "answer")) == {("tonight", "nowhere")}
    assert set(Flag.objects.values_list("kind", flat=True)) == {"shelter"}
    assert set(Task.objects.values_list("function", "flag__kind")) == {
        (Function.SHELTER, "shelter"),
        (Function.DUTY_MANAGER, None),
    }
    assert screening.instructions == []


def test_each_focal_point_reads_its_own_letter_and_no_other(sealed, rita, bilal):
    fill(rita, bilal, **ALL)
    found = {kind: letters(posting=posting, opened=opened) for kind, (posting, opened) in sealed.items()}
    assert {kind: [waiting.led_by for waiting in rows] for kind, rows in found.items()} == {
        Sealed.GBV: [["told_violence:yes"]],
        Sealed.TRAFFICKING: [["things_taken:yes"]],
        Sealed.CHILD: [],
        Sealed.MEDICAL: [["help_now:yes"]],
        Sealed.MHPSS: [["coping:cannot"]],
    }


def test_whoever_asked_is_told_what_to_do_and_nothing_keeps_it(sealed, rita, bilal, at_work):
    browser = at_work(rita)
    form = browser.get(reverse("screening:fill", args=[bilal.public_id])).context["form"]
    said = {"told_violence": "on", "form_token": uuid.uuid4()}
    assert "told_violence" in form.fields
    sent = browser.post(reverse("screening:fill", args=[bilal.public_id]), said)
    assert str(Instruction.SAFE_ROOM.label) in browser.get(sent.url).text
    assert Screening.objects.get().instructions == []


def shape():
    """Every table with the number of its rows and the lengths of its sealed ones."""
    tables = connection.introspection.table_names()
    counts = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts, {len(bytes(letter.body)) for letter in Letter.objects.all()}


def test_a_screening_that_says_something_and_one_that_does_not_leave_the_same_rows(sealed, rita, harbour, bilal):
    """Statement 26: whoever reads the database sees that two people were screened, not which of them spoke."""
    silent_person = PersonFactory(registered_at=harbour)
    before, _ = shape()
    fill(rita, bilal, told_violence="yes", forced="no", illness="no")
    after, lengths = shape()
    silent = {"forced": "no", "illness": "no"}
    fill(rita, silent_person, **silent)
    last, all_lengths = shape()
    grown = {table: after[table] - before[table] for table in after}
    assert {table: last[table] - after[table] for table in last} == grown
    assert lengths == all_lengths
    assert grown[Letter._meta.db_table] == 5
    rows = list(Screening.objects.values("instructions", "instrument"))
    assert json.dumps(rows[0]) == json.dumps(rows[1])


@pytest.mark.parametrize("answer", ["yes", "no", "refused", "not_asked"])
def test_no_answer_to_a_guarded_question_is_kept_whatever_it_was(sealed, rita, bilal, answer):
    fill(rita, bilal, held=answer, ending_life=answer, alone="no")
    assert list(ScreeningAnswer.objects.values_list("question", flat=True)) == ["alone"]


def test_a_centre_that_seals_nothing_keeps_the_flag_for_its_function(rita, bilal):
    fill(rita, bilal, told_violence="yes")
    assert Flag.objects.get().kind == "gbv"
    assert not Letter.objects.exists()


def test_a_class_that_is_not_sealed_keeps_its_flag_beside_one_that_is(posted, harbour, ring, rita, bilal):  # noqa: F811
    hana = posted("hana", Role.HEALTH, harbour)
    ring(hana)
    set_up(by=hana, kind=Sealed.MEDICAL)
    fill(rita, bilal, told_violence="yes", illness="yes")
    assert set(Flag.objects.values_list("kind", flat=True)) == {"gbv"}
    assert Letter.objects.count() == 1


# --- children ---------------------------------------------------------------------------------------------------
LED = {"alone": "yes", "led_by_unrelated": "yes", "pregnant": "no"}


@pytest.fixture
def cleo(posted, harbour, ring):  # noqa: F811
    """The focal point for children, the only class that is sealed at Harbour."""
    posting = posted("cleo", Role.CHILD_PROTECTION, harbour)
    ring(posting)
    set_up(by=posting, kind=Sealed.CHILD)
    return posting


def test_a_childs_flag_becomes_a_letter_that_the_focal_point_reads(cleo, ring, rita, amina):  # noqa: F811
    fill(rita, amina, alone="yes", led_by_unrelated="no")
    assert not Flag.objects.exists()
    assert not Task.objects.exists()
    assert not ScreeningAnswer.objects.exists()
    (waiting,) = letters(posting=cleo, opened=opened_here(posting=cleo, ring=ring(cleo))[0])
    assert waiting.person == amina
    assert waiting.led_by == ["under_18", "alone:yes", "unaccompanied"]
    assert waiting.due_at - Screening.objects.get().filled_at == timedelta(hours=1)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PARTNER])
def test_nobody_learns_of_a_sealed_flag_of_a_child(cleo, posted, harbour, rita, amina, at_work, role):
    """Not the supervisor, who reads it where it is not sealed; not the focal point either, before unlocking. Every
    page is what it is for a child who was screened and said nothing."""
    browser = at_work(posted("somebody", role, harbour))
    addresses = [
        reverse("people:file", args=[amina.public_id]) + "?why=follow_up",
        reverse("screening:flags", args=[amina.public_id]),
        reverse("screening:tasks"),
        reverse("centres:today"),
    ]
    word = lists.label("flag", "child")
    fill(rita, amina, **LED)
    for address in addresses:
        assert word not in browser.get(address).text, (role, address)
    assert not Flag.objects.filter(kind="child").exists()


def test_the_answer_that_is_sealed_stands_beside_no_other_flag(cleo, rita, amina):
    """Trafficking is not sealed here: its focal point is told that there is a concern, not what the child said."""
    fill(rita, amina, **LED)
    assert list(Flag.objects.values_list("kind", "led_by")) == [("tip", ["under_18"])]
    assert list(ScreeningAnswer.objects.values_list("question", flat=True)) == ["pregnant"]


def test_a_child_who_said_something_and_one_who_did_not_leave_the_same_rows(cleo, rita, harbour):
    speaking, silent = (
        PersonFactory(child=True, child_status="accompanied", registered_at=harbour) for _number in range(2)
    )
    before, _ = shape()
    fill(rita, speaking, alone="yes")
    after, lengths = shape()
    fill(rita, silent, alone="no")
    last, all_lengths = shape()
    assert {table: last[table] - after[table] for table in last} == {
        table: after[table] - before[table] for table in after
    }
    assert lengths == all_lengths


def test_an_adult_who_is_alone_is_asked_and_kept_as_before(cleo, rita, bilal):
    fill(rita, bilal, alone="yes")
    assert list(ScreeningAnswer.objects.values_list("question", "answer")) == [("alone", "yes")]


def test_whoever_asked_a_child_is_told_to_stay_and_nothing_keeps_it(cleo, rita, amina, at_work):
    browser, page = at_work(rita), reverse("screening:fill", args=[amina.public_id])
    browser.get(page)
    sent = browser.post(page, {"alone": "yes", "form_token": uuid.uuid4()})
    assert str(Instruction.WITH_CHILD.label) in browser.get(sent.url).text
    assert Screening.objects.get().instructions == []


def test_a_centre_that_does_not_seal_keeps_a_childs_flag_for_its_function_and_its_supervisor(rita, amina):
    fill(rita, amina, alone="yes")
    assert Flag.objects.get().kind == "child"
    assert list(ScreeningAnswer.objects.values_list("question", "answer")) == [("alone", "yes")]
