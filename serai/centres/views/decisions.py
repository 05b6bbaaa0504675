"""What waits for a second person: asked by one, agreed to by another."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.accounts.access import fresh
from serai.centres import decisions as kinds
from serai.centres import queries
from serai.centres.access import StaffRequest, needs
from serai.centres.choices import DecisionState
from serai.centres.operations import decisions as operations
from serai.centres.operations import hands
from serai.centres.rules import May, has_run_out
from serai.codes.words import Words

ANSWERS = {
    "agree": (operations.agree, _("You agreed, and it is done.")),
    "refuse": (operations.refuse, _("You refused. It will not be done.")),
    "withdraw": (operations.withdraw, _("Taken back. It will not be done.")),
}
ASKED_WHO = _("Asked. Speak with whoever is to confirm it: they must be sure that it is you.")
WHY_NOT: dict[type[Exception], Words] = {
    operations.NotYoursToDecide: _("This needs somebody else than the person who asked, with the right to give it."),
    operations.InOtherHands: _(
        "A password was made for one of you lately. A third person first confirms whose account it is (page of today)."
    ),
    operations.AlreadyDecided: _("This was decided meanwhile, or waited too long. Nothing was changed."),
    kinds.CannotBeDone: _("Things have changed since it was asked, and it can no longer be done. Refuse it."),
}


@require_safe
@needs(May.SEE_DECISIONS)
def decisions(request: StaffRequest) -> HttpResponse:
    context = {
        "waiting": queries.waiting_decisions(posting=request.posting),
        "past": queries.past_decisions(posting=request.posting),
    }
    return render(request, "centres/decisions.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.SEE_DECISIONS)
@fresh
def decision(request: StaffRequest, public_id: UUID) -> HttpResponse:
    asked = queries.decision_or_404(posting=request.posting, public_id=public_id)
    refusal: Words = ""
    if request.method == "POST" and request.POST.get("answer") in ANSWERS:
        do, said = ANSWERS[request.POST["answer"]]
        try:
            do(by=request.posting, decision=asked)
        except tuple(WHY_NOT) as why:
            refusal = WHY_NOT[type(why)]
        else:
            messages.success(request, said)
            return redirect("centres:decisions")
    waits = asked.state == DecisionState.WAITING and not has_run_out(asked_at=asked.asked_at, now=timezone.now())
    context = {"decision": asked, "kind": kinds.kind_of(asked), "facts": kinds.kind_of(asked).describe(asked)}
    context |= {"waits": waits, "refusal": refusal, "is_mine": asked.asked_by_id == request.posting.user_id}
    context["roles"] = queries.roles_of(user_id=asked.asked_by_id)
    return render(request, "centres/decision.html", context, status=409 if refusal else 200)


@require_http_methods(["GET", "POST"])
@needs(May.BE_CONFIRMED)
@fresh
def ask_who_i_am(request: StaffRequest) -> HttpResponse:
    """For an account that went through somebody else's hands: why a third person confirms it, and asking for that."""
    if request.method == "POST":
        try:
            hands.ask_who_i_am(by=request.posting)
        except hands.NothingToConfirm:
            messages.info(request, _("Nothing has to be confirmed: the account is yours."))
        else:
            messages.success(request, ASKED_WHO)
        return redirect("centres:today")
    return render(request, "centres/who_i_am.html", {"is_partner": request.posting.may(May.ANSWER_REFERRALS)})
