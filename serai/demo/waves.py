"""A boat that came to Obock this morning: counted, written down in part, one of them without a file."""

from datetime import date, time
from uuid import uuid4

from django.utils import timezone

from serai.centres.models import Posting
from serai.people import rules
from serai.people.choices import ConsentStatus
from serai.reception.rules import Tally
from serai.registration.operations.registration import Told
from serai.waves.choices import AnnouncedBy, WaveKind
from serai.waves.operations.rows import Keyed, keep_row
from serai.waves.operations.waves import Announced, count_wave, give_to_wave, open_wave

ON_BOARD = (
    ("Almaz", "female", 27, "orange", "pregnant"),
    ("", "male", 31, "green", ""),
    ("Dawit", "male", 16, "yellow", "uasc"),
)


def write(by: Posting, day: date) -> None:
    """A wave that is under way: some rows, some water, and more to do."""
    now = timezone.now()
    told = Announced(WaveKind.BOAT, day, AnnouncedBy.AUTHORITIES, time(6, 30), "YEM", 14)
    wave = open_wave(by=by, told=told, form_token=uuid4(), at=now)
    tallies = [Tally("female", "18-59", 4), Tally("male", "18-59", 7), Tally("male", "5-17", 2)]
    count_wave(by=by, wave=wave, tallies=tallies, client_token=uuid4(), at=now)
    give_to_wave(by=by, wave=wave, service="WATER", number=13, session=uuid4(), at=now)
    for given, sex, age, lane, remark in ON_BOARD:
        status = ConsentStatus.NOT_ASKED if given else ConsentStatus.REFUSED
        told_of = Told(sex, rules.aged(age, on=day), "ETH", status, {"given": given})
        keep_row(by=by, wave=wave, keyed=Keyed(told_of, lane, remark), client_token=uuid4(), at=now)
