from datetime import date

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.people.models import Person
from serai.privacy.models import LegalHold


@transaction.atomic
def place_hold(*, by: Posting, person: Person, reason: str, until: date) -> LegalHold:
    """Keep this file, whatever its time, until that day at the latest."""
    hold = LegalHold.objects.create(person=person, reason=reason, until=until, placed_by_id=by.user_id)
    record(by=by, act="hold.placed", subject=person, until=until.isoformat())
    return hold


@transaction.atomic
def lift_hold(*, by: Posting, hold: LegalHold) -> None:
    """The reason is gone: the file is erased when its time is over."""
    hold.lifted_at = timezone.now()
    hold.save(update_fields=["lifted_at"])
    record(by=by, act="hold.lifted", subject=hold.person)
