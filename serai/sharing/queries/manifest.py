"""The words for what leaves: the only place where a person's data are written out for somebody outside."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone, translation

from serai.centres import second_line
from serai.codes import countries, languages, lists
from serai.people.choices import AgeBand, ChildStatus, HouseholdRole, Sex, SharedPart
from serai.people.models import KeptFile, Person
from serai.sharing.rules.gate import Cleared


@dataclass(frozen=True)
class Shared:
    """One part that leaves, in words. Codes and numbers run from left to right in every language."""

    label: str
    value: str
    direction: str


class NotCleared(TypeError):
    """Somebody tried to write out parts of a file that the gate has not let through."""


def told(*, person: Person, fields: Cleared, of_case: Mapping[str, str], language: str) -> list[Shared]:
    """These parts of the file, and no other, in words of that language. `of_case` holds what the hand-over itself
    says: the needs it is for, the note. Raises NotCleared for what does not come from the gate."""
    if not isinstance(fields, Cleared):
        raise NotCleared
    with translation.override(language):
        return [
            Shared(
                label=str(part.label),
                value=(of_case.get(part, "") or _value(person, part, language)) or "–",
                direction="ltr" if part in {SharedPart.CODE, SharedPart.PHONE} else "auto",
            )
            for part in SharedPart
            if part in fields
        ]


def listed(fields: Iterable[str], *, language: str) -> list[str]:
    """The names of parts, in the order in which they are always said."""
    named = set(fields)
    with translation.override(language):
        return [str(part.label) for part in SharedPart if part in named]


def _value(person: Person, part: str, language: str) -> str:
    return TOLD_AS[part](person, language) if part in TOLD_AS else ""


def _names(person: Person, language: str) -> str:
    return " / ".join(
        full for held in person.names.filter(is_other=False).order_by("pk") if (full := held.full or held.nickname)
    )


def _spoken(person: Person, language: str) -> str:
    spoken = [person.mother_tongue, *person.other_languages]
    return " · ".join(languages.name(code, language) for code in spoken if code)


def _family(person: Person, language: str) -> str:
    """Who is there, as what: never who they are. Nobody whose file is kept to a team: that they are with the person
    would tell it to colleagues and partners."""
    mine = person.memberships.filter(left_on=None).first()
    if mine is None:
        return ""
    there = mine.household.memberships.filter(left_on=None, is_present=True).exclude(pk=mine.pk).order_by("pk")
    others = list(there.values_list("person_id", "role"))
    with second_line.everywhere("a file that any centre keeps to a team is told to nobody"):
        held = KeptFile.objects.filter(person__in=[person for person, _role in others], ended_at=None).order_by()
        kept = set(held.values_list("person_id", flat=True))
    return " · ".join(str(HouseholdRole(role).label) for person, role in others if person not in kept)


def _documents(person: Person, language: str) -> str:
    held = person.documents.order_by("pk")
    return " · ".join(
        f"{lists.label('document_kind', one.kind, language)} ({lists.label('document_state', one.state, language)})"
        for one in held
    )


def _journey(person: Person, language: str) -> str:
    return " → ".join(countries.name(leg.country, language) for leg in person.journey.order_by("position"))


TOLD_AS: dict[str, Callable[[Person, str], str]] = {
    SharedPart.CODE: lambda person, language: person.code,
    SharedPart.NAME: _names,
    SharedPart.AGE: lambda person, language: str(AgeBand(person.band_on(timezone.localdate())).label),
    SharedPart.SEX: lambda person, language: str(Sex(person.sex).label),
    SharedPart.NATIONALITY: lambda person, language: countries.name(person.nationality, language),
    SharedPart.LANGUAGE: _spoken,
    SharedPart.PHONE: lambda person, language: person.phone if person.safe_to_call is not False else "",
    SharedPart.CHILD: lambda person, language: str(ChildStatus(person.child_status).label),
    SharedPart.FAMILY: _family,
    SharedPart.DOCUMENTS: _documents,
    SharedPart.JOURNEY: _journey,
}
