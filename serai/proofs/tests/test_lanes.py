"""Several proofs at once."""

import os

import pytest
from django.db import connection

from serai.proofs import lanes, scratch, trying
from serai.proofs.rules import State


def squared(number):
    return number * number


def ends_without_a_word(number):
    if number == 2:
        os._exit(9)
    return number


def where(number):
    return os.getpid()


@pytest.mark.django_db
class TestCopies:
    """In a scratch place: the connection is closed before this process is copied."""

    @pytest.fixture(autouse=True)
    def there(self, ground):
        with scratch.made(beside=ground.home) as there, scratch.working_in(there):
            yield there

    def test_what_came_of_each_comes_in_their_order_whichever_was_begun_first(self):
        assert list(lanes.results(squared, [1, 2, 3, 4, 5], at_once=2, first=[4, 5])) == [1, 4, 9, 16, 25]

    def test_a_copy_that_ends_without_a_word_is_told_and_the_others_go_on(self):
        assert list(lanes.results(ends_without_a_word, [1, 2, 3], at_once=2)) == [1, None, 3]

    def test_each_works_in_a_process_of_its_own(self):
        assert len({os.getpid(), *lanes.results(where, [1, 2, 3], at_once=2)}) == 4

    def test_proofs_at_once_find_what_they_find_alone(self, ground, there):
        told = []
        proofs = trying.chosen("gate,emergency,keep")
        mine = type(ground)(there.home, ground.is_encrypted, ground.effort, ground.pages)
        assert trying.try_all(mine, proofs=proofs, say=told.append, at_once=2) == [State.KEPT] * 3
        assert [line[:3] for line in told if line.startswith("\n")] == ["\n6.", "\n11", "\n19"]
        assert connection.vendor in {"sqlite", "postgresql"}


def test_one_at_a_time_is_done_here():
    assert list(lanes.results(where, [1, 2], at_once=1)) == [os.getpid()] * 2
