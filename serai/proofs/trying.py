"""Trying proofs, some at once, and telling what came of each: on the screen and in a file to keep."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from serai.proofs import known, lanes, rules
from serai.proofs.choices import PROMISES, UNCOVERED, WITHOUT_A_PROOF
from serai.proofs.ground import Ground
from serai.proofs.known import Proof
from serai.proofs.rules import Found, State
from serai.proofs.scratch import NoScratch, clear_away, with_a_pattern
from serai.proofs.words import SAID, SIGNS
from serai.proofs.working import WorkerEnded
from serai.vault import snapshot

COMMAND = "serai verify-promises --only {name}"

type Say = Callable[[str], None]


def chosen(wanted: str) -> list[Proof]:
    """Raises LookupError with the word that means no proof."""
    return rules.chosen(wanted, known=[(proof.promise, proof.name, proof) for proof in known.PROOFS])


def try_all(ground: Ground, *, proofs: Sequence[Proof], say: Say, at_once: int = 1) -> list[State]:
    """Try each, telling it as it goes; what an earlier run left behind is cleared away first."""
    clear_away(ground.home)
    for line in _head(ground):
        say(line)
    states, told, began = [], 0, time.monotonic()
    long = [proof for proof in proofs if proof.is_long]
    with with_a_pattern(beside=ground.home):
        outcomes = lanes.results(partial(_tried, ground), proofs, at_once=at_once, first=long)
        for proof, outcome in zip(proofs, outcomes, strict=True):
            if proof.promise != told:
                say(f"\n{proof.promise}. {PROMISES[proof.promise]}")
                told = proof.promise
            found, seconds = outcome or (_broken_off("SIGKILL"), 0.0)
            states.append(found.state)
            for line in _lines(proof, found, seconds=seconds):
                say(line)
    for line in _foot(states, seconds=time.monotonic() - began):
        say(line)
    return states


def _tried(ground: Ground, proof: Proof) -> tuple[Found, float]:
    since = time.monotonic()
    return _found(proof, ground), time.monotonic() - since


def _broken_off(kind: str) -> Found:
    return rules.judged(holds=False, told=_("The proof itself broke off: {kind}.").format(kind=kind))


def _found(proof: Proof, ground: Ground) -> Found:
    try:
        return proof.act(ground)
    except NoScratch:
        return rules.not_tried(_("The database account may not create databases (ALTER ROLE … CREATEDB)."))
    except snapshot.ToolMissing:
        return rules.not_tried(_("pg_dump and pg_restore are not on this machine."))
    except (WorkerEnded, DatabaseError, OSError, ArithmeticError, LookupError, ValueError, RuntimeError) as failure:
        return _broken_off(type(failure).__name__)


def _head(ground: Ground) -> Iterator[str]:
    kept = _("encrypted") if ground.is_encrypted else _("not encrypted")
    engine = _("PostgreSQL") if connection.vendor == snapshot.POSTGRES else f"SQLite, {kept}"
    yield _("The promises of Serai, tried out on this installation on {when}.").format(when=_now())
    yield _("Database: {engine}. The people in these proofs are invented; the data here are not changed.").format(
        engine=engine
    )


def _now() -> str:
    return timezone.now().strftime("%Y-%m-%d %H:%M UTC")


def _lines(proof: Proof, found: Found, *, seconds: float) -> Iterator[str]:
    yield f"   {SIGNS[found.state]} {SAID[found.state]} {found.told} ({seconds:.0f} s)"
    yield "     " + _("Not covered: {what}").format(what=UNCOVERED[proof.name])
    yield "     " + _("Again: {command}").format(command=COMMAND.format(name=proof.name))


def _foot(states: list[State], *, seconds: float) -> Iterator[str]:
    number = Counter(states)
    yield ""
    yield _("Kept: {kept} · Broken: {broken} · Not tried here: {not_tried} · {seconds} seconds").format(
        kept=number[State.KEPT],
        broken=number[State.BROKEN],
        not_tried=number[State.NOT_TRIED],
        seconds=round(seconds),
    )
    yield _("Of the twenty promises these have no proof here:")
    for promise, why in WITHOUT_A_PROOF.items():
        yield f"   {promise}. {why}"
    yield _("What is not defended at all is in docs/guard.md.")
