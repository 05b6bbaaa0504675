from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from serai.cards.access import what_is
from serai.cards.rules import Kind
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people import rules
from serai.people.access import in_hand, people_in_reach
from serai.people.models import Person
from serai.people.rules.reach import Reach
from serai.search import places, queries
from serai.search.forms import ScanForm, SearchForm
from serai.search.operations import note_lookup, note_search
from serai.search.rules import goes_first
from serai.ui.access import uses_camera

KNOWN = {Kind.STOPPED, Kind.FREE, Kind.SPOILED}  # no guesses


@require_http_methods(["GET", "POST"])
@needs(May.SEARCH_PEOPLE)
def search(request: StaffRequest) -> HttpResponse:
    """Nothing is listed until something is searched. What is typed stays out of addresses, logs and the trail."""
    form = SearchForm(request.POST or None)
    context = {"form": form, "may_register": request.posting.may(May.REGISTER_PEOPLE), "page": "search/search.html"}
    return _answered(request, context, form) if form.is_valid() else _shown(request, context)


@require_http_methods(["GET", "POST"])
@needs(May.SEARCH_PEOPLE)
@uses_camera
def scan(request: StaffRequest) -> HttpResponse:
    """The same box for whatever is scanned, by camera, by a scanner that types, or by hand; it goes on to where this
    role works: the file, a service, the queue."""
    offered = places.places_for(posting=request.posting)
    first = goes_first(role=request.posting.role, offered=[place.name for place in offered])
    form = ScanForm(request.POST or None, places=offered, initial={"then": request.GET.get("then", first)})
    context = {"form": form, "may_register": request.posting.may(May.REGISTER_PEOPLE), "page": "search/scan.html"}
    if not form.is_valid():
        return _shown(request, context)
    if address := _read_otherwise(request, form.cleaned_data["typed"]):
        return redirect(address)
    return _answered(request, {**context, "place": form.place}, form)


def _shown(request: StaffRequest, context: dict[str, Any], *, status: int = 200, **answer: Any) -> HttpResponse:
    more = {"is_answered": bool(answer), **answer}
    return render(request, context["page"], {**context, **more}, status=status)


def _read_otherwise(request: StaffRequest, typed: str) -> str:
    """Where a scan leads that is about nobody's card, code, number or name: a token of today."""
    found = (
        reader.find(posting=request.posting, typed=typed) for reader in places.readers_for(posting=request.posting)
    )
    return next((address for address in found if address), "")


def _gone_on(request: StaffRequest, context: dict[str, Any], person: Person) -> HttpResponse:
    """To the place that was chosen; to the file where nothing was, or nothing is there now."""
    place = context.get("place")
    address = place.find(posting=request.posting, person=person) if place else ""
    return redirect(address or reverse("people:file", args=[person.public_id]))


def _answered(request: StaffRequest, context: dict[str, Any], form: SearchForm) -> HttpResponse:
    is_looked_for = form.read.kind in {rules.Kind.NAME, rules.Kind.NUMBER}
    return _find(request, context, form) if is_looked_for else _look_up(request, context, form)


def _find(request: StaffRequest, context: dict[str, Any], form: SearchForm) -> HttpResponse:
    """By name, telephone or document. What is as long as a card's code, and nobody's number, is a card with a slip. A
    number that is one person's alone leads to them where it was scanned."""
    by, text = request.posting, form.cleaned_data["typed"]
    if not queries.may_search_names(posting=by):
        return _shown(request, context, searched_out=True, status=429)
    if "place" in context and len(alone := queries.with_number(posting=by, text=text)) == 1:
        note_search(by=by, count=1)
        return _gone_on(request, context, people_in_reach(posting=by).get(pk=alone[0]))
    results = queries.matching(posting=by, text=text)
    note_search(by=by, count=len(results.people))
    is_slip = form.read.kind == rules.Kind.NUMBER and not results.people
    return _shown(request, context, mistyped=True) if is_slip else _shown(request, context, results=results)


def _look_up(request: StaffRequest, context: dict[str, Any], form: SearchForm) -> HttpResponse:
    """A code that is unknown, revoked or of a file out of reach gets one and the same answer. One telephone in thirty
    could be the code of a card: it is looked for as well, while searching is not used up."""
    by, read = request.posting, form.read
    if not queries.may_try_codes(posting=by):
        return _shown(request, context, too_many=True, status=429)
    if read.kind == rules.Kind.MISTYPED:
        return _shown(request, context, mistyped=True)
    found, person = in_hand(posting=by, read=read)
    what = _what_is(request, read) if found == Reach.NONE else ""
    note_lookup(by=by, found=found == Reach.OPEN or what in KNOWN)
    if found == Reach.OPEN and person is not None:
        return _gone_on(request, context, person)
    may_search = what == Kind.UNKNOWN and queries.may_search_names(posting=by)
    if may_search and queries.with_number(posting=by, text=form.cleaned_data["typed"]):
        return _find(request, context, form)
    return _shown(request, context, offered=found == Reach.OFFER, opens_nothing=what)


def _what_is(request: StaffRequest, read: rules.Reading) -> str:
    """The code of a file that opens nothing is unknown; a card may be one that was stopped, or that is nobody's yet."""
    return what_is(posting=request.posting, code=read.code) if read.kind == rules.Kind.CARD else Kind.UNKNOWN
