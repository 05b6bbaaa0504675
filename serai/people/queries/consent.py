"""What a person agreed to, refused and took back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from serai.centres.models import Posting
from serai.people.models import Consent, Person
from serai.people.rules.consent import is_live


@dataclass(frozen=True)
class LastWord:
    """The line that holds now for one purpose and one recipient."""

    line: Consent
    is_live: bool


type Hider = Callable[..., set[str]]

_hiders: list[Hider] = []


def declare(hider: Hider) -> None:
    """Called from a room's `ready()`. The hider gets `posting` and `person` and says which recipients this posting may
    not know of: to whom somebody was referred can say why."""
    if hider not in _hiders:
        _hiders.append(hider)


def recipients_hidden(*, posting: Posting, person: Person) -> set[str]:
    """Recipients that this posting may not know of."""
    return set().union(*(hider(posting=posting, person=person) for hider in _hiders))


def ledger_of(*, posting: Posting, person: Person) -> list[Consent]:
    """Every line that this posting may know of, the newest first, with where and by whom it was recorded."""
    return list(_lines(posting=posting, person=person).select_related("centre", "recorded_by", "agreed_by"))


def _lines(*, posting: Posting, person: Person) -> QuerySet[Consent]:
    hidden = recipients_hidden(posting=posting, person=person)
    return Consent.objects.filter(person=person).exclude(recipient__in=hidden).order_by("-pk")


def consents_of(*, posting: Posting, person: Person, on: date | None = None) -> list[LastWord]:
    """The last word for each purpose and recipient, the newest first."""
    day = on or timezone.localdate()
    words: dict[tuple[str, str], LastWord] = {}
    for line in _lines(posting=posting, person=person):
        live = is_live(decision=line.decision, valid_until=line.valid_until, on=day)
        words.setdefault((line.purpose, line.recipient), LastWord(line, live))
    return list(words.values())
