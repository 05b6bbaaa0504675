"""Registering a person, and registering again somebody who comes back or comes from another centre."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404

from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.models import Posting
from serai.people import rules
from serai.people.access import has_network_consent, recording_status, shown_to
from serai.people.choices import BirthPrecision, ChildStatus, ConsentStatus
from serai.people.models import FileNumber, Person, Registration
from serai.people.operations.names import refresh_tokens, write_name
from serai.people.operations.numbers import refresh_numbers
from serai.people.rules.children import duty_to
from serai.people.rules.reach import Reach, reach

FORM_VERSION = "1"
TOLD_AS_AGE = frozenset({BirthPrecision.AGE, BirthPrecision.BAND})


class NoConsentNoFile(Exception):
    """Who refuses to be recorded has no file. Help goes on, recorded without a name."""


class OutOfReach(Http404):
    """This centre may not open that person's file."""


@dataclass(frozen=True)
class Told:
    """The tiny required set (statement 3), and a name if there is one."""

    sex: str
    birth: rules.Birth
    nationality: str
    consent_status: str
    name: dict[str, str] = field(default_factory=dict)
    script: str = "latin"
    source: str = ""


@transaction.atomic
def register_person(*, by: Posting, told: Told, on: date, form_token: UUID | None = None) -> Person:
    """Open a file for somebody new. The same form sent twice opens one file. Raises NoConsentNoFile."""
    if told.consent_status == ConsentStatus.REFUSED:
        raise NoConsentNoFile
    if by.centre_id is None or by.centre is None:
        raise OutOfReach
    count = locked_count(centre_id=by.here, year=on.year)
    if known := already_sent(by=by, form_token=form_token):
        return known
    if _sent_elsewhere(form_token):
        form_token = None  # the same form, sent again from a posting at another centre: that is another registration
    count.last += 1
    count.save(update_fields=["last"])
    person = Person.objects.create(
        code=rules.file_code(centre=by.centre.code, year=on.year, number=count.last),
        sex=told.sex,
        birth_precision=told.birth.precision,
        born_earliest=told.birth.earliest,
        born_latest=told.birth.latest,
        birth_told_on=on if told.birth.precision in TOLD_AS_AGE else None,
        nationality=told.nationality,
        child_status=ChildStatus.UNKNOWN if rules.is_child_on(told.birth, on) else ChildStatus.ADULT,
    )
    _add_registration(by=by, person=person, told=told, on=on, form_token=form_token)
    write_name(person=person, script=told.script, parts=told.name)
    return person


@transaction.atomic
def register_again(*, by: Posting, person: Person, on: date, in_hand: bool = False) -> Registration:
    """The same person, here on another day, or come from another centre with their card or code and their consent to
    the network. Twice on one day is one registration. Raises OutOfReach, NoConsentNoFile."""
    Person.objects.select_for_update().get(pk=person.pk)
    here = person.registrations.filter(centre_id=by.here)
    found = reach(registered_here=here.exists(), in_hand=in_hand, network_consent=has_network_consent(person, on=on))
    if found == Reach.NONE or by.centre_id is None:
        raise OutOfReach
    same_day = here.filter(registered_on=on).first()
    if same_day is not None:
        return same_day
    status = recording_status(person)
    if status == ConsentStatus.REFUSED:
        raise NoConsentNoFile
    told = Told(person.sex, person.birth, person.nationality, status)
    registration = _add_registration(by=by, person=person, told=told, on=on, form_token=None)
    refresh_tokens(person=person)
    refresh_numbers(people=[person])
    return registration


def _status(told: Told, on: date) -> str:
    """A young child's yes at the desk is no consent yet: the caregiver answers, and the child is asked too."""
    needs_a_caregiver = told.consent_status == ConsentStatus.GIVEN and duty_to(told.birth, on).caregiver
    return ConsentStatus.NOT_ASKED if needs_a_caregiver else told.consent_status


def locked_count(*, centre_id: int, year: int) -> FileNumber:
    """The count of the centre's year, ours until the transaction ends: two desks never take one number."""
    FileNumber.objects.get_or_create(centre_id=centre_id, year=year)
    return FileNumber.objects.select_for_update().get(centre_id=centre_id, year=year)


def already_sent(*, by: Posting, form_token: UUID | None) -> Person | None:
    """The file that this form opened here, if it was sent before."""
    if form_token is None:
        return None
    here = shown_to(Registration.objects.filter(form_token=form_token, centre_id=by.here), posting=by)
    sent = here.select_related("person").first()
    return sent.person if sent else None


def _sent_elsewhere(form_token: UUID | None) -> bool:
    with second_line.everywhere("a form's token is one of its kind in the whole network"):
        return Registration.objects.filter(form_token=form_token).exists()


def _add_registration(*, by: Posting, person: Person, told: Told, on: date, form_token: UUID | None) -> Registration:
    registration = Registration.objects.create(
        person=person,
        centre_id=by.here,
        registered_on=on,
        registered_by_id=by.user_id,
        consent_status=_status(told, on),
        source=told.source,
        form_version=FORM_VERSION,
        form_token=form_token,
        sex=person.sex,
        age_band=person.band_on(on),
        child_status=person.child_status,
        nationality=person.nationality,
    )
    record(
        by=by, act="person.registered", subject=person, consent_status=registration.consent_status, source=told.source
    )
    return registration
