import re
from datetime import date

import pytest
from django.utils import translation

from serai.people import rules
from serai.people.choices import AgeBand
from serai.people.words import birth_words

ON = date(2026, 11, 22)


def test_a_year_is_kept_as_its_whole_span():
    birth = rules.born_in_year(1998)
    assert (birth.earliest, birth.latest) == (date(1998, 1, 1), date(1998, 12, 31))


def test_an_age_of_twenty_is_the_year_of_birth_around_it():
    birth = rules.aged(20, on=date(2026, 11, 22))
    assert (birth.earliest, birth.latest) == (date(2005, 11, 23), date(2006, 11, 22))


def test_the_age_band_is_that_of_the_event_not_of_today():
    birth = rules.born_on(date(2008, 6, 1))
    assert rules.band_on(birth, date(2026, 5, 31)) == AgeBand.FROM_15
    assert rules.band_on(birth, date(2026, 6, 1)) == AgeBand.FROM_18


@pytest.mark.parametrize("band", [low_high_name[2] for low_high_name in rules.BANDS])
def test_a_band_told_is_the_band_found(band):
    on = date(2024, 2, 29)
    assert rules.band_on(rules.in_band(band, on=on), on) == band


def test_a_doubtful_age_counts_as_a_childs():
    assert rules.is_child_on(rules.born_in_year(2008), date(2026, 11, 22))


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_birth_known_to_the_year_is_never_the_first_of_january(language):
    """Statement 4."""
    birth = rules.born_in_year(1998)
    with translation.override(language):
        words = birth_words(birth, on=ON)
    assert "1998" in words
    assert "28" in words
    assert not re.search(r"\b0?1\b|jan|ene|يناير|كانون", words.lower())
    assert rules.written(birth) == "1998"


def test_an_age_told_long_ago_says_when_it_was_told():
    birth = rules.aged(25, on=date(2023, 11, 3))
    assert birth_words(birth, on=date(2023, 11, 3), told_on=date(2023, 11, 3)) == "about 25"
    words = birth_words(birth, on=ON, told_on=date(2023, 11, 3))
    assert words.startswith("about 28 (said to be 25 on")


def test_each_precision_is_written_no_finer_than_it_is_known():
    assert rules.written(rules.born_on(date(1995, 5, 17))) == "1995-05-17"
    assert rules.written(rules.born_in_month(1995, 5)) == "1995-05"
    assert rules.written(rules.aged(20, on=ON)) == "2005-11-23/2006-11-22"
    assert rules.written(rules.Birth("unknown")) == ""


def test_a_card_code_is_read_however_it_is_typed():
    code = rules.new_card_code()
    typed = rules.shown_card_code(code).lower().replace("0", "o").replace("1", "l")
    assert rules.read_card_code(typed) == code


# What the keys of an American keyboard give elsewhere, written from the two layouts (Arabic with Shift).
FRENCH = dict(zip("1234567890AQWZM", "&é\"'(-è_çàQAZW?", strict=True))
ARABIC = dict(
    zip("QWERYPASDFHJKZXCVNM", "\u064e\u064b\u064f\u064cإ\u061b\u0650\u064d][أـ\u060c~\u0652}{آ\u2019", strict=True)
)
ARABIC |= {"T": "لإ", "G": "لأ", "B": "لآ"}


@pytest.mark.parametrize("keys", [FRENCH, ARABIC], ids=["french", "arabic"])
def test_a_scanner_is_understood_on_a_machine_that_takes_it_for_another_keyboard(keys):
    for _ in range(200):
        code = rules.new_card_code()
        typed = "".join(keys.get(character, character) for character in code)
        assert rules.reading(typed) == rules.Reading(rules.Kind.CARD, code)
        assert rules.read_card_code(typed) == code


@pytest.mark.parametrize("name", ["Anne-Lise", "D'ARCY-ME", "AL-HASSAN", "آمنة أحمد", "N'GUESSAN", "Zeba-Nade"])
def test_a_name_is_not_taken_for_a_scanner(name):
    assert rules.reading(name).kind == rules.Kind.NAME


def test_one_wrong_character_is_caught():
    code = rules.new_card_code()
    for place, character in enumerate(code):
        wrong = "A" if character != "A" else "B"
        assert rules.read_card_code(code[:place] + wrong + code[place + 1 :]) is None
