"""A scanner with a cable presses the keys of an American keyboard; on a machine that is set to another one, other
characters arrive. What was meant, from what a key gives there."""

from collections.abc import Iterator

# Digits and M are no such keys' on a French keyboard: what holds them was not scanned there.
AZERTY = str.maketrans("&é\"'(-è_çàAQZW?0123456789M", "1234567890QAWZM" + "!" * 11)
# With Shift, as a scanner types capitals; three keys give two letters each.
ARABIC = str.maketrans("\u064e\u064b\u064f\u064cإ\u061b\u0650\u064d][أـ\u060c~\u0652}{آ\u2019", "QWERYPASDFHJKZXCVNM")
ARABIC_PAIRS = (("لإ", "T"), ("لأ", "G"), ("لآ", "B"))


def as_meant(typed: str) -> Iterator[str]:
    """What a scanner meant, if the machine is set to French or to Arabic and this is what arrived."""
    arabic = typed
    for pair, letter in ARABIC_PAIRS:
        arabic = arabic.replace(pair, letter)
    yield from (meant for meant in (typed.translate(AZERTY), arabic.translate(ARABIC)) if meant != typed)
