"""The end of a chain, held for the rest of the transaction: nobody else adds a line to it meanwhile."""

import time
from dataclasses import dataclass

from django.db import connection

from serai.audit.rules import FIRST

CHECKPOINTS = -1
# One statement makes the head when there is none, locks it, and reads it as it is now; the same on both engines.
HOLD = """INSERT INTO "audit_head" ("centre_id", "seq", "hash", "kept_seq", "kept_at") VALUES (%s, 0, %s, 0, %s)
ON CONFLICT ("centre_id") DO UPDATE SET "centre_id" = excluded."centre_id"
RETURNING "seq", "hash", "kept_seq", "kept_at"
"""


@dataclass(frozen=True)
class Held:
    """The end of one chain, held until the transaction ends: its last line, and the last one in a checkpoint."""

    seq: int
    hash: bytes
    kept_seq: int
    kept_at: int


def hold(centre_id: int) -> Held:
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [centre_id, FIRST, int(time.time())])
        seq, digest, kept_seq, kept_at = cursor.fetchone()
    return Held(seq, bytes(digest), kept_seq, kept_at)
