"""What of the way over Spark can be proved where Spark is not installed: `make bench` runs it where it is."""

from pathlib import Path

import duckdb
import pytest
from splink import DuckDBAPI, Linker

from serai.linkage import spark
from serai.linkage.likeness import likely
from serai.linkage.rules import SIZE, Likely
from tests.names.linking import crowd

FOLDER = Path("/srv/serai/link-on-spark")


def test_another_engine_is_given_all_that_the_pairs_are_weighed_by():
    """The table and the model, weighed in another place by Splink, give the same pairs to the last digit."""

    def weigh(table, model, at_least):
        with duckdb.connect(":memory:") as elsewhere:
            elsewhere.execute(SIZE)
            elsewhere.from_arrow(table).create("given")
            linker = Linker(DuckDBAPI(elsewhere).register("given"), model, log_level="ERROR")
            return linker.inference.predict(threshold_match_probability=at_least).as_record_list()

    files, same = crowd(150)
    found = set(likely(files, weigh=weigh))
    assert found == set(likely(files))
    assert same & {(pair.first, pair.second) for pair in found}
    assert all(isinstance(pair, Likely) for pair in found)


@pytest.mark.parametrize("what", ["spark.io.encryption.enabled", "spark.authenticate", "spark.network.crypto.enabled"])
def test_what_spark_writes_and_sends_is_encrypted(what):
    assert spark.told(FOLDER)[what] == "true"


def test_spark_writes_nowhere_else_tells_no_line_and_listens_to_this_machine_alone():
    told = spark.told(FOLDER)
    assert {told["spark.ui.enabled"], told["spark.eventLog.enabled"]} == {"false"}
    assert {told["spark.driver.host"], told["spark.driver.bindAddress"]} == {"127.0.0.1"}
    assert told["spark.local.dir"] == str(FOLDER)
    assert Path(told["spark.sql.warehouse.dir"]).parent == FOLDER
    assert f"-Djava.io.tmpdir={FOLDER}" in told["spark.driver.extraJavaOptions"].split()


def test_what_an_earlier_search_left_is_gone_and_this_one_leaves_nothing(tmp_path, settings):
    settings.HOME = tmp_path
    left = tmp_path / spark.FOLDER / "shuffle_0"
    left.parent.mkdir()
    left.write_text("left")
    with spark.folder() as place:
        assert place.stat().st_mode & 0o077 == 0
        assert not list(place.iterdir())
        (place / "shuffle_1").write_text("mine")
    assert not list(tmp_path.iterdir())
