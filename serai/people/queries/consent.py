"""What a person agreed to, refused and took back."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from serai.people.models import Consent, Person
from serai.people.rules.consent import is_live


@dataclass(frozen=True)
class LastWord:
    """The line that holds now for one purpose and one recipient."""

    line: Consent
    is_live: bool


def ledger_of(person: Person) -> list[Consent]:
    """Every line, the newest first."""
    return list(Consent.objects.filter(person=person).select_related("centre", "recorded_by").order_by("-pk"))


def consents_of(person: Person, *, on: date | None = None) -> list[LastWord]:
    """The last word for each purpose and recipient, the newest first."""
    day = on or timezone.localdate()
    words: dict[tuple[str, str], LastWord] = {}
    for line in ledger_of(person):
        live = is_live(decision=line.decision, valid_until=line.valid_until, on=day)
        words.setdefault((line.purpose, line.recipient), LastWord(line, live))
    return list(words.values())
