"""The table from answers to flags, row by row; and what it may never contain."""

import dataclasses
import inspect
from datetime import UTC, datetime, timedelta

import pytest

from serai.centres.choices import Role
from serai.codes import lists
from serai.people.choices import AgeBand, ChildStatus, Sex
from serai.screening import models, rules
from serai.screening.choices import Decision, FlagState, Function, Instruction, Kind, TaskState, TaskStep, Urgency
from serai.screening.rules import Facts, suggest

ADULT = Facts(age_band=AgeBand.FROM_18, sex=Sex.MALE, child_status=ChildStatus.ADULT)
WOMAN = Facts(age_band=AgeBand.FROM_18, sex=Sex.FEMALE, child_status=ChildStatus.ADULT)
GIRL = Facts(age_band=AgeBand.FROM_15, is_child=True, sex=Sex.FEMALE, child_status=ChildStatus.ACCOMPANIED)
OLD = Facts(age_band=AgeBand.FROM_60, sex=Sex.FEMALE, child_status=ChildStatus.ADULT)
INFANT = Facts(age_band=AgeBand.UNDER_5, is_child=True, sex=Sex.MALE, child_status=ChildStatus.ACCOMPANIED)


def found(answers, facts=ADULT):
    return {(s.kind, s.urgency): list(s.led_by) for s in suggest(answers, facts)}


@pytest.mark.parametrize(
    ("answers", "facts", "expected"),
    [
        ({"alone": "yes"}, GIRL, {("child", "high"): ["under_18", "alone:yes"]}),
        (
            {},
            dataclasses.replace(GIRL, child_status=ChildStatus.UNACCOMPANIED),
            {("child", "high"): ["under_18", "unaccompanied"]},
        ),
        (
            {},
            dataclasses.replace(GIRL, child_status=ChildStatus.SEPARATED),
            {("child", "high"): ["under_18", "separated"]},
        ),
        (
            {},
            dataclasses.replace(GIRL, has_doubtful_relation=True),
            {("child", "high"): ["under_18", "doubtful_relation"]},
        ),
        ({}, dataclasses.replace(GIRL, is_married=True), {("child", "high"): ["under_18", "married"]}),
        (
            {"baby": "yes"},
            GIRL,
            {("child", "high"): ["under_18", "baby:yes"], ("pregnant", "medium"): ["baby:yes"]},
        ),
        (
            {"led_by_unrelated": "yes"},
            GIRL,
            {
                ("child", "high"): ["under_18", "led_by_unrelated:yes"],
                ("tip", "high"): ["under_18", "led_by_unrelated:yes"],
            },
        ),
        ({"pregnant": "yes"}, WOMAN, {("pregnant", "medium"): ["pregnant:yes"]}),
        ({"baby": "yes"}, WOMAN, {("pregnant", "medium"): ["baby:yes"]}),
        ({"wg_hearing": "cannot"}, ADULT, {("disability", "medium"): ["wg_hearing:cannot"]}),
        ({"alone": "yes"}, OLD, {("older", "medium"): ["from_60", "alone:yes"]}),
        ({"afraid_here": "yes"}, ADULT, {("security", "critical"): ["afraid_here:yes"]}),
        ({"things_taken": "yes"}, ADULT, {("tip", "high"): ["things_taken:yes"]}),
        ({"forced": "yes", "debt": "yes"}, ADULT, {("tip", "high"): ["forced:yes", "debt:yes"]}),
        ({"held": "yes"}, ADULT, {("tip", "high"): ["held:yes"]}),
        ({"afraid_return": "yes"}, ADULT, {("asylum", "high"): ["afraid_return:yes"]}),
        ({"lost_family": "yes"}, ADULT, {("family_link", "medium"): ["lost_family:yes"]}),
        ({"medicine": "running_out"}, ADULT, {("medical", "high"): ["medicine:running_out"]}),
        ({"illness": "yes"}, ADULT, {("medical", "high"): ["illness:yes"]}),
        (
            {"illness": "yes", "help_now": "yes"},
            ADULT,
            {("medical", "critical"): ["help_now:yes", "illness:yes"]},
        ),
        ({"ending_life": "yes"}, ADULT, {("mhpss", "critical"): ["ending_life:yes"]}),
        ({"coping": "cannot"}, ADULT, {("mhpss", "critical"): ["coping:cannot"]}),
        ({"coping": "with_difficulty"}, ADULT, {("mhpss", "medium"): ["coping:with_difficulty"]}),
        ({"told_violence": "yes"}, ADULT, {("gbv", "high"): ["told_violence:yes"]}),
        ({"tonight": "nowhere"}, ADULT, {("shelter", "high"): ["tonight:nowhere"]}),
        ({"wants_return": "yes"}, ADULT, {("return_interest", "low"): ["wants_return:yes"]}),
        ({"wants_papers": "yes"}, ADULT, {("document", "low"): ["wants_papers:yes"]}),
        ({"answered_for": "yes"}, ADULT, {("control_suspected", "high"): ["answered_for:yes"]}),
    ],
)
def test_a_row_of_the_table_suggests_its_flag_and_says_why(answers, facts, expected):
    assert found(answers, facts) == expected


