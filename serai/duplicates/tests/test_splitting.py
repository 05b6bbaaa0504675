"""What is another person's goes into a file of its own, and comes back."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.duplicates.choices import Said
from serai.duplicates.models import Merge, Pair
from serai.duplicates.operations.merging import CannotMerge, merge
from serai.duplicates.operations.splitting import CannotSplit, NobodyLeft, Other, split, undo_split
from serai.duplicates.queries.apart import units_of
from serai.duplicates.tests.test_merging import about, everything, fill
from serai.people import rules
from serai.people.access import live_consent, people_in_reach
from serai.people.choices import Decision, Purpose
from serai.people.models import Consent, Name, Person
from serai.people.tests.factories import PersonFactory, RegistrationFactory
from serai.registration.tests.test_registration import say
from serai.screening.choices import Kind
from serai.screening.tests.factories import FlagFactory
from serai.search.queries import matching
from serai.teams.tests.factories import keep_to

HER = Other("female", rules.aged(30, on=date(2026, 11, 20)), "SOM", {"given": "Ifrah"})


@pytest.fixture
def sana(posted, harbour):
    return posted("sana", Role.SUPERVISOR, harbour)


@pytest.fixture
def mixed(ruth, harbour, station):
    """One file on one card, of two people."""
    person = PersonFactory(name={"given": "Bilal", "father": "Ahmed"}, registered_at=harbour)
    fill(person, None, ruth, harbour, station)
    RegistrationFactory(person=person, centre=harbour, registered_on=date(2026, 11, 3))
    Name.objects.create(person=person, script="latin", given="Ifrah", father="Nur", is_other=True)
    return person


def offered(posting, person):
    return units_of(posting=posting, person=person)


def keys(posting, person):
    return [unit.key for unit in offered(posting, person)]


def most(posting, person):
    """Everything that is offered but the first registration."""
    found = keys(posting, person)
    found.remove(next(key for key in found if key.startswith("people.registration")))
    return found


def tables(units):
    return {holding.model.__name__ for unit in units for holding, _link, _row in unit.rows}


def url(person):
    return reverse("duplicates:split", args=[person.public_id])


def test_what_is_chosen_goes_into_a_new_file_and_all_of_it_comes_back(mixed, sana):
    before = everything()
    held = about(mixed)
    done = split(by=sana, person=mixed, other=HER, chosen=most(sana, mixed))
    new = done.gone
    assert new.merged_into is None
    assert Pair.objects.get().said == Said.DIFFERENT  # nobody is asked whether they are one
    assert about(new)["Consent"] == held["Consent"]
    assert about(new)["Registration"] == 1
    assert about(mixed)["Registration"] == 2  # one here, and that of the other centre
    assert new.registrations.values_list("sex", "nationality").distinct().get() == ("female", "SOM")
    assert people_in_reach(posting=sana).filter(pk=new.pk).exists()

    undo_split(by=sana, done=done)
    after = everything()
    after["people.name"] = [row for row in after["people.name"] if "Ifrah" not in row or "Nur" in row]
    assert [str(new.pk) in row for row in after["people.person"]].count(True) >= 1
    after["people.person"] = sorted(str(row) for row in after["people.person"] if new.code not in row)
    for table in ("people.nametoken", "people.filenumber"):
        before.pop(table), after.pop(table)
    assert after == before
    acts = Entry.objects.filter(act__startswith="file.").values_list("act", flat=True)
    assert set(acts) == {"file.split", "file.made", "file.rejoined", "file.went"}


def test_what_hangs_on_a_row_goes_with_it_seen_or_not(mixed, sana):
    here = offered(sana, mixed)
    flag = next(unit for unit in here if unit.key.startswith("screening."))
    assert {"Flag", "Task"} <= tables([flag])
    assert not any(unit.key.startswith(("screening.task", "files.paper")) for unit in here)
    agreed = next(unit for unit in here if "Referral" in tables([unit]))
    assert "Consent" in tables([agreed])


def test_what_is_not_to_be_known_is_not_offered_and_stays(mixed, sana, harbour):
    before = [(unit.key, unit.words) for unit in offered(sana, mixed)]
    secret = FlagFactory(person=mixed, centre=harbour, kind=Kind.GBV, screening=None)
    here = offered(sana, mixed)
    assert [(unit.key, unit.words) for unit in here] == before
    split(by=sana, person=mixed, other=HER, chosen=most(sana, mixed))
    secret.refresh_from_db()
    assert secret.person_id == mixed.pk


def test_where_the_old_file_has_something_in_its_place_by_now_a_merge_decides(mixed, sana):
    done = split(by=sana, person=mixed, other=HER, chosen=most(sana, mixed))
    Name.objects.create(person=mixed, script="latin", given="Bilal")
    undo_split(by=sana, done=done)
    assert mixed.names.get(is_other=False).full == "Bilal"
    assert mixed.names.filter(father="Ahmed", is_other=True).exists()


def test_with_every_registration_or_with_what_is_not_there_nothing_happens(mixed, sana):
    with pytest.raises(NobodyLeft):
        split(by=sana, person=mixed, other=HER, chosen=keys(sana, mixed))
    with pytest.raises(CannotSplit):
        split(by=sana, person=mixed, other=HER, chosen=["people.name:0"])
    assert not Merge.objects.exists()


def test_who_was_never_registered_apart_is_now(mixed, sana):
    name = [key for key in keys(sana, mixed) if key.startswith("people.name")][-1]
    new = split(by=sana, person=mixed, other=HER, chosen=[name]).gone
    made = new.registrations.get()
    assert (made.consent_status, made.sex, made.registered_by) == ("not_asked", "female", sana.user)
    assert people_in_reach(posting=sana).filter(pk=new.pk).exists()
    assert [line.code for line in matching(posting=sana, text="Ifrah").people] == [new.code]


def test_out_of_reach_is_not_split(mixed, sana):
    all_of_it = most(sana, mixed)
    elsewhere = PersonFactory()
    with pytest.raises(CannotSplit):
        split(by=sana, person=elsewhere, other=HER, chosen=all_of_it)


def test_what_was_written_since_goes_along_when_it_is_put_back(mixed, sana, ruth, harbour):
    chosen = [key for key in keys(sana, mixed) if key.startswith("people.registration")][:1]
    done = split(by=sana, person=mixed, other=HER, chosen=chosen)
    RegistrationFactory(person=done.gone, centre=harbour)
    line = say(done.gone, ruth, purpose=Purpose.NETWORK)
    undo_split(by=sana, done=done)
    assert Consent.objects.get(pk=line.pk).person == mixed
    assert Person.objects.get(pk=done.gone_id).merged_into == mixed
    assert mixed.registrations.count() == 4
    with pytest.raises(CannotMerge):
        undo_split(by=sana, done=done)


def test_a_new_file_that_went_into_another_since_is_not_put_back(mixed, sana, harbour):
    done = split(by=sana, person=mixed, other=HER, chosen=most(sana, mixed))
    merge(by=sana, kept=PersonFactory(registered_at=harbour), gone=done.gone)
    with pytest.raises(CannotMerge):
        undo_split(by=sana, done=done)


def test_a_supervisor_takes_a_file_apart_on_a_page_and_puts_it_back(at_work, ruth, sana, mixed):
    assert at_work(ruth).get(url(mixed)).status_code == 403
    boss = at_work(sana)
    page = boss.get(url(mixed)).content.decode()
    assert "Registrations" in page
    assert "Ifrah Nur" in page
    form = boss.get(url(mixed)).context["form"]
    told = {"sex": "female", "nationality": "SOM", "age": "30"}
    page = boss.post(url(mixed), told).content.decode()
    assert "Tick what is of the other person" in page
    everything_there = {part: [key for key, _words in form.fields[part].choices] for part in form.parts}
    assert "Leave one registration" in boss.post(url(mixed), told | everything_there).content.decode()
    ticked = {part: [form.fields[part].choices[-1][0]] for part in form.parts[:2]}
    page = boss.post(url(mixed), told | ticked, follow=True).content.decode()
    assert "There is a file for each of them now" in page
    new = Merge.objects.get().gone
    assert new.names.get().full == "Ifrah Nur"
    assert not new.names.get().is_other
    page = boss.get(reverse("people:file", args=[mixed.public_id]) + "?why=correction").content.decode()
    assert new.code in page
    page = boss.post(reverse("duplicates:undo", args=[Merge.objects.get().public_id]), follow=True).content.decode()
    assert "It is one file again" in page
    assert mixed.names.get(given="Ifrah").is_other


def test_the_new_file_is_kept_to_the_team_of_the_old_one(mixed, sana, ruth, rita):
    keep_to(mixed, sana, ruth)
    with pytest.raises(CannotSplit):
        split(by=rita, person=mixed, other=HER, chosen=most(sana, mixed))
    new = split(by=sana, person=mixed, other=HER, chosen=most(sana, mixed)).gone
    assert not people_in_reach(posting=rita).filter(pk__in=[new.pk, mixed.pk]).exists()
    assert people_in_reach(posting=ruth).filter(pk__in=[new.pk, mixed.pk]).count() == 2


def test_no_yes_comes_back_to_life_when_the_no_goes_elsewhere(mixed, sana, ruth):
    yes = say(mixed, ruth, purpose=Purpose.NETWORK)
    no = say(mixed, ruth, purpose=Purpose.NETWORK, decision=Decision.REFUSED)
    new = split(by=sana, person=mixed, other=HER, chosen=[f"people.consent:{no.pk}"]).gone
    assert Consent.objects.get(pk=yes.pk).person == mixed
    assert live_consent(mixed, Purpose.NETWORK) is None
    assert live_consent(new, Purpose.NETWORK) is None


def test_the_page_asks_no_more_of_a_longer_file(at_work, sana, mixed, harbour):
    boss = at_work(sana)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert boss.get(url(mixed)).status_code == 200
        return len(queries)

    asked()
    short = asked()
    for day in range(4, 8):
        RegistrationFactory(person=mixed, centre=harbour, registered_on=date(2026, 11, day))
    assert asked() == short
