"""The lines that were there before the chain are numbered, hashed and sealed, and nothing of them is lost."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

LINE = "INSERT INTO audit_entry (at, actor_id, centre_id, act, subject_type, subject_id, purpose, detail) VALUES "


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


VERIFY = """
from serai.audit.verification import verify
from serai.audit.models import Entry
from serai.audit.pseudonyms import of_id
v = verify()
print(v.lines, v.chains, v.wrong, *Entry.objects.order_by("centre_id", "seq").values_list("centre_id", "seq"))
print(list(Entry.objects.filter(person=of_id("people.person", 31, year=2025)).values_list("act", "detail__n")))
"""


def test_lines_of_before_are_chained_and_told_apart_by_pseudonym(manage, tmp_path):
    manage("migrate", "audit", "0002", "-v", "0")
    line = f"{LINE} (?, NULL, ?, ?, 'people.person', ?, 'service', ?)"
    told = [
        ("2025-12-31 23:59:59.999999", 4, "person.opened", "31", '{"n": 1, "m": ["a"]}'),
        ("2026-01-01 00:00:00", None, "person.opened", "31", "{}"),
        ("2025-11-01 10:00:00.5", 4, "person.corrected", "31", '{"n": 2}'),
    ]
    with closing(sqlite3.connect(tmp_path / "serai.sqlite3")) as database:
        database.executemany(line, told)
        database.commit()
    manage("migrate", "audit", "-v", "0")
    found, lines_of_one = manage("shell", "-v", "0", "-c", VERIFY).splitlines()
    assert found == "3 2 [] (0, 1) (4, 1) (4, 2)"
    assert lines_of_one == "[('person.opened', 1), ('person.corrected', 2)]"
    with closing(sqlite3.connect(tmp_path / "serai.sqlite3")) as database:
        for change in ("DELETE FROM audit_entry", "UPDATE audit_entry SET act = 'x'"):
            with pytest.raises(sqlite3.DatabaseError, match="insert-only"):
                database.execute(change)
