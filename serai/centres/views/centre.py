from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.centres import forms, queries
from serai.centres.access import StaffRequest, needs
from serai.centres.operations import centres as operations
from serai.centres.rules import May
from serai.codes import countries, languages, lists
from serai.ui.editors import ChangedMeanwhile


@require_safe
@needs(May.SEE_CENTRE)
def here(request: StaffRequest) -> HttpResponse:
    """The line of the menu: one's own centre, or all of them for a posting to the network."""
    if request.posting.centre is None:
        return redirect("centres:network")
    return redirect("centres:centre", code=request.posting.centre.code)


@require_safe
@needs(May.SEE_CENTRE)
def centre(request: StaffRequest, code: str) -> HttpResponse:
    found = queries.centre_or_404(posting=request.posting, code=code)
    context = {
        "centre": found,
        "country": countries.name(found.country),
        "languages": [languages.name(language) for language in found.languages],
        "groups": queries.offered(centre=found),
        "desks": [(desk, lists.label("desk_kind", desk.kind)) for desk in queries.desks(centre=found)],
        "history": queries.status_history(centre=found),
        "may_manage": request.posting.may(May.MANAGE_CENTRE),
        "may_staff": request.posting.may(May.MANAGE_STAFF),
    }
    return render(request, "centres/centre.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.MANAGE_CENTRE)
def edit(request: StaffRequest, code: str) -> HttpResponse:
    found = queries.centre_or_404(posting=request.posting, code=code)
    form = forms.CentreForm(request.POST or None, initial=forms.filled_from(found))
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            operations.correct_centre(by=request.posting, centre=found, version=version, details=form.details)
        except ChangedMeanwhile:
            form.tell(forms.CHANGED_MEANWHILE, version=found.version)
        else:
            messages.success(request, _("The centre’s page is up to date."))
            return redirect("centres:centre", code=code)
    return render(request, "centres/edit.html", {"centre": found, "form": form})


@require_http_methods(["GET", "POST"])
@needs(May.MANAGE_CENTRE)
def status(request: StaffRequest, code: str) -> HttpResponse:
    found = queries.centre_or_404(posting=request.posting, code=code)
    start = {"status": found.status, "since": timezone.localdate(), "version": found.version}
    form = forms.StatusForm(request.POST or None, initial=start)
    if form.is_valid():
        try:
            operations.change_status(by=request.posting, centre=found, **form.cleaned_data)
        except ChangedMeanwhile:
            form.tell(forms.CHANGED_MEANWHILE, version=found.version)
        else:
            messages.success(request, _("The status is changed. The figures show a break on that day."))
            return redirect("centres:centre", code=code)
    return render(request, "centres/status.html", {"centre": found, "form": form})


@require_http_methods(["GET", "POST"])
@needs(May.MANAGE_CENTRE)
def services(request: StaffRequest, code: str) -> HttpResponse:
    found = queries.centre_or_404(posting=request.posting, code=code)
    if request.method == "POST":
        form = forms.ServiceForm(request.POST)
        if not form.is_valid():
            return HttpResponseBadRequest(render(request, "ui/error_400.html").content)
        act = operations.offer_service if form.cleaned_data["is_offered"] else operations.withdraw_service
        service_type = form.cleaned_data["service_type"]
        act(by=request.posting, centre=found, service_type=service_type, on=timezone.localdate())
        return redirect(f"{request.path}#{service_type}")
    return render(request, "centres/services.html", {"centre": found, "groups": queries.catalogue(centre=found)})


@require_http_methods(["GET", "POST"])
@needs(May.MANAGE_CENTRE)
def desks(request: StaffRequest, code: str) -> HttpResponse:
    found = queries.centre_or_404(posting=request.posting, code=code)
    form = forms.DeskForm(request.POST or None)
    if form.is_valid():
        try:
            operations.add_desk(by=request.posting, centre=found, **form.cleaned_data)
        except operations.CodeTaken:
            form.add_error("code", forms.DESK_TAKEN)
        else:
            return redirect("centres:desks", code=code)
    rows = [(desk, lists.label("desk_kind", desk.kind)) for desk in queries.desks(centre=found)]
    return render(request, "centres/desks.html", {"centre": found, "form": form, "desks": rows})


@require_POST
@needs(May.MANAGE_CENTRE)
def set_desk(request: StaffRequest, code: str, desk: str) -> HttpResponse:
    found = queries.centre_or_404(posting=request.posting, code=code)
    held = queries.desk_or_404(centre=found, code=desk)
    operations.set_desk_open(by=request.posting, desk=held, is_open=request.POST.get("open") == "1")
    return redirect("centres:desks", code=code)
