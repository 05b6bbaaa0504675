from copy import deepcopy
from datetime import date, time

import pytest

from serai.directory.choices import Problem
from serai.directory.operations.imports import read_features, read_tables
from serai.directory.rules import source, words
from serai.directory.rules.hours import read_clock
from serai.directory.rules.opening import Hours

TODAY = date(2026, 11, 22)
ENGLISH = {
    "id": 7,
    "properties": {
        "locationName": "Irbid City",
        "partnerName": "IRC",
        "activity": 5598,
        "activityName": "Health Services",
        "startDate": "2026-01-01",
        "endDate": "2027-12-31",
        "indicators": {"Primary healthcare": 1, "Mental health care": 0},
        "3. Intake Criteria": {"Serious medical condition": True},
        "7. Availability Day": {"Sun-Thurs": True},
        "6. Availability": {"Every Day": True},
        "8. Office Open at": {"8:30am": True},
        "9. Office close at": {"Close at 16:00pm": True},
        "10. Referral Method": {"IA Form": True},
    },
    "geometry": {"type": "Point", "coordinates": [35.85, 32.55]},
}
ARABIC = {
    "id": 7,
    "properties": {
        "locationName": "مدينة اربد",
        "partnerName": "IRC",
        "activity": 5598,
        "activityName": "الخدمات الصحية",
        "indicators": {"الرعاية الصحية الأولية": 1, "رعاية الصحة النفسية": 0},
        "3. معايير القبول": {"حالة صحية خطيرة": True},
    },
    "geometry": {"type": "Point", "coordinates": [35.85, 32.55]},
}


@pytest.fixture(scope="module")
def tables():
    return read_tables()


def read(tables, english=ENGLISH, arabic=ARABIC):
    drafts, notes = source.read_all(english=[english], arabic=[arabic], tables=tables, today=TODAY)
    return (drafts[0] if drafts else None), [note.problem for note in notes]


def changed(**answers):
    feature = deepcopy(ENGLISH)
    feature["properties"].update(answers)
    return feature


def test_two_records_are_one_service_in_two_languages(tables):
    draft, problems = read(tables)
    assert problems == []
    assert draft.names == {"en": "Health Services", "ar": "الخدمات الصحية"}
    assert draft.descriptions == {"en": "Primary healthcare", "ar": "الرعاية الصحية الأولية"}
    assert (draft.needs, draft.service_types) == (["medical"], ["MED_CONSULT", "MEDICATION"])
    assert draft.eligibility == ["serious_medical_condition"]
    assert draft.hours == [Hours(day, time(8, 30), time(16)) for day in (7, 1, 2, 3, 4)]
    assert draft.point == (32.55, 35.85)
    assert (draft.referral_method, draft.accepts_referrals) == ("form", True)


