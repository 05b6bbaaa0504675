"""What the log of SQLite still holds of what was deleted for good.

A page that changes is written into the log beside the database (`-wal`), and stays there as it was until the log comes
round again: for days, on a quiet desk. Whoever has the key, or open data, reads in it who was erased. On PostgreSQL
there is nothing that the pages' account could empty: docs/guard.md.
"""

from contextlib import suppress

from django.db import DatabaseError, connection

PATIENCE = 3_000  # milliseconds for those who read just now; nobody writes meanwhile, so it is not longer


def empty_the_log() -> None:
    """Once the deleting is sure. Somebody who reads for long keeps the log as it is: then the next one empties it."""
    if connection.vendor != "sqlite":
        return
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
