"""One chunk of imported rows becomes people, registrations, answers and lines of consent, all or nothing."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.codes.models import Place
from serai.imports.choices import RowState
from serai.imports.columns import TARGETS, Holds
from serai.imports.models import ImportBatch, ImportRow
from serai.imports.operations.comparing import keep_alike
from serai.imports.queries import plan_for
from serai.imports.rules.matching import read_row
from serai.people import rules
from serai.people.choices import ChildStatus, ConsentForm, ConsentStatus, Decision, Purpose, Sex
from serai.people.models import (
    Answer,
    Consent,
    Name,
    NameToken,
    Person,
    Registration,
)
from serai.people.operations.numbers import refresh_numbers
from serai.people.rules.consent import OWN_CONSENT_FROM
from serai.people.rules.names import script_of
from serai.people.rules.parts import CLASS_OF
from serai.registration.operations.registration import locked_count

NOTICE = "import"  # the notice was read elsewhere; which one, the file does not say
PERSON_FIELDS = ("phone", "residence_country", "mother_tongue", "marital_status", "education", "occupation")
REGISTRATION_FIELDS = ("intention", "destination", "length_of_stay", "has_document", "source")
NAME_PARTS = ("given", "father", "grandfather", "family")


@dataclass(frozen=True)
class AtCentre:
    """Who imports, and for which centre: the trail notes the centre whose people these are."""

    user_id: int | None
    centre_id: int | None


@dataclass
class _Row:
    """A line of the file on its way to becoming a registration."""

    row: ImportRow
    values: dict[str, Any]
    person: Person
    registration: Registration | None = None
    names: tuple[str, ...] = ()


def take_rows(*, by: Posting, batch: ImportBatch, rows: list[ImportRow]) -> None:
    """Part of a larger transaction, which holds the lock of the centre."""
    if not rows:
        return
    plan = plan_for(batch)
    read = [(row, read_row(row.cells, plan).values) for row in rows]
    codes = _file_codes(batch, [values["registered_on"] for _row, values in read])
    areas = _areas({values.get("origin_place", "") for _row, values in read})
    made = [_Row(row, values, _person(values, code, areas)) for (row, values), code in zip(read, codes, strict=True)]
    Person.objects.bulk_create([one.person for one in made])
    _write_names(batch, made)
    _write_registrations(by, batch, made, areas)
    _write_consents(by, batch, made)
    refresh_numbers(people=[one.person for one in made if one.person.phone])
    for one in made:
        one.row.person, one.row.registration = one.person, one.registration
        one.row.state, one.row.cells, one.row.problems = RowState.TAKEN, [], []
        at = AtCentre(by.user_id, batch.centre_id)
        record(by=at, act="person.registered", subject=one.person, import_batch=batch.pk)
    ImportRow.objects.bulk_update(rows, ["person", "registration", "state", "cells", "problems"])
    keep_alike(by=by, batch=batch, taken=[(one.person, one.names) for one in made])


def _file_codes(batch: ImportBatch, days: list[date]) -> list[str]:
    """The next numbers of the centre's files, each in the year of its registration."""
    last: dict[int, int] = {}
    for year, wanted in sorted(Counter(day.year for day in days).items()):
        count = locked_count(centre_id=batch.centre_id, year=year)
        last[year] = count.last
        count.last += wanted
        count.save(update_fields=["last"])
    codes = []
    for day in days:
        last[day.year] += 1
        codes.append(rules.file_code(centre=batch.centre.code, year=day.year, number=last[day.year]))
    return codes


def _areas(said: set[str]) -> dict[str, str]:
    """P-code → the first-level area it lies in, for those of the rows that are P-codes."""
    found = Place.objects.filter(pcode__in=said - {""}).order_by("pk").values_list("pcode", "parent_id")
    return {str(pcode): str(parent or pcode) for pcode, parent in found}


