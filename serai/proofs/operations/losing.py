"""Promise 1: what was acknowledged is not lost. Processes are killed, the power is cut, the disk is full."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _

from serai.centres.choices import Role
from serai.people.models import Registration
from serai.proofs import cut_disk, people, scratch
from serai.proofs.ground import Ground
from serai.proofs.lanes import can_split
from serai.proofs.rules import Effort, Found, Losses, judged, not_tried, until_the_end
from serai.proofs.words import controlled
from serai.proofs.working import Worker, working
from serai.ui.errors import DISK_IS_FULL
from serai.vault import snapshot

A_MOMENT = 0.1  # seconds at most from the last act that was waited for to the end: it comes in the middle of the next
ROOM = 400_000  # bytes that the files may grow before the disk is full


@dataclass(frozen=True)
class Desk:
    """A scratch installation in which a process of its own registers people."""

    there: scratch.Scratch
    worker: Worker

    def acknowledged(self, **job: Any) -> set[str]:
        """The forms that the process told of before it ended."""
        return {line.split()[1] for line in self.worker.work(**job) if line.startswith("registered")}


@contextmanager
def desk(ground: Ground, *, encrypted: bool) -> Iterator[Desk]:
    """A desk where Rita is signed in. Raises NoScratch, WorkerEnded."""
    with scratch.made(beside=ground.home, encrypted=encrypted) as there:
        with scratch.working_in(there):
            people.posting("rita", Role.RECEPTIONIST, people.centre("OBO"))
        with working(there, username="rita") as worker:
            yield Desk(there, worker)


def _after(there: scratch.Scratch) -> tuple[set[str], bool]:
    """Which forms are in the database, and whether it is whole."""
    with scratch.working_in(there):
        if connection.vendor == snapshot.SQLITE:
            connection.ensure_connection()
            try:
                snapshot.look_through(connection.connection)
            except snapshot.Damaged:
                return set(), False
        tokens = Registration.objects.values_list("form_token", flat=True)
        return {token.hex for token in tokens if token}, True


def kill(ground: Ground) -> Found:
    """Kill a process again and again while it registers people, and look whether every answer it gave holds."""
    if not can_split():
        return not_tried(_("This machine cannot do it (Windows)."))
    with desk(ground, encrypted=ground.is_encrypted) as here:
        losses = killed(here, ground.effort)
    told = _("Killed {ends} times: of {acknowledged} acknowledged registrations {lost} are missing.")
    return judged(holds=losses.is_nothing_lost, told=told.format(**vars(losses)))


def killed(here: Desk, effort: Effort) -> Losses:
    """What was lost by as many ends as the effort says, also of what an earlier one had left."""
    losses, chance, everything = Losses(), Random(9), set[str]()  # noqa: S311 - when it is killed, not a secret
    for _number in range(effort.kills):
        acts = until_the_end(chance, mean=effort.each_kill)
        end = {"acts": acts, "longest": effort.longest, "seconds": chance.random() * A_MOMENT}
        told = here.acknowledged(do="register", **end)
        everything |= told
        found, whole = _after(here.there)
        losses.add(acknowledged=told, there=found, whole=whole)
    losses.lost = len(everything - found)
    return losses


def cut(ground: Ground) -> Found:
    """Cut the power again and again; then once more with settings that do not wait for the disk, which must lose."""
    if connection.vendor == snapshot.POSTGRES:
        return _promised_by_postgres()
    encrypted = ground.is_encrypted or not cut_disk.can_watch(encrypted=False)
    if not can_split() or not cut_disk.can_watch(encrypted=encrypted):
        return not_tried(_("The writes of SQLite cannot be watched on this machine."))
    with desk(ground, encrypted=encrypted) as here:
        kept = cut_off(here, ground.effort)
        control = cut_off(here, replace(ground.effort, cuts=ground.effort.controls), synchronous="NORMAL")
    told = _(
        "Power cut {ends} times: of {acknowledged} acknowledged registrations {lost} are missing. Control, with "
        "settings that do not wait for the disk: {gone} of {more} missing."
    )
    said = told.format(**vars(kept), gone=control.lost, more=control.acknowledged)
    found = controlled(holds=kept.is_nothing_lost, told=said, control=control.lost > 0)
    if encrypted and not ground.is_encrypted:
        hidden = _("Tried on an encrypted file: the SQLite of this Python hides its writes.")
        return replace(found, told=f"{found.told} {hidden}")
    return found


def cut_off(here: Desk, effort: Effort, **job: Any) -> Losses:
    """What was lost by that many cuts. What had reached the disk is the disk of the next round."""
    losses, shadow = Losses(), here.there.home / "shadow"
    for number in range(effort.cuts):
        shutil.rmtree(shadow, ignore_errors=True)
        shadow.mkdir()
        for file in filter(Path.exists, here.there.files):
            shutil.copyfile(file, shadow / file.name)
        chance = Random(number)  # noqa: S311 - when the power goes, not a secret
        disk = {"shadow": str(shadow), "encrypted": bool(here.there.key), "seed": number, "early": 0.5 * (number % 2)}
        acts = until_the_end(chance, mean=effort.each_cut)
        end = {"acts": acts, "longest": effort.longest, "seconds": chance.random() * A_MOMENT}
        told = here.acknowledged(do="register", **end, **disk, **job)
        for file in here.there.files:
            file.unlink(missing_ok=True)
            if (kept := shadow / file.name).exists() and not file.name.endswith("-shm"):
                kept.replace(file)
        found, whole = _after(here.there)
        losses.add(acknowledged=told, there=found, whole=whole)
    return losses


def _promised_by_postgres() -> Found:
    """The power of another machine cannot be cut from here; its settings can be read."""
    wanted = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY (%s)", [list(wanted)])
        wrong = [f"{name}={value}" for name, value in cursor.fetchall() if value in {"off", "local"}]
    if wrong:
        told = _("PostgreSQL is set to lose what it acknowledged when the power goes: {settings}.")
        return judged(holds=False, told=told.format(settings=", ".join(sorted(wrong))))
    return not_tried(
        _("The power of PostgreSQL cannot be cut from here. Its settings wait for the disk, as they must.")
    )


def fill(ground: Ground) -> Found:
    """Let the disk become full while people are registered, and then make room again."""
    encrypted = ground.is_encrypted or not cut_disk.can_watch(encrypted=False)
    can = connection.vendor == snapshot.SQLITE and can_split() and cut_disk.can_watch(encrypted=encrypted)
    if not can:
        return not_tried(_("The disk under this database cannot be filled from here without filling the real one."))
    with translation.override("en"):  # in which the process speaks
        sentence = str(DISK_IS_FULL)
    with desk(ground, encrypted=encrypted) as here:
        return filled(here, sentence=sentence)


def filled(here: Desk, *, sentence: str) -> Found:
    """What happens on a full disk, and whether the page says it in this sentence."""
    losses, shadow = Losses(), here.there.home / "full"
    shadow.mkdir(exist_ok=True)
    disk = {"shadow": str(shadow), "room": ROOM, "encrypted": bool(here.there.key)}
    told = here.worker.work(do="fill", sentence=sentence, **disk)
    there, whole = _after(here.there)
    losses.add(acknowledged=[line[11:] for line in told if line.startswith("registered")], there=there, whole=whole)
    refused = sum(line.startswith("full") for line in told)
    said_why = sum(line.startswith("full") and line.endswith(" 1") for line in told)
    after = told.count("after") - sum(line.startswith("stuck") for line in told)
    words = _(
        "Disk full: of {acknowledged} acknowledged registrations {lost} are missing; {refused} forms were refused, "
        "{said_why} of them with a sentence that says why; with room again {after} went on."
    )
    said = words.format(**vars(losses), refused=refused, said_why=said_why, after=after)
    return judged(holds=losses.is_nothing_lost and refused == said_why > 0 and after > 0, told=said)
