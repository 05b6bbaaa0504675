"""The command `serai verify-promises`."""

import argparse
import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from gettext import gettext as _
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = "promises"


def declare(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command: `command(act, words, name=…)` gives a parser."""
    words = _("try out the promises of Serai on this installation, with invented people, in some minutes")
    trying = command(verify_promises, words, name="verify-promises")
    trying.add_argument("--only", default="", help=_("numbers of promises or names of proofs, with commas"))
    people = _("how many invented people are erased from, backed up and brought back (default: %(default)s)")
    trying.add_argument("--people", type=int, default=600, help=people)
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
    effort = import_module("serai.proofs.rules").Effort(people=asked.people, erased=max(1, asked.people // 10))
    here = ground.Ground(Path(settings.HOME), is_encrypted=snapshot.encrypted(), effort=effort, pages=pages)
    lines: list[str] = []

    def say(line: str) -> None:
        print(line, flush=True)
        lines.append(line)

    logging.disable(logging.ERROR)  # pages are refused on purpose
    try:
        states = trying.try_all(here, proofs=proofs, say=say)
    finally:
        logging.disable(logging.NOTSET)
    report = Path(asked.report) if asked.report else _new_report()
    report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(_("This report is in {path}").format(path=report))
    return int(import_module("serai.proofs.rules").exit_code(states))


def _new_report() -> Path:
    folder = Path(settings.HOME) / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ.txt")
