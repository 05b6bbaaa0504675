from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.config import console, environment, installation


def test_a_whole_demo_is_left_as_it_is(tmp_path):
    for name in (installation.DEMO_IS_WHOLE, "demo.sqlite3"):
        (tmp_path / name).write_text("kept")
    assert not installation.clear_the_broken_off(tmp_path)
    assert (tmp_path / "demo.sqlite3").read_text() == "kept"


def test_a_demo_that_was_broken_off_begins_again_and_touches_nothing_else(tmp_path):
    for name in ("demo.sqlite3", "demo.sqlite3-wal", "serai.sqlite3"):
        (tmp_path / name).write_text("kept")
    assert installation.clear_the_broken_off(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["serai.sqlite3"]


def test_afresh_begins_again_though_it_was_whole(tmp_path):
    for name in (installation.DEMO_IS_WHOLE, "demo.sqlite3"):
        (tmp_path / name).touch()
    assert installation.clear_the_broken_off(tmp_path, afresh=True)
    assert not list(tmp_path.iterdir())


def test_a_demo_never_opens_a_real_database(monkeypatch, tmp_path):
    for name in ("SERAI_DEMO", "SERAI_HOME", "SERAI_TLS", "SERAI_DATABASE"):
        monkeypatch.setenv(name, "real")
    monkeypatch.setenv("DATABASE_URL", "postgresql://real/real")
    console._demo_environment(str(tmp_path))
    assert environment.database(tmp_path)["NAME"] == tmp_path / "demo.sqlite3"


def test_the_accounts_are_one_a_role_at_the_centre_that_has_most_of_them(posted, harbour, station):
    posted("omar", Role.CASEWORKER, station)
    posted("dima", Role.COORDINATOR, None)
    for username, role in (("ruth", Role.CASEWORKER), ("rita", Role.RECEPTIONIST)):
        posted(username, role, harbour)
    lines = installation.demo_accounts()
    assert [line.split()[0] for line in lines] == ["ruth", "rita", "dima", "The", "The"]
    assert Posting.objects.count() == 4
