from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from serai.cards import queries
from serai.cards.access import live_cards
from serai.cards.choices import Paper
from serai.cards.forms import GiveForm, ReplaceForm
from serai.cards.operations.cards import NotFree, bind_card, issue_card, revoke_card
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.keys.place import CannotOpen
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.models import Person


@require_http_methods(["GET", "POST"])
@needs(May.ISSUE_CARD)
def card(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The card to print, to replace, or to stop."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.SERVICE)
    code = _code_of(person)
    form = (ReplaceForm if code else GiveForm)(request.POST or None)
    if form.is_valid():
        try:
            _act(request, person, form.cleaned_data)
        except NotFree:
            form.refuse()
        else:
            return redirect("cards:card", public_id=public_id)
    return render(request, "cards/card.html", {"person": person, "form": form, **_shown(request, code)})


def _act(request: StaffRequest, person: Person, told: dict[str, Any]) -> None:
    """Stop the card, give one from the stack, or make a new one. Raises NotFree."""
    by, reason = request.posting, told.get("reason", "")
    if request.POST.get("act") == "stop" and reason:
        revoke_card(by=by, person=person, reason=reason)
        messages.success(request, _("The card opens nothing from now on. Help goes on without it."))
    elif told["typed"]:
        bind_card(by=by, person=person, code=told["typed"], reason=reason)
        messages.success(request, _("This card is the person’s from now on. An older one opens nothing any more."))
    else:
        issue_card(by=by, person=person, reason=reason)
        messages.success(request, _("The new card is ready to print. An older one opens nothing from now on."))


def _code_of(person: Person) -> str:
    """The code of the live card; empty without one, or when the key of the codes was lost: then a new one is given."""
    live = live_cards(person).select_related("person").first()
    try:
        return live.code if live else ""
    except CannotOpen:
        return ""


def _shown(request: StaffRequest, code: str) -> dict[str, Any]:
    """The card as it is printed on the paper that was chosen."""
    if not code:
        return {}
    asked = request.GET.get("paper", "")
    paper = asked if asked in Paper.values else Paper.CARD_A4
    pieces = [queries.piece(code)]
    return {"pieces": pieces, "paper": paper, "papers": Paper.choices, "free": queries.free_in_every_language()}
