"""Administrative areas by P-code: what a form searches, and what a page shows.

A record keeps the P-code alone. A code that is not in the table (an older edition, a typing error in an import)
shows as itself, so that nothing already recorded disappears from a page.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import get_language

from serai.codes import countries
from serai.codes.folding import last_beginning_with, sound, words
from serai.codes.models import Place, PlaceWord

SHORTEST = 2  # letters before a search begins
MOST = 6  # words that are read
ARTICLES = {"al", "el", "ad", "as", "ash", "at", "the"}  # they sound in every second Arabic name

Range = tuple[str, str]


def search(text: str, country: str = "", limit: int = 20) -> list[Place]:
    """Places with a word that begins as the text does, whatever its accents or case; the nearest name first.

    Of several words the first is of the place itself, the others of it or of the region it lies in
    ("jimma oro"). Where nothing begins so, what sounds so: another spelling, or another script (جيما).
    Each place comes with its parent, so `path_of(place)` asks the database nothing.
    """
    asked = words(text)[:MOST]
    if not asked or len(asked[0]) < SHORTEST:
        return []
    return _nearest(asked, [_beginning(word) for word in asked], country, limit) or _sounding(asked, country, limit)


def _sounding(asked: list[str], country: str, limit: int) -> list[Place]:
    """One consonant tells nothing, two only within a country."""
    sounds = [sound(word) for word in asked if word not in ARTICLES]
    enough = SHORTEST + (1 if country else 2)
    if not sounds or len(sounds[0]) < enough:
        return []
    return _nearest(asked, [(heard, heard) for heard in sounds], country, limit)


def _nearest(asked: list[str], ranges: list[Range], country: str, limit: int) -> list[Place]:
    found = Place.objects.filter(pk__in=_with_word(ranges[0]))
    for words_from_to in ranges[1:]:  # two sets: an OR would read the table
        found = found.filter(pk__in=_with_word(words_from_to).union(_in_region_with_word(words_from_to)))
    if country:
        found = found.filter(country=country)
    folded = " ".join(asked)
    nearness = Case(
        When(folded=folded, then=Value(0)),
        When(folded__startswith=folded, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return list(found.select_related("parent").order_by(nearness, "level", "folded", "pk")[:limit])


def _beginning(word: str) -> Range:
    return word, last_beginning_with(word)


def _with_word(words_from_to: Range) -> QuerySet[PlaceWord, Any]:
    return PlaceWord.objects.filter(word__range=words_from_to).values("place")


def _in_region_with_word(words_from_to: Range) -> QuerySet[Place, Any]:
    regions_named = Place.objects.filter(pk__in=_with_word(words_from_to)).values("pcode")
    return Place.objects.filter(parent__in=regions_named).values("pk")


def path_of(place: Place, language: str | None = None) -> str:
    """ "Jimma, Oromia, Ethiopia": the country in the reader's language, the areas as the source writes them."""
    comma = "، " if (language or get_language() or "en").startswith("ar") else ", "
    areas = [place.name, place.parent.name] if place.parent else [place.name]
    return comma.join([*areas, countries.name(place.country, language)])


def paths(pcodes: Iterable[str], language: str | None = None) -> dict[str, str]:
    """The path of each code, in one query however many: for tables."""
    asked = set(pcodes) - {""}
    found = Place.objects.filter(pcode__in=asked).select_related("parent").order_by("pk") if asked else []
    return {code: code for code in asked} | {place.pcode: path_of(place, language) for place in found}


def path(pcode: str, language: str | None = None) -> str:
    return paths([pcode], language).get(pcode, pcode)


def names(pcodes: Iterable[str]) -> dict[str, str]:
    """The name of each code, in one query however many."""
    asked = set(pcodes) - {""}
    found = Place.objects.filter(pcode__in=asked).values_list("pcode", "name") if asked else ()
    return {code: code for code in asked} | dict(found)


def name(pcode: str) -> str:
    return names([pcode]).get(pcode, pcode)


def exists(pcode: str) -> bool:
    return Place.objects.filter(pcode=pcode).exists()


def admin1_of(pcode: str) -> str:
    """The level 1 area a place lies in (a level 1 area is its own); empty for a code that is not known."""
    parents = Place.objects.filter(pcode=pcode).order_by("pk").values_list("parent_id", flat=True)
    return next((str(parent or pcode) for parent in parents), "")
