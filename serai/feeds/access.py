"""The door of a feed: how often it may be asked. Counted before anything is looked up, alike for every secret."""

from django.core.cache import cache

from serai.feeds import queries, rules


def may_ask(*, secret: str, place: str) -> bool:
    """Whether this address may be asked once more this hour, and this place (a network address) this minute."""
    of_one = _again(f"feed {queries.hashed(secret)}", seconds=rules.AN_HOUR) <= rules.ASKS_OF_ONE
    from_one = _again(f"feeds from {place}", seconds=rules.A_MINUTE) <= rules.ASKS_FROM_ONE_PLACE
    return of_one and from_one


def _again(name: str, *, seconds: int) -> int:
    key = queries.hashed(name)
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # over at this very moment: begun anew
        return 1
