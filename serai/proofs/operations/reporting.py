"""Promise 20: a report about staff reaches somebody outside the centre, and the centre cannot see it."""

from collections.abc import Iterable
from secrets import token_hex
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.complaints.queries import reports
from serai.proofs import markers, people, scratch
from serai.proofs.ground import Ground
from serai.proofs.operations.doors import registered
from serai.proofs.rules import Found
from serai.proofs.words import controlled
from serai.sealed.access import Ring, opened_here
from serai.sealed.choices import Kind
from serai.sealed.models import Letter
from serai.sealed.operations.compartments import set_up
from serai.sealed.operations.own_key import make_key
from serai.vault import snapshot

REPORTS = 20
A_NAME = 9_000  # a marker that is not sealed
OF_THE_CENTRE = (Role.MANAGER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.DATA_PROTECTION)


def report(ground: Ground) -> Found:
    """Let a guard report, and look for the reports with everything that the centre and the machine have."""
    # The file is open on purpose: encrypted, it would show nothing, sealed or not.
    with scratch.made(beside=ground.home) as there, scratch.working_in(there):
        place = people.centre("OBO")
        nadia = people.posting("nadia", Role.PSEA, None)
        gabriel = people.posting("gabriel", Role.GUARD, place)
        registered(people.posting("rita", Role.RECEPTIONIST, place), markers.marker(A_NAME))
        theirs = [people.browser(people.posting(role, role, place).user) for role in OF_THE_CENTRE]
        ring = Ring(nadia.user_id, make_key(by=nadia, passphrase=" ".join(token_hex(4) for _ in range(6))), b"")
        set_up(by=nadia, kind=Kind.PSEA)
        desk, lines, rows = people.browser(gabriel.user), Entry.objects.count(), _rows()
        written(desk, range(REPORTS))
        lines, changed = Entry.objects.count() - lines, sorted(_changed(rows) - {Letter._meta.db_table})
        read = {one.told["what"] for one in reports(opened=next(iter(opened_here(posting=nadia, ring=ring))))}
        let_in = sum(browser.get(reverse("complaints:reports")).status_code != 403 for browser in [*theirs, desk])
        connection.close()
        found = markers.in_tables()
        if connection.vendor == snapshot.SQLITE:
            found |= markers.everywhere_in(markers.in_files(there.home))
    told = _(
        "Reports by a guard: {reports}. In tables, files and logs: {found}. Lines of the trail: {lines}. Tables of "
        "which the number of rows tells it, beside that of the sealed letters: {tables}. Read by the focal point "
        "outside: {read}. People of the centre whom the page of reports lets in: {let_in}. Control, a name, which is "
        "not sealed: {control}."
    )
    name = markers.marker(A_NAME)
    hits, control = found - {name}, name in found
    said = told.format(
        reports=REPORTS, found=len(hits), lines=lines, tables=", ".join(changed) or "0", read=len(read), let_in=let_in,
        control=_("found") if control else _("not found"),
    )  # fmt: skip
    holds = not hits and not lines and not changed and len(read) == REPORTS and not let_in
    return controlled(holds=holds, told=said, control=control)


def written(browser: Client, numbers: Iterable[int]) -> None:
    """These markers, each as what is known, sent through the page that everybody at work has."""
    for number in numbers:
        browser.post(reverse("complaints:write"), {"form_token": str(uuid4()), "what": markers.marker(number)})


def _rows() -> dict[str, int]:
    return {table: len(rows) for table, rows in markers.tables().items()}


def _changed(before: dict[str, int]) -> set[str]:
    return {table for table, number in _rows().items() if number != before.get(table)}
