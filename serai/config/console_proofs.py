"""The command `serai verify-promises`."""

import argparse
import logging
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from gettext import gettext as _
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = "promises"
LANES = 2  # the server that goes on running needs the rest


def declare(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command: `command(act, words, name=…)` gives a parser."""
    words = _("try out the promises of Serai on this installation, with invented people, in some minutes")
    trying = command(verify_promises, words, name="verify-promises")
    trying.add_argument("--only", default="", help=_("numbers of promises or names of proofs, with commas"))
    people = _("how many invented people are erased from, backed up and brought back (default: %(default)s)")
    trying.add_argument("--people", type=int, default=600, help=people)
    at_once = _("how many proofs are tried at once (default: %(default)s)")
    trying.add_argument("--at-once", type=int, default=min(os.cpu_count() or 1, LANES), help=at_once)
    each = _(
        "how many registrations the killed process is to acknowledge, however long (default: what some minutes allow)"
    )
    trying.add_argument("--registrations", type=int, default=0, help=each)
    kept = _("where the report is written (default: promises/ in SERAI_HOME)")
    trying.add_argument("--report", metavar="FILE", default="", help=kept)


def verify_promises(asked: argparse.Namespace) -> int:
    trying: Any = import_module("serai.proofs.trying")
    ground: Any = import_module("serai.proofs.ground")
    snapshot: Any = import_module("serai.vault.snapshot")
    try:
        proofs = trying.chosen(asked.only)
    except LookupError as unknown:
        print(_("No proof is called {word}.").format(word=unknown.args[0]), file=sys.stderr)
        return 2
    if import_module("serai.config.installation").pending_migrations():
        print(_("This installation is not ready for this version. Run `serai upgrade`."), file=sys.stderr)
        return 1
    doors = import_module("serai.config.doors").doors()
    pages = [ground.Page(door.name, door.route, door.needs, door.open_to) for door in doors]
    here = ground.Ground(Path(settings.HOME), is_encrypted=snapshot.encrypted(), effort=_effort(asked), pages=pages)
    lines: list[str] = []

    def say(line: str) -> None:
        print(line, flush=True)
        lines.append(line)

    logging.disable(logging.ERROR)  # pages are refused on purpose
    try:
        states = trying.try_all(here, proofs=proofs, say=say, at_once=asked.at_once)
    finally:
        logging.disable(logging.NOTSET)
    report = Path(asked.report) if asked.report else _new_report()
    report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(_("This report is in {path}").format(path=report))
    return int(import_module("serai.proofs.rules").exit_code(states))


def _effort(asked: argparse.Namespace) -> Any:
    rules: Any = import_module("serai.proofs.rules")
    usual = rules.Effort(people=asked.people, erased=max(1, asked.people // 10))
    return usual.with_registrations(asked.registrations) if asked.registrations else usual


def _new_report() -> Path:
    folder = Path(settings.HOME) / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ.txt")
