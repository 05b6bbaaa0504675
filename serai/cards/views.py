from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from serai.cards.forms import ReplaceForm
from serai.cards.operations.cards import issue_card, revoke_card
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.keys.place import CannotOpen
from serai.people import rules
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.models import Person


@require_http_methods(["GET", "POST"])
@needs(May.ISSUE_CARD)
def card(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The card to print, to replace, or to stop."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.SERVICE)
    code = _code_of(person)
    form = ReplaceForm(request.POST or None) if code else None
    if request.method == "POST" and (form is None or form.is_valid()):
        _act(request, person, form.cleaned_data["reason"] if form else "")
        return redirect("cards:card", public_id=public_id)
    return render(request, "cards/card.html", {"person": person, "form": form, **_shown(code)})


def _act(request: StaffRequest, person: Person, reason: str) -> None:
    if request.POST.get("act") == "stop" and reason:
        revoke_card(by=request.posting, person=person, reason=reason)
        messages.success(request, _("The card opens nothing from now on. Help goes on without it."))
    else:
        issue_card(by=request.posting, person=person, reason=reason)
        messages.success(request, _("The new card is ready to print. An older one opens nothing from now on."))


def _code_of(person: Person) -> str:
    """The code of the live card; empty without one, or when the key of the codes was lost: then a new one is given."""
    live = person.cards.filter(revoked_at=None).first()
    try:
        return live.code if live else ""
    except CannotOpen:
        return ""


def _shown(code: str) -> dict[str, str]:
    """The code in characters and as a QR picture, which holds the code and nothing else."""
    if not code:
        return {}
    picture = segno.make(code, error="m", micro=False).svg_inline(scale=6, border=4)
    return {"code": rules.shown_card_code(code), "picture": mark_safe(picture)}  # noqa: S308 - drawn here from the code
