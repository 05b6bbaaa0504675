"""The model by which two files are weighed: what is compared, how much each outcome tells, which pairs are looked at.

These are Splink's settings, in one place and in words of SQL that both Spark and DuckDB know, as Splink hands them to
either as they stand. Spark calls the length of a list its size, which DuckDB is told (`SIZE`). Each
level says how often it is so of two files of one person (`m`), and of two files of different people (`u`). They were
set by hand and on an invented crowd, not learned from anybody's file, so that it can be said why two files are alike.
One thing is counted among the files: how often strangers there share a name. Where many do, a name tells less.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

LIKELY = 0.2  # from here on, somebody is asked to look
EXPECTED = 0.1  # of a hundred people, ten have a second file: where the search begins to believe
COMMON = 500  # people who share two sounds: a pair of sounds of more tells too little to look at each two of them
COMMON_NAME = 20  # people who share three sounds: a name that so many have tells little of who it is
A_TOLD_AGE = 400  # days of a span that somebody told as an age or a year; a longer one is an age group
A_YEAR_AND_A_HALF, FOUR_YEARS = 548, 1461


SIZE = "CREATE TEMP MACRO size(list) AS len(list)"  # for DuckDB, once in each connection


type Words = list[str] | None
type Name = tuple[Words, Words, Words, Words]


class File(NamedTuple):
    """What is compared of a file: a name folded to words and sounds, days as numbers, numbers as hashes. None is not
    known."""

    person: int
    words: Words
    one: Words
    two: Words
    three: Words
    sex: str | None
    born: int | None
    till: int | None
    nationality: str | None
    origin: str | None
    numbers: Words


class Likely(NamedTuple):
    """Two files, by the number of their person, the smaller first, and how likely they are of one."""

    first: int
    second: int
    probability: float


_APART = "greatest(born_l - till_r, born_r - till_l, 0)"
_SPAN = "greatest(till_l - born_l, till_r - born_r)"


def _level(condition: str, m: float, u: float) -> dict[str, Any]:
    return {"sql_condition": condition, "label_for_charts": condition, "m_probability": m, "u_probability": u}


def _not_known(column: str) -> dict[str, Any]:
    condition = f"{column}_l IS NULL OR {column}_r IS NULL"
    return {"sql_condition": condition, "label_for_charts": "not known", "is_null_level": True}


def _share(column: str, count: int) -> str:
    return f"size(array_intersect({column}_l, {column}_r)) >= {count}"


def _comparison(column: str, *levels: dict[str, Any]) -> dict[str, Any]:
    return {"output_column_name": column, "comparison_levels": [_not_known(column), *levels]}


class Shared(NamedTuple):
    """What two files share of a name; how often two of one person do, and two strangers where names are many."""

    condition: str
    m: float
    u: float


NAMES = [
    Shared(_share("words", 3), 0.25, 2e-5),
    Shared(_share("three", 1), 0.60, 3e-5),
    Shared(_share("words", 2), 0.02, 1e-3),
    Shared(_share("two", 1), 0.11, 1e-3),
    Shared(_share("one", 1), 0.015, 0.06),
]
COMPARED = [
    _comparison("sex", _level("sex_l = sex_r", 0.985, 0.55), _level("ELSE", 0.015, 0.45)),
    _comparison(  # what was told to the day tells by the day, what was told as an age by the year
        "born",
        _level(f"{_SPAN} = 0 AND {_APART} = 0", 0.85, 6e-5),
        _level(f"{_SPAN} > {A_TOLD_AGE} AND {_APART} = 0", 0.97, 0.25),
        _level(f"{_APART} = 0", 0.55, 0.05),
        _level(f"{_APART} <= {A_YEAR_AND_A_HALF}", 0.30, 0.065),
        _level(f"{_APART} <= {FOUR_YEARS}", 0.12, 0.17),
        _level("ELSE", 0.03, 0.715),
    ),
    _comparison("nationality", _level("nationality_l = nationality_r", 0.97, 0.25), _level("ELSE", 0.03, 0.75)),
    _comparison("origin", _level("origin_l = origin_r", 0.8, 0.05), _level("ELSE", 0.2, 0.95)),
    _comparison("numbers", _level(_share("numbers", 1), 0.6, 1e-3), _level("ELSE", 0.4, 0.999)),
]

# Which two files are looked at at all: they share a number, three sounds of the name, the day of birth and one sound,
# or two sounds and nearly all the rest.
LOOKED_AT = [
    {"blocking_rule": "l.numbers = r.numbers", "arrays_to_explode": ["numbers"]},
    {"blocking_rule": "l.three = r.three", "arrays_to_explode": ["three"]},
    {
        "blocking_rule": "l.one = r.one AND l.born = r.born AND l.till = r.till AND l.born = l.till",
        "arrays_to_explode": ["one"],
    },
    {
        "blocking_rule": (
            "l.rare = r.rare AND coalesce(l.sex = r.sex, true) AND coalesce(l.nationality = r.nationality, true) "
            f"AND coalesce(greatest(l.born - r.till, r.born - l.till) <= {FOUR_YEARS}, true)"
        ),
        "arrays_to_explode": ["rare"],
    },
]


def among_strangers(*, met: list[int], pairs: int, files: int, every: int) -> list[float]:
    """How often two strangers among these files share what `NAMES` lists: of so many pairs, between each `every`th
    file, so many do (`met`). Pairs of one person are among them, as expected; never less than set by hand."""
    of_one = EXPECTED * files / every**2
    return [max(name.u, (count - name.m * of_one) / max(pairs, 1)) for name, count in zip(NAMES, met, strict=True)]


def settings(*, files: int, strangers: list[float]) -> dict[str, Any]:
    """Splink's settings for a search among so many files, whose names strangers share so often."""
    levels = [_level(name.condition, name.m, u) for name, u in zip(NAMES, strangers, strict=True)]
    rest = _level("ELSE", 1 - sum(name.m for name in NAMES), max(1 - sum(strangers), 0.01))
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "person",
        "comparisons": [_comparison("words", *levels, rest), *COMPARED],
        "blocking_rules_to_generate_predictions": LOOKED_AT,
        "probability_two_random_records_match": min(0.5, 2 * EXPECTED / max(files, 1)),
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def split(tokens: Iterable[str]) -> Name:
    """The words of a name, and the keys of one, two and three of its sounds, from the index of names."""
    kinds: dict[str, list[str]] = {"": [], "1": [], "2": [], "3": []}
    for token in sorted(tokens):
        kinds[token[0] if " " in token else ""].append(token)
    words, one, two, three = (kind or None for kind in kinds.values())
    return words, one, two, three


def days(earliest: date | None, latest: date | None) -> tuple[int | None, int | None]:
    """The span of a birth as two numbers. 1 January is written where only the year was known: it stands for the
    year."""
    if earliest is None or latest is None:
        return None, None
    if earliest == latest and (earliest.month, earliest.day) == (1, 1):
        latest = earliest.replace(month=12, day=31)
    return earliest.toordinal(), latest.toordinal()