def test_every_row_of_the_table_was_tried():
    tried = set()
    for answers, facts, _expected in next(
        mark for mark in test_a_row_of_the_table_suggests_its_flag_and_says_why.pytestmark if mark.name == "parametrize"
    ).args[1]:
        tried |= {row.name for row in rules.TABLE if row.led_by(answers, facts)}
    assert tried == {row.name for row in rules.TABLE}


@pytest.mark.parametrize("answer", ["no", "refused", "unknown", "not_asked"])
def test_an_answer_that_is_not_a_yes_suggests_nothing(answer):
    everything = ("alone", "pregnant", "afraid_here", "forced", "afraid_return", "wants_return", "ending_life")
    assert found(dict.fromkeys(everything, answer), WOMAN) == {}


@pytest.mark.parametrize("facts", [ADULT, WOMAN])
def test_an_adult_alone_is_no_concern_by_that_alone(facts):
    assert found({"alone": "yes"}, facts) == {}


def test_a_child_with_family_is_no_concern_by_being_a_child():
    assert found({"alone": "no"}, GIRL) == {}


def test_somebody_who_fears_return_hears_about_protection_before_return():
    assert found({"afraid_return": "yes", "wants_return": "yes"}) == {
        ("asylum", "high"): ["afraid_return:yes", "wants_return:yes"]
    }


@pytest.mark.parametrize("code", rules.WASHINGTON_GROUP)
@pytest.mark.parametrize(("answer", "counts"), [("a_lot", True), ("cannot", True), ("some", False), ("none", False)])
def test_one_great_difficulty_is_the_cut_off(code, answer, counts):
    """Statement 18."""
    assert (("disability", "medium") in found({code: answer})) is counts


def test_some_difficulty_in_all_six_is_below_the_cut_off():
    """Statement 18."""
    assert found(dict.fromkeys(rules.WASHINGTON_GROUP, "some")) == {}


def test_nobody_under_five_is_scored():
    """Statement 19."""
    assert found(dict.fromkeys(rules.WASHINGTON_GROUP, "cannot"), INFANT) == {}
    assert not rules.is_asked("from_5", INFANT)
    assert rules.is_asked("from_5", Facts(age_band=AgeBand.FROM_5, is_child=True))


def test_what_is_not_an_argument_cannot_weigh():
    """Never nationality, religion or ethnicity."""
    assert list(inspect.signature(suggest).parameters) == ["answers", "facts"]
    assert {field.name for field in dataclasses.fields(Facts)} == {
        "age_band",
        "is_child",
        "sex",
        "child_status",
        "has_doubtful_relation",
        "is_married",
    }


def test_nothing_holds_a_verdict_or_a_number():
    """Statements 22 and 23: no field says that somebody is a victim, and none could hold a score."""
    own = [models.Screening, models.ScreeningAnswer, models.Flag, models.Task, models.FactorRecord]
    for model in own:
        for field in model._meta.get_fields():
            assert not any(word in field.name for word in ("victim", "score", "total", "rank", "verdict", "eligible"))
            if field.get_internal_type() in {"IntegerField", "PositiveIntegerField", "FloatField", "DecimalField"}:
                assert field.name == "version", f"{model.__name__}.{field.name} could hold a score"
    assert [field.name for field in dataclasses.fields(rules.Suggestion)] == ["kind", "urgency", "led_by"]
    assert not [w for w in Kind if "victim" in w]


