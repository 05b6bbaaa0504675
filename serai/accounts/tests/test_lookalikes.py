"""Names in which a letter of another script stands for one that is drawn the same."""

import pytest

from serai.accounts.lookalikes import mixes_scripts, skeleton


@pytest.mark.parametrize(
    ("name", "mixed"),
    [
        ("Gr\u0430ce", True),  # a Cyrillic a
        ("Grace \u0413r", True),
        ("Gr\u200d\u0430\u200dce", True),
        ("\u039diko", True),
        ("Jos\u00e9 Ou\u00e9draogo", False),
        ("O\u02bbConnor-\u0141\u00f3d\u017a", False),
        ("Amina \u0623\u0645\u064a\u0646\u0629", False),
        ("Grace (\u0413\u0440\u0435\u0439\u0441)", False),
        ("\u1230\u120b\u121d 2", False),
        ("\u0928\u0947\u0939\u093e", False),
        ("\u9ad8\u6a4b \u307f\u306a\u307f", False),
        ("\u9ad8\u6a4b\u307f\u306a\u307f", False),
        ("", False),
    ],
)
def test_no_word_has_letters_of_two_scripts(name, mixed):
    assert mixes_scripts(name) is mixed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u0421\u0430\u0440\u0430", "Capa"),  # all Cyrillic
        ("Ilan", "llan"),
        ("Ge0rge", "GeOrge"),
        ("Marnie", "Mamie"),
        ("\u0639\u0644\u06cc", "\u0639\u0644\u064a"),  # Ali, as Persian and as Arabic write it
        ("\u0639\u0644\u0640\u064a", "\u0639\u0644\u064a"),
    ],
)
def test_names_that_are_drawn_alike_have_one_skeleton(one, other):
    assert skeleton(one) == skeleton(other)


def test_names_that_are_drawn_otherwise_have_another():
    assert len({skeleton(name) for name in ("Grace", "Greta", "Omar", "Amir", "Ruth", "\u0633\u0644\u0627\u0645")}) == 6
