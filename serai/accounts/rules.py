"""How long a sign-in lasts, how it is named in the list of one's own devices, and which codes are right."""

import unicodedata
from base64 import b32encode
from datetime import datetime, timedelta
from hmac import compare_digest

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

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


STEP = 30  # seconds that a code is shown
DIGITS = 6
GIVEN_PASSWORD_LASTS = timedelta(days=3)  # one that somebody else made
IN_OTHER_HANDS_FOR = timedelta(hours=72)  # at least, and longer where somebody could confirm whose account it is
CODES_MISSED = 10  # wrong codes behind the right password, within an hour


def is_over(*, now: datetime, signed_in_at: datetime, longest: timedelta) -> bool:
    """Whether a sign-in has ended, whatever was done meanwhile."""
    return now - signed_in_at >= longest


def is_idle(*, now: datetime, signed_in_at: datetime, seen_at: datetime | None, idle: timedelta) -> bool:
    """Whether nothing was done for so long that who is there is asked again. Never seen counts as signing in."""
    return now - max(seen_at or signed_in_at, signed_in_at) >= idle


def is_in_other_hands(*, handed_at: datetime | None, now: datetime, somebody_confirms: bool) -> bool:
    """Whether somebody else may be signed in as this user: their password or the way round their second step went
    through another's hands. It ends with a third person's word; after three days by itself where nobody could ever
    give it."""
    if handed_at is None:
        return False
    return somebody_confirms or now - handed_at < IN_OTHER_HANDS_FOR


def plain_name(name: str) -> str:
    """What a name is compared by: its letters and digits only, so that a space, a dot or a capital makes no other."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())


def plain_code(typed: str) -> str:
    """A code as it is kept: digits of any script, small letters, nothing between them."""
    plain = (str(unicodedata.digit(sign, sign)) for sign in unicodedata.normalize("NFKC", typed) if sign.isalnum())
    return "".join(plain).lower()


def step_of(code: str, *, secret: bytes, now: datetime, after: int) -> int | None:
    """The half-minute in which an app with this secret shows this code: the present one or a neighbour, as telephones
    go a little wrong, and later than the last that was used. None: the code is not right."""
    app = TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303 - what apps expect; within HMAC it is sound
    here = int(now.timestamp()) // STEP
    near = [step for step in (here - 1, here, here + 1) if step > after]
    fits = [step for step in near if compare_digest(app.generate(step * STEP), code.encode())]
    return fits[0] if fits else None


def as_key(secret: bytes) -> str:
    """What is typed into the app where it cannot read the QR code."""
    return b32encode(secret).decode()


def app_address(*, secret: bytes, username: str) -> str:
    """What the QR code says to the app."""
    return f"otpauth://totp/Serai:{username}?secret={as_key(secret)}&issuer=Serai&digits={DIGITS}&period={STEP}"


def in_fours(text: str) -> str:
    """Groups of four, as one reads a long code aloud."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def device_of(user_agent: str) -> str:
    """Two words such as `Firefox, Android`, enough to recognise one's own phone; nothing more is kept."""
    browser = next((name for word, name in BROWSERS if word in user_agent), "")
    system = next((name for word, name in SYSTEMS if word in user_agent), "")
    return ", ".join(filter(None, [browser, system]))
