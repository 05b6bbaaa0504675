"""Making two files one, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.duplicates.choices import Said
from serai.duplicates.clashes import clashes
from serai.duplicates.models import Pair
from serai.duplicates.operations import across, merging
from serai.duplicates.operations.pairs import is_second
from serai.duplicates.operations.splitting import undo_split
from serai.duplicates.queries import pairs as queries
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.models import Person
from serai.people.queries.consent import hidden_from


@require_http_methods(["GET", "POST"])
@needs(May.MERGE_FILES)
def merge(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """What does not go together is said before. The older file stays."""
    pair = queries.pair_or_404(posting=request.posting, public_id=public_id)
    if pair.said != Said.SAME:
        raise Http404
    if not is_second(by=request.posting, pair=pair):
        messages.error(request, _why_not(request, pair))
        return redirect("duplicates:pairs")
    kept, gone = (
        open_file(posting=request.posting, public_id=one.public_id, purpose=WhyOpen.CORRECTION)
        for one in (pair.second, pair.first)
    )
    if request.method == "POST":
        return _made_one(request, kept, gone)
    sides = queries.side_by_side(posting=request.posting, pair=pair)
    hidden = hidden_from(posting=request.posting, person=kept) | hidden_from(posting=request.posting, person=gone)
    context = {"pair": pair, "clashes": clashes(kept, gone, hidden), **sides}
    context["others"] = across.centres_to_ask(by=request.posting, kept=kept, gone=gone)
    return render(request, "duplicates/merge.html", context)


def _why_not(request: StaffRequest, pair: Pair) -> str:
    if {pair.opened_by_id, pair.decided_by_id} == {request.posting.user_id}:
        return _("You alone said that these two are one person’s. Somebody else makes them one file.")
    return _(
        "A password was made for one of you lately. A third person first confirms whose account it is (page of today)."
    )


def _made_one(request: StaffRequest, kept: Person, gone: Person) -> HttpResponse:
    """At once where both are this centre's alone; otherwise a supervisor of each other centre agrees first."""
    if across.ask_the_centres(by=request.posting, kept=kept, gone=gone):
        messages.success(request, _("Asked. They become one file when the other centre agrees."))
        return redirect("duplicates:pairs")
    try:
        merging.merge(by=request.posting, kept=kept, gone=gone)
    except merging.CannotMerge:
        raise Http404 from None
    messages.success(request, _("The two files are one now. Both codes open it."))
    return redirect(f"{reverse('people:file', args=[kept.public_id])}?why={WhyOpen.CORRECTION}")


@require_POST
@needs(May.MERGE_FILES)
def undo(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Everything that was moved goes back, be it two files again or one."""
    done = queries.merge_or_404(posting=request.posting, public_id=public_id)
    open_file(posting=request.posting, public_id=done.kept.public_id, purpose=WhyOpen.CORRECTION)
    take_back = undo_split if done.is_split else merging.undo
    try:
        take_back(by=request.posting, done=done)
    except merging.CannotMerge:
        messages.error(request, _("This file has gone into another one since. Take that back first."))
    else:
        told = _("It is one file again.") if done.is_split else _("There are two files again, as they were before.")
        messages.success(request, told)
    return redirect(f"{reverse('people:file', args=[done.kept.public_id])}?why={WhyOpen.CORRECTION}")
