"""Deciding, by two, that somebody who cannot answer is recorded here."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.sharing.forms.recording import TOO_SHORT, WHY_NOT, DecideForm
from serai.sharing.operations.exemptions import NotForUsToDecide, ReasonTooShort, ask_to_record


@require_http_methods(["GET", "POST"])
@needs(May.ASK_EXCEPTION)
def decide_for(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Ask a second person; nothing holds before."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.SERVICE)
    form = DecideForm(request.POST or None)
    if form.is_valid():
        try:
            ask_to_record(by=request.posting, person=person, **form.said)
        except ReasonTooShort:
            form.add_error("reason", TOO_SHORT)
        except NotForUsToDecide as refusal:
            form.add_error(None, WHY_NOT[refusal.why])
        else:
            messages.success(request, _("Asked. It holds when a second person agrees."))
            return redirect("people:consents", public_id=public_id)
    return render(request, "sharing/decide_for.html", {"person": person, "form": form})
