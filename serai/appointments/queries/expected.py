"""The day of a centre, an appointment, what a person has."""

from collections import defaultdict
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import FETCH_RAISE, Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from serai.appointments import rules
from serai.appointments.choices import FREES, Channel, Outcome
from serai.appointments.models import Appointment, Room
from serai.centres.models import OfferedService, Posting
from serai.centres.rules import May, roles_that_may
from serai.codes import lists
from serai.codes.prepared import Prepared
from serai.people.access import shown_to
from serai.people.models import Person
from serai.people.queries.names import called

OPENS, CLOSES = time(8), time(17)
SHOWN = 5
SPOKEN = {"fra": "fr", "eng": "en", "spa": "es", "ara": "ar"}


def appointments_at(posting: Posting) -> QuerySet[Appointment]:
    """The appointments of the posting's own centre, but of people whose file is kept from it."""
    return shown_to(Appointment.objects.filter(centre_id=posting.here), posting=posting)


def appointment_or_404(*, posting: Posting, public_id: UUID) -> Appointment:
    """An appointment at this centre, or Http404."""
    rows = appointments_at(posting).select_related("person", "staff", "room", "interpreter")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def what_for(*, posting: Posting, one: Appointment) -> str:
    """The service, for who may see profiles and for whom the person comes to. Others at the centre need to know when
    and where; it is kept from them whichever service it is, so that what is kept tells nothing."""
    return one.service_label if one.staff_id == posting.user_id or posting.may(May.SEE_PROFILE) else ""


def staff_at(*, posting: Posting) -> list[tuple[int, str]]:
    """Who receives people at the posting's centre today, by name."""
    roles = roles_that_may(May.RECORD_SERVICE)
    here = Posting.objects.active(timezone.localdate()).filter(centre_id=posting.here, role__in=roles)
    found = {one.user_id: one.user.display_name for one in here.select_related("user")}
    return sorted(found.items(), key=lambda pair: (pair[1], pair[0]))


def rooms_at(*, posting: Posting) -> QuerySet[Room]:
    """The rooms of the posting's centre, open or not."""
    return Room.objects.filter(centre_id=posting.here).order_by("name", "pk")


def services_at(*, posting: Posting) -> list[tuple[str, str]]:
    """What this centre offers today, in the reader's order."""
    offered = OfferedService.objects.filter(centre_id=posting.here, until=None)
    codes = set(offered.values_list("service_type", flat=True))
    return [pair for pair in lists.choices("service_type") if pair[0] in codes]


def day(*, posting: Posting, on: date, by_room: bool) -> dict[str, Any]:
    """Who is expected on a day, colleague by colleague or room by room, with what is free between eight and five."""
    rows = (
        appointments_at(posting)
        .filter(on=on)
        .select_related("person", "staff", "room", "interpreter")
        .prefetch_related("person__names")
        .order_by("starts_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )
    lines: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    for one in rows:
        said = {"one": one, "called": called(one.person.names.all()), "for": what_for(posting=posting, one=one)}
        lines[one.room_id if by_room else one.staff_id].append(said)
    if by_room:
        groups: list[tuple[int | None, str]] = [
            (room.pk, room.name) for room in rooms_at(posting=posting) if room.is_open or room.pk in lines
        ]
        groups += [(None, "")] if None in lines else []
    else:
        names = dict(staff_at(posting=posting))
        names |= {line["one"].staff_id: line["one"].staff.display_name for found in lines.values() for line in found}
        groups = sorted(names.items(), key=lambda pair: (pair[1], pair[0]))
    return {
        "on": on,
        "by_room": by_room,
        "groups": [
            {"name": name, "lines": lines[key], "free": _free([line["one"] for line in lines[key]]) if key else []}
            for key, name in groups
        ],
    }


def _free(found: list[Appointment]) -> list[tuple[time, time]]:
    taken = {
        timezone.localtime(quarter).time()
        for one in found
        if one.outcome not in FREES
        for quarter in rules.quarters(one.starts_at, int((one.ends_at - one.starts_at).total_seconds() // 60))
    }
    return rules.free_spans(taken, opens=OPENS, closes=CLOSES)


last_appointments = Prepared(
    lambda person, centre: (
        Appointment.objects.filter(person=person, centre=centre)
        .select_related("staff", "room")
        .order_by("-starts_at", "-pk")[:SHOWN]
    )
)


def panel(*, posting: Posting, person: Person) -> dict[str, Any]:
    """For the person's page: what comes, and the last that were."""
    last = last_appointments(person.pk, posting.here)
    return {
        "appointments": [{"one": one, "for": what_for(posting=posting, one=one)} for one in last],
        "public_id": person.public_id,
        "may_book": posting.may(May.BOOK_APPOINTMENTS),
    }


def today(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """For the page of today: those of whoever reads, and how many of earlier days nobody said how they turned out."""
    on = timezone.localdate(now)
    here = appointments_at(posting).filter(outcome=Outcome.PLANNED, on__lte=on)
    mine = Q(on=on, staff_id=posting.user_id)
    counted = here.aggregate(
        mine=Count("pk", filter=mine), today=Count("pk", filter=Q(on=on)), open_before=Count("pk", filter=Q(on__lt=on))
    )
    rows = here.filter(mine).select_related("room").order_by("starts_at", "pk")
    return counted | {"mine": rows if counted["mine"] else [], "may_book": posting.may(May.BOOK_APPOINTMENTS)}


def reminders(*, posting: Posting, on: date, now: datetime) -> list[dict[str, Any]]:
    """Who can be reminded of a day, how, and in which words. A number is given out only where it may be used, and for
    a time that is still to come."""
    coming = appointments_at(posting).filter(on=on, starts_at__gt=now, outcome=Outcome.PLANNED)
    rows = coming.select_related("person", "reminder")
    found = []
    for one in rows.order_by("starts_at", "pk").fetch_mode(FETCH_RAISE):
        who = one.person
        channel = rules.safe_channel(
            phone=who.phone, is_safe=who.safe_to_call, is_shared=who.phone_is_shared, wish=who.preferred_channel
        )
        by_phone = channel != Channel.IN_PERSON
        language = SPOKEN.get(one.language or who.mother_tongue, "")
        found.append(
            {
                "one": one,
                "sent": getattr(one, "reminder", None),
                "channel": channel,
                "phone": who.phone if by_phone else "",
                "language": language,
                "words": neutral_words(one.starts_at, language=language) if by_phone else "",
            }
        )
    return found


def neutral_words(starts_at: datetime, *, language: str) -> str:
    """A day and a time: nothing of who writes, where, or what for. In the person's language if it is one of ours."""
    with translation.override(language or translation.get_language() or "en"):
        at = date_format(timezone.localtime(starts_at), "DATETIME_FORMAT")
        return gettext("Reminder: %(at)s. If you cannot come, that is all right.") % {"at": at}


def without_outcome(*, posting: Posting, on: date) -> list[dict[str, Any]]:
    """Those of earlier days of which nobody said how they turned out, the oldest first."""
    rows = appointments_at(posting).filter(outcome=Outcome.PLANNED, on__lt=on).select_related("staff")
    return [{"one": one, "for": what_for(posting=posting, one=one)} for one in rows.order_by("starts_at", "pk")[:50]]
