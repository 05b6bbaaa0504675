"""An imported table, without the database: which column holds what, which code a value means, what a row says."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from serai.codes.folding import fold, western_digits
from serai.imports.columns import TARGETS, Holds, Target
from serai.people.rules import birth as births

OLDEST = 120
YES, NO = "yes", "no"
TICKS = {"1", "0", "true", "false", ""}
_DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?$")
_PARTS = re.compile(r"[;,|\n،؛]+")

SYNONYMS: dict[str, dict[str, str]] = {
    "sex": {
        "female": "f|w|woman|women|girl|femme|feminin|fille|f feminin|mujer|femenino|nina|أنثى|امرأة|بنت|انثى",
        "male": "m|man|men|boy|h|homme|masculin|garcon|hombre|masculino|nino|ذكر|رجل|ولد",
        "other": "o|autre|otro|otra|آخر|non binary",
        "unknown": "x|prefer not to say|inconnu|desconocido|غير معروف|not known",
    },
    "yes_no": {
        YES: "yes|y|true|1|oui|o|vrai|si|s|verdadero|نعم|agreed|granted|given|consented|ok|accepted",
        NO: "no|n|false|0|non|faux|falso|لا|refused|denied|declined|not given|refuse|rechaza",
    },
    "age_band": {},
    "child_status": {
        "accompanied": "accompanied|accompagne|acompanado|مصحوب|with family|with parents",
        "separated": "separated|separe|separado|منفصل|منفصل عن ذويه",
        "unaccompanied": "unaccompanied|uam|umc|non accompagne|no acompanado|غير مصحوب|alone",
        "unknown": "unknown|inconnu|desconocido|غير معروف",
        "adult": "adult|adulte|adulto|بالغ",
    },
    "not_answered": {
        "refused": "refused|refuse|no answer|prefer not to say|rechaza|رفض",
        "unknown": "dk|dont know|don t know|do not know|does not know|99|ne sait pas|nsp|no sabe|لا يعرف|not known",
        "not_asked": "not asked|n a|na|non demande|no preguntado",
    },
    "country": {
        "ETH": "ethiopian|ethiopien|ethiopienne|etiope|إثيوبي|إثيوبية",
        "SOM": "somali|somalian|somalien|somalienne|somali|somalilander|صومالي|صومالية",
        "ERI": "eritrean|erythreen|erythreenne|eritreo|إريتري",
        "SDN": "sudanese|soudanais|soudanaise|sudanes|سوداني|سودانية",
        "YEM": "yemeni|yemenite|يمني|يمنية",
        "DJI": "djiboutian|djiboutien|djiboutienne|yibutiano|جيبوتي",
        "SSD": "south sudanese|sud soudanais|sursudanes",
        "unknown": "unknown|inconnue|desconocida|غير معروفة",
        "stateless": "stateless|apatride|apatrida|عديم الجنسية",
    },
}


class Wrong(StrEnum):
    """What is wrong with a cell. The form has a sentence for each."""

    NOT_A_DATE = "not_a_date"
    IN_THE_FUTURE = "in_the_future"
    NOT_A_YEAR = "not_a_year"
    NOT_AN_AGE = "not_an_age"
    TOO_LONG = "too_long"
    NOT_A_CODE = "not_a_code"


# --- which column holds what ------------------------------------------------------------------------------------
def last_part(column: str) -> str:
    """`grp/sex` is known by `sex`."""
    return fold(re.split(r"[/:]", column.rstrip("/:"))[-1].replace("_", " "))


def likeness(column: str, target: Target) -> int:
    """How well a column's name fits: 0 not at all. The same words fit best, then the most words of a hint."""
    name = last_part(column)
    words, best = set(name.split()), 0
    for place, hint in enumerate(target.hints.split("|")):
        folded = fold(hint.replace("_", " "))
        if not folded:
            continue
        if folded == name:
            best = max(best, 100 - place)
        elif set(folded.split()) <= words and len(words) <= 8:
            best = max(best, 10 * len(folded.split()) - min(place, 9))
    return best


