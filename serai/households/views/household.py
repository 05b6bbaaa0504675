"""The household of a person, one page; each file is still opened alone."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.households.forms.household import (
    CANNOT_JOIN,
    MEANWHILE,
    AddForm,
    ChangeForm,
    ChildForm,
    FindForm,
    RolesForm,
    StatusForm,
)
from serai.households.operations import household as operations
from serai.households.queries import household as queries
from serai.people import rules
from serai.people.access import open_file
from serai.people.choices import ChildStatus, WhyOpen
from serai.people.models import Person
from serai.people.queries.file import heading
from serai.search.forms import SearchForm
from serai.search.operations import note_search
from serai.search.queries import matching, may_search_names
from serai.ui.editors import ChangedMeanwhile
from serai.ui.forms import retell


def _opened(request: StaffRequest, public_id: UUID) -> Person:
    return open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.REGISTRATION)


@require_safe
@needs(May.SEE_BASIC_FILE)
def household(request: StaffRequest, public_id: UUID) -> HttpResponse:
    person, today = _opened(request, public_id), timezone.localdate()
    context = {
        **heading(person),
        "members": queries.members(posting=request.posting, person=person, on=today),
        "is_child": rules.is_child_on(person.birth, today),
        "may_edit": request.posting.may(May.EDIT_BASIC_FILE),
        "may_issue_card": request.posting.may(May.ISSUE_CARD),
        "may_decide": request.posting.may(May.EDIT_PROFILE),
    }
    return render(request, "households/household.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.EDIT_BASIC_FILE)
def household_add(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Search among the people in reach, choose one, say the role."""
    person = _opened(request, public_id)
    find, found, form = FindForm(request.POST if request.method == "POST" else None), [], None
    if request.method == "POST" and find.is_valid():
        if not may_search_names(posting=request.posting):
            return render(request, "search/search.html", {"form": SearchForm(), "searched_out": True}, status=429)
        found = _found(request, find.cleaned_data["typed"], besides=person)
        form = AddForm(request.POST if "role" in request.POST else None, found=found)
        if form.is_valid() and _added(request, person, form):
            return redirect("households:household", public_id=public_id)
    context = {**heading(person), "find": find, "form": form, "found": found}
    return render(request, "households/add.html", context)


def _found(request: StaffRequest, typed: str, *, besides: Person) -> list[tuple[str, str]]:
    results = matching(posting=request.posting, text=typed)
    note_search(by=request.posting, count=len(results.people))
    others = (one for one in results.people if str(one.public_id) != str(besides.public_id))
    return [(str(one.public_id), " · ".join([one.called.main, one.sex, one.age, one.code])) for one in others]


def _added(request: StaffRequest, person: Person, form: AddForm) -> bool:
    member = _opened(request, form.member)
    try:
        operations.add_member(by=request.posting, person=person, member=member, place=form.place)
    except operations.CannotJoin as refusal:
        form.refuse(refusal.why)
        return False
    messages.success(request, _("Added to the household."))
    return True


@require_http_methods(["GET", "POST"])
@needs(May.EDIT_BASIC_FILE)
def household_place(request: StaffRequest, public_id: UUID) -> HttpResponse:
    person = _opened(request, public_id)
    membership = queries.membership_of(person)
    if membership is None:
        raise Http404
    now = operations.Place(membership.role, membership.relation, membership.is_present)
    initial = {"role": now.role, "relation": now.relation, "is_present": now.is_present}
    data = request.POST if request.method == "POST" else None
    form = ChangeForm(data, initial={**initial, "seen": ChangeForm.written(now)})
    if form.is_valid():
        try:
            operations.change_place(by=request.posting, membership=membership, place=form.place, seen=form.was)
            return redirect("households:household", public_id=public_id)
        except operations.CannotJoin as refusal:
            form.refuse(refusal.why)
        except ChangedMeanwhile:
            form.add_error(None, MEANWHILE)
            retell(form, seen=ChangeForm.written(now))
    return render(request, "households/place.html", {**heading(person), "form": form, "now": membership})


@require_http_methods(["GET", "POST"])
@needs(May.EDIT_BASIC_FILE)
def household_roles(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Everybody's role on one page: another head, or some of them to a household of their own."""
    person, today = _opened(request, public_id), timezone.localdate()
    members = queries.members(posting=request.posting, person=person, on=today)
    if not members:
        raise Http404
    seen = RolesForm.written(members)
    form = RolesForm(request.POST if request.method == "POST" else None, members=members, initial={"seen": seen})
    if form.is_valid():
        try:
            operations.rearrange(by=request.posting, roles=form.roles, going=form.going, seen=form.was)
            messages.success(request, _("The household is as you wrote it."))
            return redirect("households:household", public_id=public_id)
        except operations.CannotJoin as refusal:
            form.add_error(None, CANNOT_JOIN[refusal.why])
        except ChangedMeanwhile:
            form.add_error(None, MEANWHILE)
            retell(form, seen=seen)
    return render(request, "households/roles.html", {**heading(person), "form": form})


@require_POST
@needs(May.EDIT_BASIC_FILE)
def household_leave(request: StaffRequest, public_id: UUID) -> HttpResponse:
    person = _opened(request, public_id)
    operations.leave_household(by=request.posting, person=person)
    messages.success(request, _("Removed from the household. The file itself stays as it is."))
    return redirect("households:household", public_id=public_id)


@require_http_methods(["GET", "POST"])
@needs(May.EDIT_PROFILE)
def child(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Who is with this child: asked for each adult, suggested from the answers, decided by a person."""
    person, today = _opened(request, public_id), timezone.localdate()
    if not rules.is_child_on(person.birth, today):
        raise Http404
    members = queries.members(posting=request.posting, person=person, on=today)
    adults = queries.adults_with(members=members, child=person)
    initial = queries.relation_values(members=members, child=person)
    seen = ChildForm.written(adults, initial)
    suggested = queries.suggestion(child=person, members=members, on=today)
    is_decision = request.method == "POST" and "status" in request.POST
    sent = request.POST if request.method == "POST" and not is_decision else None
    form = ChildForm(sent, adults=adults, initial={**initial, "seen": seen})
    decision = StatusForm(request.POST if is_decision else None, initial={"status": person.child_status})
    if _asked(request, person, form, seen) or _decided(request, person, decision, suggested):
        return redirect("households:child", public_id=public_id)
    words = ChildStatus(suggested).label if suggested else ""
    context = {**heading(person), "form": form, "decision": decision, "adults": adults, "suggested": words}
    return render(request, "households/child.html", context)


def _asked(request: StaffRequest, person: Person, form: ChildForm, seen: str) -> bool:
    if not form.is_valid():
        return False
    try:
        operations.say_relations(by=request.posting, child=person, said=form.said, seen=form.was)
    except ChangedMeanwhile:
        form.add_error(None, MEANWHILE)
        retell(form, seen=seen)
        return False
    messages.success(request, _("Saved. Now decide who is with the child."))
    return True


def _decided(request: StaffRequest, person: Person, form: StatusForm, suggested: str | None) -> bool:
    if not form.is_valid():
        return False
    status = form.cleaned_data["status"]
    operations.decide_child_status(by=request.posting, child=person, status=status, suggested=suggested)
    messages.success(request, _("Decided: %(status)s.") % {"status": ChildStatus(status).label})
    return True
