"""One's own feed, and what the holder of a secret reads."""

from datetime import datetime

from django.utils import timezone

from serai.accounts.models import User
from serai.appointments.choices import FREES
from serai.appointments.queries.expected import appointments_at
from serai.audit import keys
from serai.centres import second_line
from serai.centres.models import Posting
from serai.centres.rules import May, roles_that_may
from serai.feeds.models import Feed
from serai.feeds.rules import AHEAD, Entry
from serai.keys.derived import keyed_hash

SECRETS, ENTRIES, PASSWORDS = "secrets of feeds", "entries of feeds", "passwords of feeds"


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return keyed_hash(secret, key=keys.look_up_key(), purpose=SECRETS).hex()


def mark_of(user: User) -> str:
    """Tells one password of somebody's from the next, as sessions do, and nothing else about it."""
    return keyed_hash(user.get_session_auth_hash(), key=keys.look_up_key(), purpose=PASSWORDS).hex()


def feed_of(*, posting: Posting) -> Feed | None:
    """The address that there is for this posting, if its holder still has the password under which it was made."""
    feed = Feed.objects.filter(posting_id=posting.pk).first()
    return feed if feed is not None and feed.password_mark == mark_of(posting.user) else None


def feed_behind(*, secret: str, now: datetime) -> Feed | None:
    """The feed of this secret, while its holder works here, may see appointments and has the same password. Wrong,
    ended, replaced: None, after the same one question."""
    working = Posting.objects.active(timezone.localdate(now)).filter(role__in=roles_that_may(May.SEE_APPOINTMENTS))
    found = Feed.objects.filter(secret_hash=hashed(secret), posting__in=working)
    feed = found.select_related("posting__user").first()
    return feed if feed is not None and feed.password_mark == mark_of(feed.posting.user) else None


def entries(*, feed: Feed, now: datetime) -> list[Entry]:
    """What is to come for the holder, at the posting's own centre: not what is over, given back, or about a file that
    is kept from them."""
    posting = feed.posting
    with second_line.at(posting.centre_id, user_id=posting.user_id):
        coming = appointments_at(posting).filter(staff_id=posting.user_id, ends_at__gt=now, starts_at__lt=now + AHEAD)
        rows = coming.exclude(outcome__in=FREES).order_by("starts_at", "pk")
        told = list(rows.values_list("public_id", "starts_at", "ends_at", "room__name"))
    return [Entry(_uid(feed, str(public_id)), starts, ends, where or "") for public_id, starts, ends, where in told]


def _uid(feed: Feed, public_id: str) -> str:
    return keyed_hash(f"{feed.secret_hash} {public_id}", key=keys.look_up_key(), purpose=ENTRIES).hex()[:32]
