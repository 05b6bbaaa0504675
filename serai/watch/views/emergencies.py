"""More of one file in an emergency: opened with a reason, read for an hour, reviewed by somebody else."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.accounts.access import fresh
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.queries.file import heading
from serai.sealed import passing
from serai.watch import access, forms, operations, queries


@require_http_methods(["GET", "POST"])
@needs(May.OPEN_IN_EMERGENCY)
@fresh
def begin(request: StaffRequest, public_id: UUID) -> HttpResponse:
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.EMERGENCY)
    form = forms.EmergencyForm(request.POST or None)
    off = queries.is_switched_off(posting=request.posting)
    if form.is_valid():
        try:
            said = {"reason": form.cleaned_data["reason"], "why": form.cleaned_data["why"]}
            opening = operations.open_in_emergency(by=request.posting, person=person, now=timezone.now(), **said)
        except operations.SwitchedOff as refusal:
            off = refusal.why
        else:
            return redirect("watch:emergency", public_id=opening.public_id)
    context = {**heading(person), "form": form, "off": forms.SWITCHED_OFF[off] if off else ""}
    context |= {"asks": request.posting.may(May.ASK_SEALED)}
    return render(request, "watch/begin.html", context)


@require_safe
@needs(May.OPEN_IN_EMERGENCY)
def emergency(request: StaffRequest, public_id: UUID) -> HttpResponse:
    opening = access.running(posting=request.posting, public_id=public_id, now=timezone.now())
    operations.note_reading(by=request.posting, opening=opening)
    context = queries.emergency_page(posting=request.posting, opening=opening)
    return render(request, "watch/emergency.html", context)


@require_POST
@needs(May.OPEN_IN_EMERGENCY)
def end(request: StaffRequest, public_id: UUID) -> HttpResponse:
    opening = access.running(posting=request.posting, public_id=public_id, now=timezone.now())
    operations.end_emergency(by=request.posting, opening=opening, now=timezone.now())
    messages.success(request, _("Closed. Your supervisor will review this opening."))
    return passing.forget(request, redirect("people:file", public_id=opening.person.public_id))


@require_http_methods(["GET", "POST"])
@needs(May.SEE_BASIC_FILE)
def go_on(request: StaffRequest) -> HttpResponse:
    form = forms.GoOnForm(request.POST or None)
    if form.is_valid():
        if not access.budget_left(posting=request.posting, now=timezone.now()):  # an alarm for nothing hides others
            operations.go_on(by=request.posting, why=form.cleaned_data["why"])
        messages.success(request, _("Thank you. You can go on."))
        return redirect("search:search")
    return render(request, "watch/go_on.html", {"form": form})
