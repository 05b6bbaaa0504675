from datetime import date

import pytest

from serai.insights import rules
from serai.insights.choices import Headline, Table
from serai.insights.disclosure import Sum, hidden_cells
from serai.insights.rules import ALL, ASKED, NETWORK, Count, cells_of, pooled, unseen_of
from serai.insights.tests.attacker import ranges_known

HEAD = str(Table.HEADLINE)


def month() -> list[Count]:
    return [
        Count(Table.SEX_AGE, "OBO", "0-4", "female", 2),
        Count(Table.SEX_AGE, "OBO", "18-29", "male", 60),
        Count(Table.SEX_AGE, "OBO", "18-29", "female", 30),
        Count(Table.SEX_AGE, "MET", "0-4", "male", 20),
        Count(Table.SEX_AGE, "MET", "18-29", "male", 80),
        Count(Table.NATIONALITY, "OBO", "ETH", ALL, 89),
        Count(Table.NATIONALITY, "OBO", "SOM", ALL, 3),
        Count(Table.NATIONALITY, "MET", "ETH", ALL, 100),
        Count(Table.CHILDREN, "OBO", "accompanied", ALL, 2),
        Count(Table.CHILDREN, "MET", "accompanied", ALL, 20),
        Count(Table.REASONS, "OBO", "economic", ALL, 80),
        Count(Table.REASONS, "OBO", "education", ALL, 40),
        Count(Table.REASONS, "OBO", rules.ASKED, ALL, 90),
        Count(Table.LANGUAGES, "OBO", "tir", "nobody", 2),
        Count(Table.LANGUAGES, "OBO", "tir", "by_us", 40),
        Count(Table.LANGUAGES, "OBO", "som", "by_us", 12),
        Count(Table.LANGUAGES, "MET", "tir", "nobody", 9),
        Count(Table.LANGUAGES, "MET", "som", "by_companion", 1),
        Count(Table.HEADLINE, "OBO", Headline.PEOPLE, ALL, 90),
        Count(Table.HEADLINE, "MET", Headline.PEOPLE, ALL, 100),
        Count(Table.HEADLINE, NETWORK, Headline.PEOPLE, ALL, 185),
    ]


def test_every_check_adds_up():
    values, checks = rules.cells_of(month())
    assert checks
    for total, parts in checks:
        assert values[total] == sum(values[part] for part in parts), total


def test_the_months_total_is_the_sum_of_the_centres():
    """Statement 43, first half."""
    values, _checks = rules.cells_of(month())
    assert values[HEAD, NETWORK, Headline.REGISTRATIONS, ALL] == 192
    assert values[HEAD, "OBO", Headline.REGISTRATIONS, ALL] == 92


def test_a_person_seen_at_two_centres_counts_once_in_the_network():
    """Statement 43, second half: 90 + 100 people at two centres are 185 in the network."""
    values, checks = rules.cells_of(month())
    people = (HEAD, NETWORK, str(Headline.PEOPLE), ALL)
    assert values[people] == 185
    assert people not in {total for total, _parts in checks}


def test_the_figures_of_a_month_can_be_protected():
    values, checks = rules.cells_of(month())
    hidden = hidden_cells(values, [Sum(*check) for check in checks], threshold=5)
    assert (str(Table.NATIONALITY), "OBO", "SOM", ALL) in hidden
    assert (str(Table.NATIONALITY), "OBO", "ETH", ALL) in hidden  # else the total gives Somalia away
    assert (HEAD, NETWORK, str(Headline.REGISTRATIONS), ALL) not in hidden


@pytest.mark.parametrize("by_centre", [True, False])
def test_no_sum_over_languages_columns_or_centres_gives_a_small_number_back(by_centre):
    """Statement 42."""
    values, checks = rules.cells_of(month() if by_centre else pooled(month()), by_centre=by_centre)
    languages = str(Table.LANGUAGES)
    total = [cell for cell in values if cell[0] == languages and cell[2:] == (ALL, ALL)]
    assert {cell[1]: values[cell] for cell in total}[NETWORK] == 64
    sums, threshold = [Sum(*check) for check in checks], 5 if by_centre else 11
    hidden = hidden_cells(values, sums, threshold=threshold)
    told = ranges_known(values, sums, hidden)
    small = {cell for cell, value in values.items() if cell[0] == languages and 0 < value < threshold}
    assert len(small) == (7 if by_centre else 2)
    for cell in small:
        low, high = told[cell]
        assert high - low >= threshold, (cell, told[cell])


def test_multi_answer_shares_are_of_those_who_answered_and_may_pass_100():
    """Statement 41."""
    values, _checks = rules.cells_of(month())
    table = rules.table_for(Table.REASONS, "OBO", values, order=["economic", "education"], columns=[])
    assert table.asked == 90
    assert [row.share for row in table.rows] == [88.9, 44.4]
    assert sum(row.share for row in table.rows) > 100


def test_that_everybody_gave_an_answer_gives_no_small_cell_back():
    """Statement 42. Of 12 who answered 8 say robbery: the hidden rest is four, unless some of it could be both. Of 103
    people in the network 100 were at Station: at Harbour there were three or more."""
    counts = [
        Count(Table.HARDSHIPS, "HAR", code, ALL, n) for code, n in ((ASKED, 12), ("robbery", 8), ("detention", 4))
    ]
    people = ((NETWORK, 103), ("STA", 100), ("HAR", 3))
    counts += [Count(Table.HEADLINE, scope, Headline.PEOPLE, ALL, n) for scope, n in people]
    for by_centre in (True, False):
        values, checks = cells_of(counts if by_centre else pooled(counts), by_centre=by_centre)
        unseen, known = unseen_of(values)
        sums = [Sum(*check) for check in [*checks, *known]]
        hidden = hidden_cells(values | unseen, sums, threshold=5, unseen=unseen.keys())
        assert not hidden & unseen.keys()
        told = ranges_known(values | unseen, sums, hidden | unseen.keys())
        small = {cell for cell, value in values.items() if 0 < value < 5}
        assert len(small) == (3 if by_centre else 1)  # detention here and in the network, people at Harbour
        for cell in small:
            low, high = told[cell]
            assert low <= 1, cell
            assert high - low >= 5, cell


def test_a_hidden_value_has_no_share_and_no_change():
    assert rules.share_of(None, 10) is None
    assert rules.change(10, None) is None
    assert rules.change(150, 100) == 50.0


def test_months_follow_each_other_over_new_year():
    assert rules.next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert rules.previous_month(date(2027, 1, 1)) == date(2026, 12, 1)
    assert rules.first_of_month("2026-13") is None
