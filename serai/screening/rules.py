"""From answers to suggested flags: one row of the table is one rule. Never a verdict, never a total.

What is not an argument here cannot weigh: nationality, religion and ethnicity are not arguments.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from serai.centres.choices import Role
from serai.people.choices import AgeBand, ChildStatus, Sex
from serai.screening.choices import (
    ENDINGS,
    HOURS,
    REASONS_TO_HAND_BACK,
    SHORTER,
    Decision,
    Fact,
    FlagState,
    Function,
    Instruction,
    Kind,
    Outcome,
    TaskState,
    TaskStep,
    Urgency,
)

type Answers = Mapping[str, str]

ROLES_OF: dict[str, frozenset[str]] = {
    Function.CHILD_PROTECTION: frozenset({Role.CHILD_PROTECTION}),
    Function.GBV: frozenset({Role.GBV}),
    Function.TRAFFICKING: frozenset({Role.TRAFFICKING}),
    Function.HEALTH: frozenset({Role.HEALTH}),
    Function.MHPSS: frozenset({Role.MHPSS}),
    Function.CASEWORKER: frozenset({Role.CASEWORKER}),
    Function.DUTY_MANAGER: frozenset({Role.MANAGER}),
    Function.RETURNS: frozenset({Role.RETURNS}),
    Function.SHELTER: frozenset({Role.SHELTER}),
}
FUNCTION_OF: dict[str, str] = {
    Kind.SECURITY: Function.DUTY_MANAGER,
    Kind.MEDICAL: Function.HEALTH,
    Kind.MHPSS: Function.MHPSS,
    Kind.CHILD: Function.CHILD_PROTECTION,
    Kind.GBV: Function.GBV,
    Kind.TIP: Function.TRAFFICKING,
    Kind.ASYLUM: Function.CASEWORKER,
    Kind.CONTROL: Function.CASEWORKER,
    Kind.PREGNANT: Function.HEALTH,
    Kind.DISABILITY: Function.CASEWORKER,
    Kind.OLDER: Function.CASEWORKER,
    Kind.FAMILY_LINK: Function.CASEWORKER,
    Kind.SHELTER: Function.SHELTER,
    Kind.RETURN_INTEREST: Function.RETURNS,
    Kind.DOCUMENT: Function.CASEWORKER,
}
NORMAL = frozenset(
    {
        Kind.PREGNANT,
        Kind.DISABILITY,
        Kind.OLDER,
        Kind.FAMILY_LINK,
        Kind.SHELTER,
        Kind.RETURN_INTEREST,
        Kind.DOCUMENT,
    }
)
SUPERVISED = NORMAL | {Kind.CHILD, Kind.ASYLUM, Kind.CONTROL, Kind.SECURITY}
# Answers that raise another flag as well, of which not every reader of this kind may know: these answers, and a flag
# that nothing else led to, are read by those alone who decide on it.
TELLS_MORE: dict[str, frozenset[str]] = {Kind.CHILD: frozenset({"led_by_unrelated:yes"})}
MOST_URGENT_FIRST: list[str] = [str(urgency) for urgency in Urgency]


def deciders_of(kind: str) -> frozenset[str]:
    """Who confirms or dismisses a flag: its function, and the caseworker where nothing is restricted."""
    extra = {Role.CASEWORKER} if kind in NORMAL else set()
    return ROLES_OF[FUNCTION_OF[kind]] | extra


def readers_of(kind: str) -> frozenset[str]:
    """Who may know that such a flag exists (the field's need-to-know matrix)."""
    extra = {Role.SUPERVISOR} if kind in SUPERVISED else set()
    return deciders_of(kind) | extra


def kinds_seen_by(role: str) -> list[str]:
    """The kinds of flag that this role may know of."""
    return [str(kind) for kind in Kind if role in readers_of(kind)]


def kinds_decided_by(role: str) -> list[str]:
    """The kinds of flag that this role confirms or dismisses."""
    return [str(kind) for kind in Kind if role in deciders_of(kind)]


def is_narrow(kind: str, led_by: Iterable[str]) -> bool:
    """Whether nothing led to a flag but what tells of another one: then only who decides on it may know of it."""
    more = TELLS_MORE.get(kind, frozenset())
    return bool(more.intersection(led_by)) and set(led_by) <= more | {Fact.UNDER_18}


def reasons_read_by(role: str, kind: str, led_by: Iterable[str]) -> list[str]:
    """Those of the reasons of a flag that this role may read."""
    kept = frozenset[str]() if role in deciders_of(kind) else TELLS_MORE.get(kind, frozenset())
    return [reason for reason in led_by if reason not in kept]


def reads_answers_to(question: str, area: str, role: str) -> bool:
    """Whether this role may read what was answered to a question of this area."""
    if not area:
        return True
    told = {pair.partition(":")[0] for pair in TELLS_MORE.get(area, frozenset())}
    return role in (deciders_of(area) if question in told else readers_of(area))


def functions_of(role: str) -> list[str]:
    """The functions whose tasks come to this role."""
    return [function for function, roles in ROLES_OF.items() if role in roles]


@dataclass(frozen=True)
class Facts:
    """What the file says on the day of the screening."""

    age_band: str = AgeBand.UNKNOWN
    is_child: bool = False
    sex: str = Sex.UNKNOWN
    child_status: str = ChildStatus.UNKNOWN
    has_doubtful_relation: bool = False
    is_married: bool = False


def is_asked(asked_of: str, facts: Facts) -> bool:
    """Whether a question fits this person: the six Washington Group questions only from five years on."""
    under_10 = facts.age_band in {AgeBand.UNDER_5, AgeBand.FROM_5}
    return {
        "everyone": True,
        "child": facts.is_child,
        "from_5": facts.age_band != AgeBand.UNDER_5,
        "from_10": not under_10,
        "not_male": facts.sex != Sex.MALE and not under_10,
    }[asked_of]


def _given(answers: Answers, *wanted: str) -> list[str]:
    """Those of `question:answer` that were given."""
    return [pair for pair in wanted if answers.get(pair.split(":")[0]) == pair.split(":")[1]]


def _child_alone(answers: Answers, facts: Facts) -> list[str]:
    said = _given(answers, "alone:yes")
    filed = [
        fact
        for fact, holds in (
            (Fact.UNACCOMPANIED, facts.child_status == ChildStatus.UNACCOMPANIED),
            (Fact.SEPARATED, facts.child_status == ChildStatus.SEPARATED),
            (Fact.DOUBTFUL, facts.has_doubtful_relation),
        )
        if holds
    ]
    return [Fact.UNDER_18, *said, *filed] if facts.is_child and (said or filed) else []


def _child_spouse_or_mother(answers: Answers, facts: Facts) -> list[str]:
    found = _given(answers, "pregnant:yes", "baby:yes") + ([Fact.MARRIED] if facts.is_married else [])
    return [Fact.UNDER_18, *found] if facts.is_child and found else []


def _child_led(answers: Answers, facts: Facts) -> list[str]:
    found = _given(answers, "led_by_unrelated:yes")
    return [Fact.UNDER_18, *found] if facts.is_child and found else []


WASHINGTON_GROUP = ("wg_seeing", "wg_hearing", "wg_walking", "wg_remembering", "wg_self_care", "wg_communicating")


def disability_led_by(answers: Answers, facts: Facts) -> list[str]:
    """Washington Group cut-off: at least one of the six is "a lot" or "cannot". Under five it is never scored."""
    if facts.age_band == AgeBand.UNDER_5:
        return []
    return [pair for code in WASHINGTON_GROUP for pair in _given(answers, f"{code}:a_lot", f"{code}:cannot")]


def _older_alone(answers: Answers, facts: Facts) -> list[str]:
    said = _given(answers, "alone:yes")
    return [Fact.FROM_60, *said] if facts.age_band == AgeBand.FROM_60 and said else []


def _fear_of_return(answers: Answers, facts: Facts) -> list[str]:
    """Somebody who fears return and asks about it hears about protection first: both answers go to one person."""
    fear = _given(answers, "afraid_return:yes")
    return fear + _given(answers, "wants_return:yes") if fear else []


def _return_without_fear(answers: Answers, facts: Facts) -> list[str]:
    return [] if _given(answers, "afraid_return:yes") else _given(answers, "wants_return:yes")


def _said(*pairs: str) -> Callable[[Answers, Facts], list[str]]:
    return lambda answers, facts: _given(answers, *pairs)


@dataclass(frozen=True)
class Row:
    """One row of the table: a kind and an urgency when `led_by` finds something."""

    name: str
    kind: str
    urgency: str
    led_by: Callable[[Answers, Facts], list[str]]


TABLE: tuple[Row, ...] = (
    Row("child without caregiver", Kind.CHILD, Urgency.HIGH, _child_alone),
    Row("married, pregnant or a mother under 18", Kind.CHILD, Urgency.HIGH, _child_spouse_or_mother),
    Row("minor led by an unrelated adult", Kind.CHILD, Urgency.HIGH, _child_led),
    Row("minor led by an unrelated adult, exploitation", Kind.TIP, Urgency.HIGH, _child_led),
    Row("pregnant or lactating", Kind.PREGNANT, Urgency.MEDIUM, _said("pregnant:yes", "baby:yes")),
    Row("Washington Group", Kind.DISABILITY, Urgency.MEDIUM, disability_led_by),
    Row("60 or older and alone", Kind.OLDER, Urgency.MEDIUM, _older_alone),
    Row("afraid of somebody here", Kind.SECURITY, Urgency.CRITICAL, _said("afraid_here:yes")),
    Row(
        "papers or pay taken, held, forced, debt",
        Kind.TIP,
        Urgency.HIGH,
        _said("things_taken:yes", "forced:yes", "held:yes", "debt:yes"),
    ),
    Row("fear of return", Kind.ASYLUM, Urgency.HIGH, _fear_of_return),
    Row("no news of family", Kind.FAMILY_LINK, Urgency.MEDIUM, _said("lost_family:yes")),
    Row("help for the body now", Kind.MEDICAL, Urgency.CRITICAL, _said("help_now:yes")),
    Row("nurse today", Kind.MEDICAL, Urgency.HIGH, _said("illness:yes", "medicine:running_out")),
    Row("cannot cope, thoughts of death", Kind.MHPSS, Urgency.CRITICAL, _said("ending_life:yes", "coping:cannot")),
    Row("copes with difficulty", Kind.MHPSS, Urgency.MEDIUM, _said("coping:with_difficulty")),
    Row("violence that the person spoke of", Kind.GBV, Urgency.HIGH, _said("told_violence:yes")),
    Row("no place tonight", Kind.SHELTER, Urgency.HIGH, _said("tonight:nowhere")),
    Row("wants to return", Kind.RETURN_INTEREST, Urgency.LOW, _return_without_fear),
    Row("wants papers", Kind.DOCUMENT, Urgency.LOW, _said("wants_papers:yes")),
    Row("somebody answers for the person", Kind.CONTROL, Urgency.HIGH, _said("answered_for:yes")),
)


@dataclass(frozen=True)
class Suggestion:
    """What the machine suggests, with the answers that led to it."""

    kind: str
    urgency: str
    led_by: tuple[str, ...]

    @property
    def function(self) -> str:
        return FUNCTION_OF[self.kind]


def more_urgent(one: str, other: str) -> str:
    """The more urgent of two urgencies."""
    return min(one, other, key=MOST_URGENT_FIRST.index)


def suggest(answers: Answers, facts: Facts) -> list[Suggestion]:
    """The suggested flags, one a kind, most urgent first. A row that finds nothing suggests nothing."""
    found: dict[str, Suggestion] = {}
    for row in TABLE:
        if led_by := row.led_by(answers, facts):
            known = found.get(row.kind, Suggestion(row.kind, row.urgency, ()))
            because = tuple(dict.fromkeys([*known.led_by, *(str(code) for code in led_by)]))
            found[row.kind] = Suggestion(row.kind, more_urgent(known.urgency, row.urgency), because)
    return sorted(found.values(), key=lambda suggestion: MOST_URGENT_FIRST.index(suggestion.urgency))


_SAY_AT_ONCE: dict[str, frozenset[tuple[str, str]]] = {
    Instruction.NEVER_ALONE: frozenset({(Kind.MHPSS, Urgency.CRITICAL), (Kind.MEDICAL, Urgency.CRITICAL)}),
    Instruction.SAFE_ROOM: frozenset({(Kind.SECURITY, Urgency.CRITICAL), (Kind.GBV, Urgency.HIGH)}),
    Instruction.WITH_CHILD: frozenset({(Kind.CHILD, Urgency.HIGH)}),
    Instruction.SPEAK_ALONE: frozenset({(Kind.TIP, Urgency.HIGH), (Kind.CONTROL, Urgency.HIGH)}),
}


def instructions(suggestions: list[Suggestion]) -> list[str]:
    """What whoever asked must do at once. Each sentence stands for several answers, so that none gives one away."""
    found = {(suggestion.kind, suggestion.urgency) for suggestion in suggestions}
    return [str(sentence) for sentence, kinds in _SAY_AT_ONCE.items() if kinds & found]


def calls_the_manager(suggestions: list[Suggestion]) -> bool:
    """A critical flag also calls the manager on duty, in words that say nothing of its kind."""
    return any(suggestion.urgency == Urgency.CRITICAL for suggestion in suggestions)


def due_at(*, kind: str, urgency: str, since: datetime) -> datetime:
    """When the first action is due: the clock of the urgency, or the shorter one of its kind for a high concern."""
    hours = HOURS[urgency]
    if urgency in {Urgency.CRITICAL, Urgency.HIGH}:
        hours = min(hours, SHORTER.get(kind, hours))
    return since + timedelta(hours=hours)


def allowed_decisions(state: str) -> Sequence[str]:
    """What may be said about a flag in this state. What was dismissed or closed stays so; screen again instead."""
    return {
        FlagState.SUGGESTED: [Decision.CONFIRM, Decision.CHANGE, Decision.DISMISS],
        FlagState.OPEN: [Decision.CHANGE, Decision.CLOSE],
    }.get(FlagState(state), [])


def needs_reason(decision: str) -> bool:
    """Whether this decision on a flag must be explained; only a confirmation need not."""
    return decision != Decision.CONFIRM


def state_after(decision: str) -> str:
    """The state of a flag once it was decided so."""
    return {Decision.DISMISS: FlagState.DISMISSED, Decision.CLOSE: FlagState.CLOSED}.get(
        Decision(decision), FlagState.OPEN
    )


def allowed_steps(*, state: str, is_mine: bool) -> list[str]:
    """What may be done with a task: taken by anyone of the function, then finished or handed back by who took it."""
    if state == TaskState.OPEN:
        return [TaskStep.TAKE, TaskStep.DONE]
    if state == TaskState.TAKEN:
        return [TaskStep.DONE, TaskStep.HAND_BACK] if is_mine else [TaskStep.DONE]
    return []


def outcomes_for(step: str) -> tuple[Outcome, ...]:
    """How a task can end at this step, or why it can be handed back."""
    return {TaskStep.DONE: ENDINGS, TaskStep.HAND_BACK: REASONS_TO_HAND_BACK}.get(TaskStep(step), ())
