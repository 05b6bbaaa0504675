"""House style of every list: whole, short, and truly in four languages."""

import csv
import re

import pytest
from django.utils import translation

from serai.centres.choices import Role
from serai.codes import lists

TABLES = sorted(path.stem for path in lists.DATA.glob("*.csv"))
SPECIALS = {"country": {"unknown"}}  # a nationality may be unknown without being unanswered
ARABIC = re.compile(r"[\u0600-\u06ff]")
LONGEST = 60
SAME_AS_IN_ENGLISH = {  # true cognates and place names
    "fr": {
        "Bus",
        "Canada",
        "Discrimination",
        "Djibouti",
        "Documents",
        "Europe",
        "Information",
        "Train",
        "Transport",
        "Visa",
    },
    "es": {"Djibouti", "No", "Somalia", "Visa", "Yemen"},
}


def rows(name: str) -> list[dict[str, str]]:
    with (lists.DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("name", TABLES)
def test_a_list_has_the_five_columns_first_and_every_code_once(name):
    table = rows(name)
    codes = [row["code"] for row in table]
    assert list(table[0])[:5] == ["code", *lists.LANGUAGES]
    assert len(codes) == len(set(codes))
    if name != "not_answered":
        assert set(codes) & set(lists.NOT_ANSWERED) <= SPECIALS.get(name, set())


@pytest.mark.parametrize("name", TABLES)
def test_every_label_is_there_trimmed_and_short_enough_for_a_button(name):
    for row in rows(name):
        for language in lists.LANGUAGES:
            label = row[language]
            assert label
            assert label == label.strip(), row["code"]
            assert len(label) <= LONGEST, f"{name}.{row['code']} {language}: {len(label)} characters"


@pytest.mark.parametrize("name", TABLES)
def test_labels_tell_codes_apart(name):
    for language in lists.LANGUAGES:
        labels = [row[language] for row in rows(name)]
        assert sorted(set(labels)) == sorted(labels), f"{name} {language}"


@pytest.mark.parametrize("name", TABLES)
def test_arabic_is_arabic_and_french_and_spanish_are_not_english(name):
    for row in rows(name):
        assert ARABIC.search(row["ar"]), f"{name}.{row['code']}"
        if name in {"country", "language"}:  # proper names are often the same
            continue
        for language, allowed in SAME_AS_IN_ENGLISH.items():
            assert row[language] != row["en"] or row["en"] in allowed, f"{name}.{row['code']} {language}: {row['en']}"


def test_a_label_follows_the_reader():
    pairs = dict(lists.choices("need"))
    with translation.override("fr"):
        assert str(pairs["water"]) == "Eau"
    with translation.override("ar"):
        assert str(pairs["water"]) == "ماء"


def test_a_variant_of_a_language_reads_as_the_language_and_an_unknown_one_as_english():
    assert lists.label("need", "water", "es-419") == "Agua"
    assert lists.label("need", "water", "tr") == "Water"


def test_a_code_of_an_older_list_shows_as_itself():
    assert lists.label("need", "fodder") == "fodder"


def test_not_answered_comes_last_and_reads_in_every_list():
    pairs = lists.choices("need", not_answered=True)
    assert [code for code, _ in pairs[-3:]] == ["refused", "unknown", "not_asked"]
    assert lists.label("need", "refused", "en") == "Refused to answer"


def test_a_list_that_does_not_exist_is_an_error():
    with pytest.raises(FileNotFoundError):
        lists.choices("no_such_list")


def test_own_columns_choose_among_the_codes():
    nameless = dict(lists.choices("service_type", anonymous="yes"))
    assert {"MEAL", "WATER", "FIRST_AID", "PFA", "INFO_RISKS", "PHONE_CALL", "DAY_REST"} <= nameless.keys()
    assert not {"AVR", "BID", "TRAVEL_DOC", "COUNSEL_PROTECTION"} & nameless.keys()


def test_the_minimum_package_of_the_guide_is_marked():
    minimum = dict(lists.choices("service_type", minimum="yes"))
    assert {"VULN_ASSESSMENT", "AWARENESS_SESSION", "COUNSEL_BASIC", "FIRST_AID", "PFA", "REFERRAL"} <= minimum.keys()
    assert "MEAL" not in minimum


def test_services_stand_under_their_group_in_order_and_no_group_is_empty():
    groups = lists.grouped("service_type", by="group", titles="service_group")
    assert [str(title) for title, _ in groups][:2] == ["Reception and registration", "Information"]
    assert sum(len(pairs) for _, pairs in groups) == len(lists.entries("service_type"))
    assert all(pairs for _, pairs in lists.grouped("service_type", by="group", titles="service_group", minimum="yes"))


def test_own_columns_hold_what_they_may():
    for entry in lists.entries("service_type").values():
        assert {entry.more[column] for column in ("minimum", "anonymous", "direct")} <= {"yes", "no"}
    hours = [int(entry.more["hours"]) for entry in lists.entries("urgency").values()]
    assert hours == sorted(hours)
    assert [entry.more["minutes"] for entry in lists.entries("triage").values()] == ["0", "30", "480", ""]


def test_the_seven_priority_groups_of_the_guide_are_all_there():
    assert len(lists.entries("priority_group")) == 7


def test_each_flag_goes_to_a_function_that_exists():
    assert {entry.more["function"] for entry in lists.entries("flag").values()} <= set(Role.values)
