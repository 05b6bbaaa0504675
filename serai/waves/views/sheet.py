"""A wave on paper: its rows by number, for where no screen is."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.waves.operations.rows import note_sheet_opened
from serai.waves.queries.sheet import lines
from serai.waves.queries.waves import wave_or_404


@require_safe
@needs(May.ISSUE_CARD)
def sheet(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Numbers, lanes and wristbands, and no names. Looking at it is in the trail."""
    wave = wave_or_404(posting=request.posting, public_id=public_id)
    found = lines(posting=request.posting, wave=wave)
    note_sheet_opened(by=request.posting, wave=wave, rows=len(found))
    return render(request, "waves/sheet.html", {"wave": wave, "lines": found})
