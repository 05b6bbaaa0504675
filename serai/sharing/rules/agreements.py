"""What an agreement needs before it can be put into force."""

from enum import StrEnum
from typing import Any, Protocol


class Gap(StrEnum):
    """Why an agreement cannot be put into force yet."""

    NO_PURPOSE = "no_purpose"
    NO_FIELDS = "no_fields"
    NO_WAY = "no_way"
    NO_SECURITY = "no_security"
    NOT_SIGNED = "not_signed"
    NOT_ASSESSED = "not_assessed"


class Written(Protocol):
    """An agreement, as far as the rule reads it."""

    purposes: Any
    fields: Any
    methods: Any
    security: str
    signed_for_us: str
    signed_for_them: str
    signed_on: Any


def gaps_in(agreement: Written, *, is_assessed: bool) -> list[Gap]:
    """All that is missing, in the order of the form. `is_assessed`: two persons signed what it could do to people."""
    found = [
        (agreement.purposes, Gap.NO_PURPOSE),
        (agreement.fields, Gap.NO_FIELDS),
        (agreement.methods, Gap.NO_WAY),
        (agreement.security.strip(), Gap.NO_SECURITY),
        (agreement.signed_for_us and agreement.signed_for_them and agreement.signed_on, Gap.NOT_SIGNED),
        (is_assessed, Gap.NOT_ASSESSED),
    ]
    return [gap for there, gap in found if not there]
