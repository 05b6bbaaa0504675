from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.cards import queries
from serai.cards.forms import BatchForm, SpoilForm
from serai.cards.operations import batches as operations
from serai.cards.operations.cards import NotFree
from serai.cards.rules import whole_sheets
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.keys.place import CannotOpen


@require_http_methods(["GET", "POST"])
@needs(May.ISSUE_CARD)
def batches(request: StaffRequest) -> HttpResponse:
    """What was printed ahead here, and what became of it; print more."""
    form = BatchForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        batch = operations.make_batch(
            by=request.posting,
            paper=told["paper"],
            number=whole_sheets(told["number"], paper=told["paper"]),
            form_token=told["form_token"],
            at=timezone.now(),
        )
        return redirect("cards:sheet", batch.public_id)
    return render(request, "cards/batches.html", {"form": form, "batches": queries.batches(posting=request.posting)})


@require_http_methods(["GET", "POST"])
@needs(May.ISSUE_CARD)
def batch(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Which of a batch are given, free and spoiled; mark one that is spoiled."""
    found = queries.batch_or_404(posting=request.posting, public_id=public_id)
    form = SpoilForm(request.POST or None)
    if form.is_valid():
        try:
            operations.spoil_one(by=request.posting, batch=found, code=form.cleaned_data["typed"])
        except NotFree:
            form.refuse()
        else:
            messages.success(request, _("This card is spoiled: it is given to nobody."))
            return redirect("cards:batch", public_id)
    context = {"batch": found, "form": form, "states": queries.numbers_by_state(found)}
    return render(request, "cards/batch.html", context)


@require_POST
@needs(May.ISSUE_CARD)
def spoil_rest(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The stack is lost: nothing that is left of it is given to anybody."""
    found = queries.batch_or_404(posting=request.posting, public_id=public_id)
    spoiled = operations.spoil_rest(by=request.posting, batch=found)
    said = ngettext("%(number)d card is spoiled.", "%(number)d cards are spoiled.", spoiled)
    messages.success(request, said % {"number": spoiled})
    return redirect("cards:batch", public_id)


@require_safe
@needs(May.ISSUE_CARD)
def sheet(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """To print: what is free of a batch. Looking at it is in the trail."""
    found = queries.batch_or_404(posting=request.posting, public_id=public_id)
    operations.note_opened(by=request.posting, batch=found)
    try:
        pieces = queries.to_print(found)
    except CannotOpen:
        pieces = []
    context = {"batch": found, "pieces": pieces, "paper": found.paper, "free": queries.free_in_every_language()}
    return render(request, "cards/sheet.html", context)
