import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from serai.audit.models import Entry
from serai.audit.pseudonyms import pseudonym
from serai.centres.choices import Role
from serai.people.tests.factories import PersonFactory
from serai.screening.choices import FlagState, Kind, Outcome, TaskState, Urgency
from serai.screening.models import FactorRecord, Flag, Screening, Task
from serai.screening.tests.factories import FlagFactory, ScreeningFactory, TaskFactory


def fill_url(person):
    return reverse("screening:fill", args=[person.public_id])


def form(**answers):
    return {"form_token": str(uuid.uuid4()), "language": "amh", "interpreter_mode": "phone", **answers}


def test_reception_asks_and_is_told_what_to_do_at_once_and_nothing_else(at_work, rita, bilal):
    """Statement 12: the front desk writes and reads no flag."""
    browser = at_work(rita)
    page = browser.get(fill_url(bilal)).text
    assert "Do you have difficulty seeing, even if wearing glasses?" in page
    assert "Are you pregnant?" not in page

    answer = browser.post(fill_url(bilal), form(ending_life="yes", told_violence="on", held="yes"), follow=True)

    assert answer.redirect_chain[0][0] == reverse("screening:thanks", args=[Screening.objects.get().public_id])
    assert "Do not leave the person alone. Call the nurse now." in answer.text
    assert "sent to the people concerned" in answer.text
    for kind in ("Psychological distress", "Gender-based violence", "Possible trafficking"):
        assert kind not in answer.text
    assert set(Flag.objects.values_list("kind", flat=True)) == {Kind.MHPSS, Kind.GBV, Kind.TIP}
    given = {row.question: row.answer for row in Screening.objects.get().answers.all()}
    assert given["ending_life"] == "yes"
    assert given["tonight"] == "not_asked"
    assert "answered_for" not in given


@pytest.mark.parametrize("name", ["flags", "flag", "answers", "factors", "tasks", "task"])
def test_the_front_desk_gets_403_for_flags_answers_and_tasks(at_work, rita, posted, harbour, name):
    """Statement 12."""
    task = TaskFactory(flag=FlagFactory(centre=harbour))
    of = {
        "flags": [task.person.public_id],
        "factors": [task.person.public_id],
        "flag": [task.flag.public_id],
        "answers": [task.flag.screening.public_id],
        "tasks": [],
        "task": [task.public_id],
    }
    for posting in (rita, posted("gus", Role.GUARD, harbour)):
        assert at_work(posting).get(reverse(f"screening:{name}", args=of[name])).status_code == 403


def test_the_thanks_are_for_whoever_asked(at_work, rita, ruth, posted, harbour, bilal):
    screening = ScreeningFactory(centre=harbour, person=bilal, filled_by=rita.user, instructions=["never_alone"])
    url = reverse("screening:thanks", args=[screening.public_id])
    assert "Call the nurse" in at_work(rita).get(url).text
    assert at_work(ruth).get(url).status_code == 404


def test_what_to_do_at_once_is_numbered(at_work, rita, harbour, bilal):
    said = ["never_alone", "safe_room"]
    screening = ScreeningFactory(centre=harbour, person=bilal, filled_by=rita.user, instructions=said)
    page = at_work(rita).get(reverse("screening:thanks", args=[screening.public_id])).text
    steps = page[page.index('<ol class="steps"') : page.index("</ol>")]
    assert steps.count("<li") == 2


def without_address(page):
    return re.sub(r'value="[^"]{40,}"', "", page)


def test_another_centre_finds_nothing(at_work, omar, bilal, harbour):
    task = TaskFactory(flag=FlagFactory(centre=harbour, person=bilal))
    browser = at_work(omar)
    for name, found in (
        ("fill", bilal.public_id),
        ("flags", bilal.public_id),
        ("factors", bilal.public_id),
        ("flag", task.flag.public_id),
        ("task", task.public_id),
        ("answers", task.flag.screening.public_id),
    ):
        missing = browser.get(reverse(f"screening:{name}", args=[uuid.uuid4()]))
        hidden = browser.get(reverse(f"screening:{name}", args=[found]))
        assert (hidden.status_code, missing.status_code) == (404, 404), name
        assert without_address(hidden.text) == without_address(missing.text)


