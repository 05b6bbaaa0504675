"""Languages of the routes by ISO 639-3 (and `sgn`, sign language), in four languages and in their own words."""

from functools import cache

from django.utils.translation import get_language

from serai.codes import lists
from serai.codes.sorting import as_read

SPECIALS = ("other",)


def name(code: str, language: str | None = None) -> str:
    """In the reader's language; a code that is not in the list shows as itself."""
    return lists.label("language", code, language)


def choices() -> list[tuple[str, str]]:
    """Pairs in the reader's order: the frequent ones, then the alphabet, then "other".

    Give a form field the function, `choices=languages.choices`: it is asked anew for each reader.
    """
    return list(_in_order((get_language() or "en").split("-")[0]))


@cache
def _in_order(language: str) -> tuple[tuple[str, str], ...]:
    return as_read("language", language, last=SPECIALS)
