"""Writes many invented people at once, for the demo and for measuring. Their past needs no line in the trail."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from itertools import batched
from typing import Any

from serai.accounts.models import User
from serai.calendars.choices import Calendar
from serai.calendars.rules import as_told_on
from serai.centres.models import Centre
from serai.demo.people import Sketch
from serai.people import rules
from serai.people.choices import BirthPrecision
from serai.people.models import Answer, FileNumber, Name, NameToken, Person, Registration

BATCH = 2_000
# How the first conversation was interpreted, person by person in turn: of twenty, for three nobody was there.
INTERPRETED = ("not_needed",) * 7 + ("staff",) * 10 + ("none_available",) * 3


class Writer:
    """Keeps the count of files a centre and year while batches are written."""

    def __init__(self, *, by: User) -> None:
        self.by = by
        self.centres = {centre.code: centre for centre in Centre.objects.all()}
        self.numbers: Counter[tuple[str, int]] = Counter(
            {(number.centre.code, number.year): number.last for number in FileNumber.objects.select_related("centre")}
        )

    def write(self, sketches: Iterable[Sketch]) -> int:
        """Write every sketch as a registered person; gives their number."""
        written = 0
        for batch in batched(sketches, BATCH, strict=False):
            self._write_batch(list(batch))
            written += len(batch)
        for (code, year), last in self.numbers.items():
            FileNumber.objects.update_or_create(centre=self.centres[code], year=year, defaults={"last": last})
        return written

    def _write_batch(self, sketches: list[Sketch]) -> None:
        people = Person.objects.bulk_create([self._person(sketch) for sketch in sketches])
        pairs = list(zip(people, sketches, strict=True))
        names = [name for person, sketch in pairs for name in _names(person, sketch)]
        Name.objects.bulk_create(names)
        NameToken.objects.bulk_create([token for person, sketch in pairs for token in self._tokens(person, sketch)])
        registrations = Registration.objects.bulk_create(
            [self._registration(person, sketch) for person, sketch in pairs]
        )
        Answer.objects.bulk_create(
            [
                Answer(registration=registration, question=question, code=code, position=position)
                for registration, sketch in zip(registrations, sketches, strict=True)
                for question, codes in sketch.answers.items()
                for position, code in enumerate(codes, start=1)
            ]
        )

    def _person(self, sketch: Sketch) -> Person:
        key = (sketch.place.code, sketch.day.year)
        self.numbers[key] += 1
        return Person(
            code=rules.file_code(centre=key[0], year=key[1], number=self.numbers[key]),
            sex=sketch.sex,
            birth_precision=sketch.birth.precision,
            born_earliest=sketch.birth.earliest,
            born_latest=sketch.birth.latest,
            birth_said=_as_told(sketch),
            nationality=sketch.nationality,
            origin_place=sketch.origin,
            mother_tongue=sketch.language,
            child_status=sketch.child_status,
        )

    def _tokens(self, person: Person, sketch: Sketch) -> list[NameToken]:
        centre = self.centres[sketch.place.code]
        said = [name.full for name in _names(person, sketch)]
        return [NameToken(person=person, centre=centre, token=token) for token in sorted(rules.tokens(said))]

    def _registration(self, person: Person, sketch: Sketch) -> Registration:
        return Registration(
            person=person,
            centre=self.centres[sketch.place.code],
            registered_on=sketch.day,
            registered_by=self.by,
            consent_status="given",
            source="walk_in",
            interview_language=sketch.language,
            interpreter_mode=INTERPRETED[person.pk % len(INTERPRETED)],
            form_version="1",
            sex=sketch.sex,
            age_band=rules.band_on(sketch.birth, sketch.day),
            child_status=sketch.child_status,
            nationality=sketch.nationality,
            origin_admin1=sketch.origin,
            destination=sketch.destination,
            intention=sketch.intention,
            length_of_stay=sketch.length_of_stay,
            has_document=sketch.has_document,
        )


def _parts(sketch: Sketch, which: int) -> dict[str, str]:
    return dict(zip(("given", "father", "grandfather"), (name[which] for name in sketch.names), strict=True))


def _as_told(sketch: Sketch) -> dict[str, Any]:
    """Who knows their day knows it in the calendar of their country."""
    if sketch.birth.precision != BirthPrecision.EXACT or sketch.nationality not in {"ETH", "ERI"}:
        return {}
    day = sketch.birth.latest or sketch.day
    return {"as": BirthPrecision.EXACT.value, **asdict(as_told_on(day, Calendar.ETHIOPIAN.value))}


def _names(person: Person, sketch: Sketch) -> list[Name]:
    names = [Name(person=person, script="latin", **_parts(sketch, 0))]
    if all(original for _latin, original, _script in sketch.names):
        names.append(Name(person=person, script=sketch.names[0][2], **_parts(sketch, 1)))
    return names
