"""Taking what is another person's out of a file."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.duplicates.forms import SplitForm
from serai.duplicates.operations import splitting
from serai.duplicates.queries.apart import units_of
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.models import Person


@require_http_methods(["GET", "POST"])
@needs(May.MERGE_FILES)
def split(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Everything in the file that may be taken out, room by room."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.CORRECTION)
    units = units_of(posting=request.posting, person=person)
    form = SplitForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid() and (new := _new_file(request, person, form)):
        messages.success(request, _("There is a file for each of them now. Give the other person a card of their own."))
        return redirect(f"{reverse('people:file', args=[new.public_id])}?why={WhyOpen.CORRECTION}")
    return render(request, "duplicates/split.html", {"person": person, "form": form})


def _new_file(request: StaffRequest, person: Person, form: SplitForm) -> Person | None:
    try:
        return splitting.split(by=request.posting, person=person, other=form.other, chosen=form.chosen).gone
    except splitting.NobodyLeft:
        form.add_error(None, _("Leave one registration with this file: without one, nobody here could open it."))
    except splitting.CannotSplit:
        raise Http404 from None
    return None
