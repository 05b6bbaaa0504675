"""The second part of a registration: one topic is saved at a time."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.people.choices import BirthPrecision
from serai.people.holdings import recount
from serai.people.models import Answer, Document, JourneyLeg, Name, Person
from serai.people.operations.names import write_name
from serai.people.operations.numbers import refresh_numbers
from serai.people.rules.names import script_of
from serai.registration.operations.corrections import child_status_of
from serai.registration.queries.profile import DOCUMENT_FIELDS, LATIN, LEG_FIELDS, READ, Stored, stored, values_of
from serai.registration.questions import NAME_PARTS, Kind, Question, Topic
from serai.registration.rules.births import birth_from, said_from
from serai.registration.rules.profile import fingerprint
from serai.ui.editors import ChangedMeanwhile

TOLD_AS_AGE = {BirthPrecision.AGE, BirthPrecision.BAND, BirthPrecision.SPAN}
NUMBERS = {"phone", "documents"}  # by which a person is found


class TopicChanged(ChangedMeanwhile):
    """`now` is what is stored of the topic, by field name."""

    def __init__(self, now: dict[str, Any]) -> None:
        super().__init__()
        self.now = now


@transaction.atomic
def save_topic(*, by: Posting, person: Person, topic: Topic, values: dict[str, Any], seen: str) -> None:
    """Keep the answers to one topic. `seen` is the fingerprint of what the page showed. Raises TopicChanged."""
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    found = stored(posting=by, person=locked)
    now, was_disputed = values_of(topic, found), locked.age_disputed_by
    if fingerprint(now) != seen:
        raise TopicChanged(now)
    for question in topic.questions:
        WRITE[question.kind](question, found, values)
    locked.version += 1
    if found.registration is not None:
        found.registration.save()
    locked.save()
    recount(person=locked)
    if any(question.name in NUMBERS for question in topic.questions):
        refresh_numbers(people=[locked])
    record(by=by, act="person.profile_saved", subject=person, topic=topic.name)
    if locked.age_disputed_by != was_disputed:
        record(by=by, act="person.age_disputed", subject=person, said_by=locked.age_disputed_by)


def _unanswered(person: Person, name: str, why: str, *, answered: bool) -> None:
    kept = {key: value for key, value in person.unanswered.items() if key != name}
    person.unanswered = {**kept, name: why} if why and not answered else kept


def _code(q: Question, s: Stored, values: dict[str, Any]) -> None:
    if holder := s.holder(q):
        setattr(holder, q.name, values[q.name])


def _yes_no(q: Question, s: Stored, values: dict[str, Any]) -> None:
    said = values[q.name]
    setattr(s.person, q.name, {"yes": True, "no": False}.get(said))
    _unanswered(s.person, q.name, said, answered=said in {"yes", "no"})


def _text(q: Question, s: Stored, values: dict[str, Any]) -> None:
    setattr(s.person, q.name, values[q.name])
    _unanswered(s.person, q.name, values[f"{q.name}_why"], answered=bool(values[q.name]))


def _languages(q: Question, s: Stored, values: dict[str, Any]) -> None:
    setattr(s.person, q.name, values[q.name])


def write_answers(*, registration_id: int, question: str, codes: list[str]) -> None:
    """The answers to one question, in this order. Part of a larger act, which is in the trail itself."""
    Answer.objects.filter(registration_id=registration_id, question=question).delete()
    once = list(dict.fromkeys(code for code in codes if code))
    Answer.objects.bulk_create(
        Answer(registration_id=registration_id, question=question, code=code, position=place)
        for place, code in enumerate(once, start=1)
    )


def _codes(q: Question, s: Stored, values: dict[str, Any]) -> None:
    if s.registration:
        write_answers(registration_id=s.registration.pk, question=q.name, codes=values[q.name])


def _ranked(q: Question, s: Stored, values: dict[str, Any]) -> None:
    if s.registration:
        first = [values[f"{q.name}_rank_{place}"] for place in (1, 2, 3)]
        write_answers(registration_id=s.registration.pk, question=q.name, codes=[*first, *values[q.name]])


def _name(q: Question, s: Stored, values: dict[str, Any]) -> None:
    parts = {part: values[f"{q.name}_{part}"] for part in NAME_PARTS}
    script = LATIN if q.name == LATIN else script_of("".join(parts.values()))
    old = s.name(q)
    if old and old.script != script:
        Name.objects.filter(pk=old.pk).delete()
    write_name(person=s.person, script=script, parts=parts)
    _unanswered(s.person, q.name, values[f"{q.name}_why"], answered=any(parts.values()))


def _birth(q: Question, s: Stored, values: dict[str, Any]) -> None:
    """A corrected birth also corrects the age bands kept with events: see `recount`."""
    today, person = timezone.localdate(), s.person
    birth, disputed = birth_from(values, on=today), values["age_disputed_by"]
    _unanswered(person, "birth", values["birth_why"], answered=birth.latest is not None)
    is_new = birth != person.birth and not _same_birth(q, s, values)
    if is_new:
        told = birth.precision in TOLD_AS_AGE
        person.birth_precision, person.born_earliest, person.born_latest = birth.precision, birth.earliest, birth.latest
        person.birth_told_on = today if told else None
    person.birth_said = said_from(values)
    is_new = is_new or disputed != person.age_disputed_by
    person.age_disputed_by = disputed
    person.age_disputed_since = (values["age_disputed_since"] or today) if disputed else None
    if is_new:
        person.child_status = child_status_of(person)


def _same_birth(q: Question, s: Stored, values: dict[str, Any]) -> bool:
    """Saving what was already there must not move the day on which an age was told."""
    kept = {name: was for name, was in READ[Kind.BIRTH](q, s).items() if name in values and name.startswith("birth_")}
    beside = {"birth_why", "birth_words"}
    return all(str(values[name] or "") == str(was or "") for name, was in kept.items() if name not in beside)


def _place(q: Question, s: Stored, values: dict[str, Any]) -> None:
    person = s.person
    person.origin_place, person.origin_detail = values["origin_place"], values["origin_detail"]
    _unanswered(person, "origin", values["origin_why"], answered=bool(person.origin_place or person.origin_detail))
    if s.registration:
        s.registration.origin_admin1 = values["origin_admin1"]


def _documents(q: Question, s: Stored, values: dict[str, Any]) -> None:
    rows = values[q.name]
    s.person.documents.all().delete()
    for row in rows:
        Document.objects.create(person=s.person, **{name: row[name] for name in DOCUMENT_FIELDS})
    _unanswered(s.person, q.name, values[f"{q.name}_why"], answered=bool(rows))


def _journey(q: Question, s: Stored, values: dict[str, Any]) -> None:
    rows = values[q.name]
    s.person.journey.all().delete()
    for position, row in enumerate(rows, start=1):
        JourneyLeg.objects.create(person=s.person, position=position, **{name: row[name] for name in LEG_FIELDS})
    _unanswered(s.person, q.name, values[f"{q.name}_why"], answered=bool(rows))


WRITE: dict[Kind, Callable[[Question, Stored, dict[str, Any]], None]] = {
    Kind.CODE: _code,
    Kind.YES_NO: _yes_no,
    Kind.TEXT: _text,
    Kind.LANGUAGES: _languages,
    Kind.CODES: _codes,
    Kind.RANKED: _ranked,
    Kind.NAME: _name,
    Kind.BIRTH: _birth,
    Kind.PLACE: _place,
    Kind.DOCUMENTS: _documents,
    Kind.JOURNEY: _journey,
}
