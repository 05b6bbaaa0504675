import pytest

from serai.people.rules.reach import IS_THERE, REACH, Reach, reach
from serai.teams.rules import Gap, gap_in


@pytest.mark.parametrize(
    ("members", "changers", "gap"),
    [
        (set(), {1}, Gap.TOO_FEW),
        ({1}, {1}, Gap.TOO_FEW),
        ({2, 3}, {1}, Gap.NOBODY_CHANGES_IT),
        ({1, 2}, {1}, None),
        ({1, 2, 3}, {1, 9}, None),
    ],
)
def test_a_team_has_two_and_one_who_changes_it(members, changers, gap):
    assert gap_in(members=members, changers=changers) == gap


def test_a_kept_file_is_there_for_its_team_as_if_it_were_not_kept_and_for_nobody_else():
    for (here, hand, network), found in REACH.items():
        known = {"registered_here": here, "in_hand": hand, "network_consent": network}
        assert reach(**known, kept=True, in_team=False) == Reach.NONE
        for kept, in_team in [(True, True), (False, True), (False, False)]:
            assert reach(**known, kept=kept, in_team=in_team) == found
    assert sum(IS_THERE.values()) == 3
