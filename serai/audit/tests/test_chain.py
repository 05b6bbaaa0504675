"""Lines hang together from the first one on, whoever writes them at the same moment; checkpoints are kept on the way."""

import json
import os
import stat
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from serai.accounts.tests.factories import UserFactory
from serai.audit import checkpoints, keys, requests
from serai.audit.models import Checkpoint, Entry, Head
from serai.audit.operations import UnknownAct, record
from serai.audit.pseudonyms import pseudonym
from serai.audit.rules import FIRST, Chain, Fault, Row, is_checkpoint_due, link, root, seal, spoken
from serai.audit.tests.trails import chain_of, lay
from serai.audit.verification import verify

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def rows(count: int, key: bytes = b"k" * 32) -> list[Row]:
    made, before = [], FIRST
    for seq in range(1, count + 1):
        told = [7, "person.opened", "people.person", "ab", "ab", "service", "", {"n": seq}]
        digest = link(before, centre_id=1, seq=seq, at=NOON, told=told)
        made.append(Row(1, seq, NOON, told, before, digest, seal(key, digest)))
        before = digest
    return made


def test_a_chain_is_whole_with_the_key_only():
    for key, fault in ((b"k" * 32, None), (b"x" * 32, Fault.OTHER_KEY)):
        chain = Chain(1, key, {})
        for row in rows(3):
            chain.read(row)
        wrong = chain.end((3, rows(3)[-1].hash))
        assert (wrong and wrong.fault) == fault


def test_the_order_of_the_details_and_the_zone_of_the_clock_change_no_hash():
    """PostgreSQL keeps the parts of `detail` in an order of its own; a moment may be read in any zone."""
    one = link(FIRST, centre_id=1, seq=1, at=NOON, told=[{"a": 1, "b": ["x"]}])
    elsewhere = NOON.astimezone(datetime.fromisoformat("2026-01-01T00:00:00+03:00").tzinfo)
    assert link(FIRST, centre_id=1, seq=1, at=elsewhere, told=[{"b": ["x"], "a": 1}]) == one
    assert link(FIRST, centre_id=1, seq=1, at=NOON, told=[{"a": 1, "b": ["y"]}]) != one


@pytest.mark.parametrize(
    ("lines", "seconds", "due"),
    [(0, 9_999, False), (1, 3_599, False), (1, 3_600, True), (999, 0, False), (1_000, 0, True)],
)
def test_a_checkpoint_is_due_after_a_thousand_lines_or_an_hour_of_work(lines, seconds, due):
    assert is_checkpoint_due(lines=lines, seconds=seconds) is due


def test_eight_words_say_sixteen_bytes_and_can_be_read_out():
    words = spoken(bytes.fromhex("7f000001") + bytes(26) + b"\xff\xff")
    assert words.startswith("lusab babad ")
    assert len(words.split()) == 8
    assert spoken(bytes(32)) != spoken(b"\x00" * 15 + b"\x01" + bytes(16))


def test_a_line_names_nobody_and_holds_the_number_of_its_request(ruth, bilal):
    """Statement 49. In place of ids stand pseudonyms that need the key of the year."""
    before = requests.number.set("0a1b2c3d")
    record(by=ruth, act="person.opened", subject=bilal, purpose="service")
    requests.number.reset(before)
    line = Entry.objects.get()
    assert (line.centre_id, line.seq, line.purpose, line.request) == (ruth.centre_id, 1, "service", "0a1b2c3d")
    assert len(line.subject) == 32
    assert line.subject == line.person
    assert pseudonym(bilal, year=2019) != line.subject == pseudonym(bilal)
    assert verify().wrong == []


def test_each_centre_has_its_chain_and_the_network_has_one(db):
    lay(users=[UserFactory().pk], lines=9)
    assert [[line.seq for line in chain_of(centre)] for centre in (0, 1, 2)] == [[1, 2, 3]] * 3
    assert {line.centre_id: bytes(line.before) for line in Entry.objects.filter(seq=1)} == dict.fromkeys(
        (0, 1, 2), FIRST
    )


def test_what_is_rolled_back_leaves_no_line_and_no_gap(ruth):
    record(by=ruth, act="person.searched", count=1)
    with transaction.atomic():
        record(by=ruth, act="person.searched", count=2)
        transaction.set_rollback(True)
    record(by=ruth, act="person.searched", count=3)
    assert [(line.seq, line.detail["count"]) for line in chain_of(ruth.centre_id)] == [(1, 1), (2, 3)]
    assert verify().wrong == []


