"""Trying proofs one after the other, and telling what came of each: on the screen and in a file to keep."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from serai.proofs import known, rules
from serai.proofs.choices import PROMISES, UNCOVERED, WITHOUT_A_PROOF
from serai.proofs.ground import Ground
from serai.proofs.known import Proof
from serai.proofs.rules import Found, State
from serai.proofs.scratch import NoScratch, clear_away
from serai.proofs.words import SAID, SIGNS
from serai.proofs.working import WorkerEnded
from serai.vault import snapshot

COMMAND = "serai verify-promises --only {name}"

type Say = Callable[[str], None]


def chosen(wanted: str) -> list[Proof]:
    """Raises LookupError with the word that means no proof."""
    return rules.chosen(wanted, known=[(proof.promise, proof.name, proof) for proof in known.PROOFS])


def try_all(ground: Ground, *, proofs: Sequence[Proof], say: Say) -> list[State]:
    """Try each, telling it as it goes; what an earlier run left behind is cleared away first."""
    clear_away(ground.home)
    for line in _head(ground):
        say(line)
    states, told, began = [], 0, time.monotonic()
    for proof in proofs:
        if proof.promise != told:
            say(f"\n{proof.promise}. {PROMISES[proof.promise]}")
            told = proof.promise
        since = time.monotonic()
        found = _tried(proof, ground)
        states.append(found.state)
        for line in _lines(proof, found, seconds=time.monotonic() - since):
            say(line)
    for line in _foot(states, seconds=time.monotonic() - began):
        say(line)
    return states


def _tried(proof: Proof, ground: Ground) -> Found:
    try:
        return proof.act(ground)
    except NoScratch:
        return rules.not_tried(_("The database account may not create databases (ALTER ROLE … CREATEDB)."))
    except snapshot.ToolMissing:
        return rules.not_tried(_("pg_dump and pg_restore are not on this machine."))
    except (WorkerEnded, DatabaseError, OSError, ArithmeticError, LookupError, ValueError, RuntimeError) as failure:
        return rules.judged(
            holds=False, told=_("The proof itself broke off: {kind}.").format(kind=type(failure).__name__)
        )


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
    yield _("Of the twenty promises these have no proof in this command: {numbers}.").format(
        numbers=", ".join(map(str, WITHOUT_A_PROOF))
    )
    yield _("What is not defended at all is in docs/guard.md.")