def _person(values: dict[str, Any], code: str, areas: dict[str, str]) -> Person:
    birth, place = values["birth"], values.get("origin_place", "")
    told = birth.precision in {"age", "band"}
    person = Person(
        code=code,
        sex=values.get("sex", Sex.UNKNOWN) if values.get("sex") in Sex.values else Sex.UNKNOWN,
        birth_precision=birth.precision,
        born_earliest=birth.earliest,
        born_latest=birth.latest,
        birth_told_on=values["registered_on"] if told else None,
        nationality=values.get("nationality") or "unknown",
        origin_place=place if place in areas else "",
        origin_detail="" if place in areas else place,
        **{name: values.get(name, "") for name in PERSON_FIELDS},
    )
    person.child_status = _child_status(person, values)
    return person


def _child_status(person: Person, values: dict[str, Any]) -> str:
    if not rules.is_child_on(person.birth, values["registered_on"]):
        return ChildStatus.ADULT
    said = values.get("child_status", ChildStatus.UNKNOWN)
    return said if said in ChildStatus.values and said != ChildStatus.ADULT else ChildStatus.UNKNOWN


def _write_names(batch: ImportBatch, made: list[_Row]) -> None:
    names: list[Name] = []
    tokens: list[NameToken] = []
    for one in made:
        parts = {part: one.values.get(part, "") for part in NAME_PARTS}
        if not any(parts.values()) and (whole := one.values.get("full_name")):
            parts["given"] = whole
        mine = [Name(person=one.person, script="latin", **parts)] if any(parts.values()) else []
        if original := one.values.get("original_name"):
            mine.append(Name(person=one.person, script=script_of(original), given=original))
        names += mine
        one.names = tuple(name.full for name in mine)
        words = sorted(rules.tokens(list(one.names)))
        tokens += [NameToken(person=one.person, centre_id=batch.centre_id, token=word) for word in words]
    Name.objects.bulk_create(names, batch_size=500)
    NameToken.objects.bulk_create(tokens, batch_size=500)


def _write_registrations(by: Posting, batch: ImportBatch, made: list[_Row], areas: dict[str, str]) -> None:
    for one in made:
        person, day = one.person, one.values["registered_on"]
        one.registration = Registration(
            person=person,
            centre_id=batch.centre_id,
            registered_on=day,
            registered_by_id=by.user_id,
            consent_status=ConsentStatus.NOT_ASKED if _needs_a_caregiver(one) else ConsentStatus.GIVEN,
            form_version=NOTICE,
            sex=person.sex,
            age_band=person.band_on(day),
            child_status=person.child_status,
            nationality=person.nationality,
            origin_admin1=areas.get(person.origin_place, ""),
            **{name: one.values.get(name, "") for name in REGISTRATION_FIELDS},
        )
    Registration.objects.bulk_create([one.registration for one in made if one.registration])
    questions = [name for name, target in TARGETS.items() if target.holds == Holds.CODES]
    answers = [
        Answer(registration=one.registration, question=question, code=code, position=place)
        for one in made
        for question in questions
        for place, code in enumerate(one.values.get(question, []), start=1)
    ]
    Answer.objects.bulk_create(answers, batch_size=500)


def _needs_a_caregiver(one: _Row) -> bool:
    """Below 15 the caregiver answers and the child is asked too: at the centre, not in a file."""
    latest = one.person.birth.latest
    return latest is not None and rules.age_on(latest, one.values["registered_on"]) < OWN_CONSENT_FROM


def _write_consents(by: Posting, batch: ImportBatch, made: list[_Row]) -> None:
    """The consent that the file tells of. A child below 15 has no line: the caregiver is asked at the centre."""
    form = batch.options.get("consent_form", ConsentForm.WRITTEN)
    lines = []
    for one in made:
        if _needs_a_caregiver(one):
            continue
        lines.append(
            Consent(
                person=one.person,
                purpose=Purpose.SERVICES_HERE,
                recipient_class=CLASS_OF[Purpose.SERVICES_HERE],
                decision=Decision.GRANTED,
                form=form,
                certified_by_id=by.user_id if form == ConsentForm.VERBAL else None,
                language="",
                notice_version=NOTICE,
                centre_id=batch.centre_id,
                recorded_by_id=by.user_id,
            )
        )
    Consent.objects.bulk_create(lines, batch_size=500)
