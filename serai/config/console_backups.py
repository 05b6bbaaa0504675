"""The commands `serai backup` and `serai restore`."""

import argparse
import getpass
import sys
from collections.abc import Callable
from datetime import timedelta
from gettext import gettext as _
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings

from serai.config.console_disk import slots_for

KEPT_DAYS = 35


def declare(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the two commands: `command(act, words)` gives a parser."""
    backing = command(backup, _("seal a copy of all data to somebody who keeps the key elsewhere"))
    backing.add_argument("--to", metavar="DIR", default="", help=_("where to put it (default: backup/ in SERAI_HOME)"))
    days = _("remove backups there that are older than so many days (default: %(default)s)")
    backing.add_argument("--keep-days", type=int, default=KEPT_DAYS, help=days)
    first = backing.add_mutually_exclusive_group()
    first.add_argument("--new-recipient", action="store_true", help=_("make the pair of keys, once"))
    first.add_argument("--recipient", metavar="age1…", default="", help=_("seal to this public key from now on"))
    verified = _("open a backup to the side and look through it (default: the last one)")
    first.add_argument("--verify", nargs="?", metavar="FILE", const="", help=verified)
    backing.add_argument("--identity", metavar="FILE", default="", help=_("the file that holds the private key"))
    bringing = command(restore, _("bring a backup back"))
    bringing.add_argument("file", metavar="FILE", help=_("the backup"))
    bringing.add_argument("--identity", metavar="FILE", default="", help=_("the file that holds the private key"))
    bringing.add_argument("--into", metavar="DIR", default="", help=_("use this folder instead of SERAI_HOME"))
    bringing.add_argument("--replace", action="store_true", help=_("put it in the place of the data that are here"))
    bringing.add_argument("--yes", action="store_true", help=_("do not ask again"))


def backup(asked: argparse.Namespace) -> int:
    return _on_the_disk(_backup, asked)


def restore(asked: argparse.Namespace) -> int:
    return _on_the_disk(_restore, asked)


def _on_the_disk(act: Callable[[argparse.Namespace], int], asked: argparse.Namespace) -> int:
    try:
        return act(asked)
    except OSError as refusal:
        print(_("The disk or the file says no: {why}").format(why=refusal.strerror or refusal), file=sys.stderr)
        return 1


def _backup(asked: argparse.Namespace) -> int:
    operations: Any = import_module("serai.vault.operations")
    if asked.new_recipient:
        show_identity(operations.make_recipient())
        return 0
    if asked.recipient:
        operations.seal_to(recipient=asked.recipient)
        print(_("Backups are sealed to this key from now on."))
        return 0
    if asked.verify is not None:
        return _verify(asked, operations)
    folder = Path(asked.to or Path(settings.HOME) / "backup").expanduser().resolve()
    if not asked.to:
        folder.mkdir(mode=0o700, exist_ok=True)
    made = operations.make_backup(to=folder, keep=timedelta(days=asked.keep_days))
    print(_("{rows} rows of {tables} tables are in {path}").format(rows=made.rows, tables=made.tables, path=made.path))
    if made.removed:
        print(_("Older backups removed: {number}").format(number=made.removed))
    print(_("They were looked through before they were sealed. Only the key proves that the backup opens again:"))
    print("  serai backup --verify --identity FILE")
    return 0


def show_identity(identity: str) -> None:
    print(_("This key opens the backups. It is shown once and kept nowhere on this machine."))
    print(_("Write it down or print it, twice, and keep it in two other places. Without it no backup can be opened."))
    print(f"\n  {identity}\n", flush=True)


def _verify(asked: argparse.Namespace, operations: Any) -> int:
    last = import_module("serai.vault.queries").last_backup()
    if not asked.verify and last is None:
        print(_("There is no backup yet. Run `serai backup`."), file=sys.stderr)
        return 1
    path = Path(asked.verify).expanduser() if asked.verify else last.path
    counts = operations.verify_backup(path=path, identity=_identity(asked))
    rows = sum(counts.values())
    print(
        _("{path} opens, is whole and holds {rows} rows of {tables} tables.").format(
            path=path, rows=rows, tables=len(counts)
        )
    )
    return 0


def _restore(asked: argparse.Namespace) -> int:
    operations: Any = import_module("serai.vault.operations")
    if asked.replace and not asked.yes and not _surely():
        print(_("Nothing was changed."))
        return 1
    path = Path(asked.file).expanduser()
    done = operations.restore_backup(path=path, identity=_identity(asked), replace=asked.replace, slots_for=slots_for)
    print(
        _("Brought back as of {when}: {rows} rows of {tables} tables.").format(
            when=done.made_at, rows=done.rows, tables=done.tables
        )
    )
    for name, changed in done.steps.items():
        print(f"  {name}: {changed}")
    if done.aside:
        print(_("What was here before is kept as {aside}. Remove it when you are sure.").format(aside=done.aside))
    _tell_what_holds_again(done.ended)
    print(_("Everybody has to sign in again. Run `serai upgrade` and `serai doctor`, then `serai serve`."))
    return 0


def _tell_what_holds_again(ended: list[Any] | None) -> None:
    if ended is None:
        print(
            _(
                "What ended since then holds again, and nothing here tells what it was: consents that were withdrawn, "
                "postings, passwords, cards. Go through them with the paper of that time before anybody works."
            )
        )
    elif ended:
        print(_("This was done since then and is not in what came back. Do it again before anybody works:"))
    for one in ended or []:
        print(f"  {one.centre or '–'}  {one.act}: {one.times}")


def _surely() -> bool:
    print(_("Everything entered since that backup will no longer be seen. The data that are here now are kept aside."))
    return input(_("To go on, type: replace") + "\n> ").strip() == "replace"


def _identity(asked: argparse.Namespace) -> str:
    if asked.identity:
        return Path(asked.identity).expanduser().read_text(encoding="utf-8")
    return getpass.getpass(_("The private key (it is not shown): "))
