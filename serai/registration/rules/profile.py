"""The second part of a registration, without the database: dates as precise as they are known, rows in an order."""

import hashlib
import json
import re
from datetime import date
from typing import Any

from serai.codes.folding import western_digits

_YEAR = re.compile(r"^(\d{4})$")
_MONTH = re.compile(r"^(?:(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4}))$")
_DAY = re.compile(r"^(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}))$")


def partial_date(typed: str) -> str | None:
    """A year, a month or a day, as kept: `2024`, `2024-03`, `2024-03-15`. `15/03/2024` is read day first. None if it
    is none of these."""
    text = western_digits(typed).strip()
    if found := _YEAR.match(text):
        parts = [found[1]]
    elif found := _MONTH.match(text):
        parts = [found[1] or found[4], found[2] or found[3]]
    elif found := _DAY.match(text):
        parts = [found[1] or found[6], found[2] or found[5], found[3] or found[4]]
    else:
        return None
    numbers = [int(part) for part in parts]
    try:
        date(*[*numbers, 1, 1][:3])
    except ValueError:
        return None
    return "-".join([f"{numbers[0]:04d}", *(f"{number:02d}" for number in numbers[1:])])


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
