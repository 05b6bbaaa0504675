"""What this room tells a person who asks what is held about them."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.appointments.models import Appointment, Waiting
from serai.appointments.queries.reminding import of_appointments
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes import languages
from serai.duplicates.parts import Part, of_this_centre, words
from serai.people.models import Person
from serai.people.telling import Entry, Telling, lines


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""


def _appointments(*, posting: Posting, person: Person) -> list[Entry]:
    here = list(Appointment.objects.filter(person=person, centre_id=posting.here).order_by("starts_at", "pk"))
    reminded = {pk: one.sent_at for pk, one in of_appointments(here).items() if one.sent_at}
    return [
        lines(
            (_("You were expected on"), date_format(timezone.localtime(one.starts_at), "DATETIME_FORMAT")),
            (_("For"), one.service_label),
            (_("Language of the conversation"), languages.name(one.language) if one.language else ""),
            (_("A reminder was sent to your telephone on"), _moment(reminded.get(one.pk))),
            (_("How it turned out"), one.get_outcome_display()),
        )
        for one in here
    ]


def _waits(*, posting: Posting, person: Person) -> list[Entry]:
    here = Waiting.objects.filter(person=person, centre_id=posting.here).order_by("since", "pk")
    return [
        lines(
            (_("You asked for a time on"), date_format(timezone.localtime(one.since), "DATE_FORMAT")),
            (_("For"), one.service_label),
            (_("Language of the conversation"), languages.name(one.language) if one.language else ""),
            (_("Who goes first"), one.priority_label),
            (_("Whether you still wait"), one.get_state_display()),
        )
        for one in here
    ]


TOLD = [
    Telling(_("Appointments"), (Appointment,), _appointments, 51),
    Telling(_("Waiting list"), (Waiting,), _waits, 52),
]
APART = [
    Part(
        Appointment,
        _("Appointments"),
        May.SEE_APPOINTMENTS,
        of_this_centre(Appointment),
        lambda one: words(date_format(one.on), one.service_label),
    ),
    Part(
        Waiting,
        _("Waiting list"),
        May.SEE_APPOINTMENTS,
        of_this_centre(Waiting),
        lambda one: words(date_format(timezone.localdate(one.since)), one.service_label),
    ),
]
