from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.models import Posting
from serai.people.access import people_in_reach
from serai.people.models import Person
from serai.screening import instrument, queries, rules, sealing
from serai.screening.choices import WAITING, Decision, FlagState, Function, TaskState, TaskStep, Urgency
from serai.screening.models import FactorRecord, Flag, Screening, ScreeningAnswer, Task
from serai.ui.editors import locked_as_seen

LED = {"led_by_unrelated": "yes"}
LED_PAIR = "led_by_unrelated:yes"


class NotNow(Exception):
    """In the state that it has now, this cannot be done with the flag or the task."""


class DecideFirst(Exception):
    """The task belongs to a suggestion about which nobody has said yet whether it stands."""


@dataclass(frozen=True)
class Interview:
    """How the questions were asked, and the token of the form: the same form sent twice is one screening."""

    form_token: UUID
    language: str = ""
    interpreter_mode: str = ""


@transaction.atomic
def fill_screening(*, by: Posting, person: Person, answers: Mapping[str, str], interview: Interview) -> Screening:
    """Keep the answers as they were given, suggest the flags that they lead to, and set the tasks going. What the
    centre seals goes into letters instead, which nobody here can read again."""
    people_in_reach(posting=by).select_for_update(of=("self",)).get(pk=person.pk)  # two desks, one person
    known = Screening.objects.filter(form_token=interview.form_token, person=person, filled_by=by.user).first()
    if known is not None:
        return known
    now = timezone.now()
    today = timezone.localdate(now)
    facts = queries.facts_of(person=person, on=today)
    suggestions = rules.suggest(answers, facts)
    kinds = sealing.sealed_kinds(centre_id=by.here)
    told = sealing.apart(answers=answers, suggestions=suggestions, kinds=kinds, is_child=facts.is_child)
    screening = Screening.objects.create(
        person=person,
        centre_id=by.here,
        filled_at=now,
        filled_on=today,
        filled_by=by.user,
        instrument=instrument.CURRENT,
        language=interview.language,
        interpreter_mode=interview.interpreter_mode,
        sex=person.sex,
        age_band=person.band_on(today),
        instructions=rules.instructions(told.suggestions),
        form_token=_unused(interview.form_token),
    )
    ScreeningAnswer.objects.bulk_create(
        ScreeningAnswer(screening=screening, question=question, answer=answer)
        for question, answer in told.answers.items()
    )
    for suggestion in told.suggestions:
        _suggest_flag(person=person, by=by, at=now, suggestion=suggestion, screening=screening)
    if rules.calls_the_manager(suggestions):
        _call_manager(person=person, centre_id=screening.centre_id, now=now)
    sealing.send(person=person, centre_id=by.here, told=told, at=now)
    record(by=by, act="screening.filled", subject=person, instrument=screening.instrument)
    return screening


def _unused(token: UUID) -> UUID:
    """Another token if this one stands on a screening already, of somebody else or by somebody else."""
    with second_line.everywhere("a form's token is one of its kind in the whole network"):
        return uuid4() if Screening.objects.filter(form_token=token).exists() else token


@transaction.atomic
def flag_led_by_unrelated(*, by: Posting, child: Person) -> None:
    """Suggest what a child whom somebody unrelated leads has to be flagged for, as if the child had been asked: nobody
    was asked yet, so there is no screening. Part of the registration of a group, whose line in the trail says
    nothing of it (`households.operations.groups`)."""
    now = timezone.now()
    facts = queries.facts_of(person=child, on=timezone.localdate(now))
    found = [one for one in rules.suggest(LED, facts) if LED_PAIR in one.led_by]
    told = sealing.apart(
        answers={}, suggestions=found, kinds=sealing.sealed_kinds(centre_id=by.here), is_child=facts.is_child
    )
    for suggestion in told.suggestions:
        _suggest_flag(person=child, by=by, at=now, suggestion=suggestion, screening=None)
    sealing.send(person=child, centre_id=by.here, told=told, at=now)


def _suggest_flag(
    *, person: Person, by: Posting, at: datetime, suggestion: rules.Suggestion, screening: Screening | None
) -> None:
    """A new flag with its task; or, when one of this kind is active, its reasons grow. It becomes a suggestion again
    only if it is now more urgent than what was decided."""
    flag = Flag.objects.active().filter(person=person, centre_id=by.here, kind=suggestion.kind).first()
    if flag is None:
        flag = Flag.objects.create(
            person=person,
            centre_id=by.here,
            screening=screening,
            kind=suggestion.kind,
            function=suggestion.function,
            urgency_suggested=suggestion.urgency,
            urgency=suggestion.urgency,
            led_by=list(suggestion.led_by),
            is_narrow=rules.is_narrow(suggestion.kind, suggestion.led_by),
            raised_at=at,
        )
    else:
        flag.led_by = list(dict.fromkeys([*flag.led_by, *suggestion.led_by]))
        flag.is_narrow = rules.is_narrow(flag.kind, flag.led_by)
        if rules.more_urgent(suggestion.urgency, flag.urgency) != flag.urgency:
            flag.urgency = flag.urgency_suggested = suggestion.urgency
            flag.state, flag.raised_at = FlagState.SUGGESTED, at
        flag.version += 1
        flag.save()
    _keep_task(flag=flag, now=at)


