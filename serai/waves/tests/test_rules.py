import pytest

from serai.waves.choices import Missing
from serai.waves.rules import Age, State, is_complete, missing, read_age


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("34", Age(34)),
        ("0", Age(0)),
        (" 18 – 29 ", Age(band="18-29")),
        ("60+", Age(band="60+")),
        ("", Age()),
        ("?", Age()),
        ("121", None),
        ("18-30", None),
        ("old", None),
        ("²", None),
    ],
)
def test_an_age_or_an_age_group_is_read_from_one_box(typed, read):
    assert read_age(typed) == read


def test_what_a_row_still_needs():
    whole = State(True, True, was_asked=True, was_screened=True, has_card=True, age_band="18-29", nationality="ETH")
    assert missing(whole) == []
    assert missing(State(has_file=False, has_lane=False)) == [Missing.LANE]
    assert missing(State(has_file=True, has_lane=True)) == [
        Missing.CONSENT,
        Missing.SCREENING,
        Missing.AGE,
        Missing.NATIONALITY,
        Missing.CARD,
    ]


def test_nobody_is_incomplete_for_want_of_a_card():
    without = State(True, True, was_asked=True, was_screened=True, age_band="18-29", nationality="ETH")
    assert missing(without) == [Missing.CARD]
    assert is_complete(without)
    assert not is_complete(State(True, True, was_asked=True, age_band="18-29", nationality="ETH"))
