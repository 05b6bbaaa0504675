"""Rows as far as they are typed, so that a reload loses nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.models import Posting
from serai.privacy.emptying import empty_the_log
from serai.waves.models import Draft, Row, Wave
from serai.waves.rules import DRAFTS, DRAFTS_LAST, may_wait


@transaction.atomic
def keep_draft(*, by: Posting, wave: Wave, token: UUID, typed: Mapping[str, str], at: datetime) -> None:
    """Keep what is typed of one row until it is whole; a row that is emptied leaves nothing. What comes after the row
    is kept, or after the wave is closed, is too late."""
    mine = Draft.objects.filter(wave=wave, typed_by_id=by.user_id, centre_id=by.here)
    kept, waits = mine.filter(token=token).first(), may_wait(typed)
    Draft.objects.filter(centre_id=by.here, typed_at__lt=at - DRAFTS_LAST).delete()
    with second_line.everywhere("a row that is sent again is the same person, in reach or not"):
        is_late = Row.objects.filter(visit__client_token=token, centre_id=by.here).exists()
    if not waits or is_late or not Wave.objects.filter(pk=wave.pk, closed_at=None).exists():
        mine.filter(token=token).delete()
    elif kept is not None:
        mine.filter(pk=kept.pk).update(typed=waits, typed_at=at)
    elif mine.count() < DRAFTS:
        Draft.objects.create(
            wave=wave, typed_by_id=by.user_id, centre_id=by.here, token=token, typed=waits, typed_at=at
        )
        record(by=by, act="wave.row_begun", subject=wave)


@second_line.everywhere("rows that nobody finished go after a day, whatever the centre")
def forget_old(sender: Any, **kwargs: Any) -> None:
    """Called whenever somebody signs in: what was typed a day ago and is not whole goes."""
    if Draft.objects.filter(typed_at__lt=timezone.now() - DRAFTS_LAST).delete()[0]:
        transaction.on_commit(empty_the_log)
