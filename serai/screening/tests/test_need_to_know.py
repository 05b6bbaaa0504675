"""Every role, every kind of flag, every page: who may know, and that nobody else can tell."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.rules import May, permissions_of
from serai.centres.today import blocks_for
from serai.codes import lists
from serai.people.panels import panels_for
from serai.screening import queries
from serai.screening.choices import Function, Kind
from serai.screening.models import ScreeningAnswer, Task
from serai.screening.tests.factories import NOW, FlagFactory, ScreeningFactory, TaskFactory

R = Role
# Written by hand from the field's matrix, not read from the code.
MAY_KNOW = {
    Kind.GBV: {R.GBV},
    Kind.TIP: {R.TRAFFICKING},
    Kind.MHPSS: {R.MHPSS},
    Kind.MEDICAL: {R.HEALTH},
    Kind.CHILD: {R.CHILD_PROTECTION, R.SUPERVISOR},
    Kind.SECURITY: {R.MANAGER, R.SUPERVISOR},
    Kind.ASYLUM: {R.CASEWORKER, R.SUPERVISOR},
    Kind.CONTROL: {R.CASEWORKER, R.SUPERVISOR},
    Kind.PREGNANT: {R.HEALTH, R.CASEWORKER, R.SUPERVISOR},
    Kind.DISABILITY: {R.CASEWORKER, R.SUPERVISOR},
    Kind.OLDER: {R.CASEWORKER, R.SUPERVISOR},
    Kind.FAMILY_LINK: {R.CASEWORKER, R.SUPERVISOR},
    Kind.SHELTER: {R.SHELTER, R.CASEWORKER, R.SUPERVISOR},
    Kind.RETURN_INTEREST: {R.RETURNS, R.CASEWORKER, R.SUPERVISOR},
    Kind.DOCUMENT: {R.CASEWORKER, R.SUPERVISOR},
}
WORKS_ON = {
    Kind.GBV: R.GBV,
    Kind.TIP: R.TRAFFICKING,
    Kind.MHPSS: R.MHPSS,
    Kind.MEDICAL: R.HEALTH,
    Kind.PREGNANT: R.HEALTH,
    Kind.CHILD: R.CHILD_PROTECTION,
    Kind.SECURITY: R.MANAGER,
    Kind.SHELTER: R.SHELTER,
    Kind.RETURN_INTEREST: R.RETURNS,
}


@pytest.fixture
def of_every_kind(harbour, bilal, posted):
    """One flag of every kind about one person, each with its task, at a centre where every function is held."""
    for role in set(WORKS_ON.values()) | {Role.CASEWORKER}:
        posted(f"the {role}", role, harbour)
    return {kind: TaskFactory(flag=FlagFactory(centre=harbour, person=bilal, kind=kind)) for kind in Kind}


def told(browser, page, *arguments):
    """Status and words of a page; a closed door names the roles that may enter, which is no news."""
    response = browser.get(reverse(page, args=arguments))
    return response.status_code, response.text if response.status_code == 200 else ""


@pytest.mark.parametrize("role", Role.values)
def test_every_role_learns_of_its_own_kinds_and_of_no_other(at_work, posted, harbour, bilal, of_every_kind, role):
    browser = at_work(posted("somebody", role, harbour))
    enters = May.SEE_FLAGS in permissions_of(role)
    status, flags = told(browser, "screening:flags", bilal.public_id)
    assert status == (200 if enters else 403)
    status, tasks = told(browser, "screening:tasks")
    assert status == (200 if enters else 403)
    today = told(browser, "centres:today")[1]
    file = browser.get(reverse("people:file", args=[bilal.public_id]), {"why": "follow_up"})
    assert file.status_code == (200 if May.SEE_BASIC_FILE in permissions_of(role) else 403)
    for kind, task in of_every_kind.items():
        knows = role in MAY_KNOW[kind]
        works = role == WORKS_ON.get(kind, Role.CASEWORKER)
        words = lists.label("flag", kind)
        closed = 404 if enters else 403
        assert told(browser, "screening:flag", task.flag.public_id)[0] == (200 if knows else closed), kind
        assert told(browser, "screening:task", task.public_id)[0] == (200 if works else closed), kind
        assert (words in flags) is knows, kind
        assert (words in tasks) is works, kind
        assert works or str(task.public_id) not in today, kind
        assert (str(task.flag.public_id) in file.text) is knows, kind


@pytest.mark.parametrize("role", Role.values)
def test_what_is_hidden_is_the_same_as_what_is_not_there(posted, harbour, bilal, role):
    """Counts, panels, blocks and lists are equal with and without the flags that this role may not know of."""
    posting = posted("somebody", role, harbour)

    screening = ScreeningFactory(centre=harbour, person=bilal)

    def all_that_is_told():
        panels = panels_for(posting=posting, person=bilal)
        return (
            queries.flags_of_person(posting=posting, person=bilal),
            queries.my_tasks(posting=posting, now=NOW),
            queries.task_counts(posting=posting, now=NOW),
            [(p["panel"].name, list(p["rows"])) for p in panels if p["panel"].name.startswith("screening")],
            [block for block in blocks_for(posting=posting, now=NOW) if block["block"].name == "screening_tasks"],
        )

    before = all_that_is_told()
    for kind in Kind:
        if role not in MAY_KNOW[kind]:
            TaskFactory(flag=FlagFactory(centre=harbour, person=bilal, kind=kind, screening=screening))
    assert all_that_is_told() == before


def test_the_panel_writes_nothing_when_there_is_nothing_to_know(ruth, posted, harbour, bilal):
    FlagFactory(centre=harbour, person=bilal, kind=Kind.GBV)
    for posting in (ruth, posted("mona", Role.MANAGER, harbour)):
        (item,) = [i for i in panels_for(posting=posting, person=bilal) if i["panel"].name == "screening_flags"]
        assert render_to_string(item["panel"].template, {"panel": item["panel"], "item": item}).strip() == ""


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.CHILD_PROTECTION, Role.SUPERVISOR])
def test_the_answers_page_leaves_out_every_guarded_question(at_work, posted, harbour, bilal, role):
    flag = FlagFactory(centre=harbour, person=bilal)
    guarded = ("told_violence", "things_taken", "forced", "held", "debt", "ending_life", "coping", "illness")
    for question in (*guarded, "alone"):
        ScreeningAnswer.objects.create(screening=flag.screening, question=question, answer="yes")

    browser = at_work(posted("somebody", role, harbour))
    page = browser.get(reverse("screening:answers", args=[flag.screening.public_id])).text

    assert "Are you here without family" in page
    for question in guarded:
        assert queries.instrument.questions()[question].label() not in page


@pytest.mark.parametrize("role", [Role.GBV, Role.TRAFFICKING])
def test_no_trail_says_which_kind_was_opened(at_work, posted, harbour, of_every_kind, role):
    """The words "who opened" and their details are the same for every kind."""
    browser = at_work(posted("somebody", role, harbour))
    for task in of_every_kind.values():
        told(browser, "screening:flag", task.flag.public_id)
        told(browser, "screening:task", task.public_id)
    told(browser, "screening:tasks")
    for entry in Entry.objects.exclude(act="person.opened"):
        written = f"{entry.act} {entry.purpose} {entry.detail} {entry.subject_type}"
        assert not any(f"{kind}" in written for kind in Kind)


def test_a_call_to_the_manager_looks_the_same_whatever_the_reason(harbour, bilal):
    call = Task.objects.create(person=bilal, centre=harbour, function=Function.DUTY_MANAGER, raised_at=NOW, due_at=NOW)
    assert call.flag is None
    texts = {field.name for field in Task._meta.get_fields()}
    assert not texts & {"kind", "led_by", "reason", "screening"}
