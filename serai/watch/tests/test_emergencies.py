"""Break-glass: a reason, an hour, to read only, an alarm at once, a review by somebody else within three days."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from serai.accounts import operations as accounts
from serai.accounts.again import PROVED_AT
from serai.accounts.models import User
from serai.accounts.tests.factories import put_in_hand
from serai.audit.models import Entry
from serai.audit.operations import record
from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.people.models import Person
from serai.people.tests.factories import PersonFactory
from serai.teams.tests.factories import keep_to
from serai.watch import operations
from serai.watch.choices import Alarm
from serai.watch.models import EmergencyOpening
from serai.watch.tests.factories import EmergencyOpeningFactory

SAID = {"reason": "life", "why": "The person lost consciousness at the desk."}
PASSWORD = "lantern river nine"
OCCUPATION = "Beekeeper of Dikhil"


@pytest.fixture
def selam(posted, harbour):
    return posted("selam", Role.SUPERVISOR, harbour)


@pytest.fixture
def daniel(posted):
    return posted("daniel", Role.DATA_PROTECTION, None)


@pytest.fixture
def keeper(bilal) -> Person:
    Person.objects.filter(pk=bilal.pk).update(occupation=OCCUPATION, phone="+253 77 00 00 00")
    return bilal


def begin(browser, person, **said):
    return browser.post(reverse("watch:begin", args=[person.public_id]), SAID | said, follow=True)


def acts() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("act", flat=True))


@pytest.mark.parametrize("hands", ["of the reviewer", "of who opened it"])
def test_an_account_in_other_hands_reviews_nothing_nor_does_who_had_it(
    at_work, rita, selam, daniel, harbour, posted, hands
):
    """An opening, and an alarm; in hand at one remove or two."""
    opening, maya = EmergencyOpeningFactory(centre=harbour, opened_by=rita.user), posted("maya", Role.MANAGER, harbour)
    record(by=rita, act=Alarm.OPENINGS, subject=opening)
    entry = Entry.objects.get(act=Alarm.OPENINGS)
    if hands == "of the reviewer":
        put_in_hand(selam.user, by=maya.user, at=timezone.now())
    else:
        put_in_hand(rita.user, by=maya.user, at=opening.opened_at)
        put_in_hand(maya.user, by=selam.user, at=opening.opened_at - timedelta(minutes=1))
    selam = Posting.objects.select_related("user").get(pk=selam.pk)
    said = {"verdict": "justified", "note": ""}
    with pytest.raises(operations.NotYoursToReview):
        operations.review_opening(by=selam, opening=opening, now=timezone.now(), **said)
    with pytest.raises(operations.NotYoursToReview):
        operations.review_alarm(by=selam, entry=entry, **said)
    operations.review_opening(by=daniel, opening=opening, now=timezone.now(), **said)
    operations.review_alarm(by=daniel, entry=entry, **said)


def test_a_receptionist_alone_at_night_reads_what_helps_and_it_rings(at_work, rita, selam, daniel, keeper):
    browser = at_work(rita)
    file = browser.get(reverse("people:file", args=[keeper.public_id])).text
    assert "Open more of this file in an emergency" in file
    assert "+253 77 00 00 00" not in file

    page = begin(browser, keeper)

    assert "to read only" in page.text
    assert "+253 77 00 00 00" in page.text
    assert acts()[-3:] == ["person.opened", Alarm.EMERGENCY, "emergency.read"]
    for reviewer in (selam, daniel):
        assert "Life or health in danger" in at_work(reviewer).get("/").text


def test_who_is_there_is_asked_again_and_what_was_typed_goes_along(at_work, rita, keeper):
    rita.user.set_password(PASSWORD)
    rita.user.save()
    browser, url = at_work(rita), reverse("watch:begin", args=[keeper.public_id])
    session = browser.session
    session[PROVED_AT] -= 360
    session.save()

    page = browser.post(url, SAID)

    assert page.status_code == 403
    assert not EmergencyOpening.objects.exists()
    kept = re.search(r'name="again_kept" value="([^"]+)"', page.text)[1]
    browser.post(url, {"again_kept": kept, "again_password": PASSWORD})
    assert EmergencyOpening.objects.get().why == SAID["why"]


def test_the_hour_is_over_after_an_hour(at_work, rita, keeper):
    browser = at_work(rita)
    url = begin(browser, keeper).request["PATH_INFO"]
    assert browser.get(url).status_code == 200
    EmergencyOpening.objects.update(until=timezone.now())
    assert browser.get(url).status_code == 404


def test_it_is_closed_before_when_it_is_no_longer_needed(at_work, rita, keeper):
    browser = at_work(rita)
    url = begin(browser, keeper).request["PATH_INFO"]
    assert "will review this opening" in browser.post(f"{url}end/", follow=True).text
    assert browser.get(url).status_code == 404


def test_it_is_nobody_elses(at_work, posted, rita, keeper, harbour):
    url = begin(at_work(rita), keeper).request["PATH_INFO"]
    colleague = posted("meron", Role.RECEPTIONIST, harbour)
    assert at_work(colleague).get(url).status_code == 404


def test_it_lets_nothing_be_written(at_work, rita, keeper):
    """What an hour opens is a page to read: the pages that write ask for the role, as before."""
    browser = at_work(rita)
    begin(browser, keeper)
    assert browser.get(reverse("registration:profile", args=[keeper.public_id])).status_code == 403


@pytest.mark.parametrize("said", [{"why": "ill"}, {"why": ""}, {"reason": "curious"}, {"reason": ""}])
def test_without_a_reason_nothing_opens(at_work, rita, keeper, said):
    assert "to read only" not in begin(at_work(rita), keeper, **said).text
    assert not EmergencyOpening.objects.exists()


def test_a_file_of_another_centre_does_not_exist(at_work, posted, station, keeper):
    there = posted("meron", Role.RECEPTIONIST, station)
    assert begin(at_work(there), keeper).status_code == 404


def test_one_that_nobody_reviewed_in_three_days_switches_them_off(at_work, rita, harbour, keeper):
    EmergencyOpeningFactory(centre=harbour, opened_at=timezone.now() - timedelta(hours=72))
    assert "switched off at this centre" in begin(at_work(rita), keeper).text
    assert EmergencyOpening.objects.count() == 1


def test_three_of_ones_own_that_wait_are_enough(at_work, rita, harbour, keeper):
    EmergencyOpeningFactory.create_batch(3, centre=harbour, opened_by=rita.user)
    assert "Three of your emergency openings" in begin(at_work(rita), keeper).text


def test_one_about_a_file_that_was_kept_to_a_team_since_counts_as_well(at_work, rita, selam, harbour, keeper):
    """On PostgreSQL the database hides it from who opened it."""
    for opened in EmergencyOpeningFactory.create_batch(3, centre=harbour, opened_by=rita.user):
        keep_to(opened.person, selam)
    assert "Three of your emergency openings" in begin(at_work(rita), keeper).text


def test_a_review_switches_them_on_again(at_work, rita, selam, harbour, keeper):
    waiting = EmergencyOpeningFactory(centre=harbour, opened_at=timezone.now() - timedelta(hours=80))
    reviewer = at_work(selam)
    assert "Overdue" in reviewer.get(reverse("watch:alarms")).text
    page = reverse("watch:review_opening", args=[waiting.public_id])
    assert "lost consciousness" in reviewer.get(page).text
    reviewer.post(page, {"verdict": "justified", "note": "Spoke with both."})

    assert "to read only" in begin(at_work(rita), keeper).text
    assert "Reviewed lately" in reviewer.get(reverse("watch:alarms")).text


def test_nobody_reviews_their_own(at_work, posted, selam, harbour):
    own = EmergencyOpeningFactory(centre=harbour, opened_by=selam.user)
    page = reverse("watch:review_opening", args=[own.public_id])
    assert at_work(selam).post(page, {"verdict": "justified"}).status_code == 404
    with pytest.raises(IntegrityError):
        EmergencyOpening.objects.filter(pk=own.pk).update(reviewed_by=selam.user)


def test_a_supervisor_of_elsewhere_knows_nothing_of_it(at_work, posted, station, harbour):
    opening = EmergencyOpeningFactory(centre=harbour)
    browser = at_work(posted("sami", Role.SUPERVISOR, station))
    assert browser.get(reverse("watch:review_opening", args=[opening.public_id])).status_code == 404
    assert "Nothing rang" in browser.get(reverse("watch:alarms")).text


def test_what_is_reviewed_stays_reviewed(at_work, posted, selam, harbour):
    opening = EmergencyOpeningFactory(centre=harbour)
    browser = at_work(selam)
    page = reverse("watch:review_opening", args=[opening.public_id])
    browser.post(page, {"verdict": "misuse"})
    assert "Nothing was changed." in browser.post(page, {"verdict": "justified"}).text
    opening.refresh_from_db()
    assert opening.verdict == "misuse"


def test_more_that_waits_costs_no_more_queries(at_work, selam, harbour, django_assert_num_queries):
    browser = at_work(selam)
    EmergencyOpeningFactory(centre=harbour)
    with django_assert_num_queries(6):
        browser.get(reverse("watch:alarms"))
    EmergencyOpeningFactory.create_batch(4, centre=harbour)
    with django_assert_num_queries(6):
        browser.get(reverse("watch:alarms"))


@pytest.mark.parametrize("what", ["opening", "alarm"])
def test_nor_whoever_had_the_account_when_it_was_done_once_its_owner_was_confirmed(
    rita, selam, daniel, harbour, keeper, what
):
    accounts.give_temporary_password(by=selam, user=rita.user)
    opening = operations.open_in_emergency(
        by=rita, person=keeper, reason="life", why="She does not wake up.", now=timezone.now()
    )
    accounts.confirm_owner(by=daniel, user=rita.user)
    later = operations.open_in_emergency(
        by=rita, person=PersonFactory(registered_at=harbour), reason="life", why="The same.", now=timezone.now()
    )

    def review(by, opening):
        if what == "opening":
            operations.review_opening(by=by, opening=opening, verdict="justified", note="", now=timezone.now())
        else:
            entry = Entry.objects.filter(act=Alarm.EMERGENCY).earliest("pk")
            operations.review_alarm(by=by, entry=entry, verdict="justified", note="")

    with pytest.raises(operations.NotYoursToReview):
        review(selam, opening)
    review(daniel, opening)
    operations.review_opening(by=selam, opening=later, verdict="justified", note="", now=timezone.now())


def test_nor_through_the_account_of_the_reviewer_with_a_password_made_for_it(at_work, posted, harbour, selam, keeper):
    maya = posted("maya", Role.MANAGER, harbour)
    begin(at_work(maya), keeper)
    accounts.give_temporary_password(by=maya, user=selam.user)
    User.objects.update(must_change_password=False)
    opening = EmergencyOpening.objects.get()

    page = at_work(selam).post(reverse("watch:review_opening", args=[opening.public_id]), {"verdict": "justified"})

    assert "it was your own" in page.text
    opening.refresh_from_db()
    assert opening.reviewed_at is None
