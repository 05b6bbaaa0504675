"""Erasing, table by table: a row in every table that holds something about a person, with a marker in each column that
takes words or bytes, an hour in each that takes one, a number and addresses that stand nowhere else. What may be left
of them is written here by hand: it is what the figures count. A new table, or a new column, is in it by itself."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from serai.centres.models import Decision
from serai.directory.tests.factories import ServiceFactory
from serai.people.models import Person
from serai.people.tests.factories import PersonFactory
from serai.privacy.keeping import holding_of, ours
from serai.privacy.operations.erasing import erase
from serai.proofs import markers

NUMBER = 7_700_770_077  # of the person: where no other number is, so it is found in whatever text it stands
DAY = date(2025, 9, 17)
AT = datetime(2025, 9, 17, 9, 13, tzinfo=UTC)
FOR_THE_FIGURES = {  # codes of lists, the key of an imported row, the mark of a list of those erased
    "assistance_delivery": {"service_type", "nationality"},
    "assistance_unmetneed": {"service_type", "reason", "nationality"},
    "imports_importrow": {"key"},
    "people_answer": {"question", "code"},
    "people_registration": {
        *("source", "form_version", "nationality", "origin_admin1", "destination", "intention", "length_of_stay"),
        "has_document",
    },
    "privacy_duefile": {"mark"},
    "reception_departure": {"kind", "destination"},
    "reception_visit": {"nationality"},
    "referrals_referral": {"fields", "rejection", "outcome", "nationality"},
    "screening_flag": {"kind", "urgency_suggested", "urgency"},
    "screening_screening": {"instrument"},
}
# That somebody asked, and was answered in time; its page, on which it is noted that the person was told.
DAYS = {"privacy_datarequest": {"received_on", "due_on", "answered_on", "told_on"}}
ADDRESSES = {("privacy_datarequest", "public_id"), ("privacy_datarequest", "form_token")}


@cache
def about_a_person() -> list[type[models.Model]]:
    """The table of each Holding, and those that hang on one; after what they hang on themselves."""
    found: list[type[models.Model]] = []

    def add(model: type[models.Model]) -> None:
        if model in found or model is Person or holding_of(model) is None:
            return
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is not model:
                add(field.related_model)
        found.append(model)

    for model in ours():
        add(model)
    return found


class Filler:
    """Rows as each column's kind wants them, all of one person: whatever else they need is made beside them."""

    def __init__(self, person: Person, other: Person) -> None:
        self.person, self.other, self.addresses, self.words = person, other, set[UUID](), 0
        self.beside: set[str] = set()
        self.made: dict[type[models.Model], Any] = {Person: person.pk}

    def row(self, model: type[models.Model]) -> Any:
        people = iter([self.person.pk, self.other.pk])
        row = model()
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.AutoField):
                setattr(row, field.attname, self._link(field, people) if field.is_relation else self._value(field))
        row.save_base(raw=True, force_insert=True)
        for field in model._meta.concrete_fields:
            if getattr(field, "auto_now_add", False):
                with suppress(DatabaseError), transaction.atomic():  # a ledger refuses: its lines are of today
                    model._base_manager.filter(pk=row.pk).update(**{field.name: self._value(field)})
        return self.made.setdefault(model, row.pk)

    def _link(self, field: models.Field, people: Iterator[int]) -> Any:
        model = field.related_model
        if model is Person:
            return next(people)
        if model in about_a_person():
            return self.made.get(model)
        there = model._base_manager.order_by("pk").values_list("pk", flat=True).first()
        if there is not None or field.null:
            return there
        self.beside.add(model._meta.db_table)
        return self.row(model)

    def _word(self) -> str:
        self.words += 1
        return markers.marker(self.words)

    def _value(self, field: models.Field) -> Any:
        if isinstance(field, models.UUIDField):
            self.addresses.add(made := uuid4())
            return made
        if isinstance(field, models.CharField | models.TextField):
            return str(field.choices[0][0]) if field.choices else self._word()[: field.max_length]
        kinds: list[tuple[type[models.Field], Any]] = [
            (models.JSONField, lambda: [self._word()]),
            (models.BinaryField, lambda: self._word().encode()),
            (models.DateTimeField, lambda: AT),
            (models.DateField, lambda: DAY),
            (models.TimeField, AT.time),
            (models.BooleanField, lambda: False),
        ]
        return next((make() for kind, make in kinds if isinstance(field, kind)), 7)


@pytest.fixture
def anything_goes(db):
    """Tables that take rows which no page would make, and people whose numbers are far from all others."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('people_person', %s)", [NUMBER - 1])
        else:
            for model in apps.get_models():
                for rule in (one for one in model._meta.constraints if isinstance(one, models.CheckConstraint)):
                    cursor.execute(f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT "{rule.name}"')
            cursor.execute("SELECT setval(pg_get_serial_sequence('people_person', 'id'), %s, false)", [NUMBER])
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def cells() -> Iterator[tuple[str, str, Any]]:
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    yield table, column, bytes(value) if isinstance(value, memoryview) else value


def test_of_a_row_in_every_table_about_a_person_only_what_is_counted_is_left(anything_goes, ruth):
    """Promise 9. A column that should go and does not, or a table that nobody thought of, is named here."""
    ServiceFactory()
    person = PersonFactory()
    filler = Filler(person, PersonFactory())
    for model in about_a_person():
        filler.row(model)
    Decision.objects.create(kind="sharing.exception", what={"person": person.pk}, asked_by=ruth.user)
    assert person.pk == NUMBER
    assert filler.words > 100

    erase(by=None, person=person)

    words, days, rest = {}, {}, set()
    told = {str(NUMBER), str(person.public_id), person.public_id.hex, person.code}
    told |= {form for one in filler.addresses for form in (str(one), one.hex)}
    for table, column, value in (cell for cell in cells() if cell[0] not in filler.beside):
        if markers.in_bytes(repr(value).encode()):
            words.setdefault(table, set()).add(column)
        if value is not None and (value == DAY or (isinstance(value, datetime) and value.date() == DAY)):
            days.setdefault(table, set()).add(column)
        rest |= {(table, column) for one in told if one in str(value)}
    assert words == FOR_THE_FIGURES
    assert days == DAYS
    assert rest == ADDRESSES
