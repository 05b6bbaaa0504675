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
from serai.people.queries.names import shown_name
from serai.screening import operations, queries
from serai.screening.forms import FactorsForm


@require_http_methods(["GET", "POST"])
@needs(May.SEE_SCREENING)
def factors(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """What protects this person and what puts them at risk, side by side."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.FOLLOW_UP)
    latest = queries.latest_factors(posting=request.posting, person=person)
    form = FactorsForm(request.POST or None, latest=latest)
    if form.is_valid():
        operations.note_factors(
            by=request.posting, person=person, factors=form.factors(), note=form.cleaned_data["note"]
        )
        messages.success(request, _("Noted. What was there before is kept."))
        return redirect("screening:factors", public_id)
    context = {"person": person, "name": shown_name(person), "form": form, "latest": latest}
    return render(request, "screening/factors.html", context)
