"""What is sealed opens in its own place, with its own key, unchanged; and otherwise not at all."""

from dataclasses import replace
from itertools import permutations
from uuid import UUID, uuid4

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from serai.keys import boxes, envelope, slots, thirds
from serai.keys.derived import derive, keyed_hash
from serai.keys.padding import BUCKETS, padded, unpadded
from serai.keys.place import CannotOpen, NoSuchPlace, Place

KEY, OTHER_KEY = envelope.new_key(), envelope.new_key()
PAIR, OTHER_PAIR = boxes.new_pair(), boxes.new_pair()
HERE = Place("sealed.entry", "body", UUID(int=7), 3, "gbv")
CHEAP = slots.Cost(memory=8, passes=1)

words = some.text("abcdefgh._", max_size=12)
places = some.builds(
    Place, table=words, field=words, row=some.uuids(), version=some.integers(0, 9_999), compartment=words
)
values = some.binary(max_size=6000)


@given(values, places, some.integers(0, 2**32 - 1))
def test_an_envelope_gives_back_what_was_put_in(value, place, epoch):
    sealed = envelope.seal(value, key=KEY, place=place, epoch=epoch)
    assert envelope.unseal(sealed, key=KEY, place=place) == value
    assert envelope.epoch_of(sealed) == epoch
    assert len(value) < 8 or value not in sealed


@settings(max_examples=300)
@given(places, places)
def test_an_envelope_opens_in_no_other_place(place, other):
    """V6: another table, field, row, version or compartment."""
    assume(place != other)
    sealed = envelope.seal(b"words", key=KEY, place=place)
    with pytest.raises(CannotOpen):
        envelope.unseal(sealed, key=KEY, place=other)


@pytest.mark.parametrize(
    "moved",
    [{"table": "sealed.file"}, {"field": "note"}, {"row": UUID(int=8)}, {"version": 2}, {"compartment": "medical"}],
    ids=str,
)
def test_moving_one_part_of_the_place_is_enough_to_be_refused(moved):
    """V6: swapped between rows or fields, or an older version put back."""
    elsewhere = replace(HERE, **moved)
    sealed, boxed = envelope.seal(b"words", key=KEY, place=HERE), boxes.box(b"words", to=PAIR.public, place=HERE)
    with pytest.raises(CannotOpen):
        envelope.unseal(sealed, key=KEY, place=elsewhere)
    with pytest.raises(CannotOpen):
        boxes.unbox(boxed, private=PAIR.private, place=elsewhere)


def each_flip(sealed: bytes):
    for position in range(len(sealed)):
        for bit in (0, 3, 7):
            flipped = bytearray(sealed)
            flipped[position] ^= 1 << bit
            yield bytes(flipped)


@pytest.mark.parametrize("size", [0, 10, 100, 900])
def test_each_flipped_byte_is_refused(size):
    """V6: the header with format, algorithm and epoch, the nonce, the words and the seal itself: 100 % refused."""
    sealed = envelope.seal(b"x" * size, key=KEY, place=HERE, epoch=5)
    boxed = boxes.box(b"x" * size, to=PAIR.public, place=HERE)
    for flipped in each_flip(sealed):
        with pytest.raises(CannotOpen):
            envelope.unseal(flipped, key=KEY, place=HERE)
    opened = []
    for flipped in each_flip(boxed):
        try:
            opened.append(boxes.unbox(flipped, private=PAIR.private, place=HERE))
        except CannotOpen:
            continue
    assert not opened


@given(some.data())
def test_a_cut_or_lengthened_value_is_refused(data):
    sealed = envelope.seal(b"words", key=KEY, place=HERE)
    boxed = boxes.box(b"words", to=PAIR.public, place=HERE)
    end = data.draw(some.integers(0, len(sealed) - 1))
    for changed in (sealed[:end], sealed + b"\0", sealed[end + 1 :]):
        with pytest.raises(CannotOpen):
            envelope.unseal(changed, key=KEY, place=HERE)
    for changed in (boxed[:end], boxed + b"\0"):
        with pytest.raises(CannotOpen):
            boxes.unbox(changed, private=PAIR.private, place=HERE)


@given(some.binary(max_size=200))
def test_what_was_never_sealed_is_refused(noise):
    with pytest.raises(CannotOpen):
        envelope.unseal(noise, key=KEY, place=HERE)
    with pytest.raises(CannotOpen):
        boxes.unbox(noise, private=PAIR.private, place=HERE)
    with pytest.raises(CannotOpen):
        slots.unlock(slots.Slot(noise.decode("latin-1"), noise), passphrase="any", place=HERE)


def test_another_key_opens_nothing_and_the_refusal_says_nothing():
    with pytest.raises(CannotOpen) as refusal:
        envelope.unseal(envelope.seal(b"words", key=KEY, place=HERE), key=OTHER_KEY, place=HERE)
    assert str(refusal.value) == ""
    with pytest.raises(CannotOpen):
        boxes.unbox(boxes.box(b"words", to=PAIR.public, place=HERE), private=OTHER_PAIR.private, place=HERE)


