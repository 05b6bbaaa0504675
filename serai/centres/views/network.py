from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.centres import forms, queries
from serai.centres.access import StaffRequest, needs
from serai.centres.operations import centres as operations
from serai.centres.rules import May
from serai.codes import countries


@require_safe
@needs(May.SEE_CENTRE)
def network(request: StaffRequest) -> HttpResponse:
    centres = queries.network(posting=request.posting, today=timezone.localdate())
    context = {
        "rows": [(centre, countries.name(centre.country)) for centre in centres],
        "may_manage": request.posting.may(May.MANAGE_NETWORK),
        "may_staff": request.posting.may(May.MANAGE_STAFF) and request.posting.is_network,
    }
    return render(request, "centres/network.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.MANAGE_NETWORK)
def add_centre(request: StaffRequest) -> HttpResponse:
    form = forms.NewCentreForm(request.POST or None)
    if form.is_valid():
        code, today = form.cleaned_data["code"], timezone.localdate()
        try:
            centre = operations.open_centre(by=request.posting, code=code, details=form.details, on=today)
        except operations.CodeTaken:
            form.add_error("code", forms.CODE_TAKEN)
        else:
            messages.success(request, _("The centre is added, with the minimum package of services and four desks."))
            return redirect("centres:centre", code=centre.code)
    return render(request, "centres/add_centre.html", {"form": form})
