import pytest
from django.utils.translation import override

from serai.calendars.rules import Told, kept_as, told_again
from serai.calendars.words import NAMES, kept_words, month_choices, told_words


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Told(2007, 1, 12, "ethiopian"), "12 Meskerem 2007 (Ethiopian)"),
        (Told(2007, 13, calendar="ethiopian"), "Pagume 2007 (Ethiopian)"),
        (Told(1445, calendar="hijri"), "1445 (Hijri)"),
        (Told(2007, 1, 12), "12 January 2007 (Gregorian)"),
    ],
)
def test_what_was_told_is_said_again_no_more_precisely(told, words):
    assert told_words(told) == words


@pytest.mark.parametrize(
    ("told", "kept", "words"),
    [
        (Told(2024), "2024", "2024"),
        (Told(2024, 3), "2024-03", "March 2024"),
        (Told(2024, 3, 15), "2024-03-15", "15 March 2024"),
        (
            Told(2016, calendar="ethiopian"),
            "ethiopian:2016",
            "2016 (Ethiopian) = 12 September 2023 – 10 September 2024",
        ),
        (Told(2016, 4, 13, "ethiopian"), "ethiopian:2016-04-13", "13 Tahsas 2016 (Ethiopian) = 23 December 2023"),
    ],
)
def test_what_is_kept_is_shown_no_more_precisely_than_it_was_told(told, kept, words):
    assert (kept_as(told), told_again(kept), kept_words(kept)) == (kept, told, words)


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_months_have_names_in_each_language(language):
    english = {key: [str(name) for name in names.values()] for key, names in NAMES.items()}
    with override(language):
        there = {key: [str(name) for name in names.values()] for key, names in NAMES.items()}
    assert all(len(set(names)) == len(names) for names in there.values())
    same = {key for key in there if there[key] == english[key]}
    assert same <= ({"ethiopian"} if language == "es" else set())  # Spanish writes them as English does


def test_the_thirteenth_month_is_offered():
    assert month_choices()[0][1] == "1 – January · Meskerem · Muharram"
    assert month_choices()[12] == ("13", "13 – Pagume")
