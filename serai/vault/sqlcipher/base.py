import datetime
import decimal
import sqlite3
from collections.abc import Iterable, Mapping
from itertools import tee
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register as register_functions  # type: ignore[import-untyped]
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2

from serai.vault import held

LIMITS = {sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 32_766, sqlite3.SQLITE_LIMIT_COLUMN: 2_000}  # SQLite's own

dbapi2.register_converter("bool", b"1".__eq__)
for kind, parse in {
    "date": parse_date,
    "time": parse_time,
    "datetime": parse_datetime,
    "timestamp": parse_datetime,
}.items():
    dbapi2.register_converter(kind, base.decoder(parse))
dbapi2.register_adapter(decimal.Decimal, str)
dbapi2.register_adapter(datetime.date, base.adapt_date)
dbapi2.register_adapter(datetime.datetime, base.adapt_datetime)


class Connection(dbapi2.Connection):  # type: ignore[misc]
    def getlimit(self, category: int) -> int:
        return LIMITS[category]


def open_file(path: Path | str, *, key: str, **more: Any) -> Connection:
    """A connection to an encrypted file. A wrong key is found at the first statement that reads."""
    connection = dbapi2.connect(path, factory=Connection, **more)
    connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is told by the exception, not on the terminal
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    return connection  # type: ignore[no-any-return]


class Cursor(dbapi2.Cursor):  # type: ignore[misc]
    """The placeholders of Django's own cursor, on the other module's."""

    convert_query = base.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        first, params = tee(iter(param_list))
        one = next(first, None)
        names = list(one) if isinstance(one, Mapping) else None
        return super().executemany(self.convert_query(query, param_names=names), params)


class DatabaseWrapper(base.DatabaseWrapper):
    Database = dbapi2

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        path = conn_params.pop("database")
        connection = open_file(path, key=held.page_key(), **conn_params)
        register_functions(connection)
        for command in ("PRAGMA foreign_keys = ON", "PRAGMA legacy_alter_table = OFF", *self.init_commands):  # type: ignore[attr-defined]
            if command := command.strip():
                connection.execute(command)
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)  # type: ignore[no-any-return]
