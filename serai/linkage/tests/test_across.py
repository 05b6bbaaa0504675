"""Two files at two centres: what the data-protection focal point of the network sees, says, and what becomes of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.signals import user_logged_in
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.models import Decision
from serai.centres.operations import decisions
from serai.centres.tests.factories import CentreFactory, PostingFactory
from serai.duplicates.models import Merge
from serai.duplicates.operations.merging import undo
from serai.linkage.models import Question, Suggestion
from serai.linkage.operations.across import ask
from serai.linkage.tests.factories import suggested
from serai.people.access import people_in_reach
from serai.people.choices import Decision as SaidNo
from serai.people.choices import Purpose
from serai.people.models import Document, Person
from serai.people.operations.consent import withdraw_consent
from serai.people.operations.numbers import refresh_numbers
from serai.people.tests.factories import PersonFactory, RegistrationFactory
from serai.registration.tests.test_registration import say
from serai.teams.tests.factories import keep_to
from serai.watch.models import Decoy

LIST, ASK = reverse("linkage:across"), reverse("linkage:ask")


@pytest.fixture
def two(harbour, station, ruth, omar):
    """One man at two centres, who lets the network see both files: the older one at Harbour."""
    found = [
        PersonFactory(name={"given": given, "father": "Ahmed"}, registered_at=centre, phone="+253 77 11 22 33")
        for given, centre in (("Bilal", harbour), ("Belal", station))
    ]
    Document.objects.create(person=found[0], kind="passport", state="held", country="ETH", number="EP1234567")
    refresh_numbers(people=found)
    said = [say(person, by, purpose=Purpose.NETWORK) for person, by in zip(found, (ruth, omar), strict=True)]
    found[0].yes, found[1].yes = said
    return found


@pytest.fixture
def pair(harbour, station, two):
    suggested(harbour, two[0], two[1], is_elsewhere=True)
    return suggested(station, two[1], two[0], is_elsewhere=True)


@pytest.fixture
def daniel(posted):
    return posted("daniel", Role.DATA_PROTECTION, None)


@pytest.fixture
def bosses(posted, harbour, station):
    return posted("sana", Role.SUPERVISOR, harbour), posted("tariq", Role.SUPERVISOR, station)


def url(pair):
    return reverse("linkage:pair", args=[pair.public_id])


def agree(at_work, posting):
    decision = Decision.objects.get(state="waiting")
    return at_work(posting).post(reverse("centres:decision", args=[decision.public_id]), {"answer": "agree"})


def test_the_list_names_centres_and_nobody(at_work, daniel, pair, two):
    page = at_work(daniel).get(LIST).text
    assert "Harbour" in page
    assert "Station" in page
    assert str(pair.public_id) in page
    for hidden in (two[0].code, two[1].code, "Bilal", "Belal"):
        assert hidden not in page
    assert not Entry.objects.filter(act="person.opened").exists()


def test_what_decides_stands_side_by_side_and_no_number_does(at_work, daniel, pair, two, harbour, station):
    page = at_work(daniel).get(url(pair)).text
    for said in ("Bilal Ahmed", "Belal Ahmed", two[0].code, "Passport", "The same telephone or document number"):
        assert said in page
    assert page.count("born in 1995") == 2
    for hidden in ("77 11 22 33", "EP1234567", "May 1995"):
        assert hidden not in page
    opened = Entry.objects.filter(act="person.opened", actor_id=daniel.user_id).values_list("centre_id", "purpose")
    assert sorted(opened) == sorted([(harbour.pk, "correction"), (station.pk, "correction")])


@pytest.mark.parametrize(("precision", "last"), [("month", 31), ("span", 19)])
def test_no_birth_is_told_nearer_than_the_year(at_work, daniel, pair, precision, last):
    Person.objects.update(birth_precision=precision, born_earliest="1995-05-01", born_latest=f"1995-05-{last}")
    page = at_work(daniel).get(url(pair)).text
    assert page.count("born in 1995") == 2
    assert "May 1995" not in page


def test_when_the_measure_of_a_shift_is_used_up_nothing_opens(at_work, daniel, pair, settings):
    settings.OPENINGS_PERCENT = 0
    page = at_work(daniel).get(url(pair), follow=True).text
    assert "You opened as many files as one shift needs." in page
    assert not Entry.objects.filter(act="person.opened").exists()


@pytest.mark.parametrize(
    "why", ["kept to a team", "invented", "no longer seen", "said no later", "of one centre", "erased"]
)
def test_of_whom_nothing_is_shown(why, at_work, daniel, posted, pair, two, harbour, omar, bosses):
    """Also when it was on the page a moment ago."""
    reader = at_work(daniel if why != "of one centre" else posted("dara", Role.DATA_PROTECTION, harbour))
    if why == "kept to a team":
        keep_to(two[0], bosses[0])
    elif why == "invented":
        Decoy.objects.create(person=two[1], centre=harbour)
    elif why == "no longer seen":
        withdraw_consent(by=omar, consent=two[1].yes, language="eng")
    elif why == "said no later":
        say(two[1], omar, purpose=Purpose.NETWORK, decision=SaidNo.REFUSED)
    elif why == "erased":
        Suggestion.objects.filter(pk=pair.pk).delete()
    assert str(pair.public_id) not in reader.get(LIST).text
    assert reader.get(url(pair)).status_code == 404
    assert not Entry.objects.filter(act="person.opened").exists()


def test_not_the_same_is_not_asked_again_at_either_centre(at_work, daniel, ruth, pair, two):
    desk = at_work(daniel)
    desk.post(url(pair), {"said": "different"})
    assert set(Suggestion.objects.values_list("said", "answered_by")) == {("different", daniel.user_id)}
    assert desk.get(url(pair)).status_code == 404
    assert two[0].code not in at_work(ruth).get(reverse("linkage:suggestions")).text


def test_not_sure_stays_for_more(at_work, daniel, pair):
    desk = at_work(daniel)
    desk.post(url(pair), {"said": "unsure"})
    assert "Not sure" in desk.get(LIST).text
    assert desk.get(url(pair)).status_code == 200


def test_the_same_takes_a_supervisor_of_each_centre(at_work, daniel, bosses, pair, two):
    """Three persons in all; nobody of them merges alone, and one takes it back."""
    sana, tariq = bosses
    assert "A supervisor of each centre" in at_work(daniel).post(url(pair), {"said": "same"}, follow=True).text
    (asked,) = Decision.objects.all()
    assert at_work(tariq).get(reverse("centres:decision", args=[asked.public_id])).status_code == 404
    page = at_work(sana).get(reverse("centres:decision", args=[asked.public_id])).text
    assert two[0].code in page
    assert "Station" in page
    for hidden in (two[1].code, "Belal"):
        assert hidden not in page
    agree(at_work, sana)
    assert not Merge.objects.exists()
    assert Suggestion.objects.filter(said="same").count() == 2
    agree(at_work, tariq)
    done = Merge.objects.get()
    assert (done.kept, done.gone, done.centre_id) == (*two, tariq.centre_id)
    for boss in bosses:
        assert list(people_in_reach(posting=boss).filter(pk__in=[one.pk for one in two])) == [two[0]]
    assert str(pair.public_id) not in at_work(daniel).get(LIST).text
    undo(by=tariq, done=done)
    assert list(people_in_reach(posting=tariq).filter(pk__in=[one.pk for one in two])) == [two[1]]


@pytest.mark.parametrize("who", ["the first supervisor", "the focal point"])
def test_one_person_does_not_agree_twice(who, at_work, daniel, bosses, pair):
    """Neither whoever supervises both centres, nor the focal point who is a supervisor as well."""
    at_work(daniel).post(url(pair), {"said": "same"})
    agree(at_work, bosses[0])
    user = bosses[0].user if who == "the first supervisor" else daniel.user
    there = PostingFactory(user=user, role=Role.SUPERVISOR, centre=bosses[1].centre)
    with pytest.raises(decisions.NotYoursToDecide):
        decisions.agree(by=there, decision=Decision.objects.get(state="waiting"))
    assert not Merge.objects.exists()


def test_a_centre_is_not_asked_where_nobody_works_but_who_agreed_already(at_work, daniel, bosses, pair, two):
    third = CentreFactory()
    RegistrationFactory(person=two[1], centre=third)
    PostingFactory(user=bosses[0].user, role=Role.SUPERVISOR, centre=third)
    at_work(daniel).post(url(pair), {"said": "same"})
    for boss in bosses:
        decisions.agree(by=boss, decision=Decision.objects.get(state="waiting"))
    assert not Decision.objects.filter(state="waiting").exists()
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("why", ["kept to a team", "no longer seen"])
def test_what_changed_since_stops_it(why, at_work, daniel, ruth, bosses, pair, two):
    at_work(daniel).post(url(pair), {"said": "same"})
    if why == "kept to a team":
        keep_to(two[0], bosses[0], ruth)
    else:
        withdraw_consent(by=ruth, consent=two[0].yes, language="eng")
    assert agree(at_work, bosses[0]).status_code == 404  # nothing of the two is told any more
    assert "Two files at two centres" not in at_work(bosses[0]).get(reverse("centres:decisions")).text
    assert Decision.objects.get().state == "waiting"


def test_without_supervisors_nothing_is_noted(at_work, daniel, pair):
    page = at_work(daniel).post(url(pair), {"said": "same"}, follow=True).text
    assert "no supervisor works at either centre" in page
    assert set(Suggestion.objects.values_list("said", flat=True)) == {"open"}


def test_the_list_asks_as_often_for_five_as_for_one(
    at_work, daniel, pair, two, ruth, omar, station, django_assert_num_queries
):
    desk = at_work(daniel)
    ask(by=ruth)
    desk.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        desk.get(LIST)
    for _ in range(4):
        more = PersonFactory(registered_at=station)
        say(more, omar, purpose=Purpose.NETWORK)
        suggested(station, more, two[0], is_elsewhere=True)
        ask(by=PostingFactory(role=Role.RECEPTIONIST, centre=station))
    with django_assert_num_queries(len(asked)):
        assert desk.get(LIST).text.count("centres") > 1


def test_a_desk_asks_with_one_press_and_reads_the_answer(at_work, rita, ruth, daniel):
    """On today as well, for who asked alone. Nothing of what was searched is in the tables or in the trail; asked twice,
    it waits once."""
    desk = at_work(rita)
    assert f'action="{ASK}"' in desk.post(reverse("search:search"), {"typed": "Zekarias Girmay"}).text
    desk.post(ASK, {"typed": "Zekarias Girmay"})
    desk.post(ASK)
    question = Question.objects.get()
    assert "Waits for an answer" in desk.get(ASK).text
    focal = at_work(daniel)
    for address in (LIST, reverse("centres:today")):
        assert "desk" in focal.get(address).text
    assert rita.user.display_name in focal.get(LIST).text
    answer = reverse("linkage:answer", args=[question.public_id])
    focal.post(answer, {"answer": "card"})
    assert "Ask the person for a card" in desk.get(ASK).text
    assert focal.post(answer, {"answer": "spoken"}).status_code == 404
    today = reverse("centres:today")
    assert "Ask the person for a card" in desk.get(today).text
    assert "answered you" not in at_work(ruth).get(today).text
    Question.objects.update(answered_at=timezone.now() - timedelta(days=2, minutes=1))
    assert "answered you" not in desk.get(today).text
    told = " ".join(str(entry.detail) for entry in Entry.objects.all())
    assert "Zekarias" not in told


@pytest.mark.parametrize(
    ("answered", "days", "stays"), [(True, 6, True), (True, 8, False), (False, 8, True), (False, 31, False)]
)
def test_a_question_goes_when_it_has_served(at_work, rita, daniel, answered, days, stays):
    """With the next sign-in; one that waits is still told to who asked, however long ago."""
    desk, before = at_work(rita), timezone.now() - timedelta(days=days)
    desk.post(ASK)
    then = {"answer": "card", "answered_by": daniel.user, "answered_at": before} if answered else {}
    Question.objects.update(asked_at=before, **then)
    assert ("Waits for an answer" in desk.get(ASK).text) is not answered
    user_logged_in.send(sender=None, request=desk.get("/").wsgi_request, user=rita.user)
    assert Question.objects.exists() is stays


def test_a_desk_is_told_when_nobody_answers(at_work, rita, posted, harbour):
    posted("dara", Role.DATA_PROTECTION, harbour)
    assert "Nobody answers now" in at_work(rita).get(ASK).text


def test_a_centres_own_data_protection_answers_no_desk(at_work, rita, posted, station):
    at_work(rita).post(ASK)
    reader = at_work(posted("dara", Role.DATA_PROTECTION, station))
    assert rita.user.display_name not in reader.get(LIST).text
    answer = reverse("linkage:answer", args=[Question.objects.get().public_id])
    assert reader.post(answer, {"answer": "spoken"}).status_code == 404
