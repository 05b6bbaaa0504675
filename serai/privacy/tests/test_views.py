from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.models import Decision
from serai.people.models import Person
from serai.people.tests.factories import PersonFactory
from serai.privacy.models import DueList, LegalHold
from serai.teams.tests.factories import keep_to

LONG_AGO = date(2024, 3, 14)
WHY = "A claim is open at the court."


@pytest.fixture(autouse=True)
def marked(settings, tmp_path):
    settings.ERASED = tmp_path / "erased"


@pytest.fixture
def daniel(posted):
    return posted("daniel", Role.DATA_PROTECTION, None)


@pytest.fixture
def old(harbour) -> Person:
    return PersonFactory(registered_at=harbour, registered_at__registered_on=LONG_AGO)


def test_from_the_list_to_the_certificate(at_work, daniel, dima, old):
    browser, second = at_work(daniel), at_work(dima)
    assert "It is time for a new list" in browser.get("/").text
    page = browser.post(reverse("privacy:make_list"), follow=True)
    assert old.code in page.text
    url = page.request["PATH_INFO"]
    assert "Nothing is erased before a second person agrees." in browser.post(url, follow=True).text
    assert Person.objects.filter(pk=old.pk).exists()

    asked = reverse("centres:decision", args=[Decision.objects.get().public_id])
    assert "Files to erase" in second.get(asked).text
    second.post(asked, {"answer": "agree"})
    assert "0 of 1" in browser.get(url).text
    done = browser.post(url, follow=True).text

    assert "Certificate" in done
    assert old.code not in done
    assert not Person.objects.filter(pk=old.pk).exists()
    certificate = browser.get(reverse("privacy:certificate", args=[DueList.objects.get().public_id])).text
    assert DueList.objects.get().digest in certificate
    assert "730 days" in certificate


def test_coordinators_see_how_many_and_data_protection_which(at_work, posted, daniel, dima, old, harbour, station):
    """A number of a file is needed to keep it, and that is data protection's; at a centre, of its own files."""
    url = at_work(daniel).post(reverse("privacy:make_list"))["Location"]
    here, there = (posted(f"kept_{centre.code}", Role.DATA_PROTECTION, centre) for centre in (harbour, station))
    for posting, sees in ((daniel, True), (here, True), (there, False), (dima, False)):
        page = at_work(posting).get(url).text
        assert (old.code in page) is sees, posting.user
        assert posting is there or "<dt><bdi>Harbour</bdi></dt><dd>1</dd>" in page
    assert "data protection sees" in at_work(dima).get(url).text
    assert reverse("privacy:holds") not in at_work(dima).get(reverse("privacy:retention")).text
    assert at_work(dima).get(reverse("privacy:holds")).status_code == 403


def test_a_file_kept_to_a_team_stands_on_no_list_of_the_centre(at_work, posted, daniel, old, harbour, ruth):
    keep_to(old, ruth)
    url = at_work(daniel).post(reverse("privacy:make_list"))["Location"]
    assert old.code not in at_work(posted("dalia", Role.DATA_PROTECTION, harbour)).get(url).text
    assert old.code in at_work(daniel).get(url).text


def test_a_list_that_is_not_done_has_no_certificate(at_work, daniel, old):
    browser = at_work(daniel)
    url = browser.post(reverse("privacy:make_list"))["Location"]
    assert browser.get(f"{url}certificate/")["Location"] == url


def test_a_hold_is_placed_and_lifted(at_work, daniel, old):
    browser = at_work(daniel)
    until = timezone.localdate() + timedelta(days=20)
    page = browser.post(
        reverse("privacy:holds"), {"code": old.code.lower(), "reason": WHY, "until": until}, follow=True
    )
    assert old.code in page.text
    assert "Kept: legal hold" in browser.post(reverse("privacy:make_list"), follow=True).text
    browser.post(reverse("privacy:lift_hold", args=[LegalHold.objects.get().pk]))
    assert "No hold stands." in browser.get(reverse("privacy:holds")).text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"code": "HAR-26-99999-Z"}, "No file has this number."),
        ({"reason": "short"}, "at least 20 characters"),
        ({"until": "2020-01-01"}, "from today on, within a year"),
        ({"until": "2999-01-01"}, "from today on, within a year"),
        ({"until": "soon"}, "Enter a valid date."),
    ],
)
def test_a_hold_that_cannot_be_gets_a_sentence(at_work, daniel, old, said, sentence):
    typed = {"code": old.code, "reason": WHY, "until": timezone.localdate()} | said
    answer = at_work(daniel).post(reverse("privacy:holds"), typed)
    assert sentence in answer.text
    assert not LegalHold.objects.exists()
    assert str(typed["reason"]) in answer.text


def test_a_longer_list_costs_no_more_queries(at_work, daniel, harbour, django_assert_num_queries):
    browser = at_work(daniel)
    for _ in range(2):
        PersonFactory(registered_at=harbour, registered_at__registered_on=LONG_AGO)
        url = browser.post(reverse("privacy:make_list"))["Location"]
        with django_assert_num_queries(7):
            browser.get(url)


def test_what_is_kept_says_every_table(at_work, daniel):
    page = at_work(daniel).get(reverse("privacy:retention")).text
    assert "people.person" in page
    assert "reception.headcount" in page
    assert "730 days" in page


def place(browser, code, **changed):
    said = {"code": code, "reason": WHY, "until": str(timezone.localdate())}
    return browser.post(reverse("privacy:holds"), said | changed)


def test_numbers_of_files_cannot_be_guessed_by_placing_holds(at_work, daniel, old):
    browser = at_work(daniel)
    for code in [f"HAR-26-{number:05d}-Z" for number in range(10)]:
        assert "No file has this number." in place(browser, code).text
    refused = place(browser, old.code)
    assert refused.status_code == 429
    assert "Wait one minute" in refused.text
    assert not LegalHold.objects.exists()
    assert Entry.objects.filter(act="person.looked_up").count() == 10


def test_a_number_is_looked_up_once_the_rest_is_right(at_work, daniel, old):
    browser = at_work(daniel)
    answers = {"No file" in place(browser, code, reason="short").text for code in (old.code, "HAR-26-99999-Z")}
    assert answers == {False}
    assert not Entry.objects.filter(act="person.looked_up").exists()


def test_a_centre_holds_the_files_that_it_reaches(at_work, posted, station, harbour, old):
    centres = {
        centre: at_work(posted(f"d{centre.code}", Role.DATA_PROTECTION, centre)) for centre in (station, harbour)
    }
    assert "No file has this number." in place(centres[station], old.code).text
    assert place(centres[harbour], old.code).status_code == 302
    assert old.code in centres[harbour].get(reverse("privacy:holds")).text
    assert old.code not in centres[station].get(reverse("privacy:holds")).text
    lift = reverse("privacy:lift_hold", args=[LegalHold.objects.get().pk])
    assert centres[station].post(lift).status_code == 404
    assert centres[harbour].post(lift).status_code == 302
