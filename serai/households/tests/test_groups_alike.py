"""A group of whom some have a file already: asked beside the files, and never held up."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.duplicates.models import Pair
from serai.duplicates.operations.pairs import note_compared
from serai.households.operations.household import Place, add_member
from serai.people import rules
from serai.people.choices import ConsentForm, Decision, Purpose
from serai.people.models import Care, Membership, Person
from serai.people.operations.consent import record_consent
from serai.people.rules.consent import How, Said
from serai.people.tests.factories import PersonFactory
from serai.teams.tests.factories import keep_to

pytestmark = pytest.mark.django_db
PAGE = reverse("households:group")
QUESTION = "Were some of them here before?"
GROUP = [
    {"name": "Sara Tesfaye", "sex": "female", "age": "34"},
    {"name": "بلال أحمد حسن", "sex": "male", "age": "31", "role": "spouse"},
    {"name": "Hana Bilal", "sex": "female", "age": "12", "role": "child"},
]


@pytest.fixture
def known(harbour):
    return PersonFactory(
        name={"given": "Bilal", "father": "Ahmed", "family": "Hassan"},
        registered_at=harbour,
        birth=rules.born_in_year(1995),
    )


@pytest.fixture
def desk(at_work, rita):
    return at_work(rita)


def with_a_child(by, person):
    child = PersonFactory(registered_at=person.registrations.get().centre)
    add_member(by=by, person=person, member=child, place=Place("child", "claimed"))


def filled(rows=GROUP, **more):
    header = {"nationality": "ETH", "form_token": str(uuid4()), "person-count": str(len(rows))}
    header |= {"registered_on": timezone.localdate().isoformat()}
    return {
        **header,
        **{f"person-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()},
        **more,
    }


def test_each_of_a_group_is_shown_beside_the_files_that_are_alike(desk, known):
    """Statement 8."""
    sent = filled()
    page = desk.post(PAGE, sent).text
    assert QUESTION in page
    assert known.code in page
    assert "The same name in another spelling" in page
    assert set(re.findall(r'name="(group-\d+-decided)"', page)) == {"group-1-decided"}
    assert Person.objects.get() == known
    noted = Entry.objects.filter(act="person.compared").order_by("pk").values_list("detail", flat=True)
    assert list(noted) == [{"count": 0}, {"count": 1}, {"count": 0}]  # each name counts as a search
    carried = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    assert {name: carried[name] for name in sent} == sent


def test_saving_without_an_answer_saves_all_and_a_colleague_compares(desk, known):
    answer = desk.post(PAGE, filled(compared="1"), follow=True)
    assert "3 people are registered" in answer.text
    pair = Pair.objects.get()
    assert (pair.second, pair.why, pair.said) == (known, "later", "open")
    assert Membership.objects.count() == 3


def test_who_is_known_keeps_the_file_and_joins_the_others(desk, known):
    said = filled(**{"compared": "1", "group-1-decided": f"same:{known.public_id}"})
    for _ in range(2):
        assert desk.post(PAGE, said).status_code == 302
    assert Person.objects.count() == 3
    assert known.registrations.count() == 2
    assert list(Membership.objects.order_by("pk").values_list("role", flat=True)) == ["head", "spouse", "child"]
    assert not Pair.objects.exists()


def test_who_has_a_household_stays_in_it(desk, rita, known):
    with_a_child(rita, known)
    sent = filled(**{"compared": "1", "group-1-decided": f"same:{known.public_id}"})
    page = desk.post(PAGE, sent, follow=True).text
    assert "1 person stays in the household that they have" in page
    assert Membership.objects.filter(person=known).count() == 1
    assert Membership.objects.values("household").distinct().count() == 2


def test_the_others_join_the_household_of_a_head_who_is_known(desk, rita, known):
    with_a_child(rita, known)
    rows = [{**GROUP[1], "role": ""}, GROUP[2]]
    desk.post(PAGE, filled(rows, **{"compared": "1", "group-0-decided": f"same:{known.public_id}"}))
    assert Membership.objects.values("household").distinct().count() == 1
    assert Care.objects.get().adult == known


def test_not_the_same_is_remembered_and_another_age_is_told(desk, known):
    desk.post(PAGE, filled(**{"compared": "1", "group-1-decided": "different"}))
    assert Pair.objects.get().said == "different"
    rows = [GROUP[0], {**GROUP[1], "age": "27"}]
    said = {"compared": "1", "group-1-decided": f"same:{known.public_id}"}
    page = desk.post(PAGE, filled(rows, **said), follow=True).text
    assert f"Correct them: {known.code}" in page


def test_changing_what_was_written_loses_nothing(desk, known):
    page = desk.post(PAGE, filled(back="1")).text
    assert 'value="Sara Tesfaye"' in page
    assert QUESTION not in page
    assert Person.objects.count() == 1


def test_who_refuses_is_compared_with_nobody(desk, known):
    rows = [GROUP[0], {**GROUP[1], "consent": "refused"}]
    assert QUESTION not in desk.post(PAGE, filled(rows), follow=True).text
    assert Person.objects.count() == 2


def test_who_refused_before_is_not_written_down_and_holds_nobody_up(desk, known, rita):
    refused = [Said(Purpose.SERVICES_HERE, Decision.REFUSED)]
    record_consent(by=rita, person=known, said=refused, how=How(ConsentForm.VERBAL, "eng", certified=True))
    said = {"compared": "1", "group-1-decided": f"same:{known.public_id}"}
    page = desk.post(PAGE, filled(**said), follow=True).text
    assert "2 people are registered" in page
    assert known.registrations.count() == 1


def test_a_file_out_of_reach_is_not_shown_and_not_taken(desk, posted, harbour, station, known):
    far = PersonFactory(registered_at=station)
    said = {"compared": "1", "group-1-decided": f"same:{far.public_id}"}
    assert desk.post(PAGE, filled(**said)).status_code == 404
    keep_to(known, posted("ruth2", "caseworker", harbour))
    assert QUESTION not in desk.post(PAGE, filled(), follow=True).text


def test_whoever_may_search_no_more_saves_first(desk, known, rita):
    for _ in range(400):
        note_compared(by=rita, count=1)
    assert QUESTION not in desk.post(PAGE, filled(), follow=True).text
    assert Pair.objects.get().second == known


def test_what_was_searched_is_the_name_of_the_first(desk):
    page = desk.post(PAGE, {"typed": "Sara Tesfaye"}).text
    assert re.search(
        r'name="person-0-name"[^>]*value="Sara Tesfaye"|value="Sara Tesfaye"[^>]*name="person-0-name"', page
    )
    assert "error-summary" not in page
    assert "0911223344" not in desk.post(PAGE, {"typed": "0911223344"}).text
