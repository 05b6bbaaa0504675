import pytest

from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.config import console, installation


@pytest.fixture
def steps(monkeypatch, settings, tmp_path):
    """What the demo does, in order, without doing it: seeding takes a minute and is tested by the seed itself."""
    settings.HOME = tmp_path
    done: list[str] = []
    monkeypatch.setattr(installation, "prepare", lambda: (tmp_path / "demo.sqlite3").touch())
    monkeypatch.setattr(installation, "call_command", lambda name, **more: done.append(name))
    return done


def test_the_demo_is_filled_once(steps):
    installation.prepare_demo()
    installation.prepare_demo()
    assert steps == ["seed"]


def test_a_demo_that_was_broken_off_begins_again_and_touches_nothing_else(steps, tmp_path):
    for name in ("demo.sqlite3", "demo.sqlite3-wal", "serai.sqlite3"):
        (tmp_path / name).write_text("kept")
    installation.prepare_demo()
    assert (tmp_path / "demo.sqlite3").read_text() == ""
    assert not (tmp_path / "demo.sqlite3-wal").exists()
    assert (tmp_path / "serai.sqlite3").read_text() == "kept"
    assert steps == ["seed"]


def test_afresh_fills_it_again(steps):
    installation.prepare_demo()
    installation.prepare_demo(afresh=True)
    assert steps == ["seed", "seed"]


def test_a_demo_never_opens_a_real_database(monkeypatch, tmp_path):
    for name in ("SERAI_DEMO", "SERAI_HOME", "SERAI_TLS", "SERAI_DATABASE"):
        monkeypatch.setenv(name, "real")
    monkeypatch.setenv("DATABASE_URL", "postgresql://real/real")
    console._demo_environment(str(tmp_path))
    from serai.config import environment  # noqa: PLC0415

    assert environment.database(tmp_path)["NAME"] == tmp_path / "demo.sqlite3"


def test_the_accounts_are_one_a_role_at_the_centre_that_has_most_of_them(posted, harbour, station):
    posted("omar", Role.CASEWORKER, station)
    posted("dima", Role.COORDINATOR, None)
    for username, role in (("ruth", Role.CASEWORKER), ("rita", Role.RECEPTIONIST)):
        posted(username, role, harbour)
    lines = installation.demo_accounts()
    assert [line.split()[0] for line in lines] == ["ruth", "rita", "dima", "The"]
    assert Posting.objects.count() == 4
