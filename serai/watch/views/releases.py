"""In an emergency, somebody else's sealed file: asked for, let to read by a reader of that class, read for the hour."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.accounts.access import fresh
from serai.centres.access import StaffRequest, needs
from serai.centres.operations.decisions import InOtherHands
from serai.centres.queries import roles_of
from serai.centres.rules import May
from serai.keys.place import CannotOpen
from serai.people.queries.names import shown_name
from serai.sealed import passing
from serai.sealed.access import Ring, SealedRequest, opened_or_404, with_ring
from serai.sealed.operations.compartments import KeyChanged
from serai.sealed.packing import release_place
from serai.sealed.queries.files import notes_passed_on
from serai.watch import access, forms, operations
from serai.watch.models import Asking

ASKED = _("Asked. Call whoever does this work at your centre: they see it on their page of today.")
LET = _("They can read it until the emergency is over. You are both named in the trail.")
NOT_LET = _("They cannot read it, and are told so.")


@require_POST
@needs(May.ASK_SEALED)
def ask_sealed(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The same, and the same answer, whether there is such a file or not: nothing is looked up."""
    now = timezone.now()
    opening = access.running(posting=request.posting, public_id=public_id, now=now)
    form = forms.AskSealedForm(request.POST)
    answer = redirect("watch:emergency", public_id)
    if not form.is_valid():
        messages.warning(request, forms.CHOOSE_A_CLASS)
        return answer
    asking = Asking(opening=opening, kind=form.cleaned_data["kind"])
    asking.public, held = passing.begin(request, row=asking.pk, kind=asking.kind)
    try:
        operations.ask_to_read(by=request.posting, asking=asking, now=now)
    except InOtherHands:
        messages.warning(request, forms.NOT_ASKED)
        return answer
    messages.success(request, ASKED)
    return passing.hand_out(answer, held)


@require_http_methods(["GET", "POST"])
@needs(May.WORK_SEALED)
@fresh
@with_ring
def release(request: SealedRequest, pk: UUID) -> HttpResponse:
    """For a reader of that class, with their key in hand."""
    asking = access.asked_or_404(posting=request.posting, pk=pk, now=timezone.now())
    if request.ring is None:
        return redirect(reverse("sealed:unlock", query={"next": request.path}))
    refusal = _answer(request, request.ring, asking) if request.method == "POST" else ""
    if refusal is None:
        return redirect("centres:today")
    person = asking.opening.person
    context = {"asking": asking, "person": person, "name": shown_name(person), "refusal": refusal}
    context["roles"] = roles_of(user_id=asking.asked_by_id)
    return render(request, "watch/release.html", context)


def _answer(request: SealedRequest, ring: Ring, asking: Asking) -> object:
    """Do it, or say why not."""
    by, now = request.posting, timezone.now()
    opened = opened_or_404(posting=by, ring=ring, kind=asking.kind)
    lets = request.POST.get("answer") == "let"
    try:
        if lets:
            operations.let_read(by=by, asking=asking, opened=opened, now=now)
        else:
            operations.refuse_to_let_read(by=by, asking=asking, now=now)
    except (operations.AlreadyAnswered, KeyChanged, CannotOpen) as why:
        return forms.NOT_LET[type(why)]
    messages.success(request, LET if lets else NOT_LET)
    return None


@require_safe
@needs(May.ASK_SEALED)
def released(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One file of one class, to read only, with the key that this browser holds."""
    asking = access.released_or_404(posting=request.posting, pk=pk, now=timezone.now())
    operations.note_release_read(by=request.posting, asking=asking)
    private = passing.private_of(request, row=asking.pk, kind=asking.kind)
    place = release_place(asking.pk, asking.kind, half="box")
    try:
        if private is None:
            raise CannotOpen
        notes, is_closed = notes_passed_on(boxed=bytes(asking.box), private=private, place=place), False
    except CannotOpen:
        notes, is_closed = None, True
    context = {"asking": asking, "person": asking.opening.person, "notes": notes, "is_closed": is_closed}
    return render(request, "watch/released.html", context)
