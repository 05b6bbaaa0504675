import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Checkpoint, Entry
from serai.audit.operations import record
from serai.centres.choices import Role
from serai.centres.tests.factories import PostingFactory
from serai.people.tests.factories import PersonFactory

REVIEW, CHECKPOINT = "/oversight/review/", "/oversight/checkpoint/"


@pytest.fixture
def zahra(posted):
    """The data-protection focal point of the network."""
    return posted("zahra", Role.DATA_PROTECTION, None)


@pytest.fixture
def by_day():
    """Whenever the tests run: what is opened at night stands out."""
    with time_machine.travel(timezone.localtime().replace(hour=11)):
        yield


def opened(by, person, times=1, **more):
    for _ in range(times):
        record(by=by, act="person.opened", subject=person, purpose="service", **more)


# --- the review ----------------------------------------------------------------------------------------------------
def test_the_review_tells_who_did_how_much_and_names_nobody_served(at_work, zahra, ruth, omar, bilal):
    opened(ruth, bilal, 3)
    opened(omar, PersonFactory(registered_at=omar.centre, name={"given": "Hodan"}))
    page = at_work(zahra).get(REVIEW)
    assert page.status_code == 200
    assert ruth.user.display_name in page.text
    assert "Station" in page.text
    assert re.search(r"Opened.*file.*</td><td class=\"number\">3</td>", page.text)
    for person in ("Bilal", "Hodan", bilal.code, str(bilal.public_id)):
        assert person not in page.text
    line = Entry.objects.filter(person__gt="").first()
    assert line.person not in page.text


def test_reading_the_review_is_itself_in_the_trail(at_work, zahra, ruth, bilal):
    opened(ruth, bilal)
    at_work(zahra).get(REVIEW, {"actor": ruth.user_id, "act": "person.opened"})
    line = Entry.objects.get(act="trail.reviewed")
    assert line.actor_id == zahra.user_id
    assert (line.detail["colleague"], line.detail["of"]) == (ruth.user_id, "person.opened")
    assert "Reviewed the trail" in at_work(zahra).get(REVIEW).text


@pytest.mark.usefixtures("by_day")
def test_what_is_asked_for_is_what_is_shown(at_work, zahra, ruth, omar, harbour, bilal):
    opened(ruth, bilal)
    record(by=omar, act="person.searched", count=1)
    browser = at_work(zahra)
    assert "· <bdi>Station" in browser.get(REVIEW).text
    assert "· <bdi>Station" not in browser.get(REVIEW, {"centre": harbour.pk}).text
    assert "· <bdi>Harbour" not in browser.get(REVIEW, {"actor": omar.user_id}).text
    assert "· <bdi>Harbour" not in browser.get(REVIEW, {"act": "person.searched"}).text
    week_before = (timezone.localdate() - timedelta(days=7)).isoformat()
    assert "Nothing was written in these days" in browser.get(REVIEW, {"until": week_before}).text
    wrong = browser.get(REVIEW, {"since": "yesterday", "centre": "x", "actor": "9" * 30, "act": "'"})
    assert wrong.status_code == 200
    assert "Enter a valid date" in wrong.text


def test_a_focal_point_of_one_centre_reviews_that_centre_alone(at_work, posted, ruth, omar, harbour, bilal):
    opened(ruth, bilal)
    opened(omar, bilal)
    local = posted("zeinab", Role.DATA_PROTECTION, harbour)
    page = at_work(local).get(REVIEW, {"centre": omar.centre_id}).text
    assert ruth.user.display_name in page
    assert omar.user.display_name not in page


@pytest.mark.usefixtures("by_day")
def test_openings_without_work_and_above_the_usual_stand_out(at_work, zahra, ruth, omar, harbour):
    people = [PersonFactory(registered_at=harbour) for _ in range(12)]
    for person in people:
        opened(ruth, person)
        record(by=ruth, act="person.corrected", subject=person, parts=[])
        opened(omar, person, 4)
        for act in ("file.printed", "paper.opened", "alarm.emergency", "emergency.read", "release.read"):
            record(by=omar, act=act, subject=person)  # more than a look, and no work either
    page = at_work(zahra).get(REVIEW).text
    standing = page[page.index("What stands out") : page.index("Day by day")]
    assert omar.user.display_name in standing
    assert "Opened, nothing done" in standing
    assert "More than usual" in standing
    assert ruth.user.display_name not in standing


