"""The drill: seal, lose, bring back. On SQLite it is files, on PostgreSQL databases; the promises are the same."""

import os
import secrets
import shutil
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from serai.audit import acts, keys, restored
from serai.audit.models import Entry
from serai.audit.operations import record
from serai.centres.choices import Role
from serai.centres.models import Centre
from serai.centres.tests.factories import CentreFactory, PostingFactory
from serai.config.console import main
from serai.people.models import Name, Person
from serai.people.tests.factories import PersonFactory
from serai.privacy import marks
from serai.vault import operations, snapshot, staging, worries
from serai.vault.archive import CannotOpenArchive, NotARecipient
from serai.vault.choices import ENDINGS
from serai.vault.operations import DatabaseInTheWay, NoRecipient, RecipientChosen
from serai.vault.running import BeingServed, alone

MONTH = timedelta(days=35)


def backup_of(home, *, keep=MONTH):
    folder = home.parent / "usb"
    folder.mkdir(exist_ok=True)
    return operations.make_backup(to=folder, keep=keep).path


@pytest.fixture
def sealed(installation, identity):
    """A backup of an installation with one centre and two people, one of whom leaves it afterwards."""
    centre = CentreFactory(code="HAR")
    stayed, erased = (PersonFactory(registered_at=centre) for _ in range(2))
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() + timedelta(hours=1))
    path = backup_of(installation)
    Centre.objects.update(name="Changed since")
    return path, stayed.pk, erased.pk


def test_what_was_there_comes_back_and_what_came_since_is_kept_aside(sealed, identity, installation):
    (installation / "secret-key").unlink()
    done = operations.restore_backup(path=sealed[0], identity=identity, replace=True)
    assert set(Person.objects.values_list("pk", flat=True)) == set(sealed[1:])
    assert Centre.objects.get().name != "Changed since"
    assert (installation / "secret-key").exists()
    assert "before" in done.aside
    assert done.rows >= 4
    assert Entry.objects.filter(act="backup.restored").count() == 1
    assert not list(installation.glob(".restoring*"))


def test_what_a_power_cut_left_of_a_copy_goes_with_the_next_one(installation, identity):
    """A whole copy of the data of that day would stay there, with everybody who was erased since."""
    long_ago = timezone.now().timestamp() - 2 * snapshot.LEFT_BEHIND
    left = [installation / folder for folder in ("backup/.snapshot-cut", "backup/.restoring-cut", ".restoring-cut")]
    for folder in left:
        folder.mkdir(parents=True)
        (folder / "database.sqlite3").touch()
        os.utime(folder, (long_ago, long_ago))
    (at_work := installation / ".restoring-now").mkdir()
    path = backup_of(installation)
    assert [folder.exists() for folder in left] == [False, False, True]
    operations.restore_backup(path=path, identity=identity, replace=True)
    assert [folder.exists() for folder in (left[2], at_work)] == [False, True]


def test_the_doctor_names_what_was_set_aside_on_either_engine(sealed, identity):
    assert not [what for what, _mend in worries.worries() if "before a restore" in what]
    operations.restore_backup(path=sealed[0], identity=identity, replace=True)
    (what,) = [what for what, _mend in worries.worries() if "before a restore" in what]
    assert "before_" in what or ".before-" in what


def test_what_another_installation_of_that_server_brings_back_is_its_own(db):
    if connection.vendor == "sqlite":
        return
    name = f"elsewhere{staging.SCRATCH}{secrets.token_hex(4)}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            assert not [what for what, _mend in worries.worries() if "before a restore" in what]
        finally:
            cursor.execute(f"DROP DATABASE {name}")


def test_what_ended_since_and_holds_again_is_told(sealed, identity):
    centre = Centre.objects.get()
    posting = PostingFactory(centre=centre, role=Role.SUPERVISOR)
    with transaction.atomic():
        record(by=posting, act="consent.withdrawn")
        record(by=posting, act="consent.withdrawn")
        record(by=posting, act="person.searched")
        record(by=None, act="posting.ended")

    done = operations.restore_backup(path=sealed[0], identity=identity, replace=True)

    told = [(one.centre, str(one.act), one.times) for one in done.ended]
    assert told == [("", "Ended a posting", 1), ("HAR", "Recorded a withdrawal of consent", 2)]


def test_where_nothing_tells_what_ended_since_that_is_said(sealed, identity):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry RENAME TO broken")
    assert operations.restore_backup(path=sealed[0], identity=identity, replace=True).ended is None


def test_every_ending_is_a_verb_of_the_trail():
    assert set(ENDINGS) <= set(acts.declared())


def test_nobody_is_still_signed_in(sealed, identity):
    operations.restore_backup(path=sealed[0], identity=identity, replace=True)
    assert not Session.objects.exists()


def test_who_was_erased_since_stays_erased(sealed, identity):
    """Their mark lies outside the archive; the room that erases reads it before anybody can look."""
    marks.keep([marks.mark_of(Person.objects.get(pk=sealed[2]))])

    done = operations.restore_backup(path=sealed[0], identity=identity, replace=True)

    assert done.steps["people erased since"] == 1
    assert Name.objects.filter(person_id=sealed[1]).exists()
    assert not Name.objects.filter(person_id=sealed[2]).exists()


