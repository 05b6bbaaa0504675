"""Each bad photo or PDF is answered by a plain sentence, from a process with little memory and time; good ones come
through without what they told."""

import pytest
from django.conf import settings

from serai.files.forms import NOT_KEPT, sentence
from serai.files.operations.reading import read_upload
from serai.files.rules.drawing import draw
from serai.files.rules.papers import CannotKeep, Why
from tests.fuzz.papers import MARK, bad_papers, good_papers

FILES = bad_papers()
# What would take more memory or time than it may: read apart, as on the page. The others are read here, ten times faster.
HEAVY = [name for name in FILES if "unpack" in name or "mega" in name or "thousand" in name or "million" in name]
EXPECTED_OF_HEAVY = {Why.UNPACKS_TOO_BIG, Why.DAMAGED, Why.CANNOT_BE_CLEANED}


def test_there_are_more_than_forty():
    assert len(FILES) > 40
    assert len(HEAVY) > 5


@pytest.mark.parametrize("name", HEAVY)
def test_a_bomb_ends_with_its_process(name):
    assert len(FILES[name]) < settings.PAPER_MEGABYTES * 1024 * 1024
    with pytest.raises(CannotKeep) as refused:
        read_upload(FILES[name])
    assert refused.value.why in EXPECTED_OF_HEAVY


@pytest.mark.parametrize("name", sorted(set(FILES) - set(HEAVY)))
def test_a_bad_paper_is_refused_and_its_reason_has_a_sentence(name):
    with pytest.raises(CannotKeep) as refused:
        draw(FILES[name])
    said = sentence(refused.value.why)
    assert refused.value.why in NOT_KEPT
    assert "%" not in said
    assert said.endswith(".")


@pytest.mark.parametrize("name", ["a large photo", "a webp", "a pdf"])
def test_a_good_paper_comes_through_within_the_same_limits(name):
    drawn = read_upload(good_papers()[name])
    assert drawn.content == draw(good_papers()[name]).content
    assert MARK.encode() not in drawn.content
