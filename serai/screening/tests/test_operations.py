import uuid

import pytest
from django.db import IntegrityError, transaction

from serai.audit.models import Entry
from serai.audit.pseudonyms import pseudonym
from serai.centres.choices import Role
from serai.people.choices import ChildStatus
from serai.screening import access, operations
from serai.screening.choices import Decision, FlagState, Function, Kind, Outcome, TaskState, TaskStep, Urgency
from serai.screening.models import FactorRecord, Flag, Screening, Task
from serai.screening.operations import Interview, Verdict, decide_on_flag, fill_screening, work_on_task
from serai.screening.tests.factories import FlagFactory, TaskFactory
from serai.ui.editors import ChangedMeanwhile


def fill(by, person, token=None, **answers):
    return fill_screening(by=by, person=person, answers=answers, interview=Interview(token or uuid.uuid4(), "amh"))


def test_answers_are_kept_and_flags_become_tasks_for_the_function(rita, bilal):
    screening = fill(rita, bilal, tonight="nowhere", lost_family="yes", coping="refused")

    assert {row.question: row.answer for row in screening.answers.all()} == {
        "tonight": "nowhere",
        "lost_family": "yes",
        "coping": "refused",
    }
    assert (screening.instrument, screening.age_band, screening.language) == ("quick_1", "30-44", "amh")
    assert set(Flag.objects.values_list("kind", "function", "state", "decided_by")) == {
        ("shelter", "shelter", "suggested", None),
        ("family_link", "caseworker", "suggested", None),
    }
    assert set(Task.objects.values_list("flag__kind", "function", "state")) == {
        ("shelter", "shelter", "open"),
        ("family_link", "caseworker", "open"),
    }


def test_the_trail_of_a_screening_names_no_kind(rita, bilal):
    fill(rita, bilal, told_violence="yes", things_taken="yes")

    entry = Entry.objects.get(act="screening.filled")
    assert entry.subject == pseudonym(bilal)
    assert entry.detail == {"instrument": "quick_1"}


def test_the_same_form_sent_twice_is_one_screening(rita, bilal):
    token = uuid.uuid4()
    assert fill(rita, bilal, token, tonight="nowhere") == fill(rita, bilal, token, tonight="nowhere")
    assert (Screening.objects.count(), Flag.objects.count(), Task.objects.count()) == (1, 1, 1)


def test_screening_again_keeps_history_and_makes_no_second_flag(rita, bilal):
    fill(rita, bilal, medicine="running_out")
    fill(rita, bilal, illness="yes")

    assert Screening.objects.count() == 2
    flag = Flag.objects.get()
    assert flag.led_by == ["medicine:running_out", "illness:yes"]
    assert Task.objects.count() == 1


def test_a_more_urgent_answer_asks_for_a_new_decision(rita, posted, harbour, bilal):
    nurse = posted("nadia", Role.HEALTH, harbour)
    fill(rita, bilal, medicine="running_out")
    flag = decide_on_flag(by=nurse, flag=Flag.objects.get(), verdict=Verdict(Decision.CONFIRM, 1))
    work_on_task(by=nurse, task=Task.objects.get(), step=TaskStep.DONE, outcome=Outcome.HELPED, version=1)

    fill(rita, bilal, help_now="yes")

    flag.refresh_from_db()
    assert (flag.state, flag.urgency) == (FlagState.SUGGESTED, Urgency.CRITICAL)
    assert flag.tasks.filter(state=TaskState.OPEN).count() == 1


def test_a_critical_flag_calls_the_manager_once_without_saying_why(rita, bilal):
    fill(rita, bilal, ending_life="yes")
    fill(rita, bilal, ending_life="yes")

    call = Task.objects.get(function=Function.DUTY_MANAGER)
    assert (call.flag, call.outcome) == (None, "")


def test_a_file_out_of_reach_cannot_be_screened(omar, bilal):
    with pytest.raises(type(bilal).DoesNotExist):
        fill(omar, bilal, tonight="nowhere")
    assert not Screening.objects.exists()


def test_a_separated_child_in_the_file_is_flagged_without_any_answer(rita, amina):
    amina.child_status = ChildStatus.SEPARATED
    amina.save()
    fill(rita, amina)
    assert Flag.objects.get().led_by == ["under_18", "separated"]


def test_changing_the_urgency_keeps_what_was_suggested(ruth, harbour):
    """Statement 24."""
    task = TaskFactory(flag=FlagFactory(centre=harbour))

    flag = decide_on_flag(
        by=ruth, flag=task.flag, verdict=Verdict(Decision.CHANGE, 1, Urgency.HIGH, "She leaves tomorrow.")
    )

    assert (flag.urgency_suggested, flag.urgency, flag.state) == (Urgency.MEDIUM, Urgency.HIGH, FlagState.OPEN)
    assert (flag.decided_by, flag.reason, flag.led_by) == (ruth.user, "She leaves tomorrow.", ["wg_seeing:a_lot"])
    task.refresh_from_db()
    assert (task.due_at - flag.raised_at).total_seconds() == 24 * 3600


