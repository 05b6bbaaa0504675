"""The model by which two files are weighed: what is compared, how much each outcome tells, which pairs are looked at.

These are Splink's settings, in one place and in DuckDB's dialect, which Splink translates for its other engines. Each
level says how often it is so of two files of one person (`m`), and of two files of different people (`u`). They were
set by hand and on an invented crowd, not learned from anybody's file: so the same two files weigh the same tonight and
tomorrow, and it can be said why.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

LIKELY = 0.5  # from here on, somebody is asked to look
EXPECTED = 0.1  # of a hundred people, ten have a second file: where the search begins to believe
COMMON = 500  # people who share two sounds: a pair of sounds of more tells too little to look at each two of them
A_TOLD_AGE = 400  # days of a span that somebody told as an age or a year; a longer one is an age group
A_YEAR_AND_A_HALF, FOUR_YEARS = 548, 1461


class File(NamedTuple):
    """What is compared of a file: a name folded to words and sounds, days as numbers, numbers as hashes. None is not
    known."""

    person: int
    words: list[str] | None
    two: list[str] | None
    three: list[str] | None
    sex: str | None
    born: int | None
    till: int | None
    nationality: str | None
    origin: str | None
    numbers: list[str] | None


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
    return f"len(list_intersect({column}_l, {column}_r)) >= {count}"


def _comparison(column: str, *levels: dict[str, Any]) -> dict[str, Any]:
    return {"output_column_name": column, "comparison_levels": [_not_known(column), *levels]}


COMPARED = [
    _comparison(
        "words",
        _level(_share("words", 3), 0.30, 2e-5),
        _level(_share("three", 1), 0.46, 3e-5),
        _level(_share("words", 2), 0.06, 2e-4),
        _level(_share("two", 1), 0.16, 1e-3),
        _level("ELSE", 0.02, 0.99875),
    ),
    _comparison("sex", _level("sex_l = sex_r", 0.985, 0.55), _level("ELSE", 0.015, 0.45)),
    _comparison(
        "born",
        _level(f"{_SPAN} = 0 AND {_APART} = 0", 0.20, 1e-4),
        _level(f"{_SPAN} > {A_TOLD_AGE} AND {_APART} = 0", 0.10, 0.08),
        _level(f"{_APART} = 0", 0.45, 0.09),
        _level(f"{_APART} <= {A_YEAR_AND_A_HALF}", 0.14, 0.06),
        _level(f"{_APART} <= {FOUR_YEARS}", 0.09, 0.17),
        _level("ELSE", 0.02, 0.5999),
    ),
    _comparison("nationality", _level("nationality_l = nationality_r", 0.97, 0.25), _level("ELSE", 0.03, 0.75)),
    _comparison("origin", _level("origin_l = origin_r", 0.8, 0.05), _level("ELSE", 0.2, 0.95)),
    _comparison("numbers", _level(_share("numbers", 1), 0.6, 1e-3), _level("ELSE", 0.4, 0.999)),
]

# Which two files are looked at at all: they share a number, three sounds of the name, or two and nearly all the rest.
LOOKED_AT = [
    {"blocking_rule": "l.numbers = r.numbers", "arrays_to_explode": ["numbers"]},
    {"blocking_rule": "l.three = r.three", "arrays_to_explode": ["three"]},
    {
        "blocking_rule": (
            "l.rare = r.rare AND coalesce(l.sex = r.sex, true) AND coalesce(l.nationality = r.nationality, true) "
            f"AND coalesce(greatest(l.born - r.till, r.born - l.till) <= {FOUR_YEARS}, true)"
        ),
        "arrays_to_explode": ["rare"],
    },
]


def settings(*, files: int) -> dict[str, Any]:
    """Splink's settings for a search among so many files."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "person",
        "comparisons": COMPARED,
        "blocking_rules_to_generate_predictions": LOOKED_AT,
        "probability_two_random_records_match": min(0.5, 2 * EXPECTED / max(files, 1)),
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def split(tokens: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """The words of a name, the keys of two of its sounds, those of three, from the index of names."""
    said = sorted(tokens)
    words = [token for token in said if " " not in token]
    return words, [token for token in said if token.startswith("2 ")], [token for token in said if token[:2] == "3 "]
