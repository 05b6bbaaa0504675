"""How long a sign-in lasts, and how it is named in the list of one's own devices."""

from datetime import datetime, timedelta

type Signs = tuple[tuple[str, str], ...]

# The first word found names the browser: a Chrome says that it is a Safari too, an Edge that it is a Chrome.
BROWSERS: tuple[tuple[str, str], ...] = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
)
BROWSERS += (("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS: Signs = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
)
SYSTEMS += (("Mac OS", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))


def is_over(
    *, now: datetime, signed_in_at: datetime, seen_at: datetime | None, idle: timedelta, longest: timedelta
) -> bool:
    """Whether a sign-in has ended: too long ago, or nothing done for too long. Never seen counts as signing in."""
    return now - signed_in_at >= longest or now - max(seen_at or signed_in_at, signed_in_at) >= idle


def device_of(user_agent: str) -> str:
    """Two words such as `Firefox, Android`, enough to recognise one's own phone; nothing more is kept."""
    browser = next((name for word, name in BROWSERS if word in user_agent), "")
    system = next((name for word, name in SYSTEMS if word in user_agent), "")
    return ", ".join(filter(None, [browser, system]))
