"""Decisions about help given, without the database."""

import re
from collections.abc import Iterable
from datetime import date

# Named deliveries of these say something about health, violence, family or law: only who may see the profile sees
# them (the need-to-know matrix of the field). Counting them without a name is everybody's.
PRIVATE_GROUPS = frozenset({"health", "mhpss", "counselling", "children", "family", "documents", "solutions"})
PRIVATE_SERVICES = frozenset(
    {"VULN_ASSESSMENT", "SAFE_SHELTER_REF", "REFERRAL", "MEDICAL_ESCORT", "OPS_ESCORT", "FUNERAL"}
)
ORDINARY_SERVICES = frozenset({"FIRST_AID", "COUNSEL_BASIC", "CFS", "RECREATION", "BASIC_EDUCATION", "RFL_CALL"})


def is_private(*, service_type: str, group: str) -> bool:
    """Whether a named delivery of this service is for those only who may see the person's profile."""
    if service_type in ORDINARY_SERVICES:
        return False
    return group in PRIVATE_GROUPS or service_type in PRIVATE_SERVICES


def may_undo(*, recorded_on: date, today: date, is_undone: bool) -> bool:
    """A mistake is undone on the day on which it was recorded, once. Later, figures may already be out."""
    return recorded_on == today and not is_undone


def codes_in(text: str) -> list[str]:
    """The codes of a list typed or scanned: one a line, or with commas, semicolons or tabs; each once, in order."""
    found = (code.strip() for code in re.split(r"[\n\r\t,;]+", text))
    return list(dict.fromkeys(code for code in found if code))


def grouped(services: Iterable[tuple[str, str, bool]]) -> list[tuple[str, list[str]]]:
    """The services of a catalogue, given as (code, group, is of the minimum package), as it is shown: the minimum
    package first, then group by group; each service once."""
    groups: dict[str, list[str]] = {"minimum": []}
    for code, group, is_minimum in services:
        groups.setdefault("minimum" if is_minimum else group, []).append(code)
    return [(group, codes) for group, codes in groups.items() if codes]
