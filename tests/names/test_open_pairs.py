"""How many pairs of the open set have a sound in common. The rules were not tuned on it: a floor, so that a change of
the rules that costs names is seen."""

import pytest

from serai.names.parts import parts, together
from tests.names.crowd import pairs

AT_LEAST = {"arabic": 0.94, "cyrillic": 0.91, "ethiopic": 0.97, "habit": 0.89, "spelling": 0.92}


def heard(word: str) -> set[str]:
    return {sound for part in together(parts(word)) for sound in part.sounds}


@pytest.mark.parametrize("kind", AT_LEAST)
def test_forms_of_one_name_have_a_sound_in_common(kind):
    both = [(known, asked) for known, forms in pairs()[kind].items() for asked in forms]
    met = sum(not heard(known).isdisjoint(heard(asked)) for known, asked in both)
    assert met / len(both) >= AT_LEAST[kind], f"{met} of {len(both)}"
