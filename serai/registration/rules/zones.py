"""What a travel document's zone says, in the words of a registration."""

from typing import Any

from serai.passports.zone import Day, Zone

KINDS = {"P": "passport", "V": "visa", "I": "national_id", "A": "national_id", "C": "national_id"}


def offered(zone: Zone, *, countries: set[str]) -> dict[str, Any]:
    """The answers that the zone would give, by the names of the form's fields. A country that is none of ours is not
    known."""
    day = zone.birth or (None, None, None)
    return {
        "kind": "laissez_passer" if zone.type in {"PE", "PR", "PS", "PL"} else KINDS.get(zone.type[:1], "other"),
        "state": "held",
        "country": _ours(zone.issuer, countries),
        "number": zone.number,
        "expires_on": _iso(zone.expiry),
        "given": zone.given[:80],
        "family": zone.family[:80],
        "birth_year": day[0],
        "birth_month": day[1],
        "birth_day": day[2],
        "sex": zone.sex,
        "nationality": _ours(zone.nationality, countries),
    }


def _ours(code: str, countries: set[str]) -> str:
    return code if code in countries else "unknown"


def _iso(day: Day | None) -> str:
    return f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}" if day and day[1] and day[2] else ""


# The parts of the file that a document can speak for, each with what it is read from.
PARTS: dict[str, tuple[str, ...]] = {
    "document": ("type", "issuer", "number", "expiry"),
    "name": ("names",),
    "birth": ("birth",),
    "sex": ("sex",),
    "nationality": ("nationality",),
}


def doubtful_parts(zone: Zone) -> set[str]:
    """The parts that must be compared with the document before they are taken over."""
    read = {"name": zone.given, "birth": zone.birth, "sex": zone.sex, "document": zone.number}
    empty = {part for part, value in read.items() if not value}
    return empty | {part for part, fields in PARTS.items() if zone.doubtful & set(fields)}
