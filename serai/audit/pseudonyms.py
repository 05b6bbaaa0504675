"""What stands in the trail in place of an id: told apart only by who holds the key of the year."""

import hmac
from datetime import UTC

from django.db import models
from django.utils import timezone

from serai.audit import keys

PERSON = "people.person"
LENGTH = 32


def pseudonym(subject: models.Model, *, year: int | None = None) -> str:
    """Under which the subject stands in the lines of that year, or of this one."""
    return of_id(subject._meta.label_lower, subject.pk, year=year or timezone.now().astimezone(UTC).year)


def of_id(label: str, pk: int, *, year: int) -> str:
    return hmac.digest(keys.key_of(year), f"{label}:{pk}".encode(), "sha256").hex()[:LENGTH]


def person_of(subject: models.Model) -> int | None:
    """The person that a row is about: itself, or the one it belongs to."""
    if subject._meta.label_lower == PERSON:
        return int(subject.pk)
    return getattr(subject, "person_id", None)


def pseudonyms(subject: models.Model) -> list[str]:
    """All under which the subject stands in the trail, one for each year whose key is still there."""
    return [pseudonym(subject, year=year) for year in keys.years()]
