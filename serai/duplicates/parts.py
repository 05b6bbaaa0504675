"""What somebody who takes a file apart chooses among: each room says which of its rows a posting sees, and in which
words. What a posting does not see is not offered; it goes with the row that it belongs to, or stays."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes import countries, lists
from serai.codes.words import Words
from serai.interpreters.models import Conversation
from serai.people.models import Consent, Document, JourneyLeg, Membership, Name, Person, Registration
from serai.people.queries.consent import ledger_of


@dataclass(frozen=True)
class Part:
    """The rows of one table. `seen(posting=…, person=…)`: those of this person that the posting may know of;
    `said(row)`: one of them, in words."""

    model: type[models.Model]
    title: Words
    needs: May
    seen: Callable[..., list[Any]]
    said: Callable[[Any], str]


_parts: list[Part] = []


def declare(*parts: Part) -> None:
    """Called from a room's `ready()`."""
    _parts.extend(part for part in parts if part.model not in {known.model for known in _parts})


def declared() -> list[Part]:
    return list(_parts)


def of_the_person(model: type[models.Model]) -> Callable[..., list[Any]]:
    """Rows that belong to the person and to no centre."""
    return lambda *, posting, person: list(model._base_manager.filter(person=person).order_by("pk"))


def of_this_centre(model: type[models.Model]) -> Callable[..., list[Any]]:
    """The person's rows of the posting's centre."""

    def rows(*, posting: Posting, person: Person) -> list[Any]:
        return list(model._base_manager.filter(person=person, centre_id=posting.here).order_by("pk"))

    return rows


def words(*said: object) -> str:
    """What there is to say, in one line."""
    return " · ".join(text for text in map(str, said) if text)


def _consent(line: Consent) -> str:
    day = date_format(timezone.localdate(line.recorded_at))
    return words(line.get_purpose_display(), line.get_decision_display(), day)


OWN = [
    Part(
        Registration,
        _("Registrations"),
        May.SEE_BASIC_FILE,
        of_this_centre(Registration),
        lambda row: words(date_format(row.registered_on), row.get_sex_display(), row.get_age_band_display()),
    ),
    Part(Name, _("Names"), May.SEE_BASIC_FILE, of_the_person(Name), lambda row: row.full or row.nickname),
    Part(
        Document,
        _("Documents"),
        May.SEE_PROFILE,
        of_the_person(Document),
        lambda row: words(lists.label("document_kind", row.kind), countries.name(row.country), row.number),
    ),
    Part(
        JourneyLeg,
        _("Countries on the way"),
        May.SEE_PROFILE,
        of_the_person(JourneyLeg),
        lambda row: words(countries.name(row.country), row.place, row.arrived),
    ),
    Part(
        Membership,
        _("Household"),
        May.SEE_PROFILE,
        of_the_person(Membership),
        lambda row: words(row.get_role_display(), date_format(row.joined_on) if row.joined_on else ""),
    ),
    Part(
        Consent,
        _("Answers about data"),
        May.SEE_CONSENTS,
        lambda *, posting, person: ledger_of(posting=posting, person=person),
        _consent,
    ),
    Part(
        Conversation,
        _("Interpreters"),
        May.SEE_INTERPRETERS,
        of_this_centre(Conversation),
        lambda row: words(date_format(row.on), row.language_label),
    ),
]
