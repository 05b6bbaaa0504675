from datetime import UTC, datetime, timedelta

import pytest

from serai.accounts.rules import device_of, is_over

BEGAN = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "seen_after", "over"),
    [
        (timedelta(minutes=29), None, False),
        (timedelta(minutes=30), None, True),
        (timedelta(hours=5), timedelta(hours=4, minutes=31), False),
        (timedelta(hours=5), timedelta(hours=4, minutes=30), True),
        (timedelta(hours=10), timedelta(hours=10), True),
        (timedelta(minutes=29), timedelta(days=-1), False),
    ],
)
def test_a_sign_in_ends_after_half_an_hour_idle_or_ten_hours_in_all(after, seen_after, over):
    assert over == is_over(
        now=BEGAN + after,
        signed_in_at=BEGAN,
        seen_at=None if seen_after is None else BEGAN + seen_after,
        idle=timedelta(minutes=30),
        longest=timedelta(hours=10),
    )


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