def test_a_verb_nobody_declared_is_not_recorded(ruth):
    with pytest.raises(UnknownAct):
        record(by=ruth, act="person.eaten")
    assert not Head.objects.exists()


def test_lines_written_at_the_same_moment_follow_each_other(at_once, harbour, ruth):
    def write():
        return record(by=ruth, act="person.searched", count=1)

    at_once(*[write] * 6)
    assert [line.seq for line in chain_of(ruth.centre_id)] == [1, 2, 3, 4, 5, 6]
    assert verify().wrong == []


def test_a_line_costs_two_queries_whoever_wrote_the_one_before(ruth, django_assert_num_queries):
    for _ in range(3):
        with django_assert_num_queries(2):
            record(by=ruth, act="person.searched", count=1)


def test_the_line_after_an_hour_keeps_a_checkpoint_of_all_chains(ruth, omar, time_machine):
    time_machine.move_to(NOON)
    record(by=ruth, act="person.searched", count=1)
    record(by=omar, act="person.searched", count=1)
    assert not Checkpoint.objects.exists()
    time_machine.move_to(NOON + timedelta(minutes=61))
    record(by=ruth, act="person.searched", count=2)
    kept = Checkpoint.objects.get()
    assert [(centre, seq) for centre, seq, _ in kept.heads] == sorted([(ruth.centre_id, 1), (omar.centre_id, 1)])
    record(by=omar, act="person.searched", count=2)
    record(by=omar, act="person.searched", count=3)
    assert Checkpoint.objects.count() == 1, "the one that Ruth's line kept serves Omar's centre too"
    time_machine.move_to(NOON + timedelta(minutes=122))
    record(by=omar, act="person.searched", count=4)
    assert Checkpoint.objects.count() == 2
    assert verify().wrong == []


def test_a_page_that_is_only_looked_at_may_keep_the_checkpoint(at_work, ruth, bilal, time_machine):
    time_machine.move_to(NOON)
    record(by=ruth, act="person.searched", count=1)
    time_machine.move_to(NOON + timedelta(minutes=61))
    assert at_work(ruth).get(f"/people/{bilal.public_id}/why/").status_code == 200
    at_work(ruth).get(f"/people/{bilal.public_id}/", {"why": "service"})
    assert Checkpoint.objects.count() == 1


def test_a_checkpoint_in_a_file_is_believed_only_as_it_was_signed(ruth, tmp_path):
    record(by=ruth, act="person.searched", count=1)
    checkpoints.keep()
    kept, file = checkpoints.last_kept(), tmp_path / "kept.json"
    checkpoints.write(kept, file)
    assert checkpoints.read(file) == kept
    assert verify(against=file, words=kept.words.upper()).wrong == []
    assert [wrong.fault for wrong in verify(words="lusab babad").wrong] == [Fault.NO_CHECKPOINT]
    text = json.loads(file.read_text())
    text["heads"][0][1] += 1
    file.write_text(json.dumps(text))
    assert [wrong.fault for wrong in verify(against=file).wrong] == [Fault.BAD_CHECKPOINT]
    file.write_text("{")
    with pytest.raises(checkpoints.NotACheckpoint):
        verify(against=file)


def test_a_root_holds_everything_that_a_checkpoint_says():
    said = {"number": 1, "at": NOON, "before": FIRST, "heads": [(1, 2, "ab")]}
    others = {"number": 2, "at": NOON + timedelta(seconds=1), "before": b"\x01" * 32, "heads": [(1, 3, "ab")]}
    assert len({root(**said), *(root(**{**said, name: value}) for name, value in others.items())}) == 5


def test_keys_are_files_of_their_owner_and_a_year_can_be_destroyed(tmp_path, settings, ruth, bilal):
    settings.HOME = tmp_path
    keys.key_of(2019)
    assert {path.name for path in keys.folder().iterdir()} == {"2019"}
    if os.name == "posix":
        assert stat.S_IMODE((keys.folder() / "2019").stat().st_mode) == 0o600
        assert stat.S_IMODE(keys.folder().stat().st_mode) == 0o700
    first = keys.key_of(2019)
    assert keys.years() == [2019]
    aside = keys.folder() / "2019.before-20261122t212346"  # as a restore leaves the key that was there
    aside.write_bytes(bytes(32))
    assert keys.years() == [2019]
    keys.destroy(2019)
    assert keys.years() == []
    assert not aside.exists()
    assert keys.key_of(2019) != first
