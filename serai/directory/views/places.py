"""Where a safe house is: for the readers of sealed safe places, with their key open."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from serai.centres.access import needs
from serai.centres.rules import May
from serai.directory.forms.places import SafePlaceForm, initial_of
from serai.directory.forms.services import CHANGED_MEANWHILE
from serai.directory.models import Location
from serai.directory.operations import services as operations
from serai.directory.queries import cards, search
from serai.keys.place import CannotOpen
from serai.sealed.access import SealedRequest, opened_or_404, with_ring
from serai.sealed.choices import Kind
from serai.sealed.operations.places import note_opening
from serai.sealed.queries.places import place_of, reads_places
from serai.ui.editors import ChangedMeanwhile
from serai.ui.forms import retell


@dataclass(frozen=True)
class Found:
    """What is sealed of a place, if it could be opened; `seen` tells a second editor."""

    seen: str = ""
    told: dict[str, Any] = field(default_factory=dict)
    is_locked: bool = False
    is_broken: bool = False


@require_http_methods(["GET", "POST"])
@needs(May.SEE_SAFE_PLACES)
@with_ring
def safe_place(request: SealedRequest, public_id: UUID) -> HttpResponse:
    """Reading needs the key; writing does not, so that nothing typed is lost when the ten minutes are over."""
    service, location = search.safe_house_or_404(public_id=public_id)
    if not reads_places(posting=request.posting):
        raise Http404
    form = SafePlaceForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid() and _is_told(request, location, form):
        messages.success(request, _("Written and sealed."))
        return redirect("directory:service", public_id)
    if form is None and request.ring is None:
        return redirect(reverse("sealed:unlock", query={"next": request.path}))
    found = _found(request, location)
    form = form or SafePlaceForm(initial=initial_of(found.told, seen=found.seen))
    name = cards.text(service.names, get_language() or "en")
    context = {"service": service, "name": name, "form": form, "found": found}
    return render(request, "directory/safe_place.html", context)


def _is_told(request: SealedRequest, location: Location, form: SafePlaceForm) -> bool:
    seen = form.cleaned_data["seen"]
    try:
        operations.tell_place(by=request.posting, location=location, told=form.told(), seen=seen)
    except ChangedMeanwhile as meanwhile:
        form.add_error(None, CHANGED_MEANWHILE)
        retell(form, seen=str(meanwhile))
        return False
    return True


def _found(request: SealedRequest, location: Location) -> Found:
    """What is sealed, and the line of the trail that it was looked at."""
    if request.ring is None:
        return Found(is_locked=True)
    opened = opened_or_404(posting=request.posting, ring=request.ring, kind=Kind.SAFE_PLACE)
    note_opening(by=request.posting, opened=opened, place=location.public_id)
    try:
        return Found(*place_of(opened=opened, place=location.public_id))
    except CannotOpen:
        return Found(is_broken=True)
