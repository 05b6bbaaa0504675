"""For the data-protection focal point of the network: pairs of files at two centres, and what desks ask."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.centres.second_line import network_wide
from serai.linkage.choices import Answer, Said
from serai.linkage.models import Suggestion
from serai.linkage.operations import across as operations
from serai.linkage.queries import across as queries
from serai.linkage.queries import questions
from serai.ui.access import SomethingFirst
from serai.ui.editors import ChangedMeanwhile


@require_safe
@needs(May.COMPARE_ACROSS)
@network_wide("two files at two centres, looked at by the network's data protection")
def across(request: StaffRequest) -> HttpResponse:
    context = {
        "lines": queries.lines(posting=request.posting),
        "questions": questions.to_answer(posting=request.posting),
        "answers": [one for one in Answer.choices if one[0]],
        "is_network": request.posting.is_network,
    }
    return render(request, "linkage/across.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.COMPARE_ACROSS)
@network_wide("two files at two centres, looked at by the network's data protection")
def pair(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Side by side; both openings are in the trail of their centres, and count as openings of this shift."""
    found = queries.pair_or_404(posting=request.posting, public_id=public_id)
    try:
        operations.open_both(by=request.posting, suggestion=found)
    except SomethingFirst:
        messages.error(request, _("You opened as many files as one shift needs. The others wait until tomorrow."))
        return redirect("linkage:across")
    said = request.POST.get("said", "")
    if said in {Said.SAME, Said.DIFFERENT, Said.UNSURE}:
        _say(request, found, Said(said))
        return redirect("linkage:across")
    return render(request, "linkage/pair.html", {"suggestion": found} | queries.side_by_side(suggestion=found))


def _say(request: StaffRequest, found: Suggestion, said: Said) -> None:
    try:
        centres = operations.answer_across(by=request.posting, suggestion=found, said=said)
    except ChangedMeanwhile:
        messages.error(request, _("A colleague has decided about these files meanwhile."))
    except operations.NobodyToAsk:
        messages.error(request, _("Nothing was noted: no supervisor works at either centre who could agree."))
    else:
        told = (
            _("Noted. A supervisor of each centre is asked to agree, one after the other.") if centres else _("Noted.")
        )
        messages.success(request, told)


@require_POST
@needs(May.COMPARE_ACROSS)
def answer(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """What a desk is told: one of three sentences, none of which says whether anybody is known."""
    found = questions.question_or_404(posting=request.posting, public_id=public_id)
    said = request.POST.get("answer", "")
    if said in {Answer.SPOKEN, Answer.CARD, Answer.REGISTER}:
        try:
            operations.answer_question(by=request.posting, question=found, answer=Answer(said))
        except ChangedMeanwhile:
            messages.error(request, _("A colleague has answered this meanwhile."))
        else:
            messages.success(request, _("Answered. The desk reads it at once."))
    return redirect("linkage:across")
