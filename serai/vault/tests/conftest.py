from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from serai.vault import operations, snapshot, staging

REAL = connection.settings_dict["NAME"]


@pytest.fixture(scope="session")
def _no_real_database(django_db_setup, django_db_blocker):
    """pytest-django makes the test database only when a test of the run wears its mark; these tests wear none."""
    if connection.settings_dict["NAME"] != REAL:
        yield
        return
    with django_db_blocker.unblock():
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        yield
        connection.creation.destroy_test_db(str(REAL), verbosity=0)


@pytest.fixture
def installation(tmp_path, settings, _no_real_database, django_db_blocker):
    """An empty installation of its own, in a file on SQLite, in a database of its own on PostgreSQL; gives its home."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir(mode=0o700)
    settings.ERASED = settings.HOME / "erased"
    (settings.HOME / "secret-key").write_text(settings.SECRET_KEY)
    with django_db_blocker.unblock():
        make = _on_postgres if connection.vendor == snapshot.POSTGRES else _on_sqlite
        name = make(settings.HOME)
        try:
            with staging.working_on(name):
                yield settings.HOME
        finally:
            if connection.vendor == snapshot.POSTGRES:
                _drop(name)


def _on_sqlite(home: Path) -> str:
    path = home / "serai.sqlite3"
    connection.ensure_connection()
    with closing(snapshot.sqlite_at(path, encrypted=snapshot.encrypted())) as copy:
        connection.connection.backup(copy)
    return str(path)


def _on_postgres(home: Path) -> str:
    name = f"serai_drill_{home.parent.name[-8:].strip('-').replace('-', '_')}"
    usual = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {usual}")
    return name


def _drop(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}%"])
        for (found,) in cursor.fetchall():
            cursor.execute(f"DROP DATABASE {found} WITH (FORCE)")


@pytest.fixture
def identity(installation) -> str:
    """The private half of the key that backups are sealed to."""
    return operations.make_recipient()