def test_a_person_of_two_centres_shows_each_centre_its_own_flags(at_work, omar, ruth, bilal, harbour, station):
    """Statement 8."""
    bilal.registrations.create(
        centre=station,
        registered_on="2026-11-03",
        registered_by=omar.user,
        consent_status="given",
        form_version="1",
        sex="male",
        age_band="30-44",
        child_status="adult",
        nationality="ETH",
    )
    FlagFactory(centre=harbour, person=bilal, kind=Kind.SHELTER)
    url = reverse("screening:flags", args=[bilal.public_id])
    assert "No place to sleep tonight" in at_work(ruth).get(url).text
    assert "No place to sleep tonight" not in at_work(omar).get(url).text


def test_a_wrong_answer_is_said_and_what_was_typed_stays(at_work, rita, bilal):
    page = at_work(rita).post(fill_url(bilal), form(tonight="on the moon", lost_family="yes")).text
    assert "Where will you sleep tonight?: Select a valid choice" in page
    assert '<option value="phone" selected>' in page
    assert 'name="lost_family" value="yes"' in page.replace('type="radio" ', "")
    assert not Screening.objects.exists()


@pytest.mark.parametrize(("token", "kept"), [("", 1), ("x", 0)])
def test_a_form_without_its_token_is_a_new_form_and_a_wrong_one_never_a_crash(at_work, rita, bilal, token, kept):
    page = at_work(rita).post(fill_url(bilal), {"form_token": token, "tonight": "here"})
    assert page.status_code in {200, 302}
    assert Screening.objects.count() == kept


def test_deciding_nothing_is_asked_for_a_decision(at_work, ruth, harbour):
    flag = FlagFactory(centre=harbour)
    page = at_work(ruth).post(reverse("screening:flag", args=[flag.public_id]), {"version": 1}).text
    assert "Choose what you decide." in page


def test_the_caseworker_sees_why_and_confirms(at_work, ruth, harbour):
    flag = FlagFactory(centre=harbour, kind=Kind.DISABILITY)
    browser = at_work(ruth)

    page = browser.get(reverse("screening:flags", args=[flag.person.public_id])).text
    assert "Do you have difficulty seeing, even if wearing glasses? – Yes – a lot of difficulty" in page
    browser.post(reverse("screening:flag", args=[flag.public_id]), {"decision": "confirm", "version": 1})

    flag.refresh_from_db()
    assert (flag.state, flag.decided_by) == (FlagState.OPEN, ruth.user)
    entry = Entry.objects.filter(act="person.opened").last()
    assert (entry.subject, entry.purpose) == (pseudonym(flag.person), "follow_up")


@pytest.mark.parametrize("decision", ["dismiss", "change"])
def test_a_change_without_a_reason_is_asked_for_one(at_work, ruth, harbour, decision):
    """Statement 24."""
    flag = FlagFactory(centre=harbour)
    url = reverse("screening:flag", args=[flag.public_id])
    page = at_work(ruth).post(url, {"decision": decision, "version": 1, "urgency": "low", "reason": " "}).text
    assert "Say in a few words why." in page
    flag.refresh_from_db()
    assert (flag.state, flag.urgency) == (FlagState.SUGGESTED, Urgency.MEDIUM)


def test_a_changed_urgency_shows_beside_the_suggestion(at_work, ruth, harbour):
    """Statement 24."""
    flag = FlagFactory(centre=harbour)
    url = reverse("screening:flag", args=[flag.public_id])
    at_work(ruth).post(url, {"decision": "change", "version": 1, "urgency": "low", "reason": "Uses a stick."})
    page = at_work(ruth).get(url).text
    assert "Medium: within 72 hours" in page
    assert "Low: within 1 week" in page
    assert "Uses a stick." in page


def test_a_second_editor_is_told_and_keeps_what_was_typed(at_work, ruth, posted, harbour):
    flag = FlagFactory(centre=harbour)
    url = reverse("screening:flag", args=[flag.public_id])
    at_work(posted("rosa", Role.CASEWORKER, harbour)).post(url, {"decision": "confirm", "version": 1})

    page = at_work(ruth).post(url, {"decision": "dismiss", "version": 1, "reason": "Glasses were found."}).text

    assert "A colleague changed this while you were writing." in page
    assert "Glasses were found." in page
    assert 'name="version" value="2"' in page
    flag.refresh_from_db()
    assert flag.state == FlagState.OPEN


def test_the_supervisor_reads_without_deciding(at_work, posted, harbour):
    flag = FlagFactory(centre=harbour, kind=Kind.CHILD)
    browser = at_work(posted("sara", Role.SUPERVISOR, harbour))
    url = reverse("screening:flag", args=[flag.public_id])
    assert "Your decision" not in browser.get(url).text
    assert "This cannot be done any more" in browser.post(url, {"decision": "confirm", "version": 1}).text
    flag.refresh_from_db()
    assert flag.state == FlagState.SUGGESTED


