from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.models import KeptFile, Person
from serai.people.queries.file import heading
from serai.teams import operations, queries
from serai.teams.forms import MEANWHILE, NOT_THE_SECOND, WHY_NOT, KeepForm, TeamForm
from serai.ui.editors import ChangedMeanwhile


def _opened(request: StaffRequest, public_id: UUID) -> Person:
    return open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.FOLLOW_UP)


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_TO_TEAM)
def team(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Keep the file to a team, or change the team that it has."""
    person = _opened(request, public_id)
    kept = queries.kept_here(posting=request.posting, person=person)
    return _begin(request, person) if kept is None else _change(request, person, kept)


def _begin(request: StaffRequest, person: Person) -> HttpResponse:
    here = [one for one in queries.colleagues(centre_id=request.posting.here) if one.user_id != request.posting.user_id]
    form = KeepForm(request.POST or None, here=here)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            operations.keep(by=request.posting, person=person, users=form.chosen, reason=reason)
        except operations.NoTeam as refusal:
            form.add_error("members", WHY_NOT[refusal.why])
        except ChangedMeanwhile:
            form.add_error(None, MEANWHILE)
        else:
            messages.success(request, _("Kept. For everybody else at this centre, this file is not there."))
            return redirect("teams:team", public_id=person.public_id)
    return render(request, "teams/keep.html", {**heading(person), "form": form})


def _change(request: StaffRequest, person: Person, kept: KeptFile) -> HttpResponse:
    members, here = queries.members_of(kept), queries.colleagues(centre_id=request.posting.here)
    form = TeamForm(request.POST or None, here=here, team=members)
    if form.is_valid():
        try:
            operations.change_team(by=request.posting, kept=kept, users=form.chosen, seen=form.was)
        except operations.NoTeam as refusal:
            form.add_error("members", WHY_NOT[refusal.why])
        except ChangedMeanwhile:
            messages.warning(request, MEANWHILE)
            return redirect("teams:team", public_id=person.public_id)
        else:
            messages.success(request, _("The team is as you chose it."))
            is_in = request.posting.user_id in form.chosen
            return redirect("teams:team", public_id=person.public_id) if is_in else redirect("centres:today")
    panel = queries.panel(posting=request.posting, person=person)
    context = {**heading(person), **panel, "form": form, "history": queries.history_of(kept)}
    return render(request, "teams/team.html", context)


@require_POST
@needs(May.KEEP_TO_TEAM)
def ask_to_end(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """One member asks to let everybody in again."""
    kept = queries.kept_or_404(posting=request.posting, person=_opened(request, public_id))
    try:
        operations.ask_to_end(by=request.posting, kept=kept)
    except ChangedMeanwhile:
        messages.warning(request, MEANWHILE)
    else:
        messages.success(request, _("Asked. It happens when another member of the team agrees."))
    return redirect("teams:team", public_id=public_id)


@require_POST
@needs(May.SEE_BASIC_FILE)
def let_everybody_in(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Another member agrees."""
    kept = queries.kept_or_404(posting=request.posting, person=_opened(request, public_id))
    try:
        operations.let_everybody_in(by=request.posting, kept=kept)
    except operations.NotTheSecond:
        messages.warning(request, NOT_THE_SECOND)
    except ChangedMeanwhile:
        messages.warning(request, MEANWHILE)
    else:
        messages.success(request, _("From now on, everybody whose work it is may open this file again."))
    return redirect("people:file", public_id=public_id)