@pytest.mark.parametrize(
    ("feature", "problem"),
    [
        (changed(activityName="Astrology"), Problem.UNKNOWN_CATEGORY),
        (changed(indicators={"Reading of stars": 1}), Problem.UNKNOWN_INDICATOR),
        (changed(indicators={"Primary healthcare": 0}), Problem.NO_OFFER),
        (changed(**{"2. Nationality": {"Martians only": True}}), Problem.UNKNOWN_VALUE),
        (changed(**{"8. Office Open at": {"8:30am": True, "13:00pm": True}}), Problem.HOURS_UNCLEAR),
        (changed(**{"8. Office Open at": {"early": True}}), Problem.HOURS_UNCLEAR),
        (changed(**{"9. Office close at": {}}), Problem.CLOSING_MISSING),
        (changed(**{"7. Availability Day": {}}), Problem.HOURS_MISSING),
        (changed(**{"6. Availability": {"Once a month": True}}), Problem.NOT_WEEKLY),
        (changed(**{"10. Referral Method": {"Referrals not accepted": True}, "Referral required": "Yes"}), Problem.CONTRADICTION),
        (changed(endDate="2026-11-21"), Problem.ENDED),
        (ENGLISH | {"geometry": None}, Problem.COORDINATES_MISSING),
        (ENGLISH | {"geometry": {"coordinates": [0, 0]}}, Problem.COORDINATES_MISSING),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_noted(tables, feature, problem):
    draft, problems = read(tables, english=feature)
    assert problem in problems
    assert draft is not None


@pytest.mark.parametrize(
    "broken", [None, [], {}, {"id": 7}, {"id": 7, "properties": None}, {"id": 7, "properties": {}}]
)
def test_a_row_that_cannot_be_read_makes_no_service_and_no_error(tables, broken):
    draft, problems = read(tables, english=broken)
    assert draft is None
    assert Problem.NOT_READABLE in problems


def test_a_record_without_its_twin_is_kept_in_one_language(tables):
    drafts, notes = source.read_all(english=[ENGLISH], arabic=[], tables=tables, today=TODAY)
    assert drafts[0].names == {"en": "Health Services"}
    assert [note.problem for note in notes] == [Problem.MISSING_TWIN]


def test_an_arabic_record_alone_is_noted_and_not_guessed(tables):
    drafts, notes = source.read_all(english=[], arabic=[ARABIC], tables=tables, today=TODAY)
    assert drafts == []
    assert [(note.problem, note.value) for note in notes] == [(Problem.MISSING_TWIN, "ar")]


def test_half_translated_arabic_is_not_shown_as_arabic(tables):
    twin = deepcopy(ARABIC)
    twin["properties"]["activityName"] = "Women الصحة services"
    draft, problems = read(tables, arabic=twin)
    assert "ar" not in draft.names
    assert Problem.NOT_TRANSLATED in problems


def test_arabic_that_says_something_else_is_not_believed(tables):
    feature = changed(**{"3. Intake Criteria": {"Open to all": True}})
    draft, problems = read(tables, english=feature)
    assert draft.eligibility == ["open_to_all"]
    assert Problem.CONTRADICTION in problems


def test_the_place_of_a_shelter_for_survivors_is_hidden(tables):
    feature = changed(
        activityName="Protection Services", indicators={"Shelter for survivors of gender-based violence (GBV)": 1}
    )
    draft, problems = read(tables, english=feature)
    assert draft.is_hidden
    assert Problem.ADDRESS_HIDDEN in problems


def test_the_562_real_services_are_read_whole(tables):
    drafts, notes = source.read_all(english=read_features("en"), arabic=read_features("ar"), tables=tables, today=TODAY)
    assert len(drafts) == len({draft.source_id for draft in drafts}) == 562
    unexpected = {Problem.UNKNOWN_CATEGORY, Problem.UNKNOWN_INDICATOR, Problem.UNKNOWN_VALUE, Problem.NOT_READABLE}
    assert [note for note in notes if note.problem in unexpected] == []
    assert sum(note.problem == Problem.SAME_ID for note in notes) == 26


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("8:30am", time(8, 30)),
        ("13:00pm", time(13)),
        ("Close at 17:00pm", time(17)),
        ("5:00pm", time(17)),
        ("12:00pm", time(12)),
        ("12:00am", None),
        ("25:00pm", None),
        ("8:75am", None),
        ("", None),
    ],
)
def test_a_clock_is_read_or_not_at_all(written, read_as):
    assert read_clock(written) == read_as


@pytest.mark.parametrize(("one", "other"), [("الأزرق", "ازرق"), ("Médecins", "medecins"), ("عمّان", "عمان")])
def test_spellings_of_one_word_fold_to_one(one, other):
    assert words.fold(one) == words.fold(other)


def test_a_text_falls_back_and_says_its_language():
    assert words.text_in({"en": "Clinic", "ar": ""}, "ar") == ("Clinic", "en")
    assert words.text_in({"en": "Clinic", "ar": "عيادة"}, "ar-jo") == ("عيادة", "ar")
    assert words.text_in({}, "fr") == ("", "fr")
