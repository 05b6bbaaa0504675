"""What the quick screening says of violence, trafficking, children, health and the mind goes into sealed letters, at a
centre that has set up sealed files for it. Without them it stays a flag and a task, read by its function only.

Each screening sends one letter to each such compartment of the centre, all equally long: whoever reads the database
sees that somebody was screened, and not whose answers said something.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from serai.people.models import Person
from serai.screening import instrument, rules
from serai.screening.choices import Kind
from serai.sealed.choices import Kind as Sealed
from serai.sealed.operations.files import send_letters
from serai.sealed.queries.readers import kinds_with_letters

CLASS_OF: dict[str, str] = {
    Kind.GBV: Sealed.GBV,
    Kind.TIP: Sealed.TRAFFICKING,
    Kind.CHILD: Sealed.CHILD,
    Kind.MEDICAL: Sealed.MEDICAL,
    Kind.MHPSS: Sealed.MHPSS,
}


ASKED_OF_A_CHILD = {"alone"}  # a question for everybody, whose answer is a child's flag when a child gives it


@dataclass(frozen=True)
class Told:
    """The answers and suggestions of one screening, apart: those for plain rows, those for letters."""

    answers: dict[str, str]
    suggestions: list[rules.Suggestion]
    sealed: list[rules.Suggestion]


def sealed_kinds(*, centre_id: int) -> set[str]:
    """The kinds of flag that this centre seals."""
    begun = kinds_with_letters(centre_id=centre_id)
    return {kind for kind, sealed in CLASS_OF.items() if sealed in begun}


def apart(
    *, answers: Mapping[str, str], suggestions: Sequence[rules.Suggestion], kinds: set[str], is_child: bool
) -> Told:
    """No plain row keeps a suggestion of a sealed kind, nor the answer to a question that such a kind guards, whatever
    the answer was: not beside a suggestion of another kind either, to which the same answer led."""
    guarded = {code for code, question in instrument.questions().items() if question.area in kinds}
    if is_child and Kind.CHILD in kinds:
        guarded |= ASKED_OF_A_CHILD
    plain = [suggestion for suggestion in suggestions if suggestion.kind not in kinds]
    return Told(
        {code: given for code, given in answers.items() if code not in guarded},
        [replace(one, led_by=tuple(why for why in one.led_by if _question(why) not in guarded)) for one in plain],
        [suggestion for suggestion in suggestions if suggestion.kind in kinds],
    )


def _question(why: str) -> str:
    return why.partition(":")[0]


def send(*, person: Person, centre_id: int, told: Told, at: datetime) -> None:
    """One letter to each compartment that takes letters, with what was said for it or with nothing."""
    said = {CLASS_OF[suggestion.kind]: _letter(person, suggestion, at) for suggestion in told.sealed}
    send_letters(centre_id=centre_id, said=said)


def _letter(person: Person, suggestion: rules.Suggestion, at: datetime) -> dict[str, Any]:
    due_at = rules.due_at(kind=suggestion.kind, urgency=suggestion.urgency, since=at)
    return {
        "person": str(person.public_id),
        "urgency": suggestion.urgency,
        "led_by": list(suggestion.led_by),
        "instrument": instrument.CURRENT,
        "at": at.isoformat(),
        "due": due_at.isoformat(),
    }
