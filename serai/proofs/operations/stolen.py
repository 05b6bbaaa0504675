"""Promise 3: what somebody reads who has the disk. Promise 17: what a log tells."""

from datetime import timedelta

from django.db import connection
from django.utils.translation import gettext as _

from serai.centres.choices import Role
from serai.proofs import cut_disk, markers, people, scratch
from serai.proofs.ground import Ground
from serai.proofs.lanes import can_split
from serai.proofs.rules import Found, judged, not_tried
from serai.proofs.words import controlled
from serai.proofs.working import LOG, working
from serai.vault import operations, snapshot

TYPED, TYPED_FROM = 40, 900_000  # people registered through the page, each with a marker for a name


def take(ground: Ground) -> Found:
    """Mark every column of every table, work, make a backup, and search all files while it runs and when it is off."""
    if connection.vendor == snapshot.POSTGRES:
        return not_tried(_("The files are PostgreSQL’s own. Encrypt the disk on which they lie (LUKS)."))
    marked, found = scanned(ground, encrypted=ground.is_encrypted)
    hits = markers.everywhere_in(found)
    if not ground.is_encrypted:
        told = _(
            "These data are not encrypted: whoever has the disk reads {hits} of {marked} markers (in logs and backups: "
            "{elsewhere}). Stop the server and run `serai encrypt`."
        )
        elsewhere = len(found.get(".age", set()) | found.get(".log", set()))
        return judged(holds=False, told=told.format(hits=len(hits), marked=marked, elsewhere=elsewhere))
    more, control = scanned(ground, encrypted=False)
    read = len(markers.everywhere_in(control))
    told = _(
        "Of {marked} markers in database, log, backup and temporary files {hits} can be read. Control, the same data "
        "not encrypted: {read} of {more} can be read."
    )
    said = told.format(marked=marked, hits=len(hits), read=read, more=more)
    return controlled(holds=not hits, told=said, control=read > more // 2 > 0)


def scanned(ground: Ground, *, encrypted: bool) -> tuple[int, dict[str, set[str]]]:
    """How many markers there were, and those found in each kind of file."""
    forms = [[people.registering(), markers.marker(TYPED_FROM + number)] for number in range(TYPED)]
    with scratch.made(beside=ground.home, encrypted=encrypted) as there:
        with scratch.working_in(there):
            people.posting("rita", Role.RECEPTIONIST, people.centre("OBO"))
        with working(there, username="rita") as worker:
            worker.work(do="visit", forms=forms)
        with scratch.working_in(there):
            operations.make_recipient()
            (there.home / "usb").mkdir()
            operations.make_backup(to=there.home / "usb", keep=timedelta(days=35))
            marked = markers.fill_every_column(most=ground.effort.markers)
            running = markers.in_files(there.home)
        stopped = markers.in_files(there.home)
    kinds = {*running, *stopped}
    return marked + TYPED, {kind: running.get(kind, set()) | stopped.get(kind, set()) for kind in kinds}


def log(ground: Ground) -> Found:
    """Type markers into every address, let the disk be full meanwhile, and search what the program wrote down."""
    if not can_split():
        return not_tried(_("This machine cannot do it (Windows)."))
    sent, lines, hits = logged(ground, plain=False)
    _sent, _lines, control = logged(ground, plain=True)
    told = _(
        "Addresses asked with a marker in every field: {sent}. Markers in the log of {lines} lines: {hits}. Control, "
        "with the log’s filter taken off: {control}."
    )
    said = told.format(sent=sent, hits=hits, lines=lines, control=control)
    return controlled(holds=lines > 0 and not hits, told=said, control=control > 0)


def logged(ground: Ground, *, plain: bool) -> tuple[int, int, int]:
    """Addresses asked, lines written, markers in them; `plain` takes the log's filter off."""
    pages = [page for page in ground.pages if page.name not in people.ENDS_THE_SESSION]
    forms = [[people.address(page.route, markers.marker(n)), markers.marker(n)] for n, page in enumerate(pages)]
    forms += [[f"/{word}/", word] for word in map(markers.marker, range(5_000, 5_010))]  # no such address
    with scratch.made(beside=ground.home) as there:
        with scratch.working_in(there):
            people.posting("selam", Role.SUPERVISOR, people.centre("OBO"))
        with working(there, username="selam") as worker:
            worker.work(do="visit", forms=forms, plain=plain)
            if cut_disk.can_watch(encrypted=False) and connection.vendor == snapshot.SQLITE:
                disk = {"shadow": str(there.home / "full"), "room": 0, "encrypted": False}
                (there.home / "full").mkdir()
                worker.work(do="visit", forms=forms[:20], plain=plain, **disk)
        written = (there.home / LOG).read_bytes()
    return len(forms), written.count(b"\n"), len(markers.in_bytes(written))