def test_on_a_new_machine_the_marks_lie_beside_the_backups_and_their_key_in_them(sealed, identity, installation):
    mark = marks.mark_of(Person.objects.get(pk=sealed[2]))
    path = backup_of(installation)
    marks.keep([mark])
    backup_of(installation)
    shutil.rmtree(installation / "erased")

    done = operations.restore_backup(path=path, identity=identity, replace=True)

    assert done.steps["people erased since"] == 1
    assert marks.kept() == {mark}


def test_a_step_that_fails_brings_nothing_back(sealed, identity, monkeypatch):
    monkeypatch.setattr(restored, "_steps", restored.declared())

    def fail() -> int:
        raise LookupError("no key")

    restored.declare("erased people", fail)
    with pytest.raises(LookupError):
        operations.restore_backup(path=sealed[0], identity=identity, replace=True)
    assert Centre.objects.get().name == "Changed since"


def test_data_are_never_replaced_without_a_clear_yes(sealed, identity):
    with pytest.raises(DatabaseInTheWay):
        operations.restore_backup(path=sealed[0], identity=identity)
    assert Centre.objects.get().name == "Changed since"


def test_data_that_are_being_served_are_not_replaced(sealed, identity, installation):
    with alone(installation), pytest.raises(BeingServed):
        operations.restore_backup(path=sealed[0], identity=identity, replace=True)


def test_a_flipped_bit_changes_nothing_and_is_told_in_a_sentence(sealed, identity, installation, capsys):
    changed = bytearray(sealed[0].read_bytes())
    changed[len(changed) // 2] ^= 1
    sealed[0].write_bytes(changed)
    with pytest.raises(CannotOpenArchive):
        operations.restore_backup(path=sealed[0], identity=identity, replace=True)
    assert Centre.objects.get().name == "Changed since"
    (installation / "id").write_text(identity)
    assert main(["restore", str(sealed[0]), "--identity", str(installation / "id"), "--replace", "--yes"]) == 1
    assert "cannot be opened" in capsys.readouterr().err


def test_rows_that_are_missing_are_found(sealed, identity, monkeypatch):
    """The archive says how many rows each table had when it was made."""
    counted = snapshot.count_rows if connection.vendor == snapshot.POSTGRES else snapshot.look_through
    monkeypatch.setattr(snapshot, counted.__name__, lambda *copy: {**counted(*copy), "centres_centre": 2})
    with pytest.raises(snapshot.Damaged):
        operations.verify_backup(path=sealed[0], identity=identity)


def test_verifying_opens_everything_and_leaves_nothing(sealed, identity, installation):
    before = sorted(installation.rglob("*"))
    assert operations.verify_backup(path=sealed[0], identity=identity)["people_person"] == 2
    assert sorted(installation.rglob("*")) == before


def test_without_a_recipient_there_is_no_backup_and_the_pair_is_made_once(installation):
    with pytest.raises(NoRecipient):
        backup_of(installation)
    with pytest.raises(NotARecipient):
        operations.seal_to(recipient="age1nonsense")
    identity = operations.make_recipient()
    with pytest.raises(RecipientChosen):
        operations.make_recipient()
    kept = "".join(path.read_text(errors="ignore") for path in installation.rglob("*") if path.is_file())
    assert identity not in kept


def test_backups_that_are_too_old_are_removed_and_only_backups(installation, identity):
    folder = installation.parent / "usb"
    folder.mkdir()
    for name in ("serai-20200101T000000Z.age", "holiday.age", "serai-20991231T000000Z.age"):
        (folder / name).touch()
    made = backup_of(installation)
    assert {path.name for path in folder.iterdir()} == {made.name, "holiday.age", "serai-20991231T000000Z.age"}


def test_the_commands_say_what_they_did(installation, capsys):
    assert main(["backup"]) == 1
    assert "serai backup --new-recipient" in capsys.readouterr().err
    assert main(["backup", "--new-recipient"]) == 0
    (installation / "id").write_text(capsys.readouterr().out)
    assert main(["backup", "--verify"]) == 1
    assert main(["backup"]) == 0
    assert "Only the key proves" in capsys.readouterr().out
    assert main(["backup", "--verify", "--identity", str(installation / "id")]) == 0
    assert "opens, is whole and holds" in capsys.readouterr().out
    assert main(["backup", "--to", str(installation / "not-plugged-in")]) == 1
    assert "No such file" in capsys.readouterr().err


def test_the_trail_of_a_lost_machine_still_hangs_together_on_the_new_one(sealed, identity, installation):
    """Its keys lie outside the database, and come back with it."""
    path = backup_of(installation)
    shutil.rmtree(installation / "audit-keys")
    keys._key.cache_clear()
    operations.restore_backup(path=path, identity=identity, replace=True)
    keys._key.cache_clear()
    assert Entry.objects.filter(act="backup.made").count() == 1
    assert main(["audit", "verify"]) == 0
