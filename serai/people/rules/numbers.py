"""Numbers that tell one person from all others: telephones and documents, in the one form in which they are compared.

A telephone is written with its country in front (E.164), a document with the country that issued it; letters, digits
of any script, spaces and strokes are folded, since nobody copies them alike.
"""

import re
from collections.abc import Iterable

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from serai.codes.folding import western_digits, words

SEVERAL, WORDS = re.compile(r"[/,;]"), re.compile(r"[^0-9 ().+-]")
PHONE_SIGNS = re.compile(r"[+(]?[0-9 ()./+-]+")
SHORTEST_PHONE, SHORTEST_DOCUMENT, FEWEST_DIGITS = 6, 5, 3


def phones(typed: str, regions: Iterable[str]) -> set[str]:
    """The telephones in what was typed, as they are called from one of these countries (two letters) or with a
    country of their own in front. One that is possible in none of them is kept as its digits."""
    found: set[str] = set()
    for part in (WORDS.sub("", one) for one in SEVERAL.split(western_digits(typed))):
        digits = re.sub(r"\D", "", part)
        valid = {number for region in [*regions, None] if (number := _called_from(part, region))}
        if valid:
            found |= valid
        elif len(digits) >= SHORTEST_PHONE:
            found.add(f"phone:?{digits}")
    return found


def _called_from(typed: str, region: str | None) -> str:
    try:
        number = phonenumbers.parse(typed, region or None)
    except NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return f"phone:{phonenumbers.format_number(number, PhoneNumberFormat.E164)}"


def document(number: str, country: str) -> str:
    """A document's number with the country that issued it, whatever kind of document it was called. Empty for what is
    too short to tell one from another."""
    folded = "".join(words(western_digits(number)))
    return f"document:{country}:{folded}" if len(folded) >= SHORTEST_DOCUMENT else ""


def is_number(typed: str) -> bool:
    """Whether what was typed may be a number; with hardly a digit it is a name."""
    return sum(sign.isdecimal() for sign in typed) >= FEWEST_DIGITS


def sought(typed: str, *, region: str, countries: Iterable[str]) -> set[str]:
    """What a search may mean by this number: a telephone as called from here, a document of any country."""
    if not is_number(typed):
        return set()
    plain = western_digits(typed).strip()
    found = {form for country in ["", *countries] if (form := document(plain, country))}
    return found | phones(plain, [region]) if PHONE_SIGNS.fullmatch(plain) else found
