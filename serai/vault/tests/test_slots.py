import os
from dataclasses import replace
from datetime import date

import pytest

from serai.vault import held, slots
from serai.vault.held import Locked
from serai.vault.slots import LastSlot, NameTaken, NoSlotOpens, NoSuchSlot, NotACode, TooShort

KEY = bytes(range(32))
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def two():
    """Two slots cost some seconds to make: they are made once."""
    one = slots.with_slot(slots.new(), name="office", passphrase="five goats drink at noon", key=KEY, on=TODAY)
    return slots.with_slot(one, name="safe", passphrase="قافلة الملح تصل عند الفجر", key=KEY, on=TODAY)


def test_each_slot_opens_the_same_key_and_nothing_else_does(two):
    assert slots.key_from(two, "  five goats  drink at noon ") == KEY
    assert slots.key_from(two, "قافلة الملح تصل عند الفجر") == KEY
    with pytest.raises(NoSlotOpens):
        slots.key_from(two, "five goats drink at midnight")


def test_a_slot_that_was_removed_opens_nothing(two):
    left = slots.without_slot(two, name="office")
    with pytest.raises(NoSlotOpens):
        slots.key_from(left, "five goats drink at noon")
    with pytest.raises(NoSuchSlot):
        slots.without_slot(left, name="office")
    with pytest.raises(LastSlot):
        slots.without_slot(left, name="safe")


def test_a_slot_of_other_data_or_under_another_name_opens_nothing(two):
    """Who can write the file cannot put back a slot that was removed from another installation's."""
    with pytest.raises(NoSlotOpens):
        slots.key_from(replace(two, uid=slots.new().uid), "five goats drink at noon")
    renamed = replace(two, slots=(replace(two.slots[0], name="other"),))
    with pytest.raises(NoSlotOpens):
        slots.key_from(renamed, "five goats drink at noon")


@pytest.mark.parametrize("passphrase", ["", "goats", "three words only", "x" * 19])
def test_a_passphrase_that_would_not_last_is_refused(two, passphrase):
    with pytest.raises(TooShort):
        slots.with_slot(two, name="new", passphrase=passphrase, key=KEY, on=TODAY)


def test_two_slots_have_two_names(two):
    with pytest.raises(NameTaken):
        slots.with_slot(two, name="safe", passphrase="five goats drink at noon", key=KEY, on=TODAY)


def test_the_file_says_nothing_and_is_written_whole(two, tmp_path):
    path = tmp_path / "serai.sqlite3"
    assert slots.is_encrypted(path) is False
    slots.write(two, path)
    assert slots.read(path) == two
    assert slots.is_encrypted(path) is True
    kept = slots.path_of(path)
    assert kept.stat().st_mode & 0o077 == 0
    assert KEY not in kept.read_bytes()
    assert KEY.hex() not in kept.read_text()
    assert [one.name for one in tmp_path.iterdir()] == [kept.name]


def test_the_recovery_code_is_the_key_on_paper():
    for _ in range(50):
        key = os.urandom(32)
        code = slots.recovery_code(key)
        assert slots.key_of_code(code) == key
        assert slots.key_of_code(f"  {code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')}") == key


def test_a_recovery_code_with_one_wrong_letter_is_said_to_be_mistyped():
    code = slots.recovery_code(KEY)
    for place, letter in enumerate(code):
        if letter != "-":
            wrong = "7" if letter != "7" else "8"
            with pytest.raises(NotACode):
                slots.key_of_code(code[:place] + wrong + code[place + 1 :])
    for nothing in ("", "five goats drink at noon", code[:-3], code + "ZZZZ", "U" * 55):
        with pytest.raises(NotACode):
            slots.key_of_code(nothing)


def test_a_key_that_was_let_go_is_gone():
    before = held.main_key() if held.is_held() else b""
    try:
        held.hold(KEY)
        assert held.page_key() != KEY.hex()
        assert held.key_for("attachments") != bytes.fromhex(held.page_key())
        held.let_go()
        with pytest.raises(Locked):
            held.page_key()
        with pytest.raises(Locked):
            held.main_key()
    finally:
        if before:
            held.hold(before)
