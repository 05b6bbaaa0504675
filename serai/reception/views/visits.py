from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.codes import languages
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.models import Person
from serai.reception.forms.visits import (
    SENTENCES,
    ArrivalForm,
    ArriveAgainForm,
    DepartureForm,
    DeskForm,
    LeftEarlierForm,
    TriageForm,
)
from serai.reception.models import Visit
from serai.reception.operations import visits as operations
from serai.reception.operations.queue import DeskClosed, issue_token
from serai.reception.queries import gate
from serai.reception.queries import queue as desks
from serai.reception.queries import visits as queries
from serai.reception.queries.waits import wait_of
from serai.ui.editors import ChangedMeanwhile


@require_safe
@needs(May.SEE_QUEUE)
def visits(request: StaffRequest) -> HttpResponse:
    here = queries.open_visits(posting=request.posting, today=timezone.localdate())
    may = {
        "may_run": request.posting.may(May.RUN_QUEUE),
        "may_depart": request.posting.may(May.RECORD_DEPARTURE),
    }
    return render(request, "reception/visits.html", here | may)


@require_http_methods(["GET", "POST"])
@needs(May.RUN_QUEUE)
def arrive(request: StaffRequest) -> HttpResponse:
    """Somebody arrives who gives no name, or not yet."""
    gate.own_centre(request.posting)
    form = ArrivalForm(request.POST or None)
    if form.is_valid():
        visit = operations.open_visit(
            by=request.posting,
            arrival=form.arrival(),
            at=timezone.now(),
            client_token=form.cleaned_data["client_token"],
        )
        return redirect("reception:triage", visit.public_id)
    return render(request, "reception/arrive.html", {"form": form})


@require_POST
@needs(May.RUN_QUEUE)
def arrive_person(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Somebody arrives who has a file here; the token they were given without a name becomes theirs."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.SERVICE)
    form = ArriveAgainForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The arrival was not understood. Write the token as a number, or leave it empty."))
        return redirect("people:file", public_id)
    try:
        visit = _visit_of(request, person, form)
    except (operations.AlreadyHere, ChangedMeanwhile) as refusal:
        messages.info(request, SENTENCES[type(refusal)])
        return redirect("people:file", public_id)
    if visit is None:
        messages.error(request, _("No open visit without a name has this token today. Look at the number again."))
        return redirect("people:file", public_id)
    return redirect("reception:visit" if visit.triaged_at else "reception:triage", visit.public_id)


def _visit_of(request: StaffRequest, person: Person, form: ArriveAgainForm) -> Visit | None:
    """The visit of the token in their hand, theirs from now on, or a new one; None if nobody has that token."""
    now, number = timezone.now(), form.cleaned_data["token"]
    if number is None:
        return operations.open_visit(
            by=request.posting,
            arrival=operations.arrival_of(person, at=now),
            at=now,
            client_token=form.cleaned_data["client_token"],
            person=person,
        )
    visit = queries.visit_with_token(posting=request.posting, number=number, today=timezone.localdate(now))
    if visit is not None:
        operations.name_visit(by=request.posting, visit=visit, person=person)
    return visit


@require_safe
@needs(May.SEE_QUEUE)
def visit(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.visit_or_404(posting=request.posting, public_id=public_id)
    tokens, today = queries.tokens_of(found), timezone.localdate()
    live = next((token for token in tokens if token.is_live), None)
    context = {
        "visit": found,
        "language": languages.name(found.language) if found.language else "",
        "tokens": tokens,
        "live_token": live,
        "is_promised": live is not None and live.on > today,
        "wait": wait_of(posting=request.posting, token=live, on=today) if live else None,
        "may_run": request.posting.may(May.RUN_QUEUE) and found.is_open,
        "may_depart": request.posting.may(May.RECORD_DEPARTURE) and found.is_open,
        "may_see_file": request.posting.may(May.SEE_BASIC_FILE),
        "desk_form": DeskForm(desks=desks.desk_choices(posting=request.posting)),
    }
    return render(request, "reception/visit.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.RUN_QUEUE)
def triage(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.visit_or_404(posting=request.posting, public_id=public_id)
    form = TriageForm(
        request.POST or None,
        initial={"level": found.triage_level, "priority_groups": found.priority_groups, "version": found.version},
        desks=desks.desk_choices(posting=request.posting),
    )
    if form.is_valid():
        try:
            operations.triage_visit(
                by=request.posting,
                visit=found,
                triage=form.triage(),
                version=form.cleaned_data["version"],
                at=timezone.now(),
            )
        except (ChangedMeanwhile, operations.AlreadyLeft) as refusal:
            form.tell(SENTENCES[type(refusal)], version=found.version)
        else:
            return _send_to(request, found, form.cleaned_data["desk"])
    return render(request, "reception/triage.html", {"visit": found, "form": form})


@require_POST
@needs(May.RUN_QUEUE)
def give_token(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.visit_or_404(posting=request.posting, public_id=public_id)
    return _send_to(request, found, request.POST.get("desk", ""))


def _send_to(request: StaffRequest, visit: Visit, code: str) -> HttpResponse:
    """To the visit's page, with a token for this desk if one was chosen."""
    if code:
        try:
            desk = desks.desk_or_404(posting=request.posting, code=code)
            issue_token(by=request.posting, visit=visit, desk=desk, at=timezone.now())
        except operations.AlreadyLeft as refusal:
            messages.error(request, SENTENCES[type(refusal)])
        except DeskClosed:
            messages.error(request, _("This desk is closed now. Choose another desk."))
    return redirect("reception:visit", visit.public_id)


@require_http_methods(["GET", "POST"])
@needs(May.RECORD_DEPARTURE)
def depart(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.visit_or_404(posting=request.posting, public_id=public_id)
    form = DepartureForm(request.POST or None)
    if form.is_valid():
        try:
            operations.depart(by=request.posting, visit=found, leaving=form.leaving(), at=timezone.now())
        except operations.AlreadyLeft as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The departure is recorded. They are welcome back at any time."))
            return redirect("reception:visit", public_id)
    return render(request, "reception/depart.html", {"visit": found, "form": form})


@require_POST
@needs(May.RECORD_DEPARTURE)
def left_earlier(request: StaffRequest) -> HttpResponse:
    """Close the ticked visits of earlier days: departed, without notice."""
    earlier = queries.open_visits(posting=request.posting, today=timezone.localdate())["earlier"]
    by_id = {str(visit.public_id): visit for visit in earlier}
    form = LeftEarlierForm(request.POST, visits=list(by_id))
    if not form.is_valid():
        messages.error(request, _("Tick the visits to close, then press the button again."))
        return redirect("reception:visits")
    closed = operations.close_visits(
        by=request.posting, visits=[by_id[ticked] for ticked in form.cleaned_data["visit"]], at=timezone.now()
    )
    said = ngettext("%(visits)d visit is closed.", "%(visits)d visits are closed.", closed)
    messages.success(request, said % {"visits": closed})
    return redirect("reception:visits")
