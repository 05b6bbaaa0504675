"""Working through what the nightly search suggests."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.duplicates.models import Pair
from serai.duplicates.queries.pairs import side_by_side
from serai.linkage.choices import Said
from serai.linkage.operations.answering import answer
from serai.linkage.queries import suggestions as queries
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.ui.editors import ChangedMeanwhile


@require_safe
@needs(May.COMPARE_FILES)
def suggestions(request: StaffRequest) -> HttpResponse:
    return render(request, "linkage/suggestions.html", {"lines": queries.lines(posting=request.posting)})


@require_http_methods(["GET", "POST"])
@needs(May.COMPARE_FILES)
def suggestion(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Side by side; both openings are in the trail."""
    found = queries.suggestion_or_404(posting=request.posting, public_id=public_id)
    for file in (found.first, found.second):
        open_file(posting=request.posting, public_id=file.public_id, purpose=WhyOpen.CORRECTION)
    said = request.POST.get("said", "")
    if said in {Said.SAME, Said.DIFFERENT, Said.UNSURE}:
        try:
            answer(by=request.posting, suggestion=found, said=Said(said))
        except ChangedMeanwhile:
            messages.error(request, _("A colleague has decided about these files meanwhile."))
        else:
            messages.success(request, _("Noted. The search does not ask about these two files again."))
        return redirect("linkage:suggestions")
    pair = Pair(first_id=found.first_id, second_id=found.second_id)
    context = {"suggestion": found} | side_by_side(posting=request.posting, pair=pair)
    return render(request, "linkage/suggestion.html", context)
