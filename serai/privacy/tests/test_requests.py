"""What people ask about their data, from the person's page to the letter."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from serai.centres.choices import Role
from serai.centres.models import Decision
from serai.people.models import Person
from serai.privacy import rules
from serai.privacy.models import DataRequest, LegalHold
from serai.privacy.operations.requests import erase_as_asked
from serai.privacy.tests.factories import DataRequestFactory


@pytest.fixture(autouse=True)
def marked(settings, tmp_path):
    settings.ERASED = tmp_path / "erased"


@pytest.fixture
def sonia(posted, harbour):
    return posted("sonia", Role.SUPERVISOR, harbour)


@pytest.fixture
def daniel(posted):
    return posted("daniel", Role.DATA_PROTECTION, None)


def ask(browser, person, **changed):
    typed = {"right": "correction", "asked_by": "self", "what": "The birth year", "on": str(timezone.localdate())}
    return browser.post(
        reverse("privacy:new_request", args=[person.public_id]), typed | {"token": str(uuid4())} | changed, follow=True
    )


def test_from_asking_to_the_letter_in_the_persons_language(at_work, ruth, sonia, bilal):
    Person.objects.filter(pk=bilal.pk).update(mother_tongue="ara")
    ask(at_work(ruth), bilal)
    asked = DataRequest.objects.get()
    assert asked.due_on == timezone.localdate() + timedelta(days=30)

    browser = at_work(sonia)
    assert bilal.code in browser.get(reverse("privacy:requests")).text
    page = reverse("privacy:request", args=[asked.public_id])
    browser.post(page, {"outcome": "done", "words": "تم التصحيح", "version": 1})
    letter = browser.get(reverse("privacy:letter", args=[asked.public_id])).text
    assert 'lang="ar" dir="rtl"' in letter
    assert "تم التصحيح" in letter
    assert "إن لم تكونوا راضين" in letter

    browser.post(reverse("privacy:told", args=[asked.public_id]))
    asked.refresh_from_db()
    assert asked.told_on == timezone.localdate()


def test_a_refusal_needs_its_reason_and_is_told_with_the_way_to_complain(at_work, sonia, harbour):
    asked = DataRequestFactory(centre=harbour)
    browser, page = at_work(sonia), reverse("privacy:request", args=[asked.public_id])
    refused = browser.post(page, {"outcome": "refused", "words": "Kept as typed", "version": 1})
    assert "Choose the reason." in refused.text
    assert "Kept as typed" in refused.text

    browser.post(page, {"outcome": "refused", "why": "law", "words": "", "version": 1})
    letter = browser.get(reverse("privacy:letter", args=[asked.public_id]), {"language": "en"}).text
    assert "A law binds us" in letter
    assert "complaints box" in letter
    with pytest.raises(IntegrityError):
        DataRequest.objects.filter(pk=asked.pk).update(why="")


def test_the_second_editor_is_told(at_work, sonia, harbour):
    asked = DataRequestFactory(centre=harbour, version=2)
    page = reverse("privacy:request", args=[asked.public_id])
    late = at_work(sonia).post(page, {"outcome": "done", "words": "mine", "version": 1}).text
    assert "Somebody else saved this meanwhile." in late
    assert "mine" in late


def test_sent_twice_it_is_one(at_work, ruth, bilal):
    token = str(uuid4())
    for _ in range(2):
        ask(at_work(ruth), bilal, token=token)
    assert DataRequest.objects.count() == 1


def test_erasing_takes_a_second_person_and_leaves_no_name(at_work, sonia, daniel, harbour, bilal):
    asked = DataRequestFactory(centre=harbour, person=bilal, right="erasure", what="About his brother")
    browser, page = at_work(sonia), reverse("privacy:request", args=[asked.public_id])
    browser.post(page, {"outcome": "done", "words": "", "version": 1})
    decision = reverse("centres:decision", args=[Decision.objects.get().public_id])
    browser.post(decision, {"answer": "agree"})
    assert Person.objects.filter(pk=bilal.pk).exists(), "whoever asked is never the second"

    second = at_work(daniel)
    shown = second.get(decision).text
    assert bilal.code in shown
    assert "Ahmed" not in shown
    second.post(decision, {"answer": "agree"})
    assert not Person.objects.filter(pk=bilal.pk).exists()
    asked.refresh_from_db()
    assert (asked.outcome, asked.person_id, asked.what) == ("done", None, "")
    assert "Our answer to you" in browser.get(page + "letter/", {"language": "en"}).text


def test_nothing_is_erased_while_a_hold_stands(at_work, sonia, daniel, harbour, bilal):
    asked = DataRequestFactory(centre=harbour, person=bilal, right="erasure")
    page = reverse("privacy:request", args=[asked.public_id])
    at_work(sonia).post(page, {"outcome": "done", "words": "", "version": 1})
    tomorrow = timezone.localdate() + timedelta(days=1)
    LegalHold.objects.create(person=bilal, reason="A claim is open at the court", until=tomorrow, placed_by=daniel.user)
    decision = reverse("centres:decision", args=[Decision.objects.get().public_id])
    at_work(daniel).post(decision, {"answer": "agree"})
    assert Person.objects.filter(pk=bilal.pk).exists()


def test_the_network_sees_numbers_of_files_and_not_what_was_said(at_work, daniel, harbour, bilal):
    asked = DataRequestFactory(centre=harbour, person=bilal, what="Her brother Idris")
    browser = at_work(daniel)
    page = browser.get(reverse("privacy:request", args=[asked.public_id])).text
    assert bilal.code in page
    assert "Idris" not in page
    assert "Ahmed" not in page
    assert bilal.code in browser.get("/").text, "on the page of today"


def test_another_centres_request_is_missing(at_work, posted, station, harbour):
    asked = DataRequestFactory(centre=harbour)
    other = at_work(posted("stella", Role.SUPERVISOR, station))
    assert other.get(reverse("privacy:request", args=[asked.public_id])).status_code == 404


def test_the_list_costs_the_same_at_one_and_at_five(at_work, sonia, harbour, django_assert_num_queries):
    browser = at_work(sonia)
    DataRequestFactory(centre=harbour)
    browser.get(reverse("privacy:requests"))
    with django_assert_num_queries(5):
        browser.get(reverse("privacy:requests"))
    for _ in range(4):
        DataRequestFactory(centre=harbour)
    with django_assert_num_queries(5):
        browser.get(reverse("privacy:requests"))


def test_an_answer_is_due_in_thirty_days_at_most():
    asked = date(2026, 11, 2)
    assert rules.answer_due(received_on=asked, days=15) == date(2026, 11, 17)
    assert rules.answer_due(received_on=asked, days=90) == date(2026, 12, 2)


def test_erasing_locks_the_person_before_it_looks(at_work, sonia, daniel, harbour, bilal):
    """What is kept of them at the same moment waits, and finds nobody (SQLite has one writer at a time anyway)."""
    asked = DataRequestFactory(centre=harbour, person=bilal, right="erasure")
    page = reverse("privacy:request", args=[asked.public_id])
    at_work(sonia).post(page, {"outcome": "done", "words": "", "version": 1})
    with CaptureQueriesContext(connection) as queries:
        erase_as_asked(daniel, Decision.objects.get())
    said = [query["sql"] for query in queries]
    people = next(n for n, sql in enumerate(said) if 'FROM "people_person"' in sql)
    held = next(n for n, sql in enumerate(said) if 'FROM "privacy_legalhold"' in sql)
    assert people < held
    assert ("FOR UPDATE" in said[people]) is connection.features.has_select_for_update
    assert not Person.objects.filter(pk=bilal.pk).exists()


def test_one_who_refuses_to_agree_does_not_end_the_wish_to_be_erased(at_work, posted, harbour, ruth, sonia, bilal):
    """Else whoever answers and whoever says no have decided together that nothing is ever answered."""
    ask(at_work(ruth), bilal, right="erasure")
    asked = DataRequest.objects.get()
    page, browser = reverse("privacy:request", args=[asked.public_id]), at_work(sonia)
    browser.post(page, {"outcome": "done", "words": "", "version": 1})
    assert "Waits for a second person" in browser.get(page).text
    told = browser.post(page, {"outcome": "refused", "why": "law", "words": "", "version": 2}).text
    assert DataRequest.objects.get().outcome == "asked", told
    second = at_work(posted("samir", Role.SUPERVISOR, harbour))
    second.post(reverse("centres:decision", args=[Decision.objects.get().public_id]), {"answer": "refuse"})

    assert "Keep the answer" in browser.get(page).text
    browser.post(page, {"outcome": "done", "words": "", "version": 2})
    assert Decision.objects.filter(state="waiting").count() == 1