def test_violence_and_trafficking_are_read_by_their_focal_point_alone():
    assert rules.readers_of(Kind.GBV) == {Role.GBV}
    assert rules.readers_of(Kind.TIP) == {Role.TRAFFICKING}
    for role in set(Role.values) - {Role.GBV, Role.TRAFFICKING}:
        assert not {Kind.GBV, Kind.TIP} & set(rules.kinds_seen_by(role))


def test_no_other_flag_is_led_by_an_answer_about_violence_or_exploitation():
    guarded = {"told_violence", "things_taken", "forced", "held", "debt"}
    everything = dict.fromkeys(guarded, "yes") | {"alone": "yes", "baby": "yes", "afraid_here": "yes"}
    for suggestion in suggest(everything, GIRL):
        if suggestion.kind not in {Kind.GBV, Kind.TIP}:
            assert not guarded & {code.split(":")[0] for code in suggestion.led_by}


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.GUARD, Role.INTERPRETER, Role.PARTNER, Role.DONOR])
def test_the_front_desk_reads_no_flag_at_all(role):
    """Statement 12."""
    assert rules.kinds_seen_by(role) == []
    assert rules.functions_of(role) == []


def test_every_kind_has_words_and_the_function_that_the_list_names():
    flags = lists.entries("flag")
    for kind in Kind:
        assert flags[kind].more["function"] == rules.FUNCTION_OF[kind]
    assert {*Urgency} == set(lists.entries("urgency"))
    assert set(rules.ROLES_OF) == set(Function.values)


@pytest.mark.parametrize(
    ("answers", "facts", "sentences"),
    [
        ({"ending_life": "yes"}, ADULT, [Instruction.NEVER_ALONE]),
        ({"help_now": "yes"}, ADULT, [Instruction.NEVER_ALONE]),
        ({"afraid_here": "yes"}, ADULT, [Instruction.SAFE_ROOM]),
        ({"told_violence": "yes"}, ADULT, [Instruction.SAFE_ROOM]),
        ({"alone": "yes"}, GIRL, [Instruction.WITH_CHILD]),
        ({"held": "yes"}, ADULT, [Instruction.SPEAK_ALONE]),
        ({"answered_for": "yes"}, ADULT, [Instruction.SPEAK_ALONE]),
        ({"lost_family": "yes"}, ADULT, []),
    ],
)
def test_what_must_be_done_at_once_is_said_at_once(answers, facts, sentences):
    assert rules.instructions(suggest(answers, facts)) == sentences


@pytest.mark.parametrize(
    ("kind", "urgency", "hours"),
    [
        (Kind.MHPSS, Urgency.CRITICAL, 1),
        (Kind.SECURITY, Urgency.CRITICAL, 1),
        (Kind.CHILD, Urgency.HIGH, 1),
        (Kind.GBV, Urgency.HIGH, 1),
        (Kind.TIP, Urgency.HIGH, 24),
        (Kind.ASYLUM, Urgency.HIGH, 24),
        (Kind.SHELTER, Urgency.HIGH, 6),
        (Kind.MEDICAL, Urgency.HIGH, 24),
        (Kind.DISABILITY, Urgency.MEDIUM, 72),
        (Kind.CHILD, Urgency.LOW, 168),
    ],
)
def test_the_first_action_is_due_by_the_clock_of_the_concern(kind, urgency, hours):
    since = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    assert rules.due_at(kind=kind, urgency=urgency, since=since) == since + timedelta(hours=hours)


def test_only_a_critical_flag_calls_the_manager():
    assert rules.calls_the_manager(suggest({"ending_life": "yes"}, ADULT))
    assert not rules.calls_the_manager(suggest({"told_violence": "yes"}, ADULT))


def test_changing_what_the_machine_said_needs_a_reason():
    """Statement 24."""
    assert [d for d in Decision if rules.needs_reason(d)] == [Decision.CHANGE, Decision.DISMISS, Decision.CLOSE]


def test_what_is_over_is_decided_no_more():
    for state in (FlagState.DISMISSED, FlagState.CLOSED):
        assert rules.allowed_decisions(state) == []
    for state in (TaskState.DONE, TaskState.DROPPED):
        assert rules.allowed_steps(state=state, is_mine=True) == []
    assert TaskStep.HAND_BACK not in rules.allowed_steps(state=TaskState.TAKEN, is_mine=False)
