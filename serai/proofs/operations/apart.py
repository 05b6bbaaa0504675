"""Promise 4: sealed files. Promise 11: emergencies. Promise 13: published figures."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from secrets import token_hex

from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.insights import rules as figures
from serai.insights.choices import THRESHOLDS, Audience
from serai.insights.models import Release
from serai.insights.operations import release_month
from serai.insights.queries import counts
from serai.people.operations.erasing import everybody
from serai.proofs import markers, people, scratch
from serai.proofs.ground import Ground
from serai.proofs.operations.doors import registered
from serai.proofs.operations.erased import crowd
from serai.proofs.rules import Found, derived, judged
from serai.sealed.access import Ring, opened_here
from serai.sealed.choices import EntryKind, Kind
from serai.sealed.operations.compartments import set_up
from serai.sealed.operations.files import Written, write
from serai.sealed.operations.own_key import make_key
from serai.sealed.queries.files import notes_of
from serai.vault import snapshot
from serai.watch import operations as watch
from serai.watch import rules as watching
from serai.watch.access import running
from serai.watch.choices import Alarm, EmergencyReason
from serai.watch.choices import Verdict as Reviewed
from serai.watch.models import EmergencyOpening

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
        "Sealed notes: {sealed}. In tables, files and logs: {found}. Their reader reads: {read}. Control, a name, "
        "which is not sealed: {control}. The administrator’s way in: {refused}."
    )
    hits, control = found - {word}, word in found
    said = told.format(
        sealed=SEALED, found=len(hits), read=len(read), refused=_("refused") if refused else _("open"),
        control=_("found, as it must be") if control else _("not found"),
    )  # fmt: skip
    return judged(holds=not hits and len(read) == SEALED and control and refused, told=said)


def ring(ground: Ground) -> Found:
    """Open a file in an emergency, wait beyond the hour, and leave it without a review."""
    with scratch.made(beside=ground.home, encrypted=ground.is_encrypted) as there, scratch.working_in(there):
        place = people.centre("OBO")
        rita, selam = people.posting("rita", Role.RECEPTIONIST, place), people.posting("selam", Role.SUPERVISOR, place)
        person, other = (everybody().get(public_id=registered(rita, markers.marker(n))) for n in (1, 2))
        now = timezone.now()
        reason = {"reason": EmergencyReason.LIFE, "why": "an invented emergency of a proof"}
        opening = watch.open_in_emergency(by=rita, person=person, now=now, **reason)
        held = {
            _("it opens"): _is_open(rita, opening.public_id, now + timedelta(minutes=1)),
            _("it rings"): Entry.objects.filter(act=Alarm.EMERGENCY).count() == 1,
            _("it closes by itself"): not _is_open(rita, opening.public_id, now + watching.LASTS),
            _("nobody reviews their own"): _refused(lambda: _review(rita, opening, now)),
            _("without a review no more open"): _refused(
                lambda: watch.open_in_emergency(by=rita, person=other, now=now + watching.REVIEW_WITHIN, **reason)
            ),
        }
        _review(selam, opening, now)
        later = watch.open_in_emergency(by=rita, person=other, now=now + watching.REVIEW_WITHIN, **reason)
        held[_("after a review they do")] = later.pk != opening.pk
    broken = [words for words, is_so in held.items() if not is_so]
    told = _("Asked of an invented emergency: {number}. Not so: {broken}.")
    return judged(holds=not broken, told=told.format(number=len(held), broken=", ".join(broken) or "0"))


def _is_open(posting: Posting, public_id: object, at: object) -> bool:
    try:
        running(posting=posting, public_id=public_id, now=at)  # type: ignore[arg-type]  # as kept
    except Http404:
        return False
    return True


def _review(posting: Posting, opening: EmergencyOpening, now: object) -> None:
    watch.review_opening(by=posting, opening=opening, verdict=Reviewed.JUSTIFIED, note="", now=now)  # type: ignore[arg-type]


def _refused(act: object) -> bool:
    try:
        act()  # type: ignore[operator]
    except (watch.NotYoursToReview, watch.SwitchedOff):
        return True
    return False


def subtract(ground: Ground) -> Found:
    """Publish a month of invented people, and try to get hidden numbers back by adding and subtracting."""
    with scratch.made(beside=ground.home, encrypted=ground.is_encrypted) as there, scratch.working_in(there):
        month = crowd(ground.effort.people)
        counted = counts.counts_of(month=month)
        releases = release_month(by=None, month=month, today=timezone.localdate())
        found = [_small_ones_back(release, counted) for release in releases]
        careless = [_small_ones_back(release, counted, careless=True) for release in releases]
    hidden, back, control = (
        sum(one[0] for one in found),
        sum(one[1] for one in found),
        sum(one[1] for one in careless),
    )
    told = _(
        "Hidden cells of a month: {hidden}. Small numbers got back by subtracting: {back}. Control, hiding the small "
        "numbers alone: {control}, as it must be."
    )
    said = told.format(hidden=hidden, back=back, control=control)
    return judged(holds=hidden > 0 and not back and control > 0, told=said)


def _small_ones_back(release: Release, counted: Iterable[figures.Count], *, careless: bool = False) -> tuple[int, int]:
    """How many cells are hidden, and how many small ones a reader can work out."""
    is_public = release.audience == Audience.PUBLIC
    values, checks = figures.cells_of(figures.pooled(counted) if is_public else counted, by_centre=not is_public)
    small = {cell for cell, value in values.items() if 0 < value < THRESHOLDS[Audience(release.audience)]}
    shown: Mapping[figures.Cell, int | None] = {tuple(cell): value for *cell, value in release.cells}
    if careless:
        shown = {cell: None if cell in small else value for cell, value in values.items()}
    hidden = {cell for cell, value in shown.items() if value is None}
    return len(hidden), len(derived({cell: v for cell, v in shown.items() if v is not None}, checks) & small)
