from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.queries import file as queries
from serai.people.rules.reach import purpose_of


@require_safe
@needs(May.SEE_BASIC_FILE)
def file(request: StaffRequest, public_id: UUID) -> HttpResponse:
    purpose = purpose_of(asked=request.GET.get("why", ""), role=request.posting.role)
    if not purpose:
        return redirect("people:why", public_id=public_id)
    person = open_file(posting=request.posting, public_id=public_id, purpose=purpose)
    context = queries.file_page(posting=request.posting, person=person)
    return render(request, "people/file.html", {**context, "purpose": WhyOpen(purpose)})


@require_safe
@needs(May.SEE_BASIC_FILE)
def why(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Asked before anything is looked up, so it says nothing about whether there is such a file."""
    return render(request, "people/why.html", {"public_id": public_id, "reasons": WhyOpen})
