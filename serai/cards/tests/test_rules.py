import pytest

from serai.cards.choices import Paper
from serai.cards.rules import ON_A_SHEET, whole_sheets


@pytest.mark.parametrize(
    ("number", "paper", "made"),
    [
        (1, Paper.CARD_A4, 10),
        (10, Paper.CARD_A4, 10),
        (11, Paper.CARD_A4, 20),
        (200, Paper.BAND_80, 198),
        (7, Paper.BAND_58, 8),
        (7, Paper.CARD_58, 7),
    ],
)
def test_the_last_sheet_is_filled(number, paper, made):
    assert whole_sheets(number, paper=paper) == made


def test_every_paper_says_how_many_it_holds():
    assert set(ON_A_SHEET) == set(Paper)
