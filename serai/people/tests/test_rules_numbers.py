import pytest

from serai.people.rules.numbers import document, is_number, phones, sought

ADDIS = {"phone:+251911223344"}


@pytest.mark.parametrize(
    "typed",
    [
        "0911 22 33 44",
        "911223344",
        "+251 (0) 911-22-33-44",
        "00251911223344",
        "٠٩١١٢٢٣٣٤٤",
        "۰۹۱۱-۲۲۳-۳۴۴",
        "\u200e+251911223344",
        "0911223344 (brother)",
    ],
)
def test_a_telephone_is_one_however_it_is_written(typed):
    assert phones(typed, ["ET"]) == ADDIS


def test_a_number_without_a_country_is_one_of_the_centres_country():
    assert phones("77 81 23 45", ["DJ"]) == {"phone:+25377812345"}
    assert phones("+251911223344", ["DJ"]) == ADDIS
    assert phones("0911223344", ["DJ", "ET"]) == ADDIS  # written at either centre: it exists in one country only


def test_two_numbers_in_one_box_are_two():
    assert phones("0911223344 / +253 77 81 23 45", ["ET"]) == {*ADDIS, "phone:+25377812345"}


def test_what_is_no_valid_number_is_kept_as_its_digits_and_a_word_is_nothing():
    assert phones("123-456", ["DJ"]) == {"phone:?123456"}
    assert phones("none", ["DJ"]) == phones("12", ["DJ"]) == phones("", ["DJ"]) == set()


@pytest.mark.parametrize("typed", ["EP 1234567", "ep-1234567", "EP١٢٣٤٥٦٧", "EP۱۲۳۴۵۶۷", " ep/123.45 67"])
def test_a_document_is_one_however_its_number_is_written(typed):
    assert document(typed, "ETH") == "document:ETH:ep1234567"


def test_the_country_that_issued_it_belongs_to_a_document():
    assert document("1234567", "ETH") != document("1234567", "ERI")
    assert document("12 34", "ETH") == ""


def test_a_search_means_a_document_of_any_country_and_a_telephone_from_here():
    assert sought("0911223344", region="ET", countries=["ETH"]) == {
        *ADDIS,
        "document::0911223344",
        "document:ETH:0911223344",
    }
    assert sought("EP1234567", region="ET", countries=["ETH"]) == {"document::ep1234567", "document:ETH:ep1234567"}


@pytest.mark.parametrize("typed", ["Bilal Ahmed", "Bilal 7", "", "١٢"])
def test_a_name_is_no_number(typed):
    assert not is_number(typed)
    assert sought(typed, region="ET", countries=["ETH"]) == set()
