"""Load 10,000, 100,000 and 500,000 invented people and measure the ten main pages, on SQLite and on PostgreSQL.

Prints for each page the server's CPU (median, milliseconds), the CPU that the database spent on it, how long the page
waited for it by the clock, the number of queries and the compressed weight; then whether queries grew with the
people. SQLite works within the server, so its CPU is part of the server's; PostgreSQL's is that of the process that
answers, as Linux counts it. CPU and counts can be compared between machines of a kind; the clock tells also what else
the machine was doing, so nothing is judged by it where CPU is known. On PostgreSQL the pages are asked for by an
account that owns nothing, as in real life. `make bench`, or `make bench SIZES=10000`.
"""

import gzip
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SIZES = [int(size) for size in os.environ.get("SIZES", "10000 100000 500000").split()]
RUNS = 15
STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@dataclass
class Measure:
    """One page at one size: CPU, the database's CPU and the wait for it in milliseconds, weight in bytes."""

    page: str
    people: int
    cpu: float
    database: float
    waited: float
    queries: int
    weight: int
    first_visit: int


class Stopwatch:
    """Counts and times the statements of one request: CPU of the database, and the clock."""

    def __init__(self, server: Path | None) -> None:
        self.queries, self.waited, self.here = 0, 0.0, 0.0
        self.server = server
        self.before = on_cpu(server)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        clock, cpu = time.perf_counter(), time.thread_time()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.waited += time.perf_counter() - clock
            self.here += time.thread_time() - cpu

    def database(self) -> float:
        """Seconds of CPU: of the process that answered, else of our own thread while it asked, or the clock."""
        from django.db import connection

        if self.server:
            return on_cpu(self.server) - self.before
        return self.here if connection.vendor == "sqlite" else self.waited


def server_of(connection: Any) -> Path | None:
    """Where Linux counts the CPU of the PostgreSQL process that answers us, if it is on this machine."""
    if connection.vendor == "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        counted = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return counted if counted.exists() else None


def on_cpu(server: Path | None) -> float:
    """Seconds that a process has been on a processor."""
    return int(server.read_text().split()[0]) / 1e9 if server else 0.0


def main() -> int:
    if "--here" in sys.argv:
        return here()
    with tempfile.TemporaryDirectory(prefix="serai-bench-") as home:
        lite = {**os.environ, "SERAI_HOME": home, "DATABASE_URL": ""}
        failed = subprocess.run([sys.executable, __file__, "--here"], env=lite, check=False).returncode
    tool = str(Path(__file__).with_name("postgres.py"))
    with tempfile.TemporaryDirectory(prefix="serai-bench-") as home:
        command = [sys.executable, tool, sys.executable, __file__, "--here"]
        failed |= subprocess.run(command, env={**os.environ, "SERAI_HOME": home}, check=False).returncode
    return failed


