"""Files whose time is over: listed, erased with two persons' word, certified; and what is kept for longer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.centres.second_line import network_wide
from serai.privacy import forms, queries
from serai.privacy.access import file_to_hold
from serai.privacy.choices import ListState
from serai.privacy.operations import erasing, holds, periods
from serai.search.operations import note_lookup
from serai.search.queries import may_try_codes


@require_safe
@needs(May.KEEP_RETENTION)
@network_wide("files whose time is over, at every centre where somebody was")
def retention(request: StaffRequest) -> HttpResponse:
    context = {"lists": queries.due_lists(), "keep_days": queries.keep_files_for().days, "kept": queries.what_is_kept()}
    context["may_hold"] = request.posting.may(May.KEEP_HOLDS)
    return render(request, "privacy/retention.html", context)


@require_POST
@needs(May.KEEP_RETENTION)
@network_wide("files whose time is over, at every centre where somebody was")
def make_list(request: StaffRequest) -> HttpResponse:
    due_list = erasing.list_what_is_due(by=request.posting, on=timezone.localdate())
    return redirect("privacy:due_list", due_list.public_id)


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_RETENTION)
@network_wide("files whose time is over, at every centre where somebody was")
def due_list(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.due_list_or_404(public_id)
    if request.method == "POST" and found.state == ListState.LISTED:
        erasing.ask_to_erase(by=request.posting, due_list=found)
        messages.success(request, _("Asked. Nothing is erased before a second person agrees."))
        return redirect("privacy:due_list", public_id)
    if request.method == "POST" and found.state == ListState.RUNNING:
        erasing.erase_some(by=request.posting, due_list=found, now=timezone.now(), on=timezone.localdate())
        found.refresh_from_db()
    fragment = "#progress" if request.htmx and found.state == ListState.RUNNING else ""
    return render(request, f"privacy/due_list.html{fragment}", queries.list_page(found, posting=request.posting))


@require_safe
@needs(May.KEEP_RETENTION)
@network_wide("files whose time is over, at every centre where somebody was")
def certificate(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.due_list_or_404(public_id)
    if found.state != ListState.DONE:
        return redirect("privacy:due_list", public_id)
    return render(request, "privacy/certificate.html", queries.list_page(found, posting=request.posting))


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_RETENTION)
def keep_for(request: StaffRequest) -> HttpResponse:
    """Another time for keeping files: asked here, decided by somebody else."""
    now = queries.keep_files_for().days
    form = forms.KeepForForm(request.POST or None, now=now)
    if form.is_valid():
        periods.ask_to_keep_for(by=request.posting, **form.cleaned_data)
        messages.success(request, _("Asked. The time of now holds until a second person agrees."))
        return redirect("privacy:retention")
    return render(request, "privacy/keep_for.html", {"form": form, "now": now})


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_HOLDS)
@network_wide("files whose time is over, at every centre where somebody was")
def legal_holds(request: StaffRequest) -> HttpResponse:
    form, status = forms.HoldForm(request.POST or None), 200
    if form.is_valid() and not may_try_codes(posting=request.posting):
        form.add_error("code", forms.TOO_MANY)
        status = 429
    elif form.is_valid():
        said = form.cleaned_data
        person = file_to_hold(posting=request.posting, code=said["code"])
        note_lookup(by=request.posting, found=person is not None)
        if person is not None:
            holds.place_hold(by=request.posting, person=person, reason=said["reason"], until=said["until"])
            messages.success(request, _("The file is kept until that day."))
            return redirect("privacy:holds")
        form.add_error("code", forms.NO_SUCH_FILE)
    context = {"form": form, "holds": queries.holds(posting=request.posting)}
    return render(request, "privacy/holds.html", context, status=status)


@require_POST
@needs(May.KEEP_HOLDS)
@network_wide("files whose time is over, at every centre where somebody was")
def lift_hold(request: StaffRequest, pk: int) -> HttpResponse:
    holds.lift_hold(by=request.posting, hold=queries.hold_or_404(posting=request.posting, pk=pk))
    messages.success(request, _("The hold is lifted. The file is erased when its time is over."))
    return redirect("privacy:holds")
