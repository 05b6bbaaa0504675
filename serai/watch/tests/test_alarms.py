"""Budgets of openings and decoys: curiosity is noticed."""

import pytest
from django.urls import reverse

from serai.assistance.tests.factories import DeliveryFactory
from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.insights.choices import Table
from serai.insights.queries.counts import counts_of
from serai.interpreters.queries import needs
from serai.interpreters.tests.factories import ConversationFactory
from serai.people.models import Registration
from serai.people.tests.factories import PersonFactory
from serai.reception.tests.factories import VisitFactory
from serai.screening.choices import FlagState
from serai.screening.tests.factories import FlagFactory
from serai.watch.choices import Alarm
from serai.watch.models import AlarmReview, Decoy, Extension

WHY = "A bus with many families arrived after noon."
INVENTED = {"given": "Invented", "father": "Nobody", "sex": "female", "age": 31, "nationality": "DJI"}


@pytest.fixture
def selam(posted, harbour):
    return posted("selam", Role.SUPERVISOR, harbour)


@pytest.fixture
def daniel(posted):
    return posted("daniel", Role.DATA_PROTECTION, None)


@pytest.fixture
def few(settings):
    """Two openings a shift for a caseworker, so that a third is one too many."""
    settings.OPENINGS_PERCENT = 3


def opens(browser, person):
    return browser.get(reverse("people:file", args=[person.public_id]))


def test_who_opens_more_files_than_usual_says_why_and_goes_on(at_work, few, ruth, selam, harbour):
    browser = at_work(ruth)
    people = PersonFactory.create_batch(4, registered_at=harbour)
    assert [opens(browser, person).status_code for person in people[:2]] == [200, 200]

    asked = opens(browser, people[2])
    assert asked["Location"] == reverse("watch:go_on")
    assert "Say a little more" in browser.post(asked["Location"], {"why": "busy"}).text
    assert not Extension.objects.exists()
    browser.post(asked["Location"], {"why": WHY})

    assert [opens(browser, person).status_code for person in people[2:]] == [200, 200]
    assert "Many files were opened" in at_work(selam).get("/").text
    alarm = Entry.objects.get(act=Alarm.OPENINGS)
    assert WHY in at_work(selam).get(reverse("watch:review_alarm", args=[alarm.pk])).text


def test_a_file_opened_already_in_this_shift_opens_again(at_work, few, ruth, harbour):
    """Nothing that was typed is lost because the measure is full."""
    browser = at_work(ruth)
    first, second, third = PersonFactory.create_batch(3, registered_at=harbour)
    for person in (first, second, first, second, first):
        assert opens(browser, person).status_code == 200
    assert opens(browser, third).status_code == 302


def test_nobody_rings_for_nothing_so_that_another_alarm_is_not_seen(at_work, few, ruth, harbour):
    """Fifty alarms of that kind would push the one of a decoy off the list."""
    browser = at_work(ruth)
    opens(browser, PersonFactory(registered_at=harbour))
    for _ in range(3):
        assert browser.post(reverse("watch:go_on"), {"why": WHY})["Location"] == reverse("search:search")
    assert not Extension.objects.exists()
    assert not Entry.objects.filter(act=Alarm.OPENINGS).exists()


def test_the_same_answer_for_a_file_that_does_not_exist(at_work, few, ruth, harbour, station):
    """A spent measure tells nobody which files there are."""
    browser = at_work(ruth)
    for person in PersonFactory.create_batch(2, registered_at=harbour):
        opens(browser, person)
    assert opens(browser, PersonFactory(registered_at=station)).status_code == 404