def here() -> int:
    """Measure on the engine that the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "serai.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_places", verbosity=0)
    from serai.demo import measured
    from tests import second_line
    from tests.names.crowd import called

    measured.prepare()
    second_line.prepare()
    measures: list[Measure] = []
    wrong: list[str] = []
    for size in SIZES:
        seconds = measured.grow_to(size, called=called)
        print(f"\n{connection.vendor}: {size:,} people ({seconds:.0f} s of CPU to load)")
        print(f"{'page':<24}{'CPU ms':>9}{'db CPU ms':>11}{'db wait ms':>12}{'queries':>9}{'kB':>8}{'first kB':>10}")
        for page, visit in measured.pages():
            with second_line.as_the_pages():
                one = measure(page, size, visit)
            measures.append(one)
            print(
                f"{one.page:<24}{one.cpu:>9.1f}{one.database:>11.1f}{one.waited:>12.1f}{one.queries:>9}"
                f"{one.weight / 1024:>8.1f}{one.first_visit / 1024:>10.1f}"
            )
        wrong += of_names(size)
    if connection.vendor == "sqlite":  # the search at night does its comparing outside the database
        wrong += of_linkage()
    return verdict(measures, wrong)


def of_names(size: int) -> list[str]:
    """What is found by name, and who is noticed while registering; says what falls short."""
    from django.utils import timezone

    from serai.centres import second_line as rows
    from serai.demo import measured
    from tests import second_line
    from tests.names.doubles import notice
    from tests.names.finding import find_again

    rita = measured.at_obock("rita")
    with second_line.as_the_pages(), rows.at(rita.centre_id, user_id=rita.user_id):
        found = find_again(rita)
        doubles = notice(rita, on=timezone.localdate())
    print(found)
    print(doubles)
    short = []
    if found.cross_script < 0.97 or found.mean > 20:
        short.append(f"names at {size:,} people: under 0.97 found, or over 20 ms of CPU")
    if doubles.noticed_at_five < 0.85:
        short.append(f"doubles at {size:,} people: under 0.85 noticed at one false alarm in twenty")
    return short


def of_linkage() -> list[str]:
    """How well the search at night finds two files of one person; says what falls short."""
    from serai.linkage import spark
    from tests.names.linking import link_crowd, link_febrl

    found, febrl = [link_crowd(size) for size in SIZES if size <= 100_000], link_febrl()
    if spark.is_here():
        found.append(link_crowd(min(SIZES), weigh=spark.weigh))
    print(*found, febrl or "linkage: FEBRL 4 is not here; requirements/febrl.txt says how to bring it", sep="\n")
    return [f"{one}: one of the two under 0.7" for one in found if min(one.precision, one.recall) < 0.7]


def measure(page: str, people: int, visit: Callable[[], Any]) -> Measure:
    from django.db import connection

    for _ in range(3):
        response = visit()
    spent, in_database, waited, queries = [], [], [], 0
    server = server_of(connection)
    for _ in range(RUNS):
        watch = Stopwatch(server)
        with connection.execute_wrapper(watch):
            start = time.process_time()
            response = visit()
            spent.append(1000 * (time.process_time() - start))
        in_database.append(1000 * watch.database())
        waited.append(1000 * watch.waited)
        queries = watch.queries
    if response.status_code != 200:
        raise SystemExit(f"{page} answered {response.status_code}")
    weight = len(gzip.compress(response.content))
    return Measure(
        page,
        people,
        statistics.median(spent),
        statistics.median(in_database),
        statistics.median(waited),
        queries,
        weight,
        weight + static_weight(response.content.decode()),
    )


def static_weight(page: str) -> int:
    """What a first visit fetches besides: the files the page names, compressed."""
    from django.conf import settings

    names = {name.removeprefix("/static/").split("?")[0] for name in STATIC.findall(page)}
    files = [Path(settings.STATIC_ROOT) / name for name in names]
    return sum(len(gzip.compress(file.read_bytes())) for file in files if file.exists())


def verdict(measures: list[Measure], wrong: list[str]) -> int:
    """Queries of a page may not grow with the people; a page may not weigh or cost more than this."""
    for page in dict.fromkeys(one.page for one in measures):
        own = [one for one in measures if one.page == page]
        if len({one.queries for one in own}) > 1:
            wrong.append(f"{page}: queries grow with the people: {[one.queries for one in own]}")
        if max(one.first_visit for one in own) > 150 * 1024 or max(one.weight for one in own) > 30 * 1024:
            wrong.append(f"{page}: heavier than 150 kB on the first visit or 30 kB after")
        if max(one.database for one in own) > 20:
            wrong.append(f"{page}: more than 20 ms in the database")
        if max(one.cpu for one in own) > 120:
            wrong.append(f"{page}: more than 120 ms of CPU")
    median = statistics.median(one.cpu for one in measures)
    print(f"\nmedian CPU of a page: {median:.1f} ms (40 or less is the aim)")
    for sentence in wrong:
        print(f"TOO MUCH  {sentence}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    raise SystemExit(main())
