from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from serai.cards.access import what_is
from serai.cards.rules import Kind
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people import rules
from serai.people.access import in_hand
from serai.people.rules.reach import Reach
from serai.search import queries
from serai.search.forms import SearchForm
from serai.search.operations import note_lookup, note_search

KNOWN = {Kind.STOPPED, Kind.FREE, Kind.SPOILED}  # no guesses


@require_http_methods(["GET", "POST"])
@needs(May.SEARCH_PEOPLE)
def search(request: StaffRequest) -> HttpResponse:
    """Nothing is listed until something is searched. What is typed stays out of addresses, logs and the trail."""
    form = SearchForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "may_register": request.posting.may(May.REGISTER_PEOPLE)}
    if request.method == "POST" and form.is_valid():
        is_looked_for = form.read.kind in {rules.Kind.NAME, rules.Kind.NUMBER}
        return _find(request, context, form) if is_looked_for else _look_up(request, context, form)
    return render(request, "search/search.html", context)


def _find(request: StaffRequest, context: dict[str, Any], form: SearchForm) -> HttpResponse:
    """By name, telephone or document. What is as long as a card's code, and nobody's number, is a card with a slip."""
    if not queries.may_search_names(posting=request.posting):
        return render(request, "search/search.html", {**context, "searched_out": True}, status=429)
    results = queries.matching(posting=request.posting, text=form.cleaned_data["typed"])
    note_search(by=request.posting, count=len(results.people))
    is_slip = form.read.kind == rules.Kind.NUMBER and not results.people
    return render(
        request, "search/search.html", {**context, **({"mistyped": True} if is_slip else {"results": results})}
    )


def _look_up(request: StaffRequest, context: dict[str, Any], form: SearchForm) -> HttpResponse:
    """A code that is unknown, revoked or of a file out of reach gets one and the same answer. One telephone in thirty
    could be the code of a card: it is looked for as well, while searching is not used up."""
    read = form.read
    if not queries.may_try_codes(posting=request.posting):
        return render(request, "search/search.html", {**context, "too_many": True}, status=429)
    if read.kind == rules.Kind.MISTYPED:
        return render(request, "search/search.html", {**context, "mistyped": True})
    found, person = in_hand(posting=request.posting, read=read)
    what = _what_is(request, read) if found == Reach.NONE else ""
    note_lookup(by=request.posting, found=found == Reach.OPEN or what in KNOWN)
    if found == Reach.OPEN and person is not None:
        return redirect("people:file", public_id=person.public_id)
    may_search = what == Kind.UNKNOWN and queries.may_search_names(posting=request.posting)
    if may_search and queries.with_number(posting=request.posting, text=form.cleaned_data["typed"]):
        return _find(request, context, form)
    return render(request, "search/search.html", {**context, "offered": found == Reach.OFFER, "opens_nothing": what})


def _what_is(request: StaffRequest, read: rules.Reading) -> str:
    """The code of a file that opens nothing is unknown; a card may be one that was stopped, or that is nobody's yet."""
    return what_is(posting=request.posting, code=read.code) if read.kind == rules.Kind.CARD else Kind.UNKNOWN
