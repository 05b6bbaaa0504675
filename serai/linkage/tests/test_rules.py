from datetime import date

import sqlglot

from serai.linkage.rules import NAMES, among_strangers, days, settings, split


def test_the_index_of_names_is_taken_apart_by_how_many_sounds_a_key_has():
    assert split(["idris", "2 adrs sm", "1 sm", "othman"]) == (["idris", "othman"], ["1 sm"], ["2 adrs sm"], None)


def test_the_first_of_january_stands_for_the_year_and_any_other_day_for_itself():
    first, last = date(1995, 1, 1), date(1995, 12, 31)
    assert days(first, first) == (first.toordinal(), last.toordinal())
    assert days(last, last) == (last.toordinal(), last.toordinal())
    assert days(None, last) == (None, None)


def test_the_more_files_there_are_the_less_likely_are_any_two_of_them_one_persons():
    few, many = (
        settings(files=count, strangers=[1e-5] * len(NAMES))["probability_two_random_records_match"]
        for count in (100, 100_000)
    )
    assert few > many > 0


def test_a_name_that_strangers_share_tells_less_and_never_more_than_by_hand():
    by_hand = [name.u for name in NAMES]
    assert among_strangers(met=[0, 0, 0, 0, 0], pairs=1_000_000, files=10_000, every=7) == by_hand
    assert among_strangers(met=[5_000, 0, 0, 0, 0], pairs=1_000_000, files=10_000, every=7)[0] > 100 * by_hand[0]


def test_pairs_of_one_person_are_not_taken_for_strangers():
    of_one = round(0.1 * 1_500 * NAMES[1].m)
    assert among_strangers(met=[0, of_one, 0, 0, 0], pairs=1_124_250, files=1_500, every=1)[1] == NAMES[1].u


def test_no_files_are_no_strangers():
    assert among_strangers(met=[0] * 5, pairs=0, files=2, every=1) == [name.u for name in NAMES]


def test_every_line_of_the_model_is_sql_that_spark_has():
    """Splink hands it to either engine as it stands, and Spark is not installed where the tests run: here it is read
    by Spark's grammar, which calls a function that it does not know anonymous, and `len` the length of a text."""
    model = settings(files=100, strangers=[1e-5] * len(NAMES))
    levels = [level["sql_condition"] for asked in model["comparisons"] for level in asked["comparison_levels"]]
    rules = [rule["blocking_rule"] for rule in model["blocking_rules_to_generate_predictions"]]
    read = [sqlglot.parse_one(line, read="spark") for line in levels + rules if line != "ELSE"]
    named = {called.key for line in read for called in line.find_all(sqlglot.exp.Func)}
    assert named == {"and", "or", "coalesce", "greatest", "arraysize", "arrayintersect"}