def suggested_columns(header: list[str], rows: list[list[str]]) -> dict[int, str]:
    """Column number → what it seems to hold. The best fit first; only a list of answers may have several columns."""
    fits = sorted(
        ((-score, place, name) for place, column in enumerate(header) for name, score in _fits(column).items())
    )
    found: dict[int, str] = {}
    for _score, place, name in fits:
        if place not in found and name not in found.values():
            found[place] = name
    return found | _ticked_columns(header, rows, found)


def _fits(column: str) -> dict[str, int]:
    if column.startswith("_") and column.rstrip("s") not in {"_uuid", "_submission_time"}:
        return {}
    return {name: score for name, target in TARGETS.items() if (score := likeness(column, target))}


def _ticked_columns(header: list[str], rows: list[list[str]], found: dict[int, str]) -> dict[int, str]:
    """`reasons/economic`, `reasons/debt` with 0 and 1: needed only where the column `reasons` itself is missing."""
    ticked = {}
    for place, column in enumerate(header):
        parent, _sep, _answer = column.rpartition("/")
        if not parent or {row[place].lower() for row in rows} - TICKS:
            continue
        scores = [(likeness(parent, target), name) for name, target in TARGETS.items() if target.holds == Holds.CODES]
        score, name = max(scores)
        if score and (parent not in header or found.get(header.index(parent)) != name):
            ticked[place] = name
    return ticked


def header_digest(header: list[str]) -> str:
    """A fingerprint of the column names, to find the mapping that was kept for such a file."""
    return hashlib.sha256("\x1f".join(header).encode()).hexdigest()


