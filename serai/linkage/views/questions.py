"""A desk asks the data-protection focal point whether somebody is known elsewhere, and reads what was answered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.linkage.operations.across import ask as hand_in
from serai.linkage.queries import questions as queries


@require_http_methods(["GET", "POST"])
@needs(May.SEARCH_PEOPLE)
def ask(request: StaffRequest) -> HttpResponse:
    """One press hands it in; nothing of what was searched goes along."""
    if request.method == "POST":
        hand_in(by=request.posting)
        messages.success(request, _("Asked. Nothing of what you searched was sent."))
        return redirect("linkage:ask")
    context = {"questions": queries.mine(posting=request.posting, now=timezone.now())}
    return render(request, "linkage/ask.html", context | {"somebody_answers": queries.somebody_answers()})
