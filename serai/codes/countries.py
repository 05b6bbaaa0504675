"""Countries by ISO 3166 alpha-3, named as people say them, and the two specials of a nationality."""

from functools import cache

from django.utils.translation import get_language

from serai.codes import lists
from serai.codes.sorting import as_read

SPECIALS = ("unknown", "stateless")


def name(code: str, language: str | None = None) -> str:
    """In the reader's language; a code that is not a country shows as itself."""
    return lists.label("country", code, language)


def choices() -> list[tuple[str, str]]:
    """Pairs in the reader's order: unknown and stateless, the frequent ones, then the alphabet.

    Give a form field the function, `choices=countries.choices`: it is asked anew for each reader.
    """
    return list(_in_order((get_language() or "en").split("-")[0]))


def only() -> list[tuple[str, str]]:
    """The same without the specials: a country of issue or of residence."""
    return [(code, label) for code, label in choices() if code not in SPECIALS]


def two_letters(code: str) -> str:
    """ISO 3166 alpha-2 of an alpha-3, empty for what is no country: telephones and the web know no other."""
    found = lists.entries("country").get(code)
    return found.more["alpha2"] if found else ""


@cache
def _in_order(language: str) -> tuple[tuple[str, str], ...]:
    return as_read("country", language, first=SPECIALS)
