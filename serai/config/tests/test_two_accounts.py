import os
import subprocess
import sys
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.db import connection

from serai.config.environment import application_account, database
from serai.config.second_line import faults
from serai.config.tests.test_installation import FLAGS, PASSWORD

URL = "postgresql://{}:secret@localhost/serai"


def test_commands_that_change_tables_go_in_as_the_owner(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", URL.format("pages"))
    monkeypatch.setenv("DATABASE_OWNER_URL", URL.format("owner"))
    assert application_account() == "pages"
    for as_owner, user, options in (("1", "owner", {"options": "-c serai.maintenance=on"}), ("0", "pages", {})):
        monkeypatch.setenv("SERAI_AS_OWNER", as_owner)
        said = database(tmp_path)
        assert (said["USER"], said["OPTIONS"]) == (user, options)


@pytest.mark.parametrize("owner", ["", URL.format("pages")])
def test_one_account_for_both_is_no_account_of_the_pages(monkeypatch, owner):
    monkeypatch.setenv("DATABASE_URL", URL.format("pages"))
    monkeypatch.setenv("DATABASE_OWNER_URL", owner)
    assert application_account() == ""


@pytest.fixture
def two_accounts(tmp_path, django_db_blocker):
    """A database whose owner is nobody special, and an account that owns nothing; empty where there is no server."""
    if connection.vendor != "postgresql":
        yield {}
        return
    owner, pages, name = (f"serai_{word}_{uuid4().hex[:8]}" for word in ("owner", "pages", "drill"))
    settings = connection.settings_dict
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        for account in (owner, pages):
            cursor.execute(f"CREATE ROLE {account} LOGIN PASSWORD 'secret'")
        cursor.execute(f"CREATE DATABASE {name} OWNER {owner}")
        where = f"{settings['HOST']}:{settings['PORT']}/{name}"
        yield {
            f"DATABASE{which}_URL": f"postgresql://{who}:secret@{where}"
            for which, who in (("", pages), ("_OWNER", owner))
        }
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        for account in (pages, owner):
            cursor.execute(f"DROP ROLE {account}")


def test_a_first_day_with_two_accounts(two_accounts, tmp_path):
    """The commands as a person types them: the owner sets up and copies, the other account serves, and is looked at."""
    if not two_accounts:
        assert faults() == []  # SQLite has no accounts
        return
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("SERAI_", "DJANGO_", "DATABASE_"))
    }
    clean = inherited | {"SERAI_HOME": str(tmp_path / "home"), "SERAI_LANGUAGE": "en"} | two_accounts

    def serai(*asked: str, **more: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "serai.config.console", *asked]
        ended = subprocess.run(command, env=clean | more, input=PASSWORD, capture_output=True, text=True, check=False)
        return ended.returncode, ended.stdout + ended.stderr

    missing = two_accounts["DATABASE_URL"].replace(urlsplit(two_accounts["DATABASE_URL"]).username, "nobody")
    assert "account nobody of DATABASE_URL is not there" in serai("upgrade", DATABASE_URL=missing)[1]
    assert serai(*FLAGS)[0] == 0
    assert serai("backup")[0] == 0
    assert serai("doctor") == (0, "Nothing is wrong with this installation.\n")
    code, said = serai("serve", DATABASE_URL=two_accounts["DATABASE_OWNER_URL"])
    assert (code, "owns the tables" in said) == (1, True)
