"""One page for whoever has something to report, and two for the focal points who read it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from serai.centres.access import StaffRequest, needs
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.complaints import operations, queries
from serai.complaints.forms import WHY_NOT, EntryForm, ReportForm, TicketForm
from serai.complaints.rules import shown
from serai.sealed.access import Opened, SealedRequest, compartments_of, opened_or_404, with_ring
from serai.sealed.choices import Kind
from serai.sealed.models import Compartment
from serai.sealed.operations import network
from serai.sealed.packing import TooLong


@require_http_methods(["GET", "POST"])
@needs(May.WRITE_REPORT)
def write(request: StaffRequest) -> HttpResponse:
    """The ticket is on the answer itself and nowhere else: no session, message or address has it."""
    form = ReportForm(request.POST if request.method == "POST" else None)
    readers = queries.focal_points()
    if readers and form.is_valid():
        said = form.cleaned_data
        try:
            ticket = operations.write_report(
                by=request.posting, token=said["form_token"], told=form.told(), named=said["named"]
            )
        except (TooLong, network.NobodyReads) as refusal:
            form.add_error(None, WHY_NOT[type(refusal)])
        else:
            return render(request, "complaints/sent.html", {"ticket": shown(ticket), "readers": readers})
    return render(request, "complaints/write.html", {"form": form, "readers": readers})


def _opened(request: SealedRequest) -> Opened | None:
    """The reports, if this browser unlocked them."""
    if request.ring is None:
        return None
    return opened_or_404(posting=request.posting, ring=request.ring, kind=Kind.PSEA)


def _to_unlock(request: SealedRequest) -> HttpResponse:
    return redirect(reverse("sealed:unlock", query={"next": request.path}))


@require_http_methods(["GET", "POST"])
@needs(May.READ_REPORTS)
@with_ring
def reports(request: SealedRequest) -> HttpResponse:
    """All of them, and the one of a ticket. A ticket is sent, never written in the address."""
    opened = _opened(request)
    if opened is None:
        return _to_unlock(request)
    network.note(by=request.posting, compartment=opened.compartment, did="opened")
    form = TicketForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if found := queries.by_ticket(opened=opened, typed=form.cleaned_data["ticket"]):
            return redirect("complaints:report", found.pk)
        form.add_error("ticket", _("No report has this ticket. Look at each sign again."))
    return render(request, "complaints/reports.html", {"reports": queries.reports(opened=opened), "form": form})


@require_http_methods(["GET", "POST"])
@needs(May.READ_REPORTS)
@with_ring
def report(request: SealedRequest, pk: UUID) -> HttpResponse:
    """One report, what was done, and what is done next; also its print-out. Writing needs no key, reading does."""
    form = EntryForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_written(request, pk, form):
        messages.success(request, _("Written and sealed."))
        return redirect("complaints:report", pk)
    opened = _opened(request)
    if opened is None:
        is_looking = request.method == "GET"
        return _to_unlock(request) if is_looking else render(request, "complaints/locked.html", {"form": form})
    found = queries.report_or_404(opened=opened, pk=pk)
    network.note(by=request.posting, compartment=opened.compartment, did="opened", what=str(pk))
    return render(request, "complaints/report.html", {"report": found, "form": form})


def _read_by(posting: Posting) -> Compartment:
    for compartment in compartments_of(posting=posting):
        if compartment.kind == Kind.PSEA:
            return compartment
    raise Http404


def _is_written(request: SealedRequest, pk: UUID, form: EntryForm) -> bool:
    said = form.cleaned_data
    try:
        operations.write_entry(
            by=request.posting,
            compartment=_read_by(request.posting),
            report=pk,
            token=said["form_token"],
            kind=said["kind"],
            words=said["words"],
        )
    except (TooLong, network.NobodyReads) as refusal:
        form.add_error(None, WHY_NOT[type(refusal)])
        return False
    return True
