import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.duplicates.choices import Said as SaidOfTwo
from serai.duplicates.choices import Why
from serai.duplicates.models import Merge, Pair
from serai.linkage.choices import Said
from serai.linkage.models import Suggestion
from serai.linkage.tests.factories import suggested
from serai.people.choices import Purpose
from serai.people.operations.consent import withdraw_consent
from serai.people.tests.factories import PersonFactory
from serai.registration.tests.test_registration import say
from serai.teams.operations import keep
from serai.teams.tests.factories import keep_to

LIST = reverse("linkage:suggestions")


@pytest.fixture
def two(harbour):
    return [
        PersonFactory(name={"given": name, "father": "Ahmed"}, registered_at=harbour) for name in ("Bilal", "Belal")
    ]


@pytest.fixture
def suggestion(harbour, two):
    return suggested(harbour, two[1], two[0])


def url(suggestion):
    return reverse("linkage:suggestion", args=[suggestion.public_id])


def test_the_list_says_that_nothing_is_alike(at_work, ruth):
    assert "No two files of this centre are alike" in at_work(ruth).get(LIST).content.decode()


def test_two_files_stand_side_by_side_and_both_openings_are_in_the_trail(at_work, ruth, suggestion, two):
    desk = at_work(ruth)
    assert two[0].code in desk.get(LIST).content.decode()
    page = desk.get(url(suggestion)).content.decode()
    for said in (two[0].code, two[1].code, "Belal Ahmed", "The same name in another spelling", "about 97 are"):
        assert said in page
    assert Entry.objects.filter(act="person.opened").count() == 2


@pytest.mark.parametrize(
    ("said", "of_two", "why"),
    [("same", "same", Why.FOUND), ("different", "different", ""), ("unsure", "open", Why.FOUND)],
)
def test_an_answer_goes_on_to_who_compares_and_is_not_asked_again(at_work, ruth, suggestion, said, of_two, why):
    desk = at_work(ruth)
    desk.post(url(suggestion), {"said": said})
    pair = Pair.objects.get()
    assert (pair.said, pair.why, pair.opened_by) == (SaidOfTwo(of_two), why, ruth.user)
    assert {pair.first, pair.second} == {suggestion.first, suggestion.second}
    assert "No two files of this centre are alike" in desk.get(LIST).content.decode()
    assert desk.post(url(suggestion), {"said": "different"}).status_code == 404
    assert Suggestion.objects.get().said == Said(said)


def test_the_same_goes_on_to_a_supervisor_who_makes_them_one(at_work, posted, harbour, ruth, suggestion):
    at_work(ruth).post(url(suggestion), {"said": "same"})
    boss = at_work(posted("sana", Role.SUPERVISOR, harbour))
    assert boss.get(reverse("duplicates:merge", args=[Pair.objects.get().public_id])).status_code == 200


def test_nobody_says_so_and_makes_them_one_alone(at_work, posted, harbour, ruth, suggestion):
    """Neither a supervisor, nor a caseworker who is one as well."""
    boss = posted("sana", Role.SUPERVISOR, harbour)
    at_work(boss).post(url(suggestion), {"said": "same"})
    pair = Pair.objects.get()
    assert pair.said == SaidOfTwo.OPEN
    alone = reverse("duplicates:merge", args=[pair.public_id])
    assert at_work(boss).post(alone).status_code == 404
    Pair.objects.update(said=SaidOfTwo.SAME, decided_by=boss.user)
    answer = at_work(boss).post(alone, follow=True)
    assert "You alone said that these two are one person’s." in answer.text
    Pair.objects.update(decided_by=ruth.user)
    at_work(boss).post(alone)
    assert Merge.objects.count() == 1


def test_of_a_file_at_another_centre_nothing_is_shown(at_work, harbour, station, ruth, bilal):
    there = PersonFactory(name={"given": "Elsewhere", "father": "Hidden"}, registered_at=station)
    found = suggested(harbour, bilal, there, is_elsewhere=True)
    desk = at_work(ruth)
    page = desk.get(LIST).content.decode()
    assert bilal.code in page
    assert "Ask the data-protection focal point" in page
    for hidden in (there.code, "Elsewhere", "Hidden", str(there.public_id), "Station", str(found.public_id)):
        assert hidden not in page
    assert desk.get(url(found)).status_code == 404


@pytest.mark.parametrize("side", [0, 1])
def test_of_a_file_kept_to_a_team_nothing_is_shown_to_others(
    at_work, rita, ruth, posted, harbour, suggestion, two, side
):
    keep_to(two[side], posted("sana", Role.SUPERVISOR, harbour))
    desk = at_work(ruth)
    assert "No two files of this centre are alike" in desk.get(LIST).content.decode()
    assert desk.get(url(suggestion)).status_code == 404


def test_another_centre_finds_nothing_and_a_receptionist_is_refused(at_work, omar, rita, suggestion):
    assert at_work(omar).get(url(suggestion)).status_code == 404
    assert at_work(rita).get(LIST).status_code == 403


def test_the_list_asks_as_often_for_five_as_for_one(at_work, ruth, harbour, two, suggestion, django_assert_num_queries):
    desk = at_work(ruth)
    desk.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        desk.get(LIST)
    for _ in range(4):
        suggested(harbour, PersonFactory(registered_at=harbour), two[0])
    with django_assert_num_queries(len(asked)):
        desk.get(LIST)


@pytest.mark.parametrize("whose", [0, 1])
def test_without_a_yes_to_the_network_no_file_elsewhere_is_spoken_of(at_work, ruth, omar, harbour, station, whose):
    """At once, not with the search of the next night; also when the other one takes it back, elsewhere."""
    here, there = PersonFactory(registered_at=harbour), PersonFactory(registered_at=station)
    said = [say(person, by, purpose=Purpose.NETWORK) for person, by in ((here, ruth), (there, omar))]
    suggested(harbour, here, there, is_elsewhere=True)
    suggested(station, there, here, is_elsewhere=True)
    assert here.code in at_work(ruth).get(LIST).text
    withdraw_consent(by=(ruth, omar)[whose], consent=said[whose], language="eng")
    assert here.code not in at_work(ruth).get(LIST).text
    assert not Suggestion.objects.exists()


def test_of_a_file_kept_to_a_team_elsewhere_nothing_is_said_from_that_moment(
    at_work, ruth, omar, harbour, station, posted
):
    here, there = PersonFactory(registered_at=harbour), PersonFactory(registered_at=station)
    for person, by in ((here, ruth), (there, omar)):
        say(person, by, purpose=Purpose.NETWORK)
    suggested(harbour, here, there, is_elsewhere=True)
    assert here.code in at_work(ruth).get(LIST).text
    bosses = [posted(name, Role.SUPERVISOR, station) for name in ("tariq", "tsega")]
    keep(by=bosses[0], person=there, users={one.user_id for one in bosses}, reason="close")
    assert here.code not in at_work(ruth).get(LIST).text
    assert not Suggestion.objects.exists()