def test_the_same_words_never_look_the_same():
    assert len({envelope.seal(b"words", key=KEY, place=HERE) for _ in range(200)}) == 200
    assert len({boxes.box(b"words", to=PAIR.public, place=HERE) for _ in range(50)}) == 50


@given(values)
def test_lengths_are_few_and_what_was_padded_comes_back(value):
    """A "no" and a "yes, and since March" are equally long."""
    size = len(padded(value))
    assert size in BUCKETS or (size > BUCKETS[-1] and size % BUCKETS[-1] == 0)
    assert unpadded(padded(value)) == value


def test_a_part_of_a_place_cannot_pass_for_two():
    with pytest.raises(NoSuchPlace):
        bytes(Place("sealed|entry", "body", uuid4()))


def test_a_private_half_is_in_no_trace():
    assert PAIR.private.hex() not in repr(PAIR)
    assert str(PAIR.private) not in repr(PAIR)


@given(some.text(max_size=60), some.text(max_size=60))
@settings(max_examples=60)
def test_a_slot_opens_with_its_passphrase_only(passphrase, other):
    slot = slots.lock(KEY, passphrase=passphrase, place=HERE, cost=CHEAP)
    assert slots.unlock(slot, passphrase=passphrase, place=HERE) == KEY
    assume(other != passphrase)
    with pytest.raises(CannotOpen):
        slots.unlock(slot, passphrase=other, place=HERE)


def test_a_slot_keeps_the_cost_it_was_made_with():
    """A later, dearer cost leaves the slots of before as they are."""
    slot = slots.lock(KEY, passphrase="four plain words here", place=HERE, cost=CHEAP)
    assert slot.derivation.startswith("argon2id$8$1$1$")
    assert slots.read_derivation(slot.derivation).cost == CHEAP
    assert slots.unlock(slot, passphrase="four plain words here", place=HERE) == KEY


@pytest.mark.parametrize(
    "prepared",
    [
        "",
        "argon2id",
        "scrypt$8$1$1$AAAAAAAAAAAAAAAAAAAAAA==",
        "argon2id$99999999$1$1$AAAAAAAAAAAAAAAAAAAAAA==",
        "argon2id$8$99999$1$AAAAAAAAAAAAAAAAAAAAAA==",
        "argon2id$0$1$1$AAAAAAAAAAAAAAAAAAAAAA==",
        "argon2id$8$1$1$AAAA",
        "argon2id$8$1$1$\N{ROCKET}",
    ],
)
def test_a_prepared_derivation_is_refused_before_it_costs_anything(prepared):
    with pytest.raises(CannotOpen):
        slots.read_derivation(prepared)


def test_each_purpose_has_its_own_key_and_its_own_hashes():
    assert derive(KEY, purpose="phone") != derive(KEY, purpose="card") != KEY
    assert len(derive(KEY, purpose="phone", length=64)) == 64
    phone = keyed_hash("+251911", key=KEY, purpose="phone")
    assert phone == keyed_hash("+251911", key=KEY, purpose="phone")
    assert phone not in {
        keyed_hash("+251911", key=KEY, purpose="card"),
        keyed_hash("+251911", key=OTHER_KEY, purpose="phone"),
        keyed_hash("+251912", key=KEY, purpose="phone"),
    }


@pytest.fixture
def holders():
    return {name: boxes.new_pair() for name in ("head", "protection", "security")}


def test_any_two_holders_bring_the_secret_back(holders):
    shares = thirds.share(KEY, holders={name: pair.public for name, pair in holders.items()}, place=HERE)
    assert len(shares) == 6
    for (first, second), share in shares.items():
        passed_on = thirds.pass_on(share, private=holders[first].private, place=HERE)
        assert thirds.finish(passed_on, private=holders[second].private, place=HERE) == KEY


def test_no_holder_alone_and_no_wrong_pair_brings_anything_back(holders):
    shares = thirds.share(KEY, holders={name: pair.public for name, pair in holders.items()}, place=HERE)
    for (first, second), share in shares.items():
        for one, two in permutations(holders, 2):
            if (one, two) == (first, second):
                continue
            with pytest.raises(CannotOpen):
                thirds.finish(
                    thirds.pass_on(share, private=holders[one].private, place=HERE),
                    private=holders[two].private,
                    place=HERE,
                )
        alone = thirds.pass_on(share, private=holders[first].private, place=HERE)
        assert KEY not in alone
        with pytest.raises(CannotOpen):
            thirds.finish(alone, private=holders[first].private, place=HERE)


def test_three_holders_are_three_different_keys(holders):
    public = {name: pair.public for name, pair in holders.items()}
    for wrong in ({"a": PAIR.public}, public | {"fourth": PAIR.public}, public | {"head": public["security"]}):
        with pytest.raises(thirds.NotThree):
            thirds.share(KEY, holders=wrong, place=HERE)
