"""Who reads the sealed files of a class: beginning them, joining, leaving, the next key, the trail."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.accounts.access import fresh
from serai.centres.access import needs
from serai.centres.rules import May
from serai.codes.words import Words
from serai.sealed.access import Opened, SealedRequest, with_ring
from serai.sealed.choices import Kind
from serai.sealed.forms import WHY_NOT, ColleagueForm, HoldersForm
from serai.sealed.operations import compartments as operations
from serai.sealed.queries import files as queries
from serai.sealed.queries import readers as who
from serai.sealed.rules import OF_THE_NETWORK
from serai.sealed.views.files import opened
from serai.sealed.views.own_key import to_unlock

REFUSALS = (
    operations.CannotSetUp,
    operations.NoKeyYet,
    operations.KeyChanged,
    operations.NotHolders,
    operations.NotOutside,
)


def _try(request: SealedRequest, act: Callable[[], object], said: Words) -> bool:
    """Do it and say so, or say why not."""
    try:
        act()
    except REFUSALS as refusal:
        messages.warning(request, WHY_NOT[type(refusal)])
        return False
    messages.success(request, said)
    return True


@require_http_methods(["GET", "POST"])
@needs(May.WORK_SEALED)
@fresh
@with_ring
def set_up(request: SealedRequest, kind: str) -> HttpResponse:
    """What it means, then begin. Nobody but the focal points of the function is offered it."""
    if kind not in who.to_set_up(posting=request.posting):
        messages.warning(request, WHY_NOT[operations.CannotSetUp])
        return redirect("sealed:home")
    if request.ring is None:
        return to_unlock(request)
    if request.method == "POST":
        begin = _try(
            request,
            lambda: operations.set_up(by=request.posting, kind=kind),
            _("The sealed files are set up. Now choose a colleague who reads too, and three holders."),
        )
        return redirect("sealed:readers", kind) if begin else redirect("sealed:home")
    return render(request, "sealed/set_up.html", {"kind": Kind(kind), "of_the_network": kind in OF_THE_NETWORK})


@require_safe
@needs(May.WORK_SEALED)
@with_ring
def readers(request: SealedRequest, kind: str) -> HttpResponse:
    if request.ring is None:
        return to_unlock(request)
    compartment = opened(request, kind, request.ring).compartment
    could_join, could_hold = who.could_join(compartment=compartment), who.could_hold(compartment=compartment)
    context = {
        "compartment": compartment,
        "readers": who.readers(compartment=compartment),
        "admissions": who.admissions(compartment=compartment),
        "holders": who.holders(compartment=compartment),
        "propose": ColleagueForm(among=could_join, auto_id="propose_%s") if could_join else None,
        "choose": HoldersForm(among=could_hold, auto_id="choose_%s") if len(could_hold) >= 3 else None,
        "mine": request.posting.user_id,
    }
    return render(request, "sealed/readers.html", context)


def _act(request: SealedRequest, kind: str, act: Callable[[Opened], object], said: Words) -> HttpResponse:
    """One step on the page of readers, with the key in hand."""
    if request.ring is None:
        return to_unlock(request)
    one = opened(request, kind, request.ring)
    _try(request, lambda: act(one), said)
    return redirect("sealed:readers", kind)


@require_POST
@needs(May.WORK_SEALED)
@fresh
@with_ring
def propose(request: SealedRequest, kind: str) -> HttpResponse:
    def act(one: Opened) -> None:
        form = ColleagueForm(request.POST, among=who.could_join(compartment=one.compartment))
        if not form.is_valid():
            raise operations.NoKeyYet
        operations.propose(by=request.posting, opened=one, user=form.chosen)

    return _act(request, kind, act, _("Asked. When a second person agrees, come back here and hand over the key."))


@require_POST
@needs(May.WORK_SEALED)
@fresh
@with_ring
def hand_over(request: SealedRequest, kind: str, pk: UUID) -> HttpResponse:
    def act(one: Opened) -> None:
        admission = who.admission_or_404(compartment=one.compartment, pk=pk)
        operations.hand_over(by=request.posting, opened=one, admission=admission)

    return _act(request, kind, act, _("Your colleague now reads these sealed files."))


@require_POST
@needs(May.WORK_SEALED)
@fresh
@with_ring
def remove(request: SealedRequest, kind: str, pk: int) -> HttpResponse:
    def act(one: Opened) -> None:
        member = who.member_or_404(compartment=one.compartment, pk=pk)
        operations.remove(by=request.posting, opened=one, member=member)

    return _act(request, kind, act, _("Their key is taken away, and the key of the files is changed."))


@require_POST
@needs(May.WORK_SEALED)
@fresh
@with_ring
def change_key(request: SealedRequest, kind: str) -> HttpResponse:
    def act(one: Opened) -> None:
        operations.change_key(by=request.posting, opened=one)

    return _act(request, kind, act, _("The key of these files is changed."))


@require_POST
@needs(May.WORK_SEALED)
@fresh
@with_ring
def choose_holders(request: SealedRequest, kind: str) -> HttpResponse:
    def act(one: Opened) -> None:
        form = HoldersForm(request.POST, among=who.could_hold(compartment=one.compartment))
        if not form.is_valid():
            raise operations.NotHolders
        operations.choose_holders(by=request.posting, opened=one, users=form.cleaned_data["users"])

    return _act(request, kind, act, _("The three holders are kept. Two of them together can bring a lost key back."))


@require_POST
@needs(May.WORK_SEALED)
@fresh
@with_ring
def leave(request: SealedRequest, kind: str) -> HttpResponse:
    if request.ring is None:
        return to_unlock(request)
    one = opened(request, kind, request.ring)
    operations.leave(by=request.posting, compartment=one.compartment)
    messages.success(request, _("You no longer read these sealed files."))
    return redirect("sealed:home")


@require_safe
@needs(May.WORK_SEALED)
@with_ring
def trail(request: SealedRequest, kind: str) -> HttpResponse:
    """Who opened and wrote what: for the readers themselves."""
    if request.ring is None:
        return to_unlock(request)
    one = opened(request, kind, request.ring)
    lines = queries.trail(posting=request.posting, opened=one)
    return render(request, "sealed/trail.html", {"compartment": one.compartment, "lines": lines})
