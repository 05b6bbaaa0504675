"""One of a wave, as keyed at the first table."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from serai.audit.operations import record
from serai.cards.operations.cards import NotFree, bind_card
from serai.centres import second_line
from serai.centres.models import Posting
from serai.people.choices import ConsentStatus
from serai.people.models import Person
from serai.people.rules import band_on
from serai.reception.models import Visit
from serai.reception.operations.visits import Arrival, Triage, arrival_of, open_visit, triage_visit
from serai.registration.operations.registration import Told, already_sent, register_person
from serai.waves.models import Draft, Row, Wave


class WaveClosed(Exception):
    """Nobody is written into a wave that is closed."""


@dataclass(frozen=True)
class Keyed:
    """What was keyed of one person. Of who refuses to be recorded nothing is kept but what can be seen."""

    told: Told
    lane: str = ""
    remark: str = ""
    card: str = ""


@dataclass(frozen=True)
class Kept:
    """A row as it is kept; whether it is new, and whether the wristband could not be given."""

    row: Row
    is_new: bool = True
    card_not_free: bool = False


@transaction.atomic
def keep_row(*, by: Posting, wave: Wave, keyed: Keyed, client_token: UUID, at: datetime) -> Kept:
    """A file, or an arrival without a name for who refuses to be recorded; and a visit in its lane. The same row sent
    twice is one person. Raises WaveClosed."""
    now = Wave.objects.select_for_update(of=("self",)).get(pk=wave.pk)  # rows are numbered one at a time
    if sent := _sent(by, client_token):
        Draft.objects.filter(wave=now, token=client_token).delete()
        return Kept(sent, is_new=False)
    if not now.is_open:
        raise WaveClosed
    token = _unused(by, client_token)
    person = _registered(by=by, told=keyed.told, client_token=token, at=at)
    arrival = arrival_of(person, at=at) if person else _unnamed(keyed.told, at)
    visit = open_visit(by=by, arrival=arrival, at=at, client_token=token, person=person)
    if keyed.lane:
        triage = Triage(keyed.lane, [keyed.remark] if keyed.remark else [])
        triage_visit(by=by, visit=visit, triage=triage, version=visit.version, at=at)
    row = Row.objects.create(wave=now, visit=visit, person=person, centre_id=by.here, number=_next_number(now))
    Draft.objects.filter(wave=now, token=client_token).delete()
    record(by=by, act="wave.row_kept", subject=now, number=row.number, named=person is not None)
    return Kept(row, card_not_free=not _bound(by=by, person=person, code=keyed.card))


@transaction.atomic
def mark_seen(*, by: Posting, row: Row, at: datetime) -> None:
    """Whoever works in the lane has seen them. Twice is once."""
    if Row.objects.filter(pk=row.pk, seen_at=None).update(seen_at=at):
        record(by=by, act="wave.seen", subject=row.wave, number=row.number)


def note_sheet_opened(*, by: Posting, wave: Wave, rows: int) -> None:
    """Whoever looks at the wave on paper reads codes that open files: that they looked is in the trail."""
    record(by=by, act="wave.sheet_opened", subject=wave, rows=rows)


def follow_to_file(*, visit: Visit, person: Person) -> None:
    """The somebody of this visit has a file now, and so has the row."""
    Row.objects.filter(visit=visit, person=None).update(person=person)


def _sent(by: Posting, token: UUID) -> Row | None:
    """The row as it was kept, with what the page says of it. Whoever wrote it down has it in hand: nobody is written
    down twice because their file is kept to a team since."""
    rows = Row.objects.select_related("person", "visit__person")
    with second_line.everywhere("a row that is sent again is the same person, in reach or not"):
        return rows.filter(visit__client_token=token, centre_id=by.here).first()


def _next_number(wave: Wave) -> int:
    with second_line.everywhere("a wave has each number once, in reach or not"):
        return (Row.objects.filter(wave=wave).aggregate(last=Max("number"))["last"] or 0) + 1


def _unused(by: Posting, token: UUID) -> UUID:
    """Another token if this one is not a row's: it opened a visit or a file from another form, maybe of another person,
    and a row never mixes two."""
    with second_line.everywhere("a form's token is one of its kind in the whole network"):
        is_a_visit = Visit.objects.filter(client_token=token).exists()
    return uuid4() if is_a_visit or already_sent(by=by, form_token=token) else token


def _registered(*, by: Posting, told: Told, client_token: UUID, at: datetime) -> Person | None:
    if told.consent_status == ConsentStatus.REFUSED:
        return None
    return register_person(by=by, told=told, on=timezone.localdate(at), form_token=client_token)


def _unnamed(told: Told, at: datetime) -> Arrival:
    return Arrival(told.sex, band_on(told.birth, timezone.localdate(at)), told.nationality)


def _bound(*, by: Posting, person: Person | None, code: str) -> bool:
    """The wristband that was scanned with the row. One that is not free holds nobody up; that of who has no file stays
    free, to become theirs if they are registered after all."""
    if person is None or not code:
        return not code
    try:
        with transaction.atomic():
            bind_card(by=by, person=person, code=code)
    except NotFree:
        return False
    return True
