"""The second part of a registration, without the database: what a page showed, rows in an order."""

import hashlib
import json
from typing import Any


def fingerprint(values: dict[str, Any]) -> str:
    """What a page showed, in a few letters: a second editor is told when it is no longer what is stored."""
    text = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def rearranged(rows: list[dict[str, Any]], *, act: str, place: int) -> list[dict[str, Any]]:
    """The rows after one press of add, remove, up or down."""
    rows = list(rows)
    if act == "add":
        return [*rows, {}]
    if not 0 <= place < len(rows):
        return rows
    if act == "remove":
        del rows[place]
    other = {"up": place - 1, "down": place + 1}.get(act, place)
    if act in {"up", "down"} and 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    return rows
