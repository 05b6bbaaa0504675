"""Whatever is typed, scanned or uploaded: an answer or a refusal, never anything else. `make fuzz` goes on for longer."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.fuzz.corpus import bad_files
from tests.fuzz.targets import SEEDS, TARGETS

WRITTEN = ["0", "1", "9", "٣", "۷", "०", "-", "/", ".", ":", " ", "\n", ",", ";", "\t", '"', "\u200f", "\u202e", "\0"]
ODD = st.text(st.sampled_from(WRITTEN) | st.characters(exclude_categories=["Cs"]), max_size=60)
SMALL = [content for name, content in bad_files().items() if len(content) < 3_000 and not content.startswith(b"PK")]


@pytest.mark.parametrize("name", sorted(TARGETS))
@settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=ODD.map(str.encode) | st.binary(max_size=300) | st.sampled_from(SMALL))
def test_every_parser_keeps_its_word(name, content):
    TARGETS[name](content)


@pytest.mark.parametrize("name", sorted(TARGETS))
@settings(max_examples=200, derandomize=True, deadline=None)
@given(data=st.data())
def test_a_good_value_with_a_slip_in_it(name, data):
    """One byte of a good value taken out, changed, or written twice."""
    seed = data.draw(st.sampled_from(SEEDS.get(name, SMALL)))
    place = data.draw(st.integers(0, max(0, len(seed) - 1)))
    there = data.draw(st.sampled_from([b"", bytes([data.draw(st.integers(0, 255))]), seed[place : place + 1] * 2]))
    TARGETS[name](seed[:place] + there + seed[place + 1 :])


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_the_good_values_are_read(name):
    for seed in SEEDS[name]:
        TARGETS[name](seed)


@given(text=ODD)
@example(text="99999999999999999999-01")
@example(text="OBO-२६-०२०३१-F")
@settings(max_examples=300, derandomize=True, deadline=None)
def test_text_of_any_script(text):
    for name in ("code", "day", "name"):
        TARGETS[name](text.encode())
