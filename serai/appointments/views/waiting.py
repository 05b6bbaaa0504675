from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from serai.appointments.choices import OfferState
from serai.appointments.forms import (
    ANOTHER_IS_NEXT,
    LAPSED,
    TIME_GONE,
    WAITS_ALREADY,
    WAITS_FOR_SOMETHING,
    AnswerForm,
    OfferForm,
    StopForm,
    WaitForm,
)
from serai.appointments.operations import booking
from serai.appointments.operations import waiting as operations
from serai.appointments.operations.holds import Taken
from serai.appointments.queries import expected, waiting
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.models import Person
from serai.people.queries.file import heading
from serai.ui.editors import ChangedMeanwhile

GONE = (Taken, booking.NotThen, booking.NotForThisPerson)


@require_http_methods(["GET", "POST"])
@needs(May.SEE_PROFILE)
def board(request: StaffRequest) -> HttpResponse:
    """Which times were given back, to whom to offer them, who waits. Reading numbers is in the trail."""
    posting, now = request.posting, timezone.now()
    form = OfferForm(request.POST or None)
    if form.is_valid():
        found = waiting.slot_and_who(posting=posting, now=now, **form.cleaned_data)
        try:
            if found is None:
                raise ChangedMeanwhile
            operations.offer(by=posting, slot=found[0], waiting=found[1], at=now)
        except ChangedMeanwhile:
            messages.warning(request, ANOTHER_IS_NEXT)
        except Taken:
            messages.warning(request, TIME_GONE)
        else:
            messages.success(request, _("Held for this person until they answer. Tell them now, in this way only."))
        return redirect("appointments:waiting")
    shown = waiting.board(posting=posting, now=now)
    if request.method == "GET" and shown["numbers"]:
        booking.note_numbers(by=posting, numbers=shown["numbers"])
    return render(request, "appointments/waiting.html", shown)


@require_http_methods(["GET", "POST"])
@needs(May.BOOK_APPOINTMENTS)
def wait(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The person waits for a time; what they say to one that is offered."""
    posting, now = request.posting, timezone.now()
    person = open_file(posting=posting, public_id=public_id, purpose=WhyOpen.SERVICE)
    if "answer" in request.POST:
        return _answered(request, person)
    if "stop" in request.POST:
        return _stopped(request, person)
    services = expected.services_at(posting=posting)
    form = WaitForm(request.POST or None, services=services)
    if form.is_valid():
        try:
            operations.wait_for(by=posting, person=person, wished=form.wished(), at=now)
        except operations.WaitsAlready:
            form.add_error("service_type", WAITS_ALREADY)
        except operations.WaitsForSomething:
            form.add_error(None, WAITS_FOR_SOMETHING)
        else:
            messages.success(
                request, _("On the waiting list. Tell the person that it is free, and how we will tell them.")
            )
            return redirect("appointments:wait", public_id=public_id)
    shown = waiting.of_person(posting=posting, person=person, now=now)
    return render(request, "appointments/wait.html", {**heading(person), **shown, "form": form})


def _answered(request: StaffRequest, person: Person) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Http404
    one = waiting.offer_or_404(posting=request.posting, person=person, public_id=form.cleaned_data["offer"])
    accepted = form.cleaned_data["answer"] == OfferState.ACCEPTED
    try:
        operations.answer(by=request.posting, offer=one, accepted=accepted, at=timezone.now())
    except ChangedMeanwhile:
        messages.warning(request, ANOTHER_IS_NEXT)
    except operations.Lapsed:
        messages.warning(request, LAPSED)
    except GONE:
        messages.warning(request, TIME_GONE)
    else:
        booked = _("Booked. Tell the person the day and the time, and that it is free.")
        messages.success(request, booked if accepted else _("Noted. The person keeps their place in line."))
    return redirect("appointments:wait", public_id=person.public_id)


def _stopped(request: StaffRequest, person: Person) -> HttpResponse:
    form = StopForm(request.POST)
    if not form.is_valid():
        raise Http404
    one = waiting.wait_or_404(posting=request.posting, person=person, public_id=form.cleaned_data["stop"])
    operations.stop_waiting(by=request.posting, waiting=one, at=timezone.now())
    messages.success(request, _("Noted. The person can be put on the list again at any time."))
    return redirect("appointments:wait", public_id=person.public_id)
