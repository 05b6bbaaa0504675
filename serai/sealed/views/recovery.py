"""For the three holders: what they hold a part of, and bringing a key back by two."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from serai.accounts.access import fresh
from serai.centres.access import needs
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.keys.place import CannotOpen
from serai.sealed.access import Ring, SealedRequest, with_ring
from serai.sealed.forms import WHY_NOT, ColleagueForm
from serai.sealed.operations import recovery as operations
from serai.sealed.operations.compartments import NoKeyYet
from serai.sealed.queries import readers as queries
from serai.sealed.queries.readers import Held
from serai.sealed.views.own_key import to_unlock


@require_safe
@needs(May.HOLD_SEALED)
@with_ring
def held(request: SealedRequest) -> HttpResponse:
    if request.ring is None:
        return to_unlock(request)
    rows = [
        {"held": one, "form": ColleagueForm(among=one.can_ask, auto_id=f"ask_{number}_%s") if one.can_ask else None}
        for number, one in enumerate(queries.held_by(posting=request.posting))
    ]
    return render(request, "sealed/held.html", {"rows": rows, "mine": request.posting.user_id})


def _held_or_404(posting: Posting, pk: UUID) -> Held:
    for one in queries.held_by(posting=posting):
        if one.compartment.pk == pk:
            return one
    raise Http404


@require_POST
@needs(May.HOLD_SEALED)
@fresh
@with_ring
def help_recover(request: SealedRequest, pk: UUID) -> HttpResponse:
    """The first holder's part, or the second's."""
    if request.ring is None:
        return to_unlock(request)
    one = _held_or_404(request.posting, pk)
    try:
        said = _help(request, request.ring, one)
    except (operations.NotAHolder, operations.NotOfTheFunction, NoKeyYet, CannotOpen) as refusal:
        messages.warning(request, WHY_NOT[type(refusal)])
    else:
        messages.success(request, said)
    return redirect("sealed:held")


def _help(request: SealedRequest, ring: Ring, one: Held) -> str:
    if one.recovery is not None and request.POST.get("finish"):
        operations.finish(by=request.posting, ring=ring, recovery=one.recovery)
        return _("The key is back. Your colleague reads these files again, and is asked to change the key.")
    form = ColleagueForm(request.POST, among=one.can_ask)
    if not form.is_valid():
        raise NoKeyYet
    operations.ask(by=request.posting, ring=ring, compartment=one.compartment, user=form.chosen)
    return _("Your part is given. Now a second holder has to give theirs, on this page.")
