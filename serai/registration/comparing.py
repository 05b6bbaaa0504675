"""What was typed, beside the files that it is like."""

from datetime import date
from typing import Any
from uuid import UUID

from serai.centres.models import Posting
from serai.codes import countries
from serai.duplicates.choices import Reason
from serai.duplicates.queries.alike import Alike, facts_of, likely
from serai.duplicates.rules import Facts, compare
from serai.people.choices import ConsentStatus, Sex
from serai.people.models import Person
from serai.people.words import birth_words
from serai.registration.operations.registration import Told, already_sent

OTHERWISE = {Reason.SEX, Reason.NATIONALITY_OTHER, Reason.AGE_ONE, Reason.AGE_FEW, Reason.AGE_FAR}


def alike(*, posting: Posting, told: Told, form_token: UUID) -> list[Alike]:
    """Files that may be this person's. None for who is not written down, nor for a form that was sent before."""
    if told.consent_status == ConsentStatus.REFUSED or already_sent(by=posting, form_token=form_token):
        return []
    return likely(posting=posting, facts=facts_told(told))


def facts_told(told: Told) -> Facts:
    """What a registration says, as it is compared with files."""
    name = " ".join(words for words in told.name.values() if words)
    return Facts(names=(name,), sex=told.sex, birth=told.birth, nationality=told.nationality)


def typed_words(told: Told, *, on: date) -> dict[str, Any]:
    """What was typed, in the words of a line of a search."""
    return {
        "name": " ".join(words for words in told.name.values() if words),
        "sex": str(Sex(told.sex).label),
        "age": birth_words(told.birth, on=on, told_on=on),
        "nationality": countries.name(told.nationality),
    }


def is_told_otherwise(*, person: Person, told: Told) -> bool:
    """Whether today something was told that the file does not say."""
    found = compare(facts_told(told), facts_of(person))
    is_new = told.birth.latest is not None and person.born_latest is None
    return is_new or not OTHERWISE.isdisjoint(found.reasons)
