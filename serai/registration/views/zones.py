"""A travel document's machine-readable lines, read and taken over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.queries.file import heading
from serai.registration.forms.registration import CHANGED_MEANWHILE
from serai.registration.forms.zones import WRONG_CHECK, TakeForm, ZoneForm
from serai.registration.operations.zones import take_over
from serai.registration.queries.profile import parts_known
from serai.ui.editors import ChangedMeanwhile


@require_http_methods(["GET", "POST"])
@needs(May.EDIT_PROFILE)
def zone(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """First the lines, then what they say; nothing is kept before somebody has compared it."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.REGISTRATION)
    lines = ZoneForm(request.POST if "zone" in request.POST else None)
    form = TakeForm(request.POST) if "version" in request.POST else None
    context = {**heading(person), "lines": lines, "form": form}
    if form is not None and form.is_valid():
        try:
            take_over(by=request.posting, person=person, taken=form.taken, version=form.cleaned_data["version"])
        except ChangedMeanwhile:
            form.tell(CHANGED_MEANWHILE, version=person.version)
            return render(request, "registration/zone.html", context, status=409)
        messages.success(request, _("What you ticked is in the file."))
        return redirect("registration:profile", public_id=public_id)
    if form is None and lines.is_valid():
        found = lines.cleaned_data["zone"]
        context["form"] = TakeForm.of(found, version=person.version, known=parts_known(person))
        context["wrong"] = [WRONG_CHECK[check] for check in found.wrong]
        context["is_read"] = True
    return render(request, "registration/zone.html", context)
