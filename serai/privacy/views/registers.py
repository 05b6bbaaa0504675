"""The registers of data protection: breaches, what is done with data and why, impact assessments."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.privacy import access, forms, registers
from serai.privacy.operations import registers as operations
from serai.ui.editors import ChangedMeanwhile


@require_http_methods(["GET", "POST"])
@needs(May.SEE_TODAY)
def report(request: StaffRequest) -> HttpResponse:
    """Anybody of the staff: what happened, and when."""
    form = forms.ReportForm(request.POST or None)
    if form.is_valid():
        operations.report_breach(by=request.posting, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you for saying it. The data-protection focal point takes it from here."))
        return redirect("centres:today")
    return render(request, "privacy/report.html", {"form": form})


@require_safe
@needs(May.KEEP_REGISTERS)
def breaches(request: StaffRequest) -> HttpResponse:
    return render(request, "privacy/breaches.html", registers.breaches(posting=request.posting, now=timezone.now()))


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_REGISTERS)
def breach(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found, now = access.breach_or_404(posting=request.posting, public_id=public_id), timezone.now()
    form = forms.BreachForm(request.POST or None, initial=forms.breach_values(found))
    if form.is_valid():
        said, version = form.found(found, now=now), form.cleaned_data["version"]
        try:
            operations.work_on_breach(by=request.posting, breach=found, found=said, version=version, now=now)
        except ChangedMeanwhile:
            found.refresh_from_db()
            form.tell(forms.CHANGED, version=found.version)
        else:
            messages.success(request, _("Saved."))
            return redirect("privacy:breach", public_id=public_id)
    return render(request, "privacy/breach.html", {"form": form, **registers.breach_page(found, now=now)})


@require_POST
@needs(May.KEEP_REGISTERS)
def close_breach(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = access.breach_or_404(posting=request.posting, public_id=public_id)
    try:
        operations.close_breach(by=request.posting, breach=found, now=timezone.now())
    except operations.NotWorkedThrough:
        messages.error(request, _("Something is still missing: see the list on this page."))
    else:
        messages.success(request, _("Closed. It stays in the register."))
    return redirect("privacy:breach", public_id=public_id)


@require_safe
@needs(May.KEEP_REGISTERS)
def processing(request: StaffRequest) -> HttpResponse:
    """What is done with data, why, and who gets it: written from the program's own tables."""
    return render(request, "privacy/processing.html", registers.processing(on=timezone.localdate()))


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_REGISTERS)
def controller(request: StaffRequest) -> HttpResponse:
    form = forms.ControllerForm(request.POST or None, initial=vars(registers.controller()))
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            operations.change_controller(by=request.posting, told=form.told(), version=version)
        except ChangedMeanwhile:
            form.tell(forms.CHANGED, version=registers.controller().version)
        else:
            messages.success(request, _("Saved. It is printed on what people get."))
            return redirect("privacy:processing")
    return render(request, "privacy/controller.html", {"form": form})


@require_safe
@needs(May.KEEP_REGISTERS)
def assessments(request: StaffRequest) -> HttpResponse:
    context = registers.assessments(today=timezone.localdate())
    return render(request, "privacy/assessments.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_REGISTERS)
def new_assessment(request: StaffRequest) -> HttpResponse:
    form = forms.AssessmentForm(request.POST or None)
    if form.is_valid():
        made = operations.write_assessment(
            by=request.posting, assessment=None, told=form.told(), version=None, now=timezone.now()
        )
        messages.success(request, _("Kept. Somebody else has to sign it before you begin."))
        return redirect("privacy:assessment", public_id=made.public_id)
    return render(request, "privacy/write_assessment.html", {"form": form})


@require_safe
@needs(May.KEEP_REGISTERS)
def assessment(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = access.assessment_or_404(public_id)
    return render(request, "privacy/assessment.html", registers.assessment_page(found))


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_REGISTERS)
def change_assessment(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = access.assessment_or_404(public_id)
    form = forms.AssessmentForm(request.POST or None, initial=forms.assessment_values(found))
    if found.signed_by_id:
        return redirect("privacy:assessment", public_id=public_id)
    if form.is_valid():
        told, version = form.told(), form.cleaned_data["version"]
        try:
            operations.write_assessment(
                by=request.posting, assessment=found, told=told, version=version, now=timezone.now()
            )
        except ChangedMeanwhile:
            found.refresh_from_db()
            form.tell(forms.CHANGED, version=found.version)
        else:
            return redirect("privacy:assessment", public_id=public_id)
    return render(request, "privacy/write_assessment.html", {"form": form, "assessment": found})
