"""Comparing two files, one page a pair."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.duplicates.choices import Said
from serai.duplicates.models import Pair
from serai.duplicates.operations.pairs import NotTheSecond, decide
from serai.duplicates.queries import pairs as queries
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.ui.editors import ChangedMeanwhile


@require_safe
@needs(May.COMPARE_FILES)
def pairs(request: StaffRequest) -> HttpResponse:
    context = {"pairs": queries.rows(posting=request.posting), "may_merge": request.posting.may(May.MERGE_FILES)}
    return render(request, "duplicates/pairs.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.COMPARE_FILES)
def pair(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Side by side; both openings are in the trail."""
    found = queries.pair_or_404(posting=request.posting, public_id=public_id)
    for file in (found.first, found.second):
        open_file(posting=request.posting, public_id=file.public_id, purpose=WhyOpen.CORRECTION)
    said = request.POST.get("said", "")
    if said in {Said.SAME, Said.DIFFERENT}:
        return _decided(request, found, Said(said))
    context = {"pair": found, "may_merge": request.posting.may(May.MERGE_FILES), "is_mine": _is_mine(request, found)}
    return render(request, "duplicates/pair.html", context | queries.side_by_side(posting=request.posting, pair=found))


def _is_mine(request: StaffRequest, pair: Pair) -> bool:
    return pair.said == Said.OPEN and pair.opened_by_id == request.posting.user_id


def _decided(request: StaffRequest, pair: Pair, said: Said) -> HttpResponse:
    try:
        decide(by=request.posting, pair=pair, said=said)
    except NotTheSecond:
        messages.error(request, _("You asked a colleague to compare these. Somebody else decides."))
    except ChangedMeanwhile:
        messages.error(request, _("A colleague has decided about these files meanwhile."))
    else:
        messages.success(request, _("Decided. Nobody is asked about these two files again."))
        if said == Said.SAME and request.posting.may(May.MERGE_FILES):
            return redirect("duplicates:merge", public_id=pair.public_id)
    return redirect("duplicates:pairs")
