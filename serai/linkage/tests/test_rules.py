from datetime import date

from serai.linkage.rules import days, settings, split


def test_the_index_of_names_is_taken_apart_by_how_many_sounds_a_key_has():
    assert split(["idris", "2 adrs sm", "1 sm", "othman"]) == (["idris", "othman"], ["1 sm"], ["2 adrs sm"], None)


def test_the_first_of_january_stands_for_the_year_and_any_other_day_for_itself():
    first, last = date(1995, 1, 1), date(1995, 12, 31)
    assert days(first, first) == (first.toordinal(), last.toordinal())
    assert days(last, last) == (last.toordinal(), last.toordinal())
    assert days(None, last) == (None, None)


def test_the_more_files_there_are_the_less_likely_are_any_two_of_them_one_persons():
    few, many = (settings(files=count)["probability_two_random_records_match"] for count in (100, 100_000))
    assert few > many > 0
