"""Several proofs at once, each in a copy of this process: none sees what another puts in its place for a moment."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from django.db import connections


def can_split() -> bool:
    """Whether a process of this machine can split off a copy of itself; Windows cannot."""
    return hasattr(os, "fork")


def results[T, R](act: Callable[[T], R], jobs: Sequence[T], *, at_once: int, first: Sequence[T] = ()) -> Iterator[R]:
    """What came of each job, in their order; None of a copy that ended before it told. `first` are begun first."""
    if at_once < 2 or len(jobs) < 2 or not can_split():
        yield from map(act, jobs)
        return
    connections.close_all()  # no copy may inherit one
    waiting = [jobs.index(job) for job in first] + [number for number, job in enumerate(jobs) if job not in first]
    running: dict[Any, tuple[int, BaseProcess]] = {}
    told: dict[int, R | None] = {}
    try:
        for number in range(len(jobs)):
            while number not in told:
                while waiting and len(running) < at_once:
                    _begin(act, jobs, waiting.pop(0), running)
                for near in wait(list(running)):
                    place, process = running.pop(near)
                    told[place] = _told(near)
                    process.join()
            yield told[number]  # type: ignore[misc]  # None is said above
    finally:
        for _place, process in running.values():
            process.terminate()


def _begin[T, R](
    act: Callable[[T], R], jobs: Sequence[T], number: int, running: dict[Any, tuple[int, BaseProcess]]
) -> None:
    copies = multiprocessing.get_context("fork")
    near, far = copies.Pipe(duplex=False)
    process = copies.Process(target=_try, args=(act, jobs[number], far))
    process.start()
    far.close()
    running[near] = number, process


def _try[T, R](act: Callable[[T], R], job: T, far: "Connection[R, R]") -> None:
    far.send(act(job))
    connections.close_all()


def _told(near: Any) -> Any:
    with near, suppress(EOFError):
        return near.recv()
    return None
