"""Who waits in which lane."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.waves.operations.rows import mark_seen
from serai.waves.queries import missing as queries
from serai.waves.queries.waves import numbers, wave_or_404


@require_safe
@needs(May.SEE_QUEUE)
def lanes(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """How many are in each lane, and who still waits."""
    wave = wave_or_404(posting=request.posting, public_id=public_id)
    how_many = numbers(posting=request.posting, wave=wave)
    context = {
        "wave": wave,
        "lanes": queries.lanes(posting=request.posting, wave=wave),
        "without": how_many["keyed"] - how_many["laned"],
        "may_key": request.posting.may(May.REGISTER_PEOPLE),
        "may_run": request.posting.may(May.RUN_QUEUE),
    }
    return render(request, "waves/lanes.html", context)


@require_POST
@needs(May.RUN_QUEUE)
def seen(request: StaffRequest, public_id: UUID, number: int) -> HttpResponse:
    """Somebody of a lane was seen."""
    wave = wave_or_404(posting=request.posting, public_id=public_id)
    mark_seen(
        by=request.posting, row=queries.row_or_404(posting=request.posting, wave=wave, number=number), at=timezone.now()
    )
    messages.success(request, _("Number %(number)d was seen.") % {"number": number})
    return redirect("waves:lanes", public_id)