def test_a_decoy_opens_like_any_file_and_rings(at_work, ruth, selam, daniel, harbour):
    keeper = at_work(daniel)
    keeper.post(reverse("watch:decoys"), INVENTED | {"centre": harbour.pk})
    decoy = Decoy.objects.get()
    assert decoy.person.code in keeper.get(reverse("watch:decoys")).text

    assert opens(at_work(ruth), decoy.person).status_code == 200

    for reviewer in (selam, daniel):
        assert "The file of a decoy was opened" in at_work(reviewer).get("/").text
    alarm = Entry.objects.get(act=Alarm.DECOY)
    page = reverse("watch:review_alarm", args=[alarm.pk])
    at_work(selam).post(page, {"verdict": "misuse", "note": "Talked about it."})
    assert AlarmReview.objects.get().by == selam.user
    assert "Nothing was changed." in keeper.post(page, {"verdict": "justified"}).text
    assert "Nothing rang" in at_work(selam).get(reverse("watch:alarms")).text


def test_a_decoy_looks_like_anybody(at_work, ruth, daniel, harbour, bilal):
    """A caseworker's page of a decoy has nothing that another's has not."""
    at_work(daniel).post(reverse("watch:decoys"), INVENTED | {"centre": harbour.pk})
    decoy = Decoy.objects.get().person
    browser = at_work(ruth)

    def shape(person) -> list[str]:
        return sorted(part.split(">")[0] for part in opens(browser, person).text.split("<h2")[1:])

    assert shape(decoy) == shape(bilal)


def test_a_lifted_decoy_rings_no_longer(at_work, ruth, daniel, harbour):
    keeper = at_work(daniel)
    keeper.post(reverse("watch:decoys"), INVENTED | {"centre": harbour.pk})
    decoy = Decoy.objects.get()
    keeper.post(reverse("watch:lift_decoy", args=[decoy.pk]))
    opens(at_work(ruth), decoy.person)
    assert not Entry.objects.filter(act=Alarm.DECOY).exists()


def test_figures_leave_decoys_out(at_work, daniel, harbour):
    at_work(daniel).post(reverse("watch:decoys"), INVENTED | {"centre": harbour.pk})
    one = Registration.objects.get()
    VisitFactory(centre=harbour, person=one.person, arrived_on=one.registered_on)
    DeliveryFactory(centre=harbour, person=one.person, given_on=one.registered_on)
    FlagFactory(centre=harbour, person=one.person, state=FlagState.OPEN, decided_by=daniel.user)
    month = one.registered_on.replace(day=1)
    assert not [count for count in counts_of(month=month) if count.number]
    VisitFactory(centre=harbour, person=None, arrived_on=one.registered_on)
    assert [count.number for count in counts_of(month=month) if count.number] == [1]


def test_languages_that_were_missing_leave_decoys_out(at_work, posted, ruth, daniel, harbour):
    at_work(daniel).post(reverse("watch:decoys"), INVENTED | {"centre": harbour.pk})
    Registration.objects.update(interview_language="som", interpreter_mode="none_available")
    one = Registration.objects.get()
    ConversationFactory(person=one.person, centre=harbour, on=one.registered_on, recorded_by=ruth.user)
    month = one.registered_on.replace(day=1)
    hana = posted("hana", Role.MANAGER, harbour)
    assert needs(posting=hana, month=month)["days"] == []
    assert Table.LANGUAGES not in {count.table for count in counts_of(month=month)}
    Decoy.objects.all().delete()
    assert len(needs(posting=hana, month=month)["days"]) == 2
    assert Table.LANGUAGES in {count.table for count in counts_of(month=month)}


def test_nobody_reviews_the_alarm_they_set_off(at_work, posted, daniel, selam, harbour):
    at_work(daniel).post(reverse("watch:decoys"), INVENTED | {"centre": harbour.pk})
    browser = at_work(selam)
    browser.get(reverse("people:file", args=[Decoy.objects.get().person.public_id]), {"why": "supervision"})
    alarm = Entry.objects.get(act=Alarm.DECOY)
    assert browser.get(reverse("watch:review_alarm", args=[alarm.pk])).status_code == 404
    assert "Nothing rang" in browser.get(reverse("watch:alarms")).text
