"""Statement 42, against two attackers written apart: exhaustive search, and linear bounds by another library."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serai.insights.disclosure import FiguresDoNotAddUp, Sum, hidden_cells
from serai.insights.tests.attacker import possible_values, ranges_known


def two_way(rows: list[list[int]]) -> tuple[dict, list[Sum]]:
    values, sums = {}, []
    height, width = len(rows), len(rows[0])
    for r, c in product(range(height), range(width)):
        values[f"r{r}", f"c{c}"] = rows[r][c]
    for r in range(height):
        values[f"r{r}", "all"] = sum(rows[r])
        sums.append(Sum((f"r{r}", "all"), tuple((f"r{r}", f"c{c}") for c in range(width))))
    for c in range(width):
        values["all", f"c{c}"] = sum(row[c] for row in rows)
        sums.append(Sum(("all", f"c{c}"), tuple((f"r{r}", f"c{c}") for r in range(height))))
    values["all", "all"] = sum(map(sum, rows))
    sums.append(Sum(("all", "all"), tuple((f"r{r}", "all") for r in range(height))))
    sums.append(Sum(("all", "all"), tuple(("all", f"c{c}") for c in range(width))))
    return values, sums


def test_one_small_cell_takes_a_second_one_with_it():
    values = {("a",): 3, ("b",): 40, ("c",): 25, ("all",): 68}
    sums = [Sum(("all",), (("a",), ("b",), ("c",)))]
    assert hidden_cells(values, sums, threshold=5) == {("a",), ("c",)}


def test_nothing_is_hidden_when_nothing_is_small():
    values, sums = two_way([[10, 20], [30, 0]])
    assert hidden_cells(values, sums, threshold=5) == set()


def test_total_minus_shown_never_gives_a_small_cell_back():
    values, sums = two_way([[3, 40], [22, 31]])
    hidden = hidden_cells(values, sums, threshold=5)
    assert {("r0", "c0"), ("r0", "c1"), ("r1", "c0"), ("r1", "c1")} <= hidden


def test_a_network_total_does_not_give_a_centre_away():
    """Two filters subtracted: the network less every other centre must not leave the hidden one."""
    centres, bands = ["OBO", "MET", "HAR"], ["0-4", "18-29"]
    counts = {("OBO", "0-4"): 2, ("OBO", "18-29"): 90, ("MET", "0-4"): 30, ("MET", "18-29"): 70}
    counts |= {("HAR", "0-4"): 8, ("HAR", "18-29"): 60}
    values = dict(counts)
    sums = []
    for centre in centres:
        values[centre, "all"] = sum(counts[centre, band] for band in bands)
        sums.append(Sum((centre, "all"), tuple((centre, band) for band in bands)))
    for band in [*bands, "all"]:
        values["network", band] = sum(values[centre, band] for centre in centres)
        sums.append(Sum(("network", band), tuple((centre, band) for centre in centres)))
    hidden = hidden_cells(values, sums, threshold=5)
    low, high = ranges_known(values, sums, hidden)["OBO", "0-4"]
    assert high - low >= 5
    assert len({centre for centre, band in hidden if band == "0-4"}) >= 2


@pytest.mark.parametrize("rows", [[[1, 1], [1, 1]], [[4, 0], [0, 4]], [[2, 7], [6, 8]], [[3, 9], [0, 6]]])
def test_the_exhaustive_attacker_finds_no_small_cell(rows):
    values, sums = two_way(rows)
    hidden = hidden_cells(values, sums, threshold=5)
    for cell in [c for c, value in values.items() if 0 < value < 5 and "all" not in c]:
        assert len(possible_values(cell, values, sums, hidden, limit=16)) > 1, cell


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=2, max_size=4))
def test_every_small_cell_keeps_an_interval_as_wide_as_the_threshold(rows):
    values, sums = two_way(rows)
    hidden = hidden_cells(values, sums, threshold=5)
    ranges = ranges_known(values, sums, hidden)
    for cell, value in values.items():
        if 0 < value < 5:
            low, high = ranges[cell]
            assert low - 1e-6 <= value <= high + 1e-6
            assert high - low >= 5 - 1e-6, (cell, value, ranges[cell])


def test_figures_that_do_not_add_up_are_not_protected_but_refused():
    with pytest.raises(FiguresDoNotAddUp):
        hidden_cells({("a",): 3, ("all",): 9}, [Sum(("all",), (("a",),))], threshold=5)
