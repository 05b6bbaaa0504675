"""Which reminders are due, to which number, what became of them."""

from collections.abc import Collection, Iterable
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Q
from django.utils import timezone

from serai.appointments.choices import Outcome, ReminderState
from serai.appointments.models import Appointment, Reminder
from serai.appointments.rules import AHEAD
from serai.centres.models import Centre
from serai.codes import countries
from serai.codes.prepared import Prepared
from serai.interpreters.sources import of_real_people
from serai.people.rules import numbers

CALLED = "phone:+"


def due(*, at: datetime) -> list[int]:
    """The appointments of the day to come of which nobody was reminded and no try was given up."""
    over = Q(reminder__state__in=[ReminderState.SENT, ReminderState.GIVEN_UP]) | Q(reminder__next_try_at__gt=at)
    rows = Appointment.objects.filter(outcome=Outcome.PLANNED, starts_at__gt=at, starts_at__lte=at + AHEAD)
    return list(rows.exclude(over).order_by("starts_at", "pk").values_list("pk", flat=True))


def invented(appointments: Collection[int]) -> set[int]:
    """Which of these appointments are of people whom somebody invented."""
    rows = Appointment.objects.filter(pk__in=appointments)
    return set(rows.exclude(pk__in=of_real_people(rows).values("pk")).values_list("pk", flat=True))


def others_wait(*, at: datetime) -> bool:
    """Whether the reminder of somebody real was not taken lately and waits for another try."""
    waiting = Appointment.objects.filter(reminder__state=ReminderState.TRYING, reminder__next_try_at__gt=at)
    return of_real_people(waiting).exists()


def number_of(one: Appointment) -> str:
    """The one telephone that was written down, as it is called from everywhere; empty if there are two, or none that
    can be called."""
    found = numbers.phones(one.person.phone, [countries.two_letters(one.centre.country)])
    (number,) = found if len(found) == 1 else ("",)
    return number.removeprefix("phone:") if number.startswith(CALLED) else ""


def zone_of(centre: Centre) -> tzinfo:
    """The clock of a centre; the installation's where it is not known."""
    try:
        return ZoneInfo(centre.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


def given_up_since(moment: datetime) -> int:
    """How many reminders could not be sent, of appointments since then."""
    return Reminder.objects.filter(state=ReminderState.GIVEN_UP, appointment__starts_at__gte=moment).count()


sent_to = Prepared(
    lambda person, centre: Reminder.objects.filter(
        appointment__person=person, appointment__centre=centre, state=ReminderState.SENT
    ).order_by("-sent_at", "-pk")[:5]
)


def of_appointments(rows: Iterable[Appointment]) -> dict[int, Reminder]:
    """What became of the reminders of these appointments, by appointment."""
    return {one.appointment_id: one for one in Reminder.objects.filter(appointment__in=list(rows))}