def test_no_flag_ends_without_a_name_and_a_reason(harbour):
    """Statement 24."""
    flag = FlagFactory(centre=harbour)
    for change in ({"state": "dismissed", "decided_by": None}, {"state": "open"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Flag.objects.filter(pk=flag.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.filter(pk=flag.pk).update(state="closed", decided_by=flag.screening.filled_by, reason="")


def test_dismissing_drops_the_task(ruth, harbour):
    task = TaskFactory(flag=FlagFactory(centre=harbour))
    decide_on_flag(by=ruth, flag=task.flag, verdict=Verdict(Decision.DISMISS, 1, reason="Asked again: glasses help."))
    task.refresh_from_db()
    assert task.state == TaskState.DROPPED


def test_a_second_decision_on_an_old_page_is_told(ruth, harbour):
    flag = FlagFactory(centre=harbour)
    decide_on_flag(by=ruth, flag=flag, verdict=Verdict(Decision.CONFIRM, 1))
    with pytest.raises(ChangedMeanwhile):
        decide_on_flag(by=ruth, flag=flag, verdict=Verdict(Decision.DISMISS, 1, reason="No."))
    with pytest.raises(operations.NotNow):
        decide_on_flag(by=ruth, flag=flag, verdict=Verdict(Decision.DISMISS, 2, reason="No."))


def test_the_supervisor_reads_and_does_not_decide(posted, harbour):
    sara = posted("sara", Role.SUPERVISOR, harbour)
    with pytest.raises(operations.NotNow):
        decide_on_flag(by=sara, flag=FlagFactory(centre=harbour), verdict=Verdict(Decision.CONFIRM, 1))


def test_raising_a_flag_to_now_calls_the_manager(ruth, harbour):
    flag = FlagFactory(centre=harbour)
    decide_on_flag(by=ruth, flag=flag, verdict=Verdict(Decision.CHANGE, 1, Urgency.CRITICAL, "He fell."))
    assert Task.objects.get(function=Function.DUTY_MANAGER).person == flag.person


@pytest.mark.parametrize("kind", Kind)
def test_a_decision_leaves_no_kind_in_the_trail(posted, harbour, kind):
    flag = FlagFactory(centre=harbour, kind=kind)
    role = next(iter(operations.rules.ROLES_OF[flag.function]))
    decide_on_flag(by=posted("somebody", role, harbour), flag=flag, verdict=Verdict(Decision.CONFIRM, 1))
    entry = Entry.objects.get(act="flag.decided")
    assert entry.detail == {}
    assert (entry.subject_type, entry.subject) == ("screening.flag", pseudonym(flag))


def test_a_task_is_taken_finished_or_handed_back(ruth, posted, harbour):
    rosa = posted("rosa", Role.CASEWORKER, harbour)
    flag = FlagFactory(centre=harbour, state=FlagState.OPEN, decided_by=ruth.user)
    task = TaskFactory(flag=flag)

    work_on_task(by=ruth, task=task, step=TaskStep.TAKE, outcome="", version=1)
    with pytest.raises(operations.NotNow):
        work_on_task(by=rosa, task=task, step=TaskStep.HAND_BACK, outcome=Outcome.NO_TIME, version=2)
    work_on_task(by=ruth, task=task, step=TaskStep.HAND_BACK, outcome=Outcome.NO_TIME, version=2)
    task.refresh_from_db()
    assert (task.state, task.taken_by, task.outcome) == (TaskState.OPEN, None, Outcome.NO_TIME)

    work_on_task(by=rosa, task=task, step=TaskStep.DONE, outcome=Outcome.MET, version=3)
    task.refresh_from_db()
    assert (task.state, task.done_by, task.outcome) == (TaskState.DONE, rosa.user, Outcome.MET)
    assert list(Entry.objects.values_list("act", flat=True)) == ["task.taken", "task.handed_back", "task.done"]


def test_a_task_of_a_suggestion_is_not_finished_before_somebody_decides(ruth, harbour):
    task = TaskFactory(flag=FlagFactory(centre=harbour))
    with pytest.raises(operations.DecideFirst):
        work_on_task(by=ruth, task=task, step=TaskStep.DONE, outcome=Outcome.MET, version=1)


def test_a_task_changed_by_a_colleague_is_told(ruth, harbour):
    task = TaskFactory(flag=FlagFactory(centre=harbour))
    work_on_task(by=ruth, task=task, step=TaskStep.TAKE, outcome="", version=1)
    with pytest.raises(ChangedMeanwhile):
        work_on_task(by=ruth, task=task, step=TaskStep.TAKE, outcome="", version=1)


@pytest.mark.parametrize(
    ("state", "stands"), [("suggested", True), ("open", True), ("dismissed", False), ("closed", False)]
)
def test_a_fear_of_return_stands_until_somebody_has_dealt_with_it(ruth, harbour, station, bilal, state, stands):
    """Statement 16, for the rooms that contact a consulate; whichever centre heard it."""
    assert not access.asylum_wish_stands(bilal)
    decided = {} if state == "suggested" else {"decided_by": ruth.user, "reason": "Advice was given."}
    FlagFactory(person=bilal, centre=station, kind=Kind.ASYLUM, state=state, **decided)
    FlagFactory(person=bilal, centre=harbour, kind=Kind.SHELTER)
    assert access.asylum_wish_stands(bilal) is stands


def test_risks_and_protections_are_kept_together_and_each_look_apart(ruth, bilal):
    """Statement 23."""
    operations.note_factors(by=ruth, person=bilal, factors=["phone", "no_papers"], note="")
    operations.note_factors(by=ruth, person=bilal, factors=["phone"], note="Papers found.")
    assert list(FactorRecord.objects.order_by("pk").values_list("factors", flat=True)) == [
        ["phone", "no_papers"],
        ["phone"],
    ]


def test_a_token_of_somebody_elses_form_is_no_error_and_returns_nobody_elses_screening(ruth, harbour, bilal, amina):
    interview = Interview(form_token=uuid.uuid4())
    first = fill_screening(by=ruth, person=bilal, answers={}, interview=interview)
    second = fill_screening(by=ruth, person=amina, answers={}, interview=interview)
    assert (first.person, second.person) == (bilal, amina)
