"""An address is made, and ended."""

import secrets
from datetime import datetime

from django.db import transaction

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.feeds import queries
from serai.feeds.models import Feed

BYTES = 32


@transaction.atomic
def make_feed(*, by: Posting, now: datetime) -> str:
    """A new address for this posting; the one before ends. Returns its secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(BYTES)
    mark = queries.mark_of(by.user)
    kept = {"secret_hash": queries.hashed(secret), "password_mark": mark, "made_at": now}
    feed, _is_new = Feed.objects.update_or_create(posting_id=by.pk, defaults=kept)
    record(by=by, act="feed.made", subject=feed)
    return secret


@transaction.atomic
def end_feed(*, by: Posting) -> bool:
    """The address leads nowhere from now on. Whether there was one."""
    feed = queries.feed_of(posting=by)
    if feed is None:
        return False
    record(by=by, act="feed.ended", subject=feed)
    feed.delete()
    return True


def end_every_feed() -> int:
    """After a backup was brought back: an address that was ended since must not lead anywhere again."""
    return Feed.objects.all().delete()[0]
