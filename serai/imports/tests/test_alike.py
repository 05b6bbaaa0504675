"""Somebody of an imported list who may have had a file before: a colleague compares, and nobody is held up."""

import pytest
from django.utils import timezone

from serai.centres import second_line
from serai.centres.choices import Role
from serai.duplicates.choices import Said, Why
from serai.duplicates.models import Pair
from serai.imports.choices import RowState
from serai.imports.models import ImportBatch, ImportRow
from serai.imports.operations.batches import begin_undoing, work
from serai.imports.operations.taking import take_rows
from serai.people.choices import Decision, Purpose
from serai.people.models import Person
from serai.people.operations.consent import record_consent
from serai.people.operations.numbers import refresh_numbers
from serai.people.rules import consent
from serai.people.tests.factories import PersonFactory
from serai.teams.tests.factories import keep_to

pytestmark = pytest.mark.django_db
MAPPING = {"0": "registered_on", "1": "sex", "2": "age", "3": "nationality", "4": "full_name", "5": "phone"}


@pytest.fixture
def take(ruth, harbour):
    """Bring in these rows as Ruth, who works at Harbour."""

    def bring(*cells, centre=harbour, by=ruth):
        batch = ImportBatch.objects.create(
            centre=centre,
            file_name="list.csv",
            digest="0" * 64,
            columns=["day", "sex", "age", "country", "name", "phone"],
            columns_digest="0" * 64,
            mapping=MAPPING,
            state="taken",
            uploaded_by=by.user,
        )
        rows = [ImportRow(batch=batch, number=n, cells=list(row), digest=str(n) * 64) for n, row in enumerate(cells, 2)]
        ImportRow.objects.bulk_create(rows)
        take_rows(by=by, batch=batch, rows=rows)
        return batch

    return bring


@pytest.fixture
def row():
    return (timezone.localdate().isoformat(), "male", "31", "ETH", "بلال أحمد حسن")


@pytest.fixture
def known(harbour):
    return PersonFactory(name={"given": "Bilal", "father": "Ahmed", "family": "Hassan"}, registered_at=harbour)


def test_who_is_like_a_file_is_taken_in_and_compared_later(take, row, known):
    take(row, (*row[:4], "Yonas Tesfay Kidane"))
    assert Person.objects.count() == 3
    pair = Pair.objects.get()
    assert (pair.second, pair.said, pair.why) == (known, Said.OPEN, Why.FOUND)


def test_the_same_person_twice_in_one_list_is_noticed(take, row):
    take(row, (*row[:4], "Bilal Ahmed Hassan"))
    assert Pair.objects.count() == 1


def test_what_the_network_brings_to_a_centre_is_compared_with_that_centres_files_alone(
    row, known, station, take, posted
):
    """At once, as what the centre brings itself; whoever brings it reads of none."""
    there = PersonFactory(name={"given": "Bilal", "father": "Ahmed", "family": "Hassan"}, registered_at=station)
    bringer = posted("dora", Role.DATA_OFFICER, None)
    with second_line.everywhere("imports that the network brings to centres"):
        take(row, centre=station, by=bringer)
    pair = Pair.objects.get()
    assert (pair.second, pair.centre, pair.opened_by, pair.said) == (there, station, bringer.user, Said.OPEN)


def test_of_a_file_kept_to_a_team_the_network_is_told_nothing(row, station, take, posted):
    there = PersonFactory(name={"given": "Bilal", "father": "Ahmed", "family": "Hassan"}, registered_at=station)
    keep_to(there, posted("tariq", Role.SUPERVISOR, station))
    take(row, centre=station, by=posted("dora", Role.DATA_OFFICER, None))
    assert not Pair.objects.exists()


def test_a_telephone_that_both_lists_have_weighs(row, station, take, harbour):
    """A name of which a part only is the same is enough with it, and not without."""
    for phone, pairs in (("+253 77 11 22 34", 0), ("+253 77 11 22 33", 1)):
        name = {"given": "Bilal", "father": "Tesfay", "family": "Hassan"}
        known = PersonFactory(name=name, registered_at=harbour, phone=phone)
        refresh_numbers(people=[known])
        take((*row[:4], "Bilal Ahmed Hassan", "+253 77 11 22 33"))
        assert Pair.objects.filter(second=known).count() == pairs


def test_an_open_question_does_not_keep_an_import_and_an_answer_does(take, row, known, ruth):
    for said, left in ((Said.OPEN, 1), (Said.DIFFERENT, 2)):
        batch = take(row)
        if said != Said.OPEN:
            Pair.objects.update(said=said, decided_by=ruth.user, decided_at=timezone.now())
        begin_undoing(by=ruth, batch=batch)
        work(by=ruth, batch=batch)
        assert Person.objects.count() == left
    assert set(ImportRow.objects.values_list("state", flat=True)) == {RowState.UNDONE, RowState.KEPT}


def test_what_was_said_for_a_child_since_keeps_its_file(take, row, ruth):
    """The list brought no consent for who is too young to give one: the first line is one that was said here."""
    batch = take((*row[:2], "8", *row[3:]))
    child = Person.objects.get()
    how = consent.How("verbal", "amh", certified=True, guardian_told=False, child_assented=False)
    record_consent(by=ruth, person=child, said=[consent.Said(Purpose.SERVICES_HERE, Decision.REFUSED)], how=how)
    begin_undoing(by=ruth, batch=batch)
    work(by=ruth, batch=batch)
    assert Person.objects.get() == child
