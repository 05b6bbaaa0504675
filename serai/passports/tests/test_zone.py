"""The examples of ICAO Doc 9303, and what happens when a sign of them is wrong, missing or unread."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serai.passports.layouts import Check
from serai.passports.zone import check_digit, country, read

TODAY = date(2026, 11, 22)
PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD1_CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
TD2_CARD = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
VISA_A = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<"
VISA_B = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<"
LONG = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"
ALL = {"TD3": PASSPORT, "TD1": TD1_CARD, "TD2": TD2_CARD, "MRV-A": VISA_A, "MRV-B": VISA_B}


@pytest.mark.parametrize("layout", sorted(ALL))
def test_the_published_examples_are_read_and_fit(layout):
    zone = read(ALL[layout], today=TODAY)
    assert zone.layout == layout
    assert (zone.family, zone.given, zone.sex) == ("Eriksson", "Anna Maria", "female")
    assert not zone.wrong
    assert not zone.doubtful


def test_every_field_of_a_passport():
    zone = read(PASSPORT, today=TODAY)
    assert (zone.number, zone.issuer, zone.nationality) == ("L898902C3", "UTO", "UTO")
    assert (zone.birth, zone.expiry) == ((1974, 8, 12), (2012, 4, 15))


def test_unspecified_nationality_is_no_country():
    assert read(VISA_A, today=TODAY).nationality == "unknown"


@pytest.mark.parametrize(
    ("written", "means"),
    [("XXX", "unknown"), ("XXA", "stateless"), ("XXB", "unknown"), ("XXC", "unknown"), ("UNO", "unknown"),
     ("D<<", "DEU"), ("GBN", "GBR"), ("RKS", "XKX"), ("ETH", "ETH"), ("E?H", "unknown"), ("<<<", "unknown")],
)  # fmt: skip
def test_what_documents_write_for_a_country(written, means):
    assert country(written) == means


def test_a_number_of_more_than_nine_signs():
    zone = read(LONG, today=TODAY)
    assert zone.number == "D23145890734"
    assert Check.NUMBER not in zone.wrong


@pytest.mark.parametrize(
    "written",
    [
        PASSPORT.lower(),
        PASSPORT.replace("\n", ""),
        PASSPORT.replace("\n", "\r\n") + "\r\n",
        PASSPORT.replace("<", "«"),
        "  " + PASSPORT.replace("\n", "  \n\n ").replace("<<ANNA", " <<ANNA"),
        PASSPORT.replace("7408122F", "74O8I22F"),
    ],
)
def test_lines_are_read_as_people_and_scanners_write_them(written):
    assert read(written, today=TODAY) == read(PASSPORT, today=TODAY)


@pytest.mark.parametrize(
    ("place", "check", "field"),
    [(46, Check.NUMBER, "number"), (58, Check.BIRTH, "birth"), (66, Check.EXPIRY, "expiry"), (75, Check.OPTIONAL, "")],
)
def test_the_check_digit_that_does_not_fit_is_named_and_its_field_is_doubtful(place, check, field):
    other = "7" if PASSPORT[place] != "7" else "3"
    zone = read(PASSPORT[:place] + other + PASSPORT[place + 1 :], today=TODAY)
    assert zone.wrong == (check, Check.WHOLE)
    assert zone.doubtful == {check.value}
    assert not field or getattr(zone, field)  # offered all the same


@given(st.sampled_from(sorted(ALL)), st.data())
def test_one_wrong_digit_never_goes_unnoticed(layout, data):
    """A changed digit within a checked field is named: 7, 3 and 1 have no common factor with 10."""
    text = ALL[layout]
    right = read(text, today=TODAY)
    places = [n for n, sign in enumerate(text) if sign.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != text[place]]))
    zone = read(text[:place] + digit + text[place + 1 :], today=TODAY)
    said = [(one.number, one.birth, one.expiry) for one in (zone, right)]
    assert zone.wrong or said[0] == said[1]


def test_one_line_of_two_is_read_for_what_it_says():
    first, second = (read(line, today=TODAY) for line in PASSPORT.split("\n"))
    assert (second.number, second.birth, second.wrong, second.family) == ("L898902C3", (1974, 8, 12), (), "")
    assert (first.family, first.number, first.issuer) == ("Eriksson", "", "UTO")
    assert {"number", "birth", "expiry"} <= first.doubtful
    assert {"names", "issuer"} <= second.doubtful


def test_a_sign_that_could_not_be_read_makes_its_field_doubtful_and_no_other():
    zone = read(PASSPORT.replace("L898902C3", "L8?8902C3"), today=TODAY)
    assert (zone.number, zone.birth) == ("", (1974, 8, 12))
    assert zone.doubtful == {"number"}


def test_a_birth_of_which_the_document_says_the_year_is_a_year():
    field = "74<<<<"
    line = f"L898902C36UTO{field}{check_digit(field)}F1204159ZE184226B<<<<<10"
    zone = read(PASSPORT.split("\n")[0] + "\n" + line, today=TODAY)
    assert zone.birth == (1974, None, None)
    assert "birth" not in zone.doubtful


def test_the_century_is_the_one_in_which_it_can_be():
    assert read(PASSPORT.replace("7408122", "2611223"), today=TODAY).birth == (2026, 11, 22)
    assert read(PASSPORT.replace("7408122", "2611238"), today=TODAY).birth == (1926, 11, 23)


def test_a_name_that_fills_its_field_may_be_cut():
    zone = read(PASSPORT.replace("ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "A" * 20 + "<<" + "B" * 17), today=TODAY)
    assert "names" in zone.doubtful


def test_one_name_alone_is_a_given_name():
    zone = read(PASSPORT.replace("ERIKSSON<<ANNA<MARIA", "ABEBE<<<<<<<<<<<<<<<"), today=TODAY)
    assert (zone.family, zone.given) == ("", "Abebe")


@pytest.mark.parametrize("text", ["", "Sara Tesfaye", "A" * 30, "<" * 10, "x" * 2000, "12345\n67890", "٣" * 44])
def test_what_is_no_zone_is_not_read(text):
    assert read(text, today=TODAY) is None
