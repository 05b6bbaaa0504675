"""Words that stand nowhere else: put into fields, looked for in files and tables."""

import re
from pathlib import Path
from typing import Any

from django.db import connection

WORD = re.compile(rb"Zq\d{6}Kx")
WIDE = re.compile(rb"Z\0q\0(?:\d\0){6}K\0x")  # as UTF-16 would write it

TAKE_WORDS = ("char", "varchar", "text", "blob")


class Unmarked(RuntimeError):
    """A table that took no marker: a search that finds nothing of it would prove nothing."""


def marker(number: int) -> str:
    """The marker of that number."""
    return f"Zq{number:06}Kx"


def in_bytes(raw: bytes) -> set[str]:
    """The markers that can be read in these bytes."""
    wide = (found.replace(b"\0", b"") for found in WIDE.findall(raw))
    return {found.decode() for found in (*WORD.findall(raw), *wide)}


def in_files(*places: Path) -> dict[str, set[str]]:
    """The markers in each kind of file (its ending) in these folders."""
    found: dict[str, set[str]] = {}
    for path in sorted(path for place in places for path in place.rglob("*")):
        if path.is_file() and not path.is_symlink() and "static" not in path.parts:
            found.setdefault(path.suffix or path.name, set()).update(in_bytes(path.read_bytes()))
    return found


def everywhere_in(found: dict[str, set[str]]) -> set[str]:
    """All of them, whatever the file."""
    return set().union(*found.values())


def in_tables() -> set[str]:
    """The markers in any value of any table, as the database itself tells them."""
    return {word for rows in tables().values() for row in rows for word in in_bytes(repr(row).encode())}


def tables() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the installation we work in: only ever of a scratch one."""
    found = {}
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names of our own tables
            found[name] = [tuple(map(_plain, row)) for row in cursor.fetchall()]
    return found


def fingerprints() -> dict[str, int]:
    """Of each table, a number that changes when any value of any row does."""
    found = {}
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names of our own tables
            found[name] = 0
            while rows := cursor.fetchmany(2_000):
                found[name] += sum(hash(repr(tuple(map(_plain, row)))) + 1 for row in rows)
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview | bytearray) else value


def fill_every_column(*, most: int) -> int:
    """Rows in every table with a marker in each column that takes words or bytes, whatever the tables allow, until so
    many markers stand there: how many. Raises Unmarked when a table refuses its first row. SQLite only."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        columns = {name: _columns(cursor, name) for name in connection.introspection.table_names(cursor)}
        number = 0
        for turn in range(most):
            for name, kinds in columns.items():
                filled = _fill_row(cursor, name, kinds, first=number, turn=turn)
                if filled is None and not turn:
                    raise Unmarked(name)
                number += filled or 0
            if number >= most:
                break
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
        cursor.execute("PRAGMA foreign_keys = ON")
    return number


def _columns(cursor: Any, table: str) -> dict[str, str]:
    cursor.execute(f'PRAGMA table_info("{table}")')
    return {name: kind.lower() for _id, name, kind, *_more in cursor.fetchall()}


def _fill_row(cursor: Any, table: str, columns: dict[str, str], *, first: int, turn: int) -> int | None:
    """How many markers went in; None when the table refuses the row."""
    words = [name for name, kind in columns.items() if kind.startswith(TAKE_WORDS)]
    marked: dict[str, Any] = {name: marker(number) for number, name in enumerate(words, first)}
    marked |= {name: word.encode() for name, word in marked.items() if columns[name] == "blob"}
    values = [marked.get(name, 7_000_001 + turn) for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join(["%s"] * len(columns))
    cursor.execute(f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({places})', values)  # noqa: S608 - our tables
    return len(words) if cursor.rowcount > 0 else None
