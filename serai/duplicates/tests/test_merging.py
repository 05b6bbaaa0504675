"""Two files become one, and come apart again as they were."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.utils import timezone

from serai.assistance.tests.factories import DeliveryFactory
from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.codes.follows import Follows
from serai.config.checks import every_table_says_how_it_follows
from serai.duplicates.clashes import clashes
from serai.duplicates.models import Merge, Pair
from serai.duplicates.operations.merging import CannotMerge, merge, undo
from serai.files.tests.factories import PaperFactory
from serai.people import holdings
from serai.people.access import in_hand, live_consent, people_in_reach
from serai.people.choices import Decision, Purpose
from serai.people.models import (
    Care,
    Consent,
    Document,
    Household,
    JourneyLeg,
    KeptFile,
    Membership,
    Name,
    NameToken,
    Person,
)
from serai.people.operations.numbers import refresh_numbers
from serai.people.rules import Kind, Reading
from serai.people.rules.reach import Reach
from serai.people.tests.factories import PersonFactory, RegistrationFactory
from serai.privacy.models import LegalHold
from serai.reception.models import Visit
from serai.reception.tests.factories import VisitFactory
from serai.referrals.tests.factories import agreed
from serai.registration.tests.test_registration import say
from serai.screening.tests.factories import FlagFactory, TaskFactory
from serai.search.queries import matching
from serai.teams.tests.factories import keep_to

# What a merge writes of itself, and what is made anew from other rows.
NOT_COMPARED = {"audit", "duplicates", "accounts", "codes", "insights", "watch"}


@pytest.fixture
def sana(posted, harbour):
    return posted("sana", Role.SUPERVISOR, harbour)


@pytest.fixture
def two(harbour):
    kept = PersonFactory(name={"given": "Bilal", "father": "Ahmed"}, registered_at=harbour, phone="+253 77 11 22 33")
    gone = PersonFactory(name={"given": "Bilaal", "father": "Axmed"}, registered_at=harbour, phone="+253 77 44 55 66")
    refresh_numbers(people=[kept, gone])
    return kept, gone


def everything() -> dict[str, list[Any]]:
    """Every table of ours, whole. Of what is made anew, without the numbers of its rows."""
    anew = {holding.model for holding in holdings.declared() if holding.follows == Follows.ANEW}
    found = {}
    for model in apps.get_models():
        if not model.__module__.startswith("serai.") or model._meta.app_label in NOT_COMPARED:
            continue
        names = [field.attname for field in model._meta.concrete_fields]
        left_out = {"id"} if model in anew else {"updated_at", "key", "version"} if model.__name__ == "Paper" else set()
        wanted = [name for name in names if name not in left_out | {"updated_at"}]
        found[model._meta.label_lower] = sorted(map(str, model._base_manager.order_by().values_list(*wanted)))
    return found


def fill(person, other, by, centre, station):
    """A file with something in every room."""
    RegistrationFactory(person=person, centre=station)
    for position in (1, 2):
        JourneyLeg.objects.create(person=person, position=position, country="ETH")
    Document.objects.create(person=person, kind="passport", state="held", country="ETH", number=f"EP{person.pk:07d}")
    Membership.objects.create(
        household=Household.objects.create(centre=centre), person=person, role="head", joined_on=date(2026, 11, 1)
    )
    child = PersonFactory(child=True, registered_at=centre)
    Care.objects.create(child=child, adult=person, role="father")
    say(person, by)
    say(person, by, purpose=Purpose.NETWORK, decision=Decision.REFUSED)
    VisitFactory(person=person, centre=centre)
    DeliveryFactory(person=person, centre=centre)
    TaskFactory(flag=FlagFactory(person=person, centre=centre), person=person, centre=centre)
    agreed(by=by, person=person)
    PaperFactory(person=person, centre=centre, by=by)
    LegalHold.objects.create(
        person=person, reason="claim", until=timezone.localdate() + timedelta(days=9), placed_by=by.user
    )
    refresh_numbers(people=[person])


@pytest.fixture
def full(two, ruth, harbour, station):
    kept, gone = two
    fill(gone, kept, ruth, harbour, station)
    return two


def about(person) -> dict[str, int]:
    return {
        holding.model.__name__: rows
        for holding in holdings.declared()
        for link in holding.links
        if (rows := holding.model._base_manager.filter(**{link: person.pk}).count())
    }


def test_everything_moves_and_everything_comes_back(full, sana):
    """Statement 9."""
    kept, gone = full
    before, held = everything(), about(gone)
    assert len(held) >= 16

    done = merge(by=sana, kept=kept, gone=gone)
    assert about(gone) == {"Merge": 1}
    assert about(kept)["Registration"] == 3
    assert about(kept)["Consent"] == held["Consent"]
    assert everything() != before

    undo(by=sana, done=done)
    assert everything() == before
    acts = Entry.objects.filter(act__startswith="file.").values_list("act", flat=True)
    assert set(acts) == {"file.merged", "file.went", "file.unmerged", "file.came_back"}


def test_undone_with_both_files_full(full, ruth, sana, harbour, station):
    """Statement 9: what collides in a rule of its table stays, or makes way, and is as before afterwards."""
    kept, gone = full
    fill(kept, gone, ruth, harbour, station)
    before = everything()
    done = merge(by=sana, kept=kept, gone=gone)
    assert Visit.objects.filter(person=kept, left_at=None).count() == 1
    assert Membership.objects.filter(person=kept, left_on=None).count() == 1
    assert kept.journey.count() == 4
    undo(by=sana, done=done)
    assert everything() == before


def test_both_codes_both_names_and_both_telephones_find_the_file_that_stays(two, sana):
    """Statement 9."""
    kept, gone = two
    merge(by=sana, kept=kept, gone=gone)
    for code in (kept.code, gone.code):
        found, person = in_hand(posting=sana, read=Reading(Kind.FILE, code))
        assert (found, person) == (Reach.OPEN, kept)
    for typed in ("Bilal Ahmed", "Bilaal Axmed", "77 11 22 33", "77 44 55 66"):
        assert [line.code for line in matching(posting=sana, text=typed).people] == [kept.code]
    assert Name.objects.filter(person=kept, is_other=True).count() == 1
    assert not NameToken.objects.filter(person=gone).exists()


def test_what_was_written_since_stays_and_the_rest_comes_back(full, ruth, sana, harbour):
    kept, gone = full
    consents = gone.consents.count()
    done = merge(by=sana, kept=kept, gone=gone)
    RegistrationFactory(person=kept, centre=harbour, registered_on=date(2026, 11, 22))
    say(kept, ruth, purpose=Purpose.NETWORK)
    kept.documents.all().delete()  # written anew with the profile
    undo(by=sana, done=done)
    assert kept.registrations.count() == 2
    assert gone.registrations.count() == 2
    assert kept.consents.count() == 1
    assert gone.consents.count() == consents


def test_the_last_word_of_both_files_holds(two, ruth, sana):
    kept, gone = two
    say(gone, ruth, purpose=Purpose.NETWORK)
    say(kept, ruth, purpose=Purpose.NETWORK, decision=Decision.REFUSED)
    done = merge(by=sana, kept=kept, gone=gone)
    assert live_consent(kept, Purpose.NETWORK) is None
    undo(by=sana, done=done)
    assert live_consent(gone, Purpose.NETWORK) is not None


def test_what_does_not_go_together_is_said_before(full, ruth, sana, harbour, station):
    kept, gone = full
    fill(kept, gone, ruth, harbour, station)
    say(kept, ruth, purpose=Purpose.NETWORK)
    said = " ".join(map(str, clashes(kept, gone)))
    for word in ("household", "at a centre now", "different things"):
        assert word in said
    assert "flag" not in said


def test_a_line_of_a_ledger_moves_with_its_file_and_in_no_other_way(two, ruth, sana):
    kept, gone = two
    line = say(gone, ruth)
    for change in ({"person": kept}, {"decision": Decision.REFUSED}):
        with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
            Consent.objects.filter(pk=line.pk).update(**change)
    merge(by=sana, kept=kept, gone=gone)
    assert Consent.objects.get(pk=line.pk).person_id == kept.pk
    for change in ({"decision": Decision.REFUSED}, {"person": gone, "language": "fra"}):
        with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
            Consent.objects.filter(pk=line.pk).update(**change)


def test_only_what_is_in_reach_becomes_one(two, sana, omar, station):
    kept, gone = two
    elsewhere = PersonFactory(registered_at=station)
    for pair in ((kept, elsewhere), (elsewhere, kept), (kept, kept)):
        with pytest.raises(CannotMerge):
            merge(by=sana, kept=pair[0], gone=pair[1])
    with pytest.raises(CannotMerge):
        merge(by=omar, kept=kept, gone=gone)
    assert not Merge.objects.exists()


def test_a_file_that_went_goes_nowhere_else_and_is_out_of_reach(two, sana, harbour):
    kept, gone = two
    merge(by=sana, kept=kept, gone=gone)
    assert not people_in_reach(posting=sana).filter(pk=gone.pk).exists()
    with pytest.raises(CannotMerge):
        merge(by=sana, kept=PersonFactory(registered_at=harbour), gone=gone)


def test_three_files_become_one_and_come_apart_in_turn(two, sana, harbour):
    first, second = two
    third = PersonFactory(registered_at=harbour)
    before = everything()
    one = merge(by=sana, kept=second, gone=third)
    other = merge(by=sana, kept=first, gone=second)
    assert set(Person.objects.filter(merged_into=first)) == {second, third}
    with pytest.raises(CannotMerge):
        undo(by=sana, done=one)
    undo(by=sana, done=other)
    undo(by=sana, done=one)
    assert everything() == before


def test_a_kept_file_stays_kept_to_its_team(two, ruth, sana, rita):
    kept, gone = two
    keep_to(gone, sana, ruth)
    with pytest.raises(CannotMerge):
        merge(by=rita, kept=kept, gone=gone)
    merge(by=sana, kept=kept, gone=gone)
    assert KeptFile.objects.get().person == kept
    assert not people_in_reach(posting=rita).filter(pk=kept.pk).exists()
    assert people_in_reach(posting=ruth).filter(pk=kept.pk).exists()


def test_each_table_says_what_becomes_of_it():
    """The program does not start with a table that nobody thought of."""
    assert every_table_says_how_it_follows(None) == []
    held = holdings.declared()[0]
    holdings._holdings.append(holdings.Holding(model=Pair, level=held.level, keep_for=held.keep_for))
    try:
        assert [error.id for error in every_table_says_how_it_follows(None)] == ["serai.E009"]
    finally:
        holdings._holdings.pop()
