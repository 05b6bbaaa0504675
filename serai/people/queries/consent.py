"""What a person agreed to, refused and took back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import QuerySet
from django.utils import timezone

from serai.centres.models import Posting
from serai.centres.queries import focal_times
from serai.centres.rules import is_neutral
from serai.codes.prepared import Prepared
from serai.people.choices import Decision
from serai.people.models import Consent, Person
from serai.people.rules.consent import is_live


@dataclass(frozen=True)
class LastWord:
    """The line that holds now for one purpose and one recipient."""

    line: Consent
    is_live: bool


@dataclass(frozen=True)
class Hidden:
    """What a posting may not know of: everything with these recipients; with others these lines of the ledger, and what
    left or was excepted for these hand-overs, named as in `about`."""

    recipients: frozenset[str] = frozenset()
    lines: frozenset[int] = frozenset()
    about: frozenset[str] = frozenset()

    def __or__(self, other: "Hidden") -> "Hidden":
        return Hidden(self.recipients | other.recipients, self.lines | other.lines, self.about | other.about)


ledger = Prepared(lambda person: Consent.objects.filter(person=person).order_by("-pk"))

type Hider = Callable[..., Hidden]

_hiders: list[Hider] = []


def declare(hider: Hider) -> None:
    """Called from a room's `ready()`. The hider gets `posting` and `person` and says what this posting may not know
    of: to whom somebody was referred, and by whom, can say why."""
    if hider not in _hiders:
        _hiders.append(hider)


def hidden_from(*, posting: Posting, person: Person) -> Hidden:
    """What of this person's consents and of what left this posting may not know of."""
    return reduce(or_, (hider(posting=posting, person=person) for hider in _hiders), Hidden())


def ledger_of(*, posting: Posting, person: Person) -> list[Consent]:
    """Every line that this posting may know of, the newest first, with where and by whom it was recorded."""
    hidden = hidden_from(posting=posting, person=person)
    return _shown(_whole(person, hidden).select_related("centre", "recorded_by", "agreed_by"), hidden)


def recorded_unnamed(*, posting: Posting, lines: Iterable[Consent]) -> set[int]:
    """Those of these lines that a focal point recorded or agreed to, by number: which function somebody works in would
    tell what the file is about. Their own are not among them."""
    lines = list(lines)
    focal = focal_times({who for line in lines for who in _who(line)})
    return {
        line.pk
        for line in lines
        for who in _who(line)
        if is_neutral(
            who=who, reader=posting.user_id, focal=focal.get(who, []), on=timezone.localdate(line.recorded_at)
        )
    }


def _who(line: Consent) -> list[int]:
    return [who for who in (line.recorded_by_id, line.agreed_by_id) if who is not None]


def told_of(*, posting: Posting, person: Person) -> list[Consent]:
    """The lines as the person is told them on paper: all but those with recipients that this posting may not know."""
    hidden = hidden_from(posting=posting, person=person)
    return list(_whole(person, hidden).select_related("centre", "recorded_by", "agreed_by"))


def _whole(person: Person, hidden: Hidden) -> QuerySet[Consent]:
    return Consent.objects.filter(person=person).exclude(recipient__in=hidden.recipients).order_by("-pk")


def _shown(lines: Iterable[Consent], hidden: Hidden) -> list[Consent]:
    """Without what is hidden. A withdrawal takes back every yes to its recipient: it is shown where one of these is,
    and hidden where it takes back only what is hidden."""
    shown: list[Consent] = []
    has_hidden: set[tuple[str, str]] = set()
    has_yes: set[tuple[str, str]] = set()
    for line in reversed(list(lines)):
        named, is_hidden = (line.purpose, line.recipient), line.pk in hidden.lines
        if line.decision == Decision.WITHDRAWN:
            is_hidden = (is_hidden or named in has_hidden) and named not in has_yes
        elif is_hidden:
            has_hidden.add(named)
        if not is_hidden:
            shown.append(line)
        if not is_hidden and line.decision == Decision.GRANTED:
            has_yes.add(named)
    return shown[::-1]


def consents_of(*, posting: Posting, person: Person, on: date | None = None) -> list[LastWord]:
    """The last word for each purpose and recipient, the newest first."""
    day = on or timezone.localdate()
    words: dict[tuple[str, str], LastWord] = {}
    hidden = hidden_from(posting=posting, person=person)
    whole = (line for line in ledger(person.pk) if line.recipient not in hidden.recipients)
    for line in _shown(whole, hidden):
        live = is_live(decision=line.decision, valid_until=line.valid_until, on=day)
        words.setdefault((line.purpose, line.recipient), LastWord(line, live))
    return list(words.values())
