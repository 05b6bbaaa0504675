"""The command `serai remind`."""

import argparse
import sys
from collections.abc import Callable
from gettext import gettext as _
from importlib import import_module


def declare(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command: `command(act, words)` gives a parser."""
    command(remind, _("send the reminders that are due, where a gateway is set; to be run every few minutes"))


def remind(asked: argparse.Namespace) -> int:
    gateway = import_module("serai.appointments.gateway")
    if import_module("serai.config.installation").pending_migrations():
        print(_("This installation is not ready for this version. Run `serai upgrade`."), file=sys.stderr)
        return 1
    if not gateway.is_on():
        print(_("Sending is not switched on: people are reminded by hand, from the list of reminders of a day."))
        return 0
    if missing := gateway.missing():
        told = _("Reminders are switched on, and this is missing: {names}. None was sent.")
        print(told.format(names=", ".join(missing)), file=sys.stderr)
        return 1
    now = import_module("django.utils.timezone").now()
    done = import_module("serai.appointments.operations.sending").send_due(at=now)
    told = _("Reminders sent: {sent}. To be tried again: {trying}. Given up: {given_up}.")
    print(told.format(sent=done["sent"], trying=done["trying"], given_up=done["given_up"]))
    return 0