def test_an_opening_at_night_stands_out_by_the_clock_of_the_centre(at_work, zahra, ruth, bilal, time_machine):
    ruth.centre.time_zone = "America/Panama"
    ruth.centre.save()
    night = timezone.now().replace(hour=8, minute=0)  # three in the morning in Panama
    time_machine.move_to(night)
    opened(ruth, bilal)
    standing = at_work(zahra).get(REVIEW).text.split("Day by day")[0]
    assert '<span class="tag medium">At night</span>' in standing


def test_a_longer_trail_costs_no_more_queries(at_work, zahra, harbour, bilal, django_assert_num_queries):
    browser = at_work(zahra)
    browser.get(REVIEW)
    for _ in range(5):
        worker = PostingFactory(centre=harbour, role=Role.CASEWORKER)
        opened(worker, bilal, 6)
        with django_assert_num_queries(15):
            browser.get(REVIEW)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SUPERVISOR, Role.CASEWORKER])
def test_nobody_else_reviews_the_trail(at_work, posted, harbour, role):
    assert at_work(posted("somebody", role, harbour)).get(REVIEW).status_code == 403


# --- checkpoints ---------------------------------------------------------------------------------------------------
def test_a_checkpoint_is_kept_by_a_button_and_its_words_are_shown_everywhere(at_work, posted, harbour, zahra):
    boss = at_work(posted("sam", Role.SUPERVISOR, harbour))
    assert "There is none yet" in boss.get(CHECKPOINT).text
    assert "A checkpoint is kept" in boss.post(CHECKPOINT, follow=True).text
    words = re.search(r"(?:[a-z]{5} ){7}[a-z]{5}", boss.get(CHECKPOINT).text)[0]
    assert words in boss.get(reverse("centres:today")).text
    assert words in at_work(zahra).get(REVIEW).text
    assert Entry.objects.filter(act="trail.checkpoint_kept").count() == Checkpoint.objects.count() == 1


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MANAGER, Role.ADMINISTRATOR, Role.DATA_PROTECTION])
def test_how_much_others_do_is_counted_for_no_centre(at_work, posted, harbour, zahra, role):
    """Else two presses tell how often a focal point looked at sealed files or reports in between."""
    browser = at_work(posted("somebody", role, harbour))
    browser.post(CHECKPOINT)
    assert "Lines signed" not in browser.get(CHECKPOINT).text
    assert "Lines signed" in at_work(zahra).get(CHECKPOINT).text


# --- who opened this file, on the person's page -------------------------------------------------------------------
def page_of(browser, person):
    return browser.get(reverse("people:file", args=[person.public_id]), {"why": "supervision"}).text


def readers(browser, person):
    page = page_of(browser, person)
    return page[page.index("Who opened this file") :]


@pytest.fixture
def boss(at_work, posted, harbour):
    return at_work(posted("sam", Role.SUPERVISOR, harbour))


def test_a_supervisor_sees_who_opened_the_file_and_why(boss, ruth, bilal):
    """Statement 49."""
    opened(ruth, bilal)
    shown = readers(boss, bilal)
    assert ruth.user.display_name in shown
    assert "Giving a service" in shown


def test_a_focal_point_is_shown_without_name_or_function(boss, posted, harbour, bilal):
    """That somebody who works on violence opened a file would tell what happened to the person."""
    for name, role in (("gada", Role.GBV), ("hana", Role.HEALTH)):
        opened(posted(name, role, harbour), bilal)
    shown = readers(boss, bilal)
    assert shown.count("<td>A focal point") == 2
    for told in ("gada", "hana", "violence", "Nurse"):
        assert told.lower() not in shown.lower()


def test_another_centre_is_told_only_when_the_person_lets_the_network_see(boss, omar, bilal):
    opened(omar, bilal)
    assert omar.user.display_name not in readers(boss, bilal)


def test_openings_of_the_year_before_are_shown_while_its_key_is_there(boss, ruth, bilal, time_machine):
    time_machine.move_to(timezone.now() - timedelta(days=366))
    opened(ruth, bilal)
    time_machine.move_to(timezone.now() + timedelta(days=366))
    assert ruth.user.display_name in readers(boss, bilal)


def test_more_openings_cost_no_more_queries(at_work, posted, harbour, bilal, django_assert_max_num_queries):
    boss = at_work(posted("sam", Role.SUPERVISOR, harbour))
    page_of(boss, bilal)
    with django_assert_max_num_queries(100) as first:
        page_of(boss, bilal)
    for _ in range(5):
        opened(PostingFactory(centre=harbour, role=Role.CASEWORKER), bilal)
    with django_assert_max_num_queries(len(first)):
        page_of(boss, bilal)
