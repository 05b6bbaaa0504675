"""Splink on Spark, on this machine: for more pairs than the memory holds. Needs the extra `serai[spark]`, and Java.

Spark does write: what it moves between its steps, and what does not fit into its memory, goes to files. All of them
are in one folder in the home folder, encrypted with a key that Spark draws for the run and keeps in memory, and the
folder is removed at the end, at the beginning of the next search if the machine went down. Splink would keep tables
between its steps in files that nothing encrypts: here they stay in memory, and beyond it with Spark.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings as installation

MEMORY = "2g"
PARTS = 8
HERE = "127.0.0.1"
FOLDER = "link-on-spark"


def told(folder: Path) -> dict[str, str]:
    """What Spark is told: one core, no page of its own, no port beyond this machine, no line of what it did, and no
    file outside this folder nor one that is not encrypted."""
    java = f"-XX:-UsePerfData -XX:-HeapDumpOnOutOfMemoryError -XX:+SuppressFatalErrorMessage -Djava.io.tmpdir={folder}"
    return {
        "spark.master": "local[1]",
        "spark.driver.host": HERE,
        "spark.driver.bindAddress": HERE,
        "spark.driver.memory": MEMORY,
        "spark.driver.extraJavaOptions": java,
        "spark.sql.shuffle.partitions": str(PARTS),
        "spark.default.parallelism": str(PARTS),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.eventLog.enabled": "false",
        "spark.authenticate": "true",
        "spark.network.crypto.enabled": "true",
        "spark.io.encryption.enabled": "true",
        "spark.io.encryption.keySizeBits": "256",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "tables"),
        "spark.sql.catalogImplementation": "in-memory",
    }


def is_here() -> bool:
    """Whether Spark and the Java that it runs on are installed."""
    try:
        import_module("pyspark")
    except ModuleNotFoundError:
        return False
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin") if home else None) is not None


def weigh(table: Any, model: dict[str, Any], at_least: float) -> list[dict[str, Any]]:
    """The pairs of this table that are one person's with this probability or more."""
    splink: Any = import_module("splink")
    with folder() as place, _session(place) as session:
        api = splink.SparkAPI(spark_session=session, break_lineage_method="persist", register_udfs_automatically=False)
        linker = splink.Linker(api.register(table), model, log_level="ERROR")
        found: list[dict[str, Any]] = linker.inference.predict(threshold_match_probability=at_least).as_record_list()
    return found


@contextmanager
def folder() -> Iterator[Path]:
    """Readable to us alone. What an earlier search could not clear away goes first; a search that still runs beside
    this one fails, and says nothing."""
    place = Path(installation.HOME) / FOLDER
    if place.exists():
        shutil.rmtree(place)
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        shutil.rmtree(place)


@contextmanager
def _session(folder: Path) -> Iterator[Any]:
    sql: Any = import_module("pyspark.sql")
    os.environ["SPARK_LOCAL_IP"] = HERE
    os.environ["SPARK_LOCAL_DIRS"] = str(folder)  # set on the machine, it would win over spark.local.dir
    session = sql.SparkSession.builder.config(map=told(folder)).getOrCreate()
    try:
        session.sparkContext.setLogLevel("OFF")
        yield session
    finally:
        session.stop()
