"""The far end of `working`: run as a program of its own, never imported by the pages.

It reads one job a line. For each it splits off a copy of itself, which works until this process kills it with SIGKILL,
a moment after it has done as many acts as the job says.
"""

import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

PATIENCE = 60.0  # seconds until the first act
TRIES_WHEN_FULL, TRIES_AFTER = 3, 3
MOST = 5_000  # forms on a disk that never fills


def main() -> int:
    said = json.loads(sys.stdin.readline())
    if said["key"]:
        import_module("serai.vault.held").hold(bytes.fromhex(said["key"]))
        import_module("serai.vault.memory").harden()
    import_module("django").setup()
    people = import_module("serai.proofs.people")
    browser = people.browser(people.user(said["username"]))
    for _ in range(2):
        browser.get(people.searching())  # what is imported with the first page, is imported before we split
    import_module("django.db").connections.close_all()
    _tell("ready")
    for line in sys.stdin:
        _split_off(json.loads(line), browser)
        _tell("gone")
    return 0


def _split_off(job: dict[str, Any], browser: Any) -> None:
    begun, begin = os.pipe()
    child = os.fork()
    if not child:
        act: Callable[[dict[str, Any], Any, int], None] = ACTS[job["do"]]
        try:
            act(job, browser, begin)
        finally:
            sys.stderr.flush()
            os._exit(0)
    os.close(begin)
    if job["do"] == "register":
        _wait_for(begun, acts=job["acts"], longest=job["longest"])
        time.sleep(job["seconds"])
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) not in {0, -signal.SIGKILL}:
        _tell("fell", os.waitstatus_to_exitcode(status))
    os.close(begun)


def _wait_for(done: int, *, acts: int, longest: float) -> None:
    """Until that many acts are done, or that many seconds after the first one, or it ended."""
    until, patience = float("inf"), PATIENCE
    while acts > 0 and patience > 0 and select.select([done], [], [], patience)[0]:
        told = os.read(done, acts)
        acts = acts - len(told) if told else 0
        until = min(until, time.monotonic() + longest)
        patience = min(PATIENCE, until - time.monotonic())


def _tell(*words: object) -> None:
    """Straight to the pipe: nothing waits in this process when it is killed."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def _send(browser: Any) -> tuple[str, Any]:
    """One form: its token, and the answer."""
    token = uuid4()
    people = import_module("serai.proofs.people")
    return token.hex, browser.post(people.registering(), people.form(token))


def _watched(job: dict[str, Any]) -> Any:
    """The disk of this process, watched if the job says so."""
    if "shadow" not in job:
        return None
    disk = import_module("serai.proofs.cut_disk").CutDisk(
        shadow=Path(job["shadow"]), early=job.get("early", 0.0), seed=job.get("seed", 0), room=job.get("room", 1e18)
    )
    disk.watch(encrypted=job["encrypted"])
    return disk


def _register(job: dict[str, Any], browser: Any, begin: int) -> None:
    """Until killed."""
    _watched(job)
    if synchronous := job.get("synchronous"):  # the control: settings that do not wait for the disk
        connection = import_module("django.db").connection
        connection.ensure_connection()
        connection.connection.execute(f"PRAGMA synchronous = {synchronous}")
    while True:
        token, answer = _send(browser)
        if answer.status_code == 302:
            _tell("registered", token)
        else:
            _tell("refused", answer.status_code)
        os.write(begin, b".")


def _fill(job: dict[str, Any], browser: Any, begin: int) -> None:
    """Until nothing more goes onto the disk; then there is room again."""
    disk = _watched(job)
    full = 0
    for _ in range(MOST):
        token, answer = _send(browser)
        if answer.status_code == 302:
            _tell("registered", token)
        else:
            _tell("full", answer.status_code, int(job["sentence"] in answer.content.decode()))
            full += 1
        if full == TRIES_WHEN_FULL:
            break
    disk.room = 1e18
    for _ in range(TRIES_AFTER):
        token, answer = _send(browser)
        _tell("registered", token) if answer.status_code == 302 else _tell("stuck", answer.status_code)
        _tell("after")


def _visit(job: dict[str, Any], browser: Any, begin: int) -> None:
    """Each address once looked at and once sent a form, with one word in every field."""
    if job.get("plain"):  # the control: the log without its filter
        for handler in import_module("logging").getLogger("django").handlers + import_module("logging").root.handlers:
            handler.filters.clear()
    _watched(job)
    people = import_module("serai.proofs.people")
    for address, word in job["forms"]:
        browser.get(address, {"q": word})
        browser.post(address, people.typed(word))


ACTS = {"register": _register, "fill": _fill, "visit": _visit}

if __name__ == "__main__":
    sys.exit(main())
