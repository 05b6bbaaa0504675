"""Rows that somebody began and has not finished."""

from datetime import datetime

from serai.centres.models import Posting
from serai.waves.models import Draft, Wave
from serai.waves.rules import DRAFTS_LAST, ROWS_A_PAGE


def begun(*, posting: Posting, wave: Wave, now: datetime) -> list[Draft]:
    """What this user typed into a page of this wave and did not finish, the first first; nobody else's."""
    mine = Draft.objects.filter(wave=wave, centre_id=posting.here, typed_by_id=posting.user_id)
    return list(mine.filter(typed_at__gte=now - DRAFTS_LAST).order_by("pk")[:ROWS_A_PAGE])
