"""What is asked, of whom, in which words; and what is never asked at a desk."""

import re

import pytest
from django.utils import translation

from serai.codes import lists
from serai.people.choices import AgeBand, Sex
from serai.screening import instrument, rules
from serai.screening.choices import Kind

# Never at the desk. Each language in its own words.
FORBIDDEN = re.compile(
    r"rape|raped|sexual|sexuel|viol(é|er|ée|s)?\b|violaci|violad|اغتصاب|جنسي"
    r"|\bHIV\b|\bVIH\b|\bSIDA\b|الإيدز|نقص المناعة"
    r"|orientation|gay|lesbian|homosex|ميول"
    r"|smuggler|trafficker|passeur|trafiquant|traficante|coyote|مهرّب|مهرب"
    r"|who (did|held|forced|took)|qui (vous a|l’a)\b|quién|من الذي",
    re.IGNORECASE,
)


def test_no_question_touches_what_is_never_asked_at_a_desk():
    for question in instrument.questions().values():
        for language, words in question.words.items():
            assert not FORBIDDEN.search(words), f"{question.code} in {language}"


@pytest.mark.parametrize("asked", ["Were you raped?", "Do you have HIV?", "Who held you?", "Êtes-vous homosexuel ?"])
def test_the_list_of_forbidden_topics_catches_one(asked):
    assert FORBIDDEN.search(asked)


def test_the_six_questions_are_the_washington_groups_in_its_order_and_words():
    asked = [question for question in instrument.questions().values() if question.part == "wg"]
    assert [question.code for question in asked] == list(rules.WASHINGTON_GROUP)
    assert [question.words["en"] for question in asked] == [
        "Do you have difficulty seeing, even if wearing glasses?",
        "Do you have difficulty hearing, even if using a hearing aid?",
        "Do you have difficulty walking or climbing steps?",
        "Do you have difficulty remembering or concentrating?",
        "Do you have difficulty (with self-care such as) washing all over or dressing?",
        (
            "Using your usual (customary) language, do you have difficulty communicating, "
            "for example understanding or being understood?"
        ),
    ]
    assert [code for code, _label in instrument.answer_choices(asked[0])[:4]] == ["none", "some", "a_lot", "cannot"]
    assert not any("disab" in words.lower() for question in asked for words in question.words.values())


def test_every_question_can_be_refused_not_known_or_not_asked():
    for question in instrument.questions().values():
        codes = [code for code, _label in instrument.answer_choices(question)]
        assert len(codes) == len(set(codes))
        if question.part == "tick":
            assert codes == ["yes"]
        else:
            assert codes[-3:] == list(lists.NOT_ANSWERED)
            assert len(codes) > 3


@pytest.mark.parametrize("language", lists.LANGUAGES)
def test_every_word_is_there_in_every_language(language):
    with translation.override(language):
        for question in instrument.questions().values():
            assert question.label()
            assert all(str(label) for _code, label in instrument.answer_choices(question))
        for factor in instrument.factors().values():
            assert factor.label()


def test_every_guard_is_a_kind_of_flag_and_every_part_has_a_title():
    for question in instrument.questions().values():
        assert question.area in {"", *Kind}
        assert question.part in instrument.PARTS


def test_every_answer_that_a_rule_waits_for_can_be_given():
    source = "\n".join(
        f"{question.code}:{code}"
        for question in instrument.questions().values()
        for code, _label in instrument.answer_choices(question)
    )
    waited = {
        "alone:yes", "led_by_unrelated:yes", "pregnant:yes", "baby:yes", "afraid_here:yes", "help_now:yes",
        "illness:yes", "medicine:running_out", "ending_life:yes", "coping:cannot", "coping:with_difficulty",
        "things_taken:yes", "forced:yes", "held:yes", "debt:yes", "afraid_return:yes", "wants_return:yes",
        "lost_family:yes", "told_violence:yes", "answered_for:yes", "tonight:nowhere", "wants_papers:yes",
    }  # fmt: skip
    assert waited <= set(source.splitlines())


def test_a_question_that_does_not_fit_is_not_on_the_page():
    def codes(facts):
        return {question.code for question in instrument.asked_of(facts)}

    man = codes(rules.Facts(age_band=AgeBand.FROM_18, sex=Sex.MALE))
    small_girl = codes(rules.Facts(age_band=AgeBand.FROM_5, sex=Sex.FEMALE, is_child=True))
    infant = codes(rules.Facts(age_band=AgeBand.UNDER_5, sex=Sex.FEMALE, is_child=True))
    assert not {"pregnant", "baby", "led_by_unrelated"} & man
    assert not {"pregnant", "baby", "ending_life"} & small_girl
    assert {"led_by_unrelated", "wg_seeing"} <= small_girl
    assert not set(rules.WASHINGTON_GROUP) & infant


def test_risks_and_protections_stand_on_each_of_the_four_levels():
    """Statement 23."""
    pairs = {(factor.level, factor.type) for factor in instrument.factors().values()}
    assert pairs == {(level, kind) for level in ("individual", "household", "community", "structural")
                     for kind in ("risk", "protective")}  # fmt: skip
