from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from serai.accounts.access import fresh
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.feeds import operations, queries, rules
from serai.feeds.access import may_ask
from serai.ui.access import public

NO_PAGE = {"Content-Type": "text/plain; charset=utf-8"}  # for programs; the same to the last byte


@require_safe
@needs(May.SEE_APPOINTMENTS)
def mine(request: StaffRequest) -> HttpResponse:
    """Whether there is an address for one's own calendar program, and what it tells."""
    return render(request, "feeds/mine.html", {"feed": queries.feed_of(posting=request.posting)})


@require_POST
@needs(May.SEE_APPOINTMENTS)
@fresh
def make(request: StaffRequest) -> HttpResponse:
    """A new address, on this answer and nowhere else: no session, message or page has it later."""
    secret = operations.make_feed(by=request.posting, now=timezone.now())
    address = request.build_absolute_uri(reverse("feeds:feed", args=[secret]))
    return render(request, "feeds/made.html", {"address": address})


@require_POST
@needs(May.SEE_APPOINTMENTS)
def end(request: StaffRequest) -> HttpResponse:
    """The address leads nowhere from now on."""
    if operations.end_feed(by=request.posting):
        messages.success(request, _("The address leads nowhere from now on."))
    return redirect("feeds:mine")


@require_safe
@public("calendar programs cannot sign in: the address itself is the secret, and tells times alone")
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """When the holder has appointments, as iCalendar text. Wrong and ended addresses are the same answer."""
    if not may_ask(secret=secret, place=request.META.get("REMOTE_ADDR", "")):
        return HttpResponse(status=429, headers=NO_PAGE | {"Retry-After": str(rules.AN_HOUR)})
    now = timezone.now()
    found = queries.feed_behind(secret=secret, now=now)
    if found is None:
        return HttpResponse(status=404, headers=NO_PAGE)
    with translation.override(found.posting.user.language):
        said = {"called": _("Appointments"), "each": _("Appointment")}
    words = rules.calendar(queries.entries(feed=found, now=now), at=now, **said)
    answer = HttpResponse(words, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Disposition"] = 'attachment; filename="appointments.ics"'
    return answer
