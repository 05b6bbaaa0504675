from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import FETCH_RAISE, Count, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from serai.centres.models import Posting
from serai.people.access import shown_to
from serai.people.choices import ChildStatus, Relation
from serai.people.models import Membership, Name, Person
from serai.people.queries.names import shown_name
from serai.people.rules import is_child_on
from serai.screening import instrument, rules
from serai.screening.choices import Fact, FlagState, Function, TaskState
from serai.screening.models import FactorRecord, Flag, Screening, Task

CHILDREN = {ChildStatus.ACCOMPANIED, ChildStatus.SEPARATED, ChildStatus.UNACCOMPANIED}
PAGE = 100


def facts_of(*, person: Person, on: date) -> rules.Facts:
    """What the file says about this person on the day, as far as a rule may use it."""
    doubtful = Membership.objects.filter(person=person, left_on=None, relation=Relation.DOUBTFUL)
    return rules.Facts(
        age_band=person.band_on(on),
        is_child=is_child_on(person.birth, on) or person.child_status in CHILDREN,
        sex=person.sex,
        child_status=person.child_status,
        has_doubtful_relation=doubtful.exists(),
        is_married=person.marital_status in {"married", "partner"},
    )


def why(led_by: list[str], version: str = instrument.CURRENT) -> list[str]:
    """The answers and facts behind a suggestion, in words: "Where will you sleep tonight? I have no safe place"."""
    return [_reason(code, version) for code in led_by]


def _reason(code: str, version: str) -> str:
    if code in Fact.values:
        return str(Fact(code).label)
    question, _colon, answer = code.partition(":")
    asked = instrument.questions(version).get(question)
    if asked is None or asked.part == "tick":
        return asked.label() if asked else code
    return f"{asked.label()} – {instrument.answer_label(question, answer, version)}"


def because_of(flag: Flag, *, posting: Posting) -> list[str]:
    """Why this flag is there, in words, as far as this posting may know."""
    led_by = rules.reasons_read_by(posting.role, flag.kind, flag.led_by)
    return why(led_by, flag.screening.instrument if flag.screening else instrument.CURRENT)


def flags_of_person(*, posting: Posting, person: Person) -> list[dict[str, Any]]:
    """The flags of this person that this posting may know of, undecided first, most urgent first."""
    flags = Flag.objects.visible_to(posting).filter(person=person).select_related("screening", "decided_by")
    order = {FlagState.SUGGESTED: 0, FlagState.OPEN: 1}
    found = sorted(
        flags.order_by("-raised_at", "pk").fetch_mode(FETCH_RAISE),
        key=lambda flag: (order.get(FlagState(flag.state), 2), rules.MOST_URGENT_FIRST.index(flag.urgency)),
    )
    return [{"flag": flag, "because": because_of(flag, posting=posting)} for flag in found]


def flag_or_404(*, posting: Posting, public_id: UUID) -> Flag:
    """A flag that this posting may know of; hidden, elsewhere and not existing are the same answer."""
    flag = (
        Flag.objects.visible_to(posting)
        .filter(public_id=public_id)
        .select_related("person", "screening", "decided_by")
        .first()
    )
    if flag is None:
        raise Http404
    return flag


def task_or_404(*, posting: Posting, public_id: UUID) -> Task:
    """A task of this posting's functions; hidden, elsewhere and not existing are the same answer."""
    task = (
        Task.objects.visible_to(posting)
        .filter(public_id=public_id)
        .select_related("person", "flag__screening", "taken_by", "done_by")
        .first()
    )
    if task is None:
        raise Http404
    return task


@dataclass(frozen=True)
class TaskRow:
    """A task in a list, with what the person is called."""

    task: Task
    name: str
    is_overdue: bool


