"""Slots of security keys: the secret that a key gives for a salt opens the data, and nothing else does."""

import json
import os
from dataclasses import replace
from datetime import date

import pytest

from serai.config.console import main
from serai.vault import gate, held, slots
from serai.vault.slots import KeySlot, LastSlot, NameTaken, NoSecret, NoSlotOpens, Shown, Slot, Slots

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
SECRET, SALT = b"s" * 32, b"t" * 32
TODAY = date(2026, 11, 22)
PASSPHRASE = "five goats drink at noon"


def key_slot(before: Slots, name: str = "blue key", *, secret: bytes = SECRET, key: bytes = KEY) -> Slots:
    shown = Shown(host="localhost", credential=f"of-{name}", salt=SALT, secret=secret)
    return slots.with_key(before, shown, name=name, key=key, on=TODAY)


@pytest.fixture(scope="module")
def office() -> Slots:
    return slots.with_slot(slots.new(), name="office", passphrase=PASSPHRASE, key=KEY, on=TODAY)


@pytest.fixture
def both(office) -> Slots:
    return key_slot(office)


def test_a_passphrase_and_a_security_key_open_the_same_data(both):
    assert slots.key_from(both, PASSPHRASE) == KEY
    assert slots.key_by(both, credential="of-blue key", secret=SECRET) == KEY


@pytest.mark.parametrize("secret", [b"u" * 32, SECRET[:31], SECRET + b"s", b""])
def test_another_secret_opens_nothing(both, secret):
    with pytest.raises(NoSlotOpens):
        slots.key_by(both, credential="of-blue key", secret=secret)


def test_the_secret_of_one_key_does_not_open_the_slot_of_another(both):
    two = key_slot(both, "red key", secret=b"r" * 32)
    assert slots.key_by(two, credential="of-red key", secret=b"r" * 32) == KEY
    with pytest.raises(NoSlotOpens):
        slots.key_by(two, credential="of-red key", secret=SECRET)
    with pytest.raises(NoSlotOpens):
        slots.key_by(two, credential="of-no key", secret=SECRET)


@pytest.mark.parametrize("secret", [b"", b"s" * 31, b"s" * 64, bytes(32)])
def test_what_is_no_secret_seals_nothing(office, secret):
    """A key that gives nothing would otherwise make a slot that opens for everybody."""
    with pytest.raises(NoSecret):
        key_slot(office, secret=secret)


@pytest.mark.parametrize("said", ["name", "host", "credential", "salt", "sealed"])
def test_a_slot_that_was_changed_in_one_word_is_refused(both, said):
    told = getattr(both.keys[0], said)
    changed = replace(both.keys[0], **{said: ("B" if told[0] != "B" else "C") + told[1:]})
    with pytest.raises(NoSlotOpens):
        slots.key_by(replace(both, keys=(changed,)), credential=changed.credential, secret=SECRET)


def test_a_slot_of_other_data_is_refused(both):
    with pytest.raises(NoSlotOpens):
        slots.key_by(replace(both, uid=slots.new().uid), credential="of-blue key", secret=SECRET)


def test_a_sealed_key_that_is_no_base64_is_refused_like_any_other(both):
    broken = replace(both.keys[0], sealed="é*")
    with pytest.raises(NoSlotOpens):
        slots.key_by(replace(both, keys=(broken,)), credential=broken.credential, secret=SECRET)


def test_names_are_given_once_whatever_the_kind(both):
    with pytest.raises(NameTaken):
        key_slot(both, "office")
    with pytest.raises(NameTaken):
        slots.with_slot(both, name="blue key", passphrase=PASSPHRASE, key=KEY, on=TODAY)


def test_a_key_can_be_taken_away_and_the_last_passphrase_not(both):
    with pytest.raises(LastSlot):
        slots.without_slot(both, name="office")
    left = slots.without_slot(both, name="blue key")
    assert left.keys == ()
    with pytest.raises(NoSlotOpens):
        slots.key_by(left, credential="of-blue key", secret=SECRET)


def test_the_file_keeps_what_it_was_given_and_neither_secret_nor_key(both, tmp_path):
    path = tmp_path / "serai.sqlite3"
    slots.write(both, path)
    assert slots.read(path) == both
    kept = slots.path_of(path).read_bytes()
    for told in (SECRET, KEY):
        for form in (told, told.hex().encode(), slots.in_letters(told).encode()):
            assert form not in kept


def test_a_file_from_before_there_were_security_keys_is_read_and_grows(both, office, tmp_path):
    """It says `slots` alone; as long as no key is added it is written so, for an earlier version to read."""
    path = tmp_path / "serai.sqlite3"
    old = {"uid": office.uid, "slots": [vars(slot) for slot in office.slots]}
    slots.path_of(path).write_text(json.dumps(old))
    assert slots.read(path) == office
    slots.write(office, path)
    assert json.loads(slots.path_of(path).read_text()) == old
    slots.write(key_slot(slots.read(path)), path)
    found = slots.read(path)
    assert (type(found.slots[0]), type(found.keys[0])) == (Slot, KeySlot)
    assert slots.key_from(found, PASSPHRASE) == KEY


@pytest.fixture
def nothing_held():
    before = held.main_key() if held.is_held() else b""
    held.let_go()
    yield
    held.let_go()
    if before:
        held.hold(before)


def test_wrong_keys_and_wrong_words_are_counted_together(both, tmp_path, nothing_held):
    database = tmp_path / "serai.sqlite3"
    slots.write(both, database)
    door, wrong = gate.Gate(database), slots.in_letters(os.urandom(32))
    for second, secret in enumerate([wrong, "no base64!", "", wrong]):
        with pytest.raises(NoSlotOpens):
            door.key_by(credential="of-blue key", secret=secret, now=second)
    with pytest.raises(NoSlotOpens):
        door.key_for("seven goats by the well", now=5)
    right = slots.in_letters(SECRET)
    with pytest.raises(gate.WaitFirst):
        door.key_by(credential="of-blue key", secret=right, now=6)
    assert not held.is_held()
    assert door.key_by(credential="of-blue key", secret=right, now=6 + gate.WITHIN) == KEY
    assert held.main_key() == KEY


def test_panic_takes_every_slot_that_lies_beside_the_data(both, tmp_path, settings, monkeypatch, nothing_held, capsys):
    """Those that a restore set aside too: they open the same key where the backup was of these data."""
    settings.HOME = tmp_path
    database = tmp_path / "serai.sqlite3"
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(database))
    slots.write(both, database)
    aside = slots.path_of(database).with_name("serai.sqlite3.slots.before-20261122t080000")
    aside.write_bytes(slots.path_of(database).read_bytes())
    assert main(["slots", "list"]) == 0
    assert "blue key\t2026-11-22\tsecurity key, at localhost" in capsys.readouterr().out
    assert main(["panic", "--yes"]) == 0
    assert list(tmp_path.iterdir()) == []
    assert slots.read(database).keys == ()
