from collections.abc import Callable
from contextlib import nullcontext
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from serai.centres import queries

CHOSEN = "posting"


def zone_of(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


class CurrentPosting:
    """Puts the current posting on the request: the one chosen, or the only one there is.

    Days and hours are then those of its centre.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.posting = None  # type: ignore[attr-defined]
        request.has_several_postings = False  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            chosen = request.session.get(CHOSEN)
            postings = queries.postings_of(user_id=request.user.pk)
            found = list(postings)
            request.has_several_postings = len(found) > 1  # type: ignore[attr-defined]
            if len(found) > 1:
                found = [posting for posting in found if posting.pk == chosen]
            request.posting = found[0] if found else None  # type: ignore[attr-defined]
        centre = request.posting.centre if request.posting else None  # type: ignore[attr-defined]
        zone = zone_of(centre.time_zone) if centre else None
        with timezone.override(zone) if zone else nullcontext():
            return self.get_response(request)