def test_a_task_is_taken_and_finished(at_work, ruth, harbour):
    flag = FlagFactory(centre=harbour, state=FlagState.OPEN, decided_by=ruth.user)
    task = TaskFactory(flag=flag)
    browser = at_work(ruth)
    url = reverse("screening:task", args=[task.public_id])

    assert "Overdue" in browser.get(reverse("screening:tasks")).text
    browser.post(url, {"step": "take", "take-version": 1})
    assert "In hand with" in browser.get(url).text
    page = browser.post(url, {"step": "done", "done-version": 2, "done-outcome": ""}).text
    assert "This field is required" in page
    browser.post(url, {"step": "done", "done-version": 2, "done-outcome": "met"})

    task.refresh_from_db()
    assert (task.state, task.outcome, task.done_by) == (TaskState.DONE, Outcome.MET, ruth.user)
    late = browser.post(url, {"step": "done", "done-version": 3, "done-outcome": "met"}, follow=True)
    assert "This cannot be done any more" in late.text


def test_a_task_of_an_undecided_flag_says_to_decide_first(at_work, ruth, harbour):
    task = TaskFactory(flag=FlagFactory(centre=harbour))
    url = reverse("screening:task", args=[task.public_id])
    page = at_work(ruth).post(url, {"step": "done", "done-version": 1, "done-outcome": "met"}).text
    assert "Say first whether the flag stands." in page


def test_risks_and_protections_stand_side_by_side_with_nothing_added_up(at_work, ruth, bilal):
    """Statement 23."""
    url = reverse("screening:factors", args=[bilal.public_id])
    browser = at_work(ruth)
    chosen = {"individual_protective": ["phone", "lit"], "individual_risk": ["no_papers"], "note": "Sister in Obock."}
    page = browser.post(url, chosen, follow=True).text

    assert FactorRecord.objects.get().factors == ["phone", "lit", "no_papers"]
    assert page.count("checked") == 3
    assert "What protects" in page
    assert "What puts at risk" in page
    assert "Sister in Obock." in page
    bad = browser.post(url, {"individual_risk": ["nonsense"]})
    assert (bad.status_code, FactorRecord.objects.count()) == (200, 1)


@pytest.mark.parametrize("page", ["tasks", "flags", "today"])
def test_a_longer_list_costs_no_more_queries(at_work, ruth, harbour, bilal, django_assert_num_queries, page):
    urls = {
        "tasks": reverse("screening:tasks"),
        "flags": reverse("screening:flags", args=[bilal.public_id]),
        "today": reverse("centres:today"),
    }
    kinds = [Kind.DISABILITY, Kind.OLDER, Kind.SHELTER, Kind.DOCUMENT, Kind.FAMILY_LINK]
    browser = at_work(ruth)

    def add(kind):
        person = bilal if page == "flags" else PersonFactory(registered_at=harbour)
        TaskFactory(flag=FlagFactory(centre=harbour, person=person, kind=kind), function="caseworker")

    add(kinds[0])
    browser.get(urls[page])
    with CaptureQueriesContext(connection) as one:
        browser.get(urls[page])
    for kind in kinds[1:]:
        add(kind)
    with django_assert_num_queries(len(one)):
        browser.get(urls[page])


def test_the_manager_is_called_in_words_that_name_no_kind(at_work, rita, posted, harbour, bilal):
    at_work(rita).post(fill_url(bilal), form(ending_life="yes", told_violence="on"))
    page = at_work(posted("mona", Role.MANAGER, harbour)).get(reverse("screening:tasks")).text
    assert "A person needs you now" in page
    assert "1 task waits" in page
    assert Task.objects.count() == 3


@pytest.mark.parametrize("page", ["flag", "task"])
def test_a_form_that_cannot_be_kept_shows_no_flag_without_a_line(at_work, posted, harbour, bilal, page):
    task = TaskFactory(flag=FlagFactory(centre=harbour, person=bilal, kind=Kind.GBV), state="taken")
    browser = at_work(gina := posted("gina", Role.GBV, harbour))
    Task.objects.update(taken_by=gina.user)
    found = task if page == "task" else task.flag
    told = browser.post(reverse(f"screening:{page}", args=[found.public_id]), {"step": "hand_back"})
    assert bilal.code in told.text
    assert Entry.objects.filter(act=f"{page}.opened", actor=gina.user).count() == 1
