"""Statement 42, by somebody who reads what the staff are shown beside what the public is shown."""

import pytest

from serai.insights import rules
from serai.insights.choices import Table
from serai.insights.disclosure import Sum
from serai.insights.operations import cells_shown
from serai.insights.rules import ALL, NETWORK, OTHERS, Count
from serai.insights.tests.attacker import ranges_known


def counted(*spoken: tuple[str, str, str, int]) -> list[Count]:
    return [Count(str(Table.LANGUAGES), *one) for one in spoken]


@pytest.fixture
def two_centres() -> list[Count]:
    """Of one person at Station nobody interpreted: told by the public's total of Afar, which the staff's tables hide."""
    return counted(("HAR", "aar", "by_us", 14), ("HAR", "tir", "by_us", 3), ("STA", "aar", "nobody", 1))


def test_who_reads_the_staffs_figures_and_the_publics_subtracts_nothing(two_centres):
    staff = cells_shown(two_centres)
    public = cells_shown(two_centres, besides=staff)
    values, checks = rules.cells_of(two_centres)
    shown = {cell for cells in (staff, public) for cell, value in cells.items() if value is not None}
    told = ranges_known(values, [Sum(*check) for check in checks], values.keys() - shown)
    for cell, value in values.items():
        if 0 < value < 5:
            low, high = told[cell]
            assert high - low >= 5, (cell, told[cell])


def test_the_public_does_not_read_that_one_of_a_kind_was_here():
    """A row whose number is hidden would say that somebody who speaks Soninke came."""
    many = counted(("HAR", "tir", "by_us", 40), ("HAR", "aar", "by_us", 30), ("STA", "amh", "by_us", 25))
    one_more = [*many, *counted(("HAR", "snk", "nobody", 1))]
    public = cells_shown(one_more, besides=cells_shown(one_more))
    assert "snk" not in {cell[2] for cell in public}
    assert public[str(Table.LANGUAGES), NETWORK, OTHERS, ALL] is None
    assert public[str(Table.LANGUAGES), NETWORK, OTHERS, "nobody"] is None
    of_nobody = cells_shown(many, besides=cells_shown(many))
    assert OTHERS not in {cell[2] for cell in of_nobody}
