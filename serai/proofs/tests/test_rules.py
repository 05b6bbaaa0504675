import pytest

from serai.proofs.rules import Losses, State, chosen, exit_code


def test_losing_one_acknowledged_thing_is_losing():
    losses = Losses()
    losses.add(acknowledged=["a", "b"], there={"a", "b", "c"}, whole=True)
    assert losses.is_nothing_lost
    losses.add(acknowledged=["d"], there={"a", "b", "c"}, whole=True)
    assert (losses.lost, losses.is_nothing_lost) == (1, False)


def test_what_is_there_and_not_whole_is_lost():
    losses = Losses()
    losses.add(acknowledged=["a"], there={"a"}, whole=False)
    assert not losses.is_nothing_lost


def test_where_nothing_was_acknowledged_nothing_is_proved():
    losses = Losses()
    losses.add(acknowledged=[], there=set(), whole=True)
    assert not losses.is_nothing_lost


@pytest.mark.parametrize(
    ("states", "code"),
    [
        ([State.KEPT, State.KEPT], 0),
        ([State.KEPT, State.NOT_TRIED], 0),
        ([State.KEPT, State.BROKEN], 1),
        ([State.NOT_TRIED], 1),
        ([], 1),
    ],
)
def test_the_command_fails_when_a_promise_is_broken_or_nothing_could_be_tried(states, code):
    assert exit_code(states) == code


def test_proofs_are_chosen_by_the_number_of_the_promise_or_by_name():
    known = [(1, "kill", "k"), (1, "cut", "c"), (9, "erase", "e")]
    assert chosen("", known=known) == ["k", "c", "e"]
    assert chosen("1", known=known) == ["k", "c"]
    assert chosen("erase, cut", known=known) == ["c", "e"]
    with pytest.raises(LookupError, match="nonsense"):
        chosen("9 nonsense", known=known)
