"""Nearly a hundred migrations are run once and their tables copied: for each worker, and each next run that has the same
ones. Which they are, and what makes triggers and columns for them, is told by the name of what is kept."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from fcntl import LOCK_EX, flock
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(tempfile.gettempdir()) / f"serai-tables-{os.getuid()}"
MAKERS = ("serai/*/migrations/*.py", "serai/audit/triggers.py", "serai/codes/fields.py", "requirements/dev.txt")
in_memory: list[sqlite3.Connection] = []  # a database in memory lives as long as somebody has it open


def lay_ready() -> None:
    """Where the test database is about to be made, its tables stand already: Django then finds nothing to migrate."""
    KEPT.mkdir(mode=0o700, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if connection.vendor == "postgresql":
            connection.settings_dict["TEST"]["TEMPLATE"] = _on_postgresql()
        elif connection.settings_dict["ENGINE"] == "django.db.backends.sqlite3":
            _copy_on_sqlite(_on_sqlite())


def _name() -> str:
    made_by = sorted(file for pattern in MAKERS for file in ROOT.glob(pattern))
    told = b"".join(str(file.relative_to(ROOT)).encode() + file.read_bytes() for file in made_by)
    return f"tables_{hashlib.sha256(sys.version.encode() + told).hexdigest()[:16]}"


def _on_sqlite() -> Path:
    ready = KEPT / f"{_name()}.sqlite3"
    if not ready.exists():
        _migrate(SERAI_DATABASE=f"{_name()}.part")
        (KEPT / f"{_name()}.part").rename(ready)
    return ready


def _copy_on_sqlite(ready: Path) -> None:
    name = connection.creation._get_test_db_name()
    if name.startswith("file:memory"):
        in_memory.append(sqlite3.connect(name, uri=True))
        with sqlite3.connect(ready) as made:
            made.backup(in_memory[-1])
        made.close()
    else:
        shutil.copy(ready, name)


def _on_postgresql() -> str:
    """In the cluster itself: it is gone with it."""
    to, name = settings.DATABASES["default"], _name()
    account = {"host": to["HOST"], "port": to["PORT"], "user": to["USER"], "password": to["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **account) as cluster:
        if cluster.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
        cluster.execute(f"CREATE DATABASE {name}_part")
        url = "postgresql://{user}:{password}@{host}:{port}/{name}_part".format(name=name, **account)
        _migrate(DATABASE_URL=url)
        cluster.execute(f"ALTER DATABASE {name}_part RENAME TO {name}")
    return name


def _migrate(**where: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0", "--settings=serai.config.settings_test"]
    there = {**os.environ, "SERAI_HOME": str(KEPT), **where}
    subprocess.run(command, cwd=ROOT, env=there, check=True)
