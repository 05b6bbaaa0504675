import shutil
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from serai.appointments.models import Reminder
from serai.appointments.tests.factories import AppointmentFactory
from serai.audit import checkpoints, keys
from serai.audit.operations import record
from serai.cards.operations.cards import issue_card
from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.codes.models import Place
from serai.config import doctor
from serai.config.console import main
from serai.config.tests.conftest import Disk, note_a_backup
from serai.sealed.choices import Kind
from serai.sealed.operations.compartments import set_up
from serai.sealed.operations.own_key import make_key
from serai.teams.tests.factories import keep_to
from tests.second_line import as_the_owner


def said(capsys) -> str:
    assert main(["doctor"]) == 1
    return capsys.readouterr().out


def test_a_healthy_installation_is_told_so(healthy, capsys):
    assert main(["doctor"]) == 0
    assert "Nothing is wrong" in capsys.readouterr().out


def test_a_key_that_others_can_read_is_named_with_the_command_that_mends_it(healthy, capsys):
    key = healthy.HOME / "secret-key"
    key.touch(mode=0o644)
    key.chmod(0o644)
    assert f"chmod go-rwx {key}" in said(capsys)


def test_a_command_that_breaks_off_shows_where_and_no_value(healthy, capsys, monkeypatch):
    """The database quotes the row that was there; a command of the night writes into a log."""

    detail = "Key (given)=(Amina) already exists."

    def broken() -> None:
        raise IntegrityError(detail)

    monkeypatch.setattr(doctor, "findings", broken)
    assert main(["doctor"]) == 1
    told = capsys.readouterr().err
    assert "IntegrityError" in told
    assert "in broken" in told
    assert "Amina" not in told


def test_no_administrator(healthy, capsys):
    Posting.objects.all().delete()
    assert "serai setup" in said(capsys)


def test_no_style_sheet(healthy, capsys):
    (healthy.STATIC_ROOT / "staticfiles.json").unlink()
    assert "serai upgrade" in said(capsys)


def test_no_code_lists(healthy, capsys):
    Place.objects.all().delete()
    assert "list of places is empty" in said(capsys)


def test_tables_of_an_older_version(healthy, capsys):
    with as_the_owner():
        MigrationRecorder(connection).record_unapplied("codes", "0001_initial")
    assert "older than this version" in said(capsys)


def test_nobody_could_open_a_backup(healthy, capsys):
    (healthy.HOME / "backup/recipients").unlink()
    assert "serai backup --new-recipient" in said(capsys)


def test_no_backup_yet(healthy, capsys):
    (healthy.HOME / "backup/last.json").unlink()
    assert "There is no backup." in said(capsys)


def test_a_backup_of_the_day_before_yesterday(healthy, capsys):
    at = timezone.now() - timedelta(days=2)
    note_a_backup(healthy.HOME, at)
    assert f"The last backup was made on {at.date().isoformat()}" in said(capsys)


def test_a_full_disk(healthy, capsys, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Disk(0, 0, 12_000_000))
    assert "12 MB" in said(capsys)


def test_a_centre_in_an_unknown_time_zone(healthy, capsys, harbour):
    harbour.time_zone = "Africa/Nowhere"
    harbour.save()
    assert "HAR" in said(capsys)


def somebody_reads_reports(posted):
    nadia = posted("nadia", Role.PSEA, None)
    make_key(by=nadia, passphrase="seven goats by the well at noon")
    set_up(by=nadia, kind=Kind.PSEA)


def test_a_kept_file_whose_team_has_gone(ruth, posted, harbour, bilal, healthy, capsys):
    """And people, cards and numbers are there, which the second line shows to nobody without a centre."""
    with as_the_owner():
        selam = posted("selam", Role.SUPERVISOR, harbour)
        issue_card(by=ruth, person=bilal)
        keep_to(bilal, selam, ruth)
        somebody_reads_reports(posted)
    assert main(["doctor"]) == 0
    Posting.objects.filter(pk=selam.pk).update(starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2))
    assert "At HAR a file is kept to a team that nobody who works there can change any more." in (told := said(capsys))
    assert "selam, ruth" in told


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DEBUG", True, "SERAI_DEBUG"),
        ("ALLOWED_HOSTS", ["serai.example"], "in the clear"),
        ("ALLOWED_HOSTS", ["*"], "any name"),
        ("TLS", True, "SERAI_HOSTS"),
        ("SECRET_KEY", "short", "guessed"),
    ],
)
def test_an_unsafe_setting(healthy, capsys, settings, name, value, words):
    setattr(settings, name, value)
    assert words in said(capsys)


def test_a_database_that_does_not_answer(healthy, capsys, monkeypatch):
    def refuse() -> None:
        raise OperationalError("password of a real host")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "ensure_connection", refuse)
        words = said(capsys)
    assert "does not answer" in words
    assert "password of a real host" not in words


def test_unsafe_sqlite_settings_are_an_error(healthy, capsys, settings):
    if connection.vendor == "sqlite":
        settings.DATABASES["default"]["OPTIONS"] = {**settings.DATABASES["default"]["OPTIONS"], "timeout": 1}
        found = [finding.what for finding in doctor.start_up_checks()]
        settings.DATABASES["default"]["OPTIONS"]["timeout"] = 20
        assert found == ["SQLite must run with the settings of docs/guard.md."]


def test_keys_of_the_trail_that_were_lost(healthy, capsys, ruth):
    record(by=ruth, act="user.signed_in", subject=ruth.user)
    assert main(["doctor"]) == 0
    checkpoints.keep()
    assert main(["doctor"]) == 0
    capsys.readouterr()
    year = str(max(keys.years()))
    for name in (keys.SEALING, keys.SIGNING, year):
        key = keys.folder() / name
        kept = key.read_bytes()
        key.unlink()
        keys.forget()
        assert "audit-keys" in said(capsys), name
        key.write_bytes(kept)
        keys.forget()
    assert main(["doctor"]) == 0


def test_keys_of_the_trail_that_others_can_read(healthy, capsys):
    keys.sealing_key()
    (keys.folder() / keys.SEALING).chmod(0o644)
    assert f"chmod go-rwx {keys.folder() / keys.SEALING}" in said(capsys)


def test_a_log_of_postgresql_that_would_hold_names(healthy, capsys):
    if connection.vendor != "postgresql":
        return  # SQLite keeps no log
    with as_the_owner(), connection.cursor() as cursor:
        for setting in ("log_min_error_statement = error", "log_min_duration_statement = 200"):
            cursor.execute(f"SET LOCAL {setting}")
    told = said(capsys)
    assert "names as well" in told
    assert (
        "ALTER SYSTEM SET log_min_error_statement = 'panic'; ALTER SYSTEM SET log_min_duration_statement = '-1'" in told
    )
    assert "verbosity" not in told


def test_nobody_reads_reports_about_staff_where_people_are_received(bilal, healthy, capsys):
    assert "nobody can report abuse by staff" in said(capsys)


def test_an_installation_that_received_nobody_yet_needs_no_focal_point(healthy, capsys):
    assert main(["doctor"]) == 0


def test_a_gateway_that_misses_something_or_takes_nothing(healthy, capsys):
    healthy.REMINDERS, healthy.REMINDERS_URL = "post", "https://gateway.example/api"
    assert "SERAI_REMINDERS_TOKEN" in said(capsys)
    healthy.REMINDERS_TOKEN = "a token"
    with as_the_owner():
        one = AppointmentFactory()
        Reminder.objects.create(appointment=one, state="given_up", tries=5)
    assert "could not be sent: 1." in said(capsys)
