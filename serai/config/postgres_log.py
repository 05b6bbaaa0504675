"""Whether PostgreSQL's own log would hold what people typed: settings that only its administrator makes."""

from django.db import connection

SAFE = {
    "log_min_error_statement": "panic",  # else a statement that fails, with its values
    "log_error_verbosity": "terse",  # else the row that was there already
    "log_statement": "none",
    "log_min_duration_statement": "-1",  # else a slow statement, with its values
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_parameter_max_length_on_error": "0",
    "auto_explain.log_min_duration": "-1",
}


def talkative() -> list[str]:
    """The settings by which names get into PostgreSQL's log. None on SQLite, which has no log of its own."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY (%s)", [list(SAFE)])
        found = dict(cursor.fetchall())
    return [name for name, safe in SAFE.items() if found.get(name, safe) != safe]


def mended(names: list[str]) -> str:
    """What PostgreSQL's administrator types to mend them."""
    lines = [f"ALTER SYSTEM SET {name} = '{SAFE[name]}';" for name in names]
    return " ".join([*lines, "SELECT pg_reload_conf();"])
