"""A person's page: who this is, what was agreed, what comes next, who looked."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes import countries
from serai.codes.prepared import Prepared
from serai.codes.words import Words
from serai.people.choices import Purpose
from serai.people.models import Person, Registration
from serai.people.panels import panels_for
from serai.people.queries.consent import LastWord, consents_of
from serai.people.queries.names import called
from serai.people.rules.reach import may_correct
from serai.people.words import birth_words, said_words

FEW_PARTS = 4


@dataclass(frozen=True)
class NextStep:
    """A button under “What comes next”."""

    url_name: str
    label: Words


def heading(person: Person) -> dict[str, Any]:
    """What every page about a person shows above: code, name, sex, age, nationality."""
    today = timezone.localdate()
    return {
        "person": person,
        "called": called(person.names.all()),
        "age": birth_words(person.birth, on=today, told_on=person.age_told_on),
        "said": " · ".join(said_words(person)),
        "nationality": countries.name(person.nationality),
    }


registrations_here = Prepared(
    lambda person, centre: Registration.objects.filter(person=person, centre=centre).order_by("-registered_on", "-pk")
)


def file_page(*, posting: Posting, person: Person) -> dict[str, Any]:
    """Everything on the person's page that this posting may see."""
    here = registrations_here(person.pk, posting.here)
    words = consents_of(posting=posting, person=person) if posting.may(May.SEE_CONSENTS) else []
    panels = panels_for(posting=posting, person=person)
    return {
        **heading(person),
        "registrations": here,
        "consents": words,
        "may_correct": correctable(posting=posting, registration=here[0] if here else None),
        "may_register": posting.may(May.REGISTER_PEOPLE),
        "may_issue_card": posting.may(May.ISSUE_CARD),
        "steps": next_steps(posting=posting, person=person, words=words),
        "panels": panels,
        "jumps": jumps(panels),
        "is_registered_today": bool(here) and here[0].registered_on == timezone.localdate(),
        "does_not_agree": any(w.line.purpose == Purpose.SERVICES_HERE and not w.is_live for w in words),
    }


def jumps(panels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts of a long page to jump to: those that hold something (`is_shown`, or else `rows`); none of a few."""
    filled = [item for item in panels if item.get("is_shown", item.get("rows", True))]
    return filled if len(filled) > FEW_PARTS else []


def correctable(*, posting: Posting, registration: Registration | None) -> bool:
    """Whether this posting may correct what that registration says, today."""
    return may_correct(
        edits_profile=posting.may(May.EDIT_PROFILE),
        edits_basic=posting.may(May.EDIT_BASIC_FILE),
        registered_on=registration.registered_on if registration else None,
        today=timezone.localdate(),
    )


def next_steps(*, posting: Posting, person: Person, words: list[LastWord]) -> list[NextStep]:
    """What this role would do next for this person."""
    asked = {word.line.purpose for word in words}
    steps = []
    if posting.may(May.RECORD_CONSENT) and Purpose.SERVICES_HERE not in asked:
        steps.append(NextStep("people:consent", _("Have the consent conversation")))
    if posting.may(May.ISSUE_CARD) and not person.cards.filter(revoked_at=None).exists():
        steps.append(NextStep("cards:card", _("Give a card")))
    return steps
