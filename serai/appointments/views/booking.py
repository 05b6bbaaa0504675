from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.appointments.forms import MEANWHILE, TOO_EARLY, BookForm, OutcomeForm, RoomsForm
from serai.appointments.models import Appointment
from serai.appointments.operations import booking
from serai.appointments.operations.holds import Taken
from serai.appointments.queries import expected
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.interpreters.queries import offered
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.models import Person
from serai.people.queries.file import heading
from serai.ui.editors import ChangedMeanwhile


def _asked_day(request: StaffRequest, *, otherwise: date | None = None) -> date:
    typed = request.GET.get("on", "")
    try:
        on = parse_date(typed) if typed else otherwise or timezone.localdate()
    except ValueError:
        on = None
    if on is None:
        raise Http404
    return on


@require_safe
@needs(May.SEE_APPOINTMENTS)
def day(request: StaffRequest) -> HttpResponse:
    """Who is expected on a day, and what is free."""
    found = expected.day(posting=request.posting, on=_asked_day(request), by_room=request.GET.get("by") == "room")
    before = expected.without_outcome(posting=request.posting, on=timezone.localdate())
    may = {"may_book": request.posting.may(May.BOOK_APPOINTMENTS), "may_keep": request.posting.may(May.KEEP_ROOMS)}
    may["may_remind"] = request.posting.may(May.SEE_PROFILE)
    return render(request, "appointments/day.html", {**found, "before": before, **may})


@require_safe
@needs(May.SEE_PROFILE)
def reminders(request: StaffRequest) -> HttpResponse:
    """Whom to call or to write to before their day, in words that tell nothing. Looking is in the trail."""
    on = _asked_day(request, otherwise=timezone.localdate() + timedelta(days=1))
    found = expected.reminders(posting=request.posting, on=on, now=timezone.now())
    booking.note_reminders(by=request.posting, numbers=sum(bool(row["phone"]) for row in found))
    return render(request, "appointments/reminders.html", {"on": on, "reminders": found})


def _book_form(request: StaffRequest, person: Person, on: date) -> BookForm:
    posting = request.posting
    return BookForm(
        request.POST or None,
        initial={"on": on, "staff": posting.user_id, "language": person.mother_tongue},
        services=expected.services_at(posting=posting),
        staff=expected.staff_at(posting=posting),
        rooms=expected.rooms_at(posting=posting),
        interpreters=offered(person=person, on=on, centre_id=posting.here),
    )


def _moved(request: StaffRequest, person: Person) -> Appointment | None:
    """The appointment of this person that gets another time, if the page was asked for one."""
    try:
        public_id = UUID(request.GET["instead"])
    except (KeyError, ValueError):
        return None
    one = expected.appointment_or_404(posting=request.posting, public_id=public_id)
    if one.person_id != person.pk:
        raise Http404
    return one


def _made(request: StaffRequest, person: Person, form: BookForm, moved: Appointment | None) -> Appointment:
    if moved is None:
        return booking.book(by=request.posting, person=person, wanted=form.wanted())
    return booking.move(by=request.posting, appointment=moved, wanted=form.wanted(), at=timezone.now())


@require_http_methods(["GET", "POST"])
@needs(May.BOOK_APPOINTMENTS)
def book(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The person is expected on another day, or later today."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.SERVICE)
    on = _asked_day(request)
    form, moved = _book_form(request, person, on), _moved(request, person)
    if form.is_valid():
        try:
            made = _made(request, person, form, moved)
        except ChangedMeanwhile:
            messages.warning(request, MEANWHILE)
            return redirect("people:file", public_id=public_id)
        except (Taken, booking.NotThen, booking.NotForThisPerson) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Booked. Tell the person the day and the time, and that it is free."))
            return redirect("appointments:appointment", public_id=made.public_id)
    free = expected.day(posting=request.posting, on=on, by_room=False)
    return render(request, "appointments/book.html", {**heading(person), **free, "form": form, "moved": moved})


@require_http_methods(["GET", "POST"])
@needs(May.BOOK_APPOINTMENTS)
def appointment(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """One appointment, and how it turned out."""
    one = expected.appointment_or_404(posting=request.posting, public_id=public_id)
    person = open_file(posting=request.posting, public_id=one.person.public_id, purpose=WhyOpen.SERVICE)
    form = OutcomeForm(request.POST or None, initial={"version": one.version})
    if form.is_valid():
        try:
            booking.turn_out(by=request.posting, appointment=one, at=timezone.now(), **form.cleaned_data)
        except booking.TooEarly:
            form.add_error("outcome", TOO_EARLY)
        except ChangedMeanwhile:
            messages.warning(request, MEANWHILE)
            return redirect("appointments:appointment", public_id=public_id)
        else:
            messages.success(request, _("Noted."))
            return redirect("appointments:appointment", public_id=public_id)
    context = {"one": one, "what_for": expected.what_for(posting=request.posting, one=one), "form": form}
    return render(request, "appointments/appointment.html", {**heading(person), **context})


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_ROOMS)
def rooms(request: StaffRequest) -> HttpResponse:
    """The rooms in which people are received at this centre."""
    form = RoomsForm(request.POST or None, rooms=expected.rooms_at(posting=request.posting))
    if form.is_valid():
        chosen = set(form.cleaned_data.get("open_rooms", []))
        booking.keep_rooms(by=request.posting, open_rooms=chosen, new=form.cleaned_data["new"].strip())
        messages.success(request, _("The rooms are as you chose."))
        return redirect("appointments:rooms")
    return render(request, "appointments/rooms.html", {"form": form})