def my_tasks(*, posting: Posting, now: datetime, limit: int = PAGE) -> list[TaskRow]:
    """What this posting's functions have to do here, the longest overdue first."""
    tasks = (
        Task.objects.visible_to(posting)
        .waiting()
        .select_related("person", "flag", "taken_by")
        .prefetch_related(Prefetch("person__names", queryset=Name.objects.order_by("pk")))
        .order_by("due_at", "pk")
        .fetch_mode(FETCH_RAISE)[:limit]
    )
    return [TaskRow(task, shown_name(task.person), task.is_overdue(now)) for task in tasks]


def task_counts(*, posting: Posting, now: datetime) -> dict[str, int]:
    """How many tasks are `waiting`, and how many of these are `overdue`."""
    return (
        Task.objects.visible_to(posting)
        .waiting()
        .aggregate(waiting=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=now)))
    )


def done_lately(*, posting: Posting, since: datetime) -> QuerySet[Task]:
    """The last twenty tasks of this posting's functions that were finished since then."""
    return (
        Task.objects.visible_to(posting)
        .filter(state=TaskState.DONE, done_at__gte=since)
        .select_related("person", "done_by")
        .order_by("-done_at", "pk")
        .fetch_mode(FETCH_RAISE)[:20]
    )


def screenings_of_person(*, posting: Posting, person: Person) -> QuerySet[Screening]:
    """The askings at this centre, the latest first. That one took place says nothing of what was answered."""
    return (
        Screening.objects.filter(person=person, centre_id=posting.here)
        .select_related("filled_by")
        .order_by("-filled_at", "pk")[:20]
    )


def screening_or_404(*, posting: Posting, public_id: UUID) -> Screening:
    """A screening of this centre; another centre's is the same 404 as none."""
    screening = (
        shown_to(Screening.objects.filter(public_id=public_id, centre_id=posting.here), posting=posting)
        .select_related("person", "filled_by")
        .first()
    )
    if screening is None:
        raise Http404
    return screening


def own_screening_or_404(*, posting: Posting, public_id: UUID) -> Screening:
    """For whoever asked the questions, and nobody else."""
    screening = screening_or_404(posting=posting, public_id=public_id)
    if screening.filled_by_id != posting.user_id:
        raise Http404
    return screening


def visible_answers(*, posting: Posting, screening: Screening) -> list[dict[str, str]]:
    """The questions that this role may read, each with its answer. A guarded question is not on the page, answered or
    not, so that nothing can be learnt from what is missing."""
    given = {row.question: row.answer for row in screening.answers.all()}
    rows = []
    for question in instrument.questions(screening.instrument).values():
        if not rules.reads_answers_to(question.code, question.area, posting.role):
            continue
        if question.code in given:
            words = instrument.answer_label(question.code, given[question.code], screening.instrument)
            rows.append({"question": question.label(), "answer": words})
    return rows


def latest_factors(*, posting: Posting, person: Person) -> FactorRecord | None:
    """What was last noted here of the person's risks and protections, side by side."""
    return (
        FactorRecord.objects.filter(person=person, centre_id=posting.here)
        .select_related("noted_by")
        .order_by("-noted_at", "-pk")
        .first()
    )


def active_flags(*, posting: Posting, person: Person) -> list[Flag]:
    """For the person's page: what is undecided or confirmed, most urgent first."""
    flags = Flag.objects.visible_to(posting).active().filter(person=person).order_by("pk")
    return sorted(flags, key=lambda flag: rules.MOST_URGENT_FIRST.index(flag.urgency))


def functions_nobody_holds(*, posting: Posting, now: datetime) -> list[str]:
    """For the manager: the functions without anybody posted here, so that no task waits unseen. It is the same list
    whether or not a task waits."""
    if posting.role not in rules.ROLES_OF[Function.DUTY_MANAGER] or posting.centre_id is None:
        return []
    here = Posting.objects.active(timezone.localdate(now)).filter(centre_id=posting.here)
    held = set(here.values_list("role", flat=True))
    return [str(Function(code).label) for code, roles in rules.ROLES_OF.items() if not roles & held]
