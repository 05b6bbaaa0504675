"""Interpreters are added and changed; a conversation is noted; somebody is not offered again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Q

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.interpreters import queries
from serai.interpreters.choices import FOR_FIGURES
from serai.interpreters.models import Conversation, Hours, Interpreter, NotWanted, Tongue
from serai.interpreters.rules import Shift
from serai.people.models import Person, Registration
from serai.ui.editors import locked_as_seen


class Unwanted(Exception):
    """The person does not want this interpreter."""


@dataclass(frozen=True)
class About:
    """What is said of an interpreter; the hours are those at the centre of whoever writes."""

    name: str
    sex: str
    user_id: int | None = None
    modes: Sequence[str] = ()
    oath_signed_on: date | None = None
    oath_until: date | None = None
    is_active: bool = True
    tongues: Sequence[tuple[str, str]] = field(default_factory=list)
    hours: Sequence[Shift] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """How a conversation was interpreted."""

    language: str
    mode: str
    interpreter: Interpreter | None = None


@transaction.atomic
def add_interpreter(*, by: Posting, about: About) -> Interpreter:
    """Somebody interprets from now on."""
    interpreter = Interpreter.objects.create(**_columns(about))
    _say(interpreter, about, by=by)
    record(by=by, act="interpreter.added", subject=interpreter)
    return interpreter


@transaction.atomic
def change_interpreter(*, by: Posting, interpreter: Interpreter, about: About, version: int | None) -> None:
    """What is said of an interpreter is this now. Hours at other centres stay. Raises ChangedMeanwhile."""
    now = locked_as_seen(Interpreter.objects.all(), pk=interpreter.pk, version=version)
    for name, value in _columns(about).items():
        setattr(now, name, value)
    now.version += 1
    now.save()
    now.tongues.all().delete()
    now.hours.filter(centre_id=by.here).delete()
    _say(now, about, by=by)
    record(by=by, act="interpreter.changed", subject=now)


@transaction.atomic
def note_conversation(*, by: Posting, person: Person, told: Told, on: date) -> Conversation:
    """How the person was spoken with that day. The same thing noted twice is one conversation. Raises Unwanted."""
    if told.interpreter is not None and queries.is_unwanted(person=person, interpreter=told.interpreter):
        raise Unwanted
    facts = {"language": told.language, "interpreter_mode": told.mode, "interpreter": told.interpreter}
    known = Conversation.objects.filter(person=person, centre_id=by.here, on=on, **facts).first()
    if known is not None:
        return known
    noted = Conversation.objects.create(
        person=person,
        centre_id=by.here,
        on=on,
        **facts,
        sex=person.sex,
        age_band=person.band_on(on),
        recorded_by_id=by.user_id,
    )
    record(by=by, act="conversation.interpreted", subject=person, mode=told.mode, language=told.language)
    return noted


@transaction.atomic
def decline(*, by: Posting, person: Person, interpreter: Interpreter, on: date) -> None:
    """The person does not want this interpreter: never offered to them again, here or anywhere. Said twice is once."""
    if queries.is_unwanted(person=person, interpreter=interpreter):
        return
    NotWanted.objects.create(person=person, interpreter=interpreter, since=on, recorded_by_id=by.user_id)
    record(by=by, act="interpreter.declined", subject=person, interpreter=interpreter.pk)


def _columns(about: About) -> dict[str, object]:
    return {
        "name": about.name,
        "sex": about.sex,
        "user_id": about.user_id,
        "modes": list(about.modes),
        "oath_signed_on": about.oath_signed_on,
        "oath_until": about.oath_until,
        "is_active": about.is_active,
    }


def _say(interpreter: Interpreter, about: About, *, by: Posting) -> None:
    Tongue.objects.bulk_create(
        Tongue(interpreter=interpreter, language=language, dialect=dialect)
        for language, dialect in _once(about.tongues)
    )
    Hours.objects.bulk_create(
        Hours(interpreter=interpreter, centre_id=by.here, weekday=one.weekday, opens=one.opens, closes=one.closes)
        for one in _once(about.hours)
    )


def _once[T](items: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(items))


def forget_what_does_not_count(*, person: Person) -> None:
    """Before a person is erased: languages stay as numbers only where figures count them, so not of who wanted no
    interpreter, nor where the file is kept to a team. Part of a larger transaction."""
    uncounted = ~Q(interpreter_mode__in=FOR_FIGURES) | Q(queries.is_kept())
    Registration.objects.filter(uncounted, person=person).update(interview_language="", interpreter_mode="")
    Conversation.objects.filter(uncounted, person=person).delete()
