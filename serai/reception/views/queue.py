from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from serai.cards.queries import free_in_every_language, picture_of
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.reception.choices import TokenAct
from serai.reception.operations import queue as operations
from serai.reception.queries import queue as queries
from serai.reception.queries.waits import wait_of, waits_of
from serai.ui.access import stays_open

SIMPLE_ACTS: dict[str, Callable[..., Any]] = {
    TokenAct.CALL_AGAIN: operations.call_again,
    TokenAct.START: operations.start,
    TokenAct.FINISH: operations.finish,
    TokenAct.MISS: operations.miss,
    TokenAct.PUT_OFF: operations.put_off,
}
MOVED = _("A colleague has already moved this token. The list below is up to date.")
PUT_OFF = _("Token %(number)s comes first tomorrow. The number stays the same: tell the person before they go.")
DESK_CLOSED = _("This desk is closed now. Choose another desk.")


@require_safe
@needs(May.SEE_QUEUE)
def queues(request: StaffRequest) -> HttpResponse:
    """Each desk: who waits, since when, and about how long somebody who comes now waits; how long people waited."""
    rows = queries.queues(posting=request.posting, now=timezone.now())
    waits = waits_of(posting=request.posting, on=timezone.localdate())
    for row in rows:
        row["about"] = waits.about(desk_id=row["desk"].pk, ahead=row["waiting"])
    return render(request, "reception/queues.html", {"queues": rows, "spread": waits.spread})


@require_safe
@needs(May.SEE_QUEUE)
def queue(request: StaffRequest, code: str) -> HttpResponse:
    """One desk: who is called, who waits, in order and why."""
    desk = queries.desk_or_404(posting=request.posting, code=code)
    found = queries.queue_of(posting=request.posting, desk=desk, on=timezone.localdate())
    choices = queries.desk_choices(posting=request.posting)
    context = {
        "desk": desk,
        "desk_label": queries.desk_label(desk),
        "other_desks": [(other, label) for other, label in choices if other != code],
        "may_run": request.posting.may(May.RUN_QUEUE),
        "may_see_file": request.posting.may(May.SEE_BASIC_FILE),
    }
    part = "#lists" if request.htmx else ""
    return render(request, f"reception/queue.html{part}", context | found)


@require_POST
@needs(May.RUN_QUEUE)
def call_next(request: StaffRequest, code: str) -> HttpResponse:
    desk = queries.desk_or_404(posting=request.posting, code=code)
    token = operations.call_next(by=request.posting, desk=desk, at=timezone.now())
    if token is None:
        messages.info(request, _("Nobody is waiting at this desk."))
    else:
        messages.success(request, _("Token %(number)s is called.") % {"number": token.number})
    return redirect("reception:queue", code)


@require_POST
@needs(May.RUN_QUEUE)
def act_on_token(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """Call again, start, done, did not come: what the desk does with a token that it called."""
    token = queries.token_or_404(posting=request.posting, pk=pk)
    if act not in SIMPLE_ACTS:
        raise Http404
    try:
        closed = SIMPLE_ACTS[act](by=request.posting, token=token, at=timezone.now())
    except operations.MovedMeanwhile:
        messages.warning(request, MOVED)
    else:
        if act == TokenAct.MISS:
            said = _("Token %(number)s is closed: nobody came twice.") if closed else _("Token %(number)s waits again.")
            messages.info(request, said % {"number": token.number})
        elif act == TokenAct.PUT_OFF:
            messages.success(request, PUT_OFF % {"number": token.number})
    return redirect("reception:queue", token.desk.code)


@require_POST
@needs(May.RUN_QUEUE)
def put_off_rest(request: StaffRequest, code: str) -> HttpResponse:
    """The desk closes: everybody who still waits comes first tomorrow, under the same number."""
    desk = queries.desk_or_404(posting=request.posting, code=code)
    number = operations.put_off_rest(by=request.posting, desk=desk, at=timezone.now())
    said = ngettext(
        "%(number)d token comes first tomorrow, under the same number. Tell the person before they go.",
        "%(number)d tokens come first tomorrow, under the same numbers. Tell the people before they go.",
        number,
    )
    messages.success(request, said % {"number": number})
    return redirect("reception:queue", code)


@require_POST
@needs(May.RUN_QUEUE)
def hand_over(request: StaffRequest, pk: int) -> HttpResponse:
    token = queries.token_or_404(posting=request.posting, pk=pk)
    left = token.desk.code
    try:
        desk = queries.desk_or_404(posting=request.posting, code=request.POST.get("desk", ""))
        operations.hand_over(by=request.posting, token=token, desk=desk, at=timezone.now())
    except operations.MovedMeanwhile:
        messages.warning(request, MOVED)
    except operations.DeskClosed:
        messages.error(request, DESK_CLOSED)
    else:
        said = _("Token %(number)s waits at desk %(desk)s now.")
        messages.success(request, said % {"number": token.number, "desk": desk.code})
    return redirect("reception:queue", left)


@require_safe
@stays_open
@needs(May.SEE_QUEUE)
def board(request: StaffRequest) -> HttpResponse:
    """For the wall of the waiting room: numbers and desks, nothing about anybody."""
    called = queries.board(posting=request.posting, on=timezone.localdate())
    part = "#called" if request.htmx else ""
    return render(request, f"reception/board.html{part}", {"called": called})


@require_safe
@needs(May.SEE_QUEUE)
def slip(request: StaffRequest, pk: int) -> HttpResponse:
    """To print: the number, the desk, and that everything is free, in the four languages."""
    token = queries.token_or_404(posting=request.posting, pk=pk)
    wait = wait_of(posting=request.posting, token=token, on=timezone.localdate())
    context = {
        "token": token,
        "wait": wait,
        "now": timezone.now(),
        "free": free_in_every_language(),
        "picture": picture_of(f"T{token.number}"),
    }
    return render(request, "reception/slip.html", context)
