"""Splink on DuckDB, in memory alone: which two of many files are likely one person's.

The one module that needs the extra `serai[linkage]`. Nothing of a file is written to the disk: DuckDB may keep nothing
beside its memory, reach nothing outside itself, and load nothing more. Where its memory is too small for the pairs,
`sparks` weighs them: the same settings, and the same table made here.
"""

import warnings
from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from serai.linkage.rules import COMMON, COMMON_NAME, LIKELY, NAMES, SIZE, File, Likely, among_strangers, settings

BATCH = 10_000

type Weigh = Callable[[pa.Table, dict[str, Any], float], list[dict[str, Any]]]
WORDS = pa.list_(pa.string())
FILES = pa.schema(
    [
        ("person", pa.int64()),
        ("words", WORDS),
        ("one", WORDS),
        ("two", WORDS),
        ("three", WORDS),
        ("sex", pa.string()),
        ("born", pa.int32()),
        ("till", pa.int32()),
        ("nationality", pa.string()),
        ("origin", pa.string()),
        ("numbers", WORDS),
    ]
)
# A key that many share makes each two of them a pair to look at, and tells little.
RARE = """
CREATE TABLE files AS
WITH said AS (SELECT person, unnest(two) AS key FROM told),
     rare AS (SELECT key FROM said GROUP BY key HAVING count(*) BETWEEN 2 AND ?),
     held AS (SELECT person, list(key) AS rare FROM said SEMI JOIN rare USING (key) GROUP BY person),
     whole AS (SELECT person, unnest(three) AS key FROM told),
     own AS (SELECT key FROM whole GROUP BY key HAVING count(*) BETWEEN 2 AND ?),
     named AS (SELECT person, list(key) AS three FROM whole SEMI JOIN own USING (key) GROUP BY person)
SELECT told.* EXCLUDE (three), named.three, held.rare
FROM told LEFT JOIN held USING (person) LEFT JOIN named USING (person)
"""


SOME = 1_500  # files, each compared with each: a million pairs, a second of work
MET = """
WITH placed AS (SELECT *, row_number() OVER (ORDER BY person) AS place FROM files),
     chosen AS (SELECT * FROM placed WHERE place % ? = 0 AND words IS NOT NULL),
     pairs AS (SELECT {columns} FROM chosen l JOIN chosen r ON {alike})
SELECT level, count(*) FROM (SELECT CASE {levels} END AS level FROM pairs) GROUP BY level
"""


# People of one country and sex share names more than others do, and two files to be weighed are of one mostly.
ALIKE = "l.person < r.person AND l.sex IS NOT DISTINCT FROM r.sex AND l.nationality IS NOT DISTINCT FROM r.nationality"


def likely(files: Iterable[File], *, at_least: float = LIKELY, weigh: Weigh | None = None) -> Iterator[Likely]:
    """The pairs that are one person's with this probability or more; weighed here, or by `weigh` of another engine."""
    with duckdb.connect(":memory:") as memory:
        memory.execute("SET temp_directory = ''")
        memory.execute("SET enable_external_access = false")
        memory.execute(SIZE)
        count = _take_in(memory, files)
        if count < 2:
            return
        model = settings(files=count, strangers=_strangers(memory, count))
        if weigh is None:
            rows = _weigh_here(memory, model, at_least)
        else:
            table = memory.sql("SELECT * FROM files").to_arrow_table()
            memory.execute("DROP TABLE files; DROP TABLE told")
            rows = weigh(table, model, at_least)
    for row in rows:
        older, newer = sorted((row["person_l"], row["person_r"]))
        yield Likely(older, newer, row["match_probability"])


def _weigh_here(memory: duckdb.DuckDBPyConnection, model: dict[str, Any], at_least: float) -> list[dict[str, Any]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        linker = Linker(DuckDBAPI(memory).register("files"), model, log_level="ERROR")
        found = linker.inference.predict(threshold_match_probability=at_least)
    return found.as_record_list()


def _take_in(memory: duckdb.DuckDBPyConnection, files: Iterable[File]) -> int:
    count = 0
    memory.from_arrow(FILES.empty_table()).create("told")
    for batch in batched(files, BATCH):
        memory.from_arrow(pa.Table.from_pylist([file._asdict() for file in batch], schema=FILES)).insert_into("told")
        count += len(batch)
    memory.execute(RARE, [COMMON, COMMON_NAME])
    return count


def _strangers(memory: duckdb.DuckDBPyConnection, count: int) -> list[float]:
    every = -(-count // SOME)
    columns = ", ".join(f"{side}.{name} AS {name}_{side}" for name in ("words", "one", "two", "three") for side in "lr")
    levels = " ".join(f"WHEN {name.condition} THEN {place}" for place, name in enumerate(NAMES))
    found = dict(memory.execute(MET.format(columns=columns, levels=levels, alike=ALIKE), [every]).fetchall())
    met = [found.get(place, 0) for place in range(len(NAMES))]
    return among_strangers(met=met, pairs=sum(found.values()), files=count, every=every)
