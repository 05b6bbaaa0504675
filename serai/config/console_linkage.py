"""The command `serai link`."""

import argparse
import sys
from collections.abc import Callable
from gettext import gettext as _
from importlib import import_module
from typing import Any

from serai.config.language import gettext_noop

NEEDED = {
    "duckdb": gettext_noop("This needs the extra packages of serai[linkage]. Nothing was done. README says how."),
    "spark": gettext_noop("This needs Java and the extra packages of serai[spark]. Nothing was done. README says how."),
}


def declare(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command: `command(act, words)` gives a parser."""
    words = _("look for two files of one person in the whole network, and ask the centres to compare them")
    on = _("what weighs the pairs: DuckDB in memory (the default), or Spark, which may use the disk, encrypted")
    command(link, words).add_argument("--on", choices=["duckdb", "spark"], default="duckdb", help=on)


def link(asked: argparse.Namespace) -> int:
    operations: Any = import_module("serai.linkage.operations.searching")
    if import_module("serai.config.installation").pending_migrations():
        print(_("This installation is not ready for this version. Run `serai upgrade`."), file=sys.stderr)
        return 1
    print(_("Comparing all files …"), flush=True)
    try:
        sought = operations.search(tell=_say_pairs, on_spark=asked.on == "spark")
    except operations.NotInstalled:
        print(_(NEEDED[asked.on]), file=sys.stderr)
        return 1
    done = _("Likely pairs: {likely}. Newly asked about: {new}. No longer asked about: {gone}.")
    print(done.format(likely=sought.likely, new=sought.new, gone=sought.gone))
    return 0


def _say_pairs(count: int) -> None:
    print(_("Pairs done: {count}").format(count=count), flush=True)
