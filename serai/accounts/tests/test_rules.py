from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from serai.accounts.rules import device_of, is_idle, is_over, plain_code, step_of

BEGAN = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "seen_after", "asked", "over"),
    [
        (timedelta(minutes=9), None, False, False),
        (timedelta(minutes=10), None, True, False),
        (timedelta(hours=5), timedelta(hours=4, minutes=51), False, False),
        (timedelta(hours=5), timedelta(hours=4, minutes=50), True, False),
        (timedelta(hours=10), timedelta(hours=10), False, True),
        (timedelta(minutes=9), timedelta(days=-1), False, False),
    ],
)
def test_ten_minutes_idle_ask_again_and_ten_hours_end(after, seen_after, asked, over):
    seen = None if seen_after is None else BEGAN + seen_after

    assert asked == is_idle(now=BEGAN + after, signed_in_at=BEGAN, seen_at=seen, idle=timedelta(minutes=10))
    assert over == is_over(now=BEGAN + after, signed_in_at=BEGAN, longest=timedelta(hours=10))


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_the_standard(seconds, code):
    """RFC 6238, appendix B, the last six of its eight digits."""
    now = datetime.fromtimestamp(seconds, UTC)

    assert step_of(code, secret=b"12345678901234567890", now=now, after=0) == seconds // 30


@pytest.mark.parametrize(
    ("seconds", "right"), [(-31, False), (-1, True), (0, True), (29, True), (59, True), (60, False)]
)
def test_a_code_is_good_in_its_half_minute_and_beside_it(seconds, right):
    secret, begins = b"12345678901234567890", 1111111110
    code = TOTP(secret, 6, SHA1(), 30).generate(begins).decode()  # noqa: S303
    now = datetime.fromtimestamp(begins + seconds, UTC)

    assert (step_of(code, secret=secret, now=now, after=0) is not None) == right
    assert step_of(code, secret=secret, now=now, after=begins // 30) is None


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("081 804", "081804"),
        ("٠٨١٨٠٤", "081804"),
        ("ABCD-efgh 2345", "abcdefgh2345"),
        ("", ""),
        ("①", "1"),
        ("😀é", "é"),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed, plain):
    assert plain_code(typed) == plain
    assert step_of(plain, secret=b"12345678901234567890", now=BEGAN, after=0) is None


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome, Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1", "Safari, iPhone"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_in_two_words(header, words):
    assert device_of(header) == words