def _keep_task(*, flag: Flag, now: datetime) -> None:
    """An active flag has one waiting task, due by the flag's clock; a suggestion always has one."""
    due_at = rules.due_at(kind=flag.kind, urgency=flag.urgency, since=flag.raised_at)
    if Task.objects.filter(flag=flag, state__in=WAITING).update(due_at=due_at):
        return
    if flag.state == FlagState.SUGGESTED:
        Task.objects.create(
            person_id=flag.person_id,
            centre_id=flag.centre_id,
            flag=flag,
            function=flag.function,
            raised_at=now,
            due_at=due_at,
        )


def _call_manager(*, person: Person, centre_id: int, now: datetime) -> None:
    """Call the manager on duty to the person, once, without a word on why."""
    if not Task.objects.filter(person=person, centre_id=centre_id, flag=None, state__in=WAITING).exists():
        due_at = rules.due_at(kind="", urgency=Urgency.CRITICAL, since=now)
        Task.objects.create(
            person=person, centre_id=centre_id, function=Function.DUTY_MANAGER, raised_at=now, due_at=due_at
        )


@dataclass(frozen=True)
class Verdict:
    """What a named person said about a flag, and which version of it they had before them."""

    decision: str
    version: int | None
    urgency: str = ""
    reason: str = ""


@transaction.atomic
def decide_on_flag(*, by: Posting, flag: Flag, verdict: Verdict) -> Flag:
    """Confirm, dismiss, close a flag or change its urgency. What the machine suggested is kept beside it.
    Raises ChangedMeanwhile, NotNow."""
    flag = locked_as_seen(Flag.objects.visible_to(by).select_related("person"), pk=flag.pk, version=verdict.version)
    if by.role not in rules.deciders_of(flag.kind) or verdict.decision not in rules.allowed_decisions(flag.state):
        raise NotNow
    now = timezone.now()
    if verdict.decision == Decision.CHANGE:
        flag.urgency = verdict.urgency
    flag.state = rules.state_after(verdict.decision)
    flag.decided_by, flag.decided_at, flag.reason = by.user, now, verdict.reason
    flag.version += 1
    flag.save()
    if flag.is_active:
        _keep_task(flag=flag, now=now)
        if verdict.decision == Decision.CHANGE and flag.urgency == Urgency.CRITICAL:
            _call_manager(person=flag.person, centre_id=flag.centre_id, now=now)
    else:
        Task.objects.filter(flag=flag, state__in=WAITING).update(state=TaskState.DROPPED)
    record(by=by, act="flag.decided", subject=flag)
    return flag


@transaction.atomic
def work_on_task(*, by: Posting, task: Task, step: str, outcome: str, version: int | None) -> Task:
    """Take a task, finish it, or hand it back to the function with a reason.
    Raises ChangedMeanwhile, NotNow, DecideFirst."""
    task = locked_as_seen(Task.objects.visible_to(by), pk=task.pk, version=version)
    if step not in rules.allowed_steps(state=task.state, is_mine=task.taken_by_id == by.user_id):
        raise NotNow
    if step == TaskStep.DONE and task.flag is not None and task.flag.state == FlagState.SUGGESTED:
        raise DecideFirst
    if step == TaskStep.TAKE:
        task.state, task.taken_by, act = TaskState.TAKEN, by.user, "task.taken"
    elif step == TaskStep.HAND_BACK:
        task.state, task.taken_by, task.outcome, act = TaskState.OPEN, None, outcome, "task.handed_back"
    else:
        task.state, task.outcome, act = TaskState.DONE, outcome, "task.done"
        task.done_by, task.done_at = by.user, timezone.now()
    task.version += 1
    task.save()
    record(by=by, act=act, subject=task)
    return task


@transaction.atomic
def note_factors(*, by: Posting, person: Person, factors: list[str], note: str) -> FactorRecord:
    """Keep the risks and protections seen on this day, together. An earlier record stays as it was."""
    noted = FactorRecord.objects.create(
        person=person,
        centre_id=by.here,
        noted_at=timezone.now(),
        noted_by=by.user,
        factors=factors,
        note=note,
    )
    record(by=by, act="factors.noted", subject=person)
    return noted
