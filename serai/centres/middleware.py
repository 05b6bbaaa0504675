from collections.abc import Callable
from contextlib import nullcontext
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from serai.accounts.operations import SECOND_STEP
from serai.centres import queries, second_line
from serai.centres.models import Posting

CHOSEN = "posting"
OPEN_BEFORE_THE_SECOND_STEP = {"set_language", "centres:choose_posting"}


def zone_of(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


class CurrentPosting:
    """Puts the current posting on the request: the one chosen, or the only one there is. Once one was chosen no other
    takes its place unasked: what was typed under it would be recorded elsewhere.

    Days and hours are then those of its centre, and on PostgreSQL the rows that the database shows.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.posting = None  # type: ignore[attr-defined]
        request.has_several_postings = False  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            chosen = request.session.get(CHOSEN)
            found = queries.postings_of(user_id=request.user.pk)
            request.has_several_postings = len(found) > 1  # type: ignore[attr-defined]
            if len(found) > 1 or chosen:
                found = [posting for posting in found if posting.pk == chosen]
            if found:
                found[0].user = request.user  # already read; the same question would read it again
            request.posting = found[0] if found else None  # type: ignore[attr-defined]
        posting: Posting | None = request.posting  # type: ignore[attr-defined]
        centre = posting.centre if posting else None
        zone = zone_of(centre.time_zone) if centre else None
        rows = second_line.at(centre.pk if centre else None, user_id=posting.user_id) if posting else nullcontext()
        with timezone.override(zone) if zone else nullcontext(), rows:
            return self.get_response(request)


class SecondStepFirst:
    """A role that opens what could put people in danger is worn only by who signed in with a second step."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        page = request.resolver_match.view_name if request.resolver_match else ""
        is_own_account = page.startswith("accounts:") or page in OPEN_BEFORE_THE_SECOND_STEP
        return None if is_own_account or not lacks_second_step(request) else redirect("accounts:second_step")


def begin_with(*, request: HttpRequest, user: Any, **_: Any) -> None:
    """Somebody signs in: their only posting is chosen, so that another in its place is asked about."""
    found = queries.postings_of(user_id=user.pk)
    if len(found) == 1:
        request.session[CHOSEN] = found[0].pk


def lacks_second_step(request: HttpRequest) -> bool:
    posting = getattr(request, "posting", None)
    return posting is not None and posting.role in settings.SECOND_STEP_ROLES and not request.session.get(SECOND_STEP)
