"""A year around the registrations, written in bulk: what people agreed to, the visits, who came through the gate."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import batched
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from serai.accounts.models import User
from serai.centres.models import Centre
from serai.people.choices import Purpose
from serai.people.models import Consent, Registration
from serai.people.rules.consent import FIRST_ASKED, NOTICE_VERSION
from serai.reception.models import Departure, HeadCount, Visit

BATCH = 2_000
LEAVING = {"onward": 0.62, "informed": 0.2, "without_notice": 0.13, "transfer": 0.05}


def write(*, first: date, last: date) -> None:
    """Visits and head-counts between two days. The people are there already."""
    chance = Random(1869)  # noqa: S311 - an invented past, not a secret
    by = User.objects.get(username="rita")
    zones = {centre.pk: ZoneInfo(centre.time_zone) for centre in Centre.objects.all()}
    registrations = Registration.objects.filter(registered_on__range=(first, last)).select_related("person")
    for batch in batched(registrations.order_by("pk").iterator(chunk_size=BATCH), BATCH, strict=False):
        visits = Visit.objects.bulk_create(
            [visit for one in batch for visit in _visits(chance, one, by, zones[one.centre_id], last)]
        )
        Departure.objects.bulk_create([_departure(chance, visit) for visit in visits])
        Consent.objects.bulk_create([line for one in batch for line in _consents(chance, one, by)])
    counts = (row for centre in Centre.objects.all() for row in _gate(chance, centre, by, first, last))
    for rows in batched(counts, BATCH, strict=False):
        HeadCount.objects.bulk_create(rows)


def _at(chance: Random, day: date, zone: ZoneInfo) -> datetime:
    minutes = min(17 * 60, max(7 * 60, int(chance.gauss(10.5 * 60, 110))))
    return datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=zone)


def _visits(chance: Random, one: Registration, by: User, zone: ZoneInfo, last: date) -> Iterator[Visit]:
    """The day of registration, and for some one or two days more."""
    for number in range(chance.choices([1, 2, 3], [62, 27, 11])[0]):
        day = min(last, one.registered_on + timedelta(days=number * chance.randint(1, 4)))
        arrived = _at(chance, day, zone)
        yield Visit(
            centre_id=one.centre_id,
            person=one.person,
            sex=one.sex,
            age_band=one.person.band_on(day),
            nationality=one.nationality,
            language=one.interview_language,
            arrived_on=day,
            arrived_at=arrived,
            triage_level=chance.choices(["green", "yellow", "orange", "red"], [70, 22, 7, 1])[0],
            triaged_at=arrived + timedelta(minutes=chance.randint(2, 25)),
            left_at=arrived + timedelta(minutes=chance.randint(45, 360)),
            recorded_by=by,
        )


def _consents(chance: Random, one: Registration, by: User) -> Iterator[Consent]:
    """What was said on the day, purpose by purpose: nine in ten agree to each beyond being recorded here."""
    form: dict[str, Any] = {"form": "verbal", "certified_by": by}
    if one.child_status != "adult":
        form = {"form": "proxy", "proxy_relation": "caregiver", "proxy_reason": "Caregiver", "child_assented": True}
    for purpose in FIRST_ASKED:
        agrees = purpose == Purpose.SERVICES_HERE or chance.random() < 0.9
        yield Consent(
            person=one.person,
            purpose=purpose,
            decision="granted" if agrees else "refused",
            language="ar" if one.interview_language in {"ara", "som"} else "en",
            notice_version=NOTICE_VERSION,
            centre_id=one.centre_id,
            recorded_by=by,
            **form,
        )


def _departure(chance: Random, visit: Visit) -> Departure:
    kind = chance.choices(list(LEAVING), list(LEAVING.values()))[0]
    return Departure(visit=visit, kind=kind, departed_on=visit.arrived_on, recorded_by_id=visit.recorded_by_id)


def _gate(chance: Random, centre: Centre, by: User, first: date, last: date) -> Iterator[HeadCount]:
    """About twice as many people pass the gate as are registered."""
    zone = ZoneInfo(centre.time_zone)
    expected = Registration.objects.filter(centre=centre).count() / ((last - first).days + 1)
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        people = {("male", "18-59"): 1.1, ("female", "18-59"): 0.5, ("male", "5-17"): 0.4, ("female", "5-17"): 0.2}
        stranded = centre.code == "MET" and (day.month, day.day) == (12, 15)
        for (sex, band), share in people.items():
            number = round(chance.gauss(expected * share, (expected * share) ** 0.5))
            if stranded:
                number = {("male", "18-59"): 190, ("female", "18-59"): 70, ("male", "5-17"): 34}.get((sex, band), 18)
            if number > 0:
                yield HeadCount(
                    centre=centre,
                    on=day,
                    at=_at(chance, day, zone),
                    direction="in",
                    sex=sex,
                    age_band=band,
                    number=number,
                    group="road" if stranded else "",
                    client_token=UUID(int=chance.getrandbits(128), version=4),
                    by=by,
                )
