"""Promise 4: who runs the machine cannot read sealed files."""

from secrets import token_hex

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from serai.centres.choices import Role
from serai.people.operations.erasing import everybody
from serai.proofs import markers, people, scratch
from serai.proofs.ground import Ground
from serai.proofs.operations.doors import registered
from serai.proofs.rules import Found
from serai.proofs.words import controlled
from serai.sealed.access import Ring, opened_here
from serai.sealed.choices import EntryKind, Kind
from serai.sealed.operations.compartments import set_up
from serai.sealed.operations.files import Written, write
from serai.sealed.operations.own_key import make_key
from serai.sealed.queries.files import notes_of
from serai.vault import snapshot

SEALED = 60


def seal(ground: Ground) -> Found:
    """Write markers into sealed files, and look for them with everything that whoever runs the machine has."""
    # The file is open on purpose: encrypted, it would show nothing, sealed or not.
    with scratch.made(beside=ground.home) as there, scratch.working_in(there):
        grace = people.posting("grace", Role.GBV, people.centre("OBO"))
        adil = people.posting("adil", Role.ADMINISTRATOR, grace.centre)
        word = markers.marker(SEALED + 1)
        person = everybody().get(public_id=registered(grace, word))
        ring = Ring(grace.user_id, make_key(by=grace, passphrase=" ".join(token_hex(4) for _ in range(6))), b"")
        set_up(by=grace, kind=Kind.GBV)
        opened = next(iter(opened_here(posting=grace, ring=ring)))
        today = timezone.localdate()
        for number in range(SEALED):
            write(
                by=grace, opened=opened, person=person, written=Written(EntryKind.NOTE, markers.marker(number), today)
            )
        read = {note.words for note in notes_of(opened=opened, person=person) or []}
        page = reverse("sealed:caseload", args=[Kind.GBV])
        refused = people.browser(adil.user).get(page).status_code == 403
        connection.close()
        found = markers.in_tables()
        if connection.vendor == snapshot.SQLITE:
            found |= markers.everywhere_in(markers.in_files(there.home))
    told = _(
        "Sealed notes: {sealed}. In tables, files and logs: {found}. Their reader reads: {read}. The administrator’s "
        "way in: {refused}. Control, a name, which is not sealed: {control}."
    )
    hits, control = found - {word}, word in found
    said = told.format(
        sealed=SEALED, found=len(hits), read=len(read), refused=_("refused") if refused else _("open"),
        control=_("found") if control else _("not found"),
    )  # fmt: skip
    return controlled(holds=not hits and len(read) == SEALED and refused, told=said, control=control)
