"""A process of its own that registers invented people in the scratch installation until it is killed: both ends.

The process is started as the pages are (same settings, same account of the database), signs a receptionist in, and
then, again and again, splits off a copy of itself that fills in the registration page as fast as it can. Each form that
was answered as registered is told here before the next one is sent: that is what was *acknowledged*.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import PIPE, Popen
from typing import Any
from urllib.parse import quote, urlsplit

from django.db import connection

from serai.proofs.scratch import FILE, Scratch
from serai.vault import snapshot

READY, GONE = "ready", "gone"
LOG = "serai.log"  # in the scratch home: what `serai serve` would say


class WorkerEnded(Exception):
    """The process that should register people ended by itself."""


class Worker:
    """The near end."""

    def __init__(self, process: "Popen[str]") -> None:
        self.process = process

    def work(self, **job: Any) -> list[str]:
        """What it told until it was gone."""
        self.tell(job)
        return list(self._told_until(GONE))

    def tell(self, said: dict[str, Any]) -> None:
        if self.process.stdin is not None:
            print(json.dumps(said), file=self.process.stdin, flush=True)

    def _told_until(self, word: str) -> Iterator[str]:
        for line in self.process.stdout or ():
            if line.strip() == word:
                return
            yield line.strip()
        raise WorkerEnded

    def is_ready(self) -> None:
        """Raises WorkerEnded."""
        list(self._told_until(READY))


@contextmanager
def working(there: Scratch, *, username: str) -> Iterator[Worker]:
    """A process in which this user is signed in. Raises WorkerEnded."""
    command = [sys.executable, "-m", "serai.proofs.worker"]
    log = (there.home / LOG).open("a", encoding="utf-8")
    with log, Popen(command, env=_environment(there), stdin=PIPE, stdout=PIPE, stderr=log, text=True) as process:  # noqa: S603 - our own program
        try:
            worker = Worker(process)
            worker.tell({"key": there.key.hex(), "username": username})
            worker.is_ready()
            yield worker
        finally:
            process.kill()


def _environment(there: Scratch) -> dict[str, str]:
    """That of this process, but for where the data are. The key goes through the pipe."""
    said = {
        "SERAI_HOME": str(there.home),
        "SERAI_DATABASE": FILE,
        "SERAI_SECRET_KEY": (there.home / "secret-key").read_text(encoding="utf-8"),
        "SERAI_DATABASE_KEY": "",
        "SERAI_HOSTS": "localhost",
        "SERAI_TLS": "0",
        "SERAI_DEMO": "0",
        "SERAI_AS_OWNER": "0",  # the account that serves the pages
        "DATABASE_URL": _address(there),
    }
    return {**os.environ, **said}


def _address(there: Scratch) -> str:
    if connection.vendor != snapshot.POSTGRES:
        return ""
    said, url = connection.settings_dict, urlsplit(os.environ.get("DATABASE_URL", ""))
    if url.hostname:
        return url._replace(path=f"/{there.database}").geturl()
    user, password = (quote(str(said[name]), safe="") for name in ("USER", "PASSWORD"))
    return f"postgresql://{user}:{password}@{said['HOST']}:{said['PORT']}/{there.database}"