# --- which code a value means -----------------------------------------------------------------------------------
def lookup_table(codes: str, labels: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Folded words → code. `labels`: each code of the list with its labels in every language."""
    table: dict[str, str] = {}
    for code, words in labels.items():
        for text in (code, code.replace("_", " "), *words):
            table.setdefault(fold(text), code)
    for name in (codes, "not_answered"):
        for code, texts in SYNONYMS.get(name, {}).items():
            if name == codes or code in labels:
                for text in texts.split("|"):
                    table.setdefault(fold(text), code)
    table.pop("", None)
    return table


def codes_in(cell: str, meaning: Callable[[str], str | None]) -> tuple[list[str], list[str]]:
    """The codes in a cell of several answers, and the words that mean none. Answers are parted by a space (Kobo), a
    comma, a semicolon or a line; a label of several words is read whole."""
    if (code := meaning(cell)) is not None:
        return [code] if code else [], []
    known: list[str] = []
    unknown: list[str] = []
    for part in _PARTS.split(cell):
        words = part.split()
        while words:
            code, length = next(
                ((c, n) for n in range(min(8, len(words)), 0, -1) if (c := meaning(" ".join(words[:n])))), (None, 1)
            )
            (known if code else unknown).append(code or words[0])
            words = words[length:]
    return list(dict.fromkeys(known)), unknown


# --- what a row says --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Plan:
    """How to read the rows of one file. `meaning(target, text)` gives the code, "" for "leave empty", or None."""

    header: list[str]
    mapping: dict[int, str]
    meaning: Callable[[str, str], str | None]
    today: date
    year_only_on_first_january: bool = True


@dataclass
class Reading:
    """One row as it will be. `wrong`: (column, what is wrong)."""

    has_consent: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)


def read_row(cells: list[str], plan: Plan) -> Reading:
    """The row as values, with what was not understood by column; a wrong cell never stops the others."""
    reading = Reading()
    for place, name in sorted(plan.mapping.items()):
        cell = cells[place] if place < len(cells) else ""
        if cell:
            _READERS[TARGETS[name].holds](reading, TARGETS[name], cell, plan, place)
    reading.has_consent = reading.values.get("consent") == YES
    reading.values["birth"] = _birth(reading.values, plan)
    reading.values.setdefault("registered_on", plan.today)
    return reading


def read_day(text: str) -> date | None:
    """`2024-03-31`, with or without a time, or `31/03/2024`, day first."""
    text = western_digits(text.strip())
    try:
        if found := _DATE.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.match(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
    return None


def _day(reading: Reading, target: Target, cell: str, plan: Plan, place: int) -> None:
    day = read_day(cell)
    if day is None or day.year < plan.today.year - OLDEST:
        reading.wrong.append((plan.header[place], Wrong.NOT_A_DATE))
    elif day > plan.today:
        reading.wrong.append((plan.header[place], Wrong.IN_THE_FUTURE))
    else:
        reading.values[target.name] = day


def _number(reading: Reading, target: Target, cell: str, plan: Plan, place: int) -> None:
    digits = western_digits(cell.strip()).removesuffix(".0")
    number = int(digits) if digits.isdecimal() and len(digits) < 5 else -1
    if target.holds == Holds.YEAR:
        low, high, why = plan.today.year - OLDEST, plan.today.year, Wrong.NOT_A_YEAR
    else:
        low, high, why = 0, OLDEST, Wrong.NOT_AN_AGE
    if low <= number <= high:
        reading.values[target.name] = number
    else:
        reading.wrong.append((plan.header[place], why))


def _text(reading: Reading, target: Target, cell: str, plan: Plan, place: int) -> None:
    if len(cell) > target.width:
        reading.wrong.append((plan.header[place], Wrong.TOO_LONG))
    else:
        reading.values[target.name] = cell


def _code(reading: Reading, target: Target, cell: str, plan: Plan, place: int) -> None:
    code = plan.meaning(target.name, cell)
    if code is None:
        reading.wrong.append((plan.header[place], Wrong.NOT_A_CODE))
    elif code:
        reading.values[target.name] = code


def _codes(reading: Reading, target: Target, cell: str, plan: Plan, place: int) -> None:
    """Several answers in one cell, or one answer a column ticked with 1."""
    said = reading.values.setdefault(target.name, [])
    column = plan.header[place]
    if "/" in column and cell.lower() in TICKS:
        cell = column.rpartition("/")[2] if cell.lower() in {"1", "true"} else ""
        if not cell:
            return
    known, unknown = codes_in(cell, lambda text: plan.meaning(target.name, text))
    said.extend(code for code in known if code and code not in said)
    if unknown:
        reading.wrong.append((column, Wrong.NOT_A_CODE))


_READERS: dict[Holds, Callable[[Reading, Target, str, Plan, int], None]] = {
    Holds.KEY: _text,
    Holds.CONSENT: _code,
    Holds.DAY: _day,
    Holds.YEAR: _number,
    Holds.AGE: _number,
    Holds.TEXT: _text,
    Holds.PLACE: _text,
    Holds.CODE: _code,
    Holds.CODES: _codes,
}


def _birth(values: dict[str, Any], plan: Plan) -> births.Birth:
    """The most exact of what the row says. An age is as told on the day of the registration."""
    told_on = values.get("registered_on", plan.today)
    if day := values.get("birth_day"):
        year_only = plan.year_only_on_first_january and (day.month, day.day) == (1, 1)
        return births.born_in_year(day.year) if year_only else births.born_on(day)
    if year := values.get("birth_year"):
        return births.born_in_year(year)
    if "age" in values:
        return births.aged(values["age"], on=told_on)
    return births.in_band(values.get("age_band", ""), on=told_on)


def row_key(cells: list[str], mapping: dict[int, str]) -> str:
    """What makes a row the same row the next time: its record number. Empty where the file has none."""
    number = next((cells[place] for place, name in mapping.items() if name == "key"), "")
    return hashlib.sha256(f"key:{number}".encode()).hexdigest() if number else ""


def row_digests(rows: list[list[str]]) -> list[str]:
    """What makes a row the same row in the same file: all its cells, and which of several equal rows it is."""
    seen: Counter[str] = Counter()
    digests = []
    for cells in rows:
        text = "\x1f".join(cells)
        seen[text] += 1
        digests.append(hashlib.sha256(f"{seen[text]}:{text}".encode()).hexdigest())
    return digests
