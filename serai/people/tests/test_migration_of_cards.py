"""Cards of before are found by the same code, and their table holds it no longer."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

CODE = "7KQ2M9XAB"
FIND = f"""
from serai.people.keyed import card_token
from serai.people.models import Card
print(Card.objects.get(token=card_token("{CODE}")).code)
"""


@pytest.fixture
def manage(tmp_path):
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"SERAI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "serai.config.settings"}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "django", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def insert(file: sqlite3.Connection, table: str, **values: object) -> None:
    """A row with these values, and nothing in the columns that must not be empty."""
    columns = file.execute(f"PRAGMA table_info({table})").fetchall()
    row = {name: "" for _place, name, _kind, needed, *_rest in columns if needed and name != "id"} | values
    marks = ", ".join("?" * len(row))
    file.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))  # noqa: S608


def test_a_card_of_before_opens_by_its_hash_and_the_way_back_brings_the_code_back(manage, tmp_path):
    database = tmp_path / "serai.sqlite3"
    manage("migrate", "people", "0014", "-v", "0")
    with closing(sqlite3.connect(database)) as file:
        insert(file, "accounts_user", id=1, username="ruth")
        insert(file, "people_person", id=1, public_id=f"{1:032}", version=1, other_languages="[]", unanswered="{}")
        insert(file, "people_card", person_id=1, code=CODE, issued_by_id=1)
        file.commit()
    manage("migrate", "people", "-v", "0")
    with closing(sqlite3.connect(database)) as file:
        assert CODE not in repr(file.execute("SELECT * FROM people_card").fetchall())
    assert manage("shell", "-v", "0", "-c", FIND).split() == [CODE]
    manage("migrate", "people", "0014", "-v", "0")
    with closing(sqlite3.connect(database)) as file:
        assert file.execute("SELECT code FROM people_card").fetchall() == [(CODE,)]
