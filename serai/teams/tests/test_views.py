"""What a kept file is for its team, and that for everybody else it is not there."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from serai.accounts.models import User
from serai.assistance.tests.factories import DeliveryFactory
from serai.cards.operations.cards import issue_card
from serai.centres.choices import Role
from serai.centres.models import Decision as Asked
from serai.centres.rules import May, roles_that_may
from serai.centres.tests.factories import OfferedServiceFactory
from serai.people import rules
from serai.people.choices import AgeBand, ConsentStatus, Decision, KeptFor, Purpose, Sex, SharedPart
from serai.people.models import Household, KeptFile, Membership, TeamMember
from serai.people.operations.consent import record_consent
from serai.people.operations.numbers import refresh_numbers
from serai.people.rules.consent import Said
from serai.people.tests.factories import PersonFactory, RegistrationFactory
from serai.privacy.tests.factories import DataRequestFactory
from serai.reception.tests.factories import DeskFactory, QueueTokenFactory, VisitFactory
from serai.referrals.tests.factories import SPOKEN, sent
from serai.registration.operations.registration import Told, register_person
from serai.screening.choices import Kind
from serai.screening.tests.factories import FlagFactory, TaskFactory
from serai.search import candidates
from serai.sharing.operations.exemptions import ask_to_record
from serai.sharing.queries.manifest import told
from serai.sharing.rules.gate import Cleared
from serai.teams.operations import ask_to_end, keep
from serai.teams.tests.factories import keep_to
from serai.watch.tests.factories import EmergencyOpeningFactory

HERE = "teams:team"
LISTS = [
    "centres:today",
    "reception:visits",
    "reception:queues",
    "screening:tasks",
    "assistance:choose",
    "referrals:list",
    "privacy:requests",
    "centres:decisions",
    "watch:alarms",
    "sealed:home",
]
CHANGES = re.compile(r'name="(csrfmiddlewaretoken|client_token|form_token|session)" value="[^"]+"')


@pytest.fixture
def selam(posted, harbour):
    return posted("selam", Role.SUPERVISOR, harbour)


def team(person):
    return reverse(HERE, args=[person.public_id])


def test_a_supervisor_keeps_a_file_and_the_others_find_nobody(at_work, selam, ruth, rita, bilal):
    browser = at_work(selam)
    assert (
        "Keep this file to a team"
        in browser.get(reverse("people:file", args=[bilal.public_id]) + "?why=follow_up").text
    )
    page = browser.post(team(bilal), {"members": [ruth.user_id], "reason": KeptFor.CLOSE}, follow=True).text
    assert "For everybody else at this centre, this file is not there." in page
    assert ruth.user.display_name in page
    for posting, status in ((ruth, 200), (rita, 404)):
        asked = at_work(posting)
        assert asked.get(reverse("people:file", args=[bilal.public_id])).status_code == status
        found = asked.post(reverse("search:search"), {"typed": "Bilal"}).text
        assert (bilal.code in found) == (status == 200)


def test_with_the_card_in_hand_one_reads_what_an_unknown_card_says(at_work, selam, ruth, rita, omar, bilal):
    """Also at a centre where the person lets the network see the file: nothing is offered of what is kept."""
    record_consent(by=ruth, person=bilal, said=[Said(Purpose.NETWORK, Decision.GRANTED)], how=SPOKEN)
    code = issue_card(by=ruth, person=bilal).code
    assert "at another centre of the network" in at_work(omar).post(reverse("search:search"), {"typed": code}).text
    keep_to(bilal, selam, ruth)
    for posting in (rita, omar):
        page = at_work(posting).post(reverse("search:search"), {"typed": code}).text
        assert "If the person says it is theirs, call the supervisor." in page
        assert "at another centre" not in page
        opened = at_work(posting).post(reverse("registration:open_here"), {"typed": code})
        assert "If the person says it is theirs, call the supervisor." in opened.text
    assert at_work(ruth).post(reverse("search:search"), {"typed": code}).status_code == 302


def test_a_number_that_is_theirs_alone_finds_nobody(at_work, selam, ruth, rita, bilal):
    bilal.phone = "+253 77 12 34 56"
    bilal.save()
    refresh_numbers(people=[bilal])
    keep_to(bilal, selam, ruth)
    for posting, there in ((rita, False), (ruth, True)):
        page = at_work(posting).post(reverse("search:search"), {"typed": "+253 77 12 34 56"}).text
        assert (bilal.code in page) == there


def test_the_form_says_what_is_missing_and_keeps_what_was_chosen(at_work, selam, ruth, bilal):
    page = at_work(selam).post(team(bilal), {"reason": KeptFor.CLOSE}).text
    assert "A team has at least two people who work here" in page
    assert re.search(r'value="close"[^>]*checked', page)
    page = at_work(selam).post(team(bilal), {"members": [ruth.user_id, 999_999]}).text
    assert "Select a valid choice" in page
    assert not KeptFile.objects.exists()


def test_the_team_is_changed_and_a_colleague_who_was_quicker_is_not_overwritten(at_work, selam, ruth, rita, bilal):
    kept = keep_to(bilal, selam, ruth)
    seen = " ".join(map(str, sorted([selam.user_id, ruth.user_id])))
    said = {"members": [selam.user_id, rita.user_id], "seen": seen}
    browser = at_work(selam)
    assert "The team is as you chose it." in browser.post(team(bilal), said, follow=True).text
    assert "A colleague has changed this team meanwhile" in browser.post(team(bilal), said, follow=True).text
    assert set(kept.members.filter(until=None).values_list("user_id", flat=True)) == {selam.user_id, rita.user_id}


def test_one_asks_and_another_member_lets_everybody_in(at_work, selam, ruth, rita, bilal):
    keep_to(bilal, selam, ruth)
    asking, agreeing = (reverse(f"teams:{name}", args=[bilal.public_id]) for name in ("ask_to_end", "let_everybody_in"))
    assert at_work(ruth).post(asking).status_code == 403
    assert "It happens when another member of the team agrees." in at_work(selam).post(asking, follow=True).text
    assert "Another member of the team agrees to this" in at_work(selam).post(agreeing, follow=True).text
    assert at_work(rita).post(agreeing).status_code == 404
    file = reverse("people:file", args=[bilal.public_id])
    assert "Agree: let everybody in again" in at_work(ruth).get(file).text
    at_work(ruth).post(agreeing)
    assert at_work(rita).get(file).status_code == 200
    assert at_work(rita).post(agreeing).status_code == 404


def test_where_somebody_was_at_two_centres_the_other_goes_on(at_work, selam, ruth, omar, harbour, station):
    person = PersonFactory(registered_at=harbour)
    RegistrationFactory(person=person, centre=station)
    keep_to(person, selam, ruth)
    assert at_work(omar).get(reverse("people:file", args=[person.public_id])).status_code == 200


def test_somebody_whose_posting_ends_leaves_the_file_and_the_team_names_them_still(at_work, selam, ruth, bilal):
    keep_to(bilal, selam, ruth)
    type(ruth).objects.filter(pk=ruth.pk).update(starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2))
    assert ruth.user.display_name in at_work(selam).get(team(bilal)).text


ROLES = roles_that_may(May.SEE_BASIC_FILE)
# What shows the person to these, once they are in the team: so that each of these lists would tell.
TELLING = {
    Role.CASEWORKER: "search today visits queues queue tasks choose list household give_many file my_data",
    Role.SUPERVISOR: "requests alarms decisions",
}


@pytest.mark.parametrize("role", ROLES)
def test_every_list_is_byte_for_byte_the_same_with_and_without_the_kept_file(
    harbour, posted, at_work, selam, ruth, amina, role
):
    """For whoever is not in the team, whatever was done for the person before."""
    desk = DeskFactory(centre=harbour)
    OfferedServiceFactory(centre=harbour)
    browser = at_work(posted("somebody", role, harbour))
    named = {name.split(":")[1]: reverse(name) for name in LISTS}
    named |= {"queue": reverse("reception:queue", args=[desk.code])}
    named |= {"household": reverse("households:household", args=[amina.public_id])}
    named |= {"file": reverse("people:file", args=[amina.public_id]) + "?why=follow_up"}
    named |= {"my_data": reverse("privacy:my_data", args=[amina.public_id])}
    named |= {"give_many": reverse("assistance:give_many", args=["MEAL"])}

    def told():
        found = browser.post(reverse("search:search"), {"typed": "Marker"})
        answers = {"search": found, **{name: browser.get(page) for name, page in named.items()}}
        return {name: _without_openings(answer.content.decode()) for name, answer in answers.items()}

    household = Household.objects.create(centre=harbour)
    Membership.objects.create(household=household, person=amina, role="child", joined_on=date(2026, 11, 1))
    told()  # the reader's own openings are in the trail by now, as often as they will be
    before = told()
    person = _somebody(harbour, ruth, desk, household)
    keep_to(person, selam, ruth)
    now = told()
    for name, then in before.items():
        assert now[name] == then, name
    somebody = User.objects.get(username="somebody")
    TeamMember.objects.create(kept=KeptFile.objects.get(), user=somebody, added_by=selam.user)
    now = told()
    assert {name for name, then in before.items() if now[name] != then} >= set(TELLING.get(role, "search").split())


def _without_openings(page):
    return re.sub(r'<tr><td class="nowrap">[^\n]+</tr>', "", CHANGES.sub("", page)).splitlines()


def _somebody(harbour, ruth, desk, household):
    """Somebody about whom there is a row in every list."""
    person = PersonFactory(registered_at=harbour, name={"given": "Marker"})
    Membership.objects.create(household=household, person=person, role="head", joined_on=date(2026, 11, 1))
    QueueTokenFactory(desk=desk, visit=VisitFactory(centre=harbour, person=person))
    TaskFactory(flag=FlagFactory(centre=harbour, person=person, kind=Kind.DISABILITY))
    DeliveryFactory(centre=harbour, person=person)
    sent(by=ruth, person=person)
    DataRequestFactory(centre=harbour, person=person)
    EmergencyOpeningFactory(centre=harbour, person=person)
    ask_to_record(by=ruth, person=person, why="vital", reason="Nobody can answer for this person.", child_assented=None)
    return person


def test_a_kept_file_crowds_nobody_out_of_a_search(at_work, selam, ruth, rita, harbour, monkeypatch):
    """Else whoever registers invented people around a name learns from what is no longer found that it is kept."""
    monkeypatch.setattr(candidates, "ENOUGH", 1)
    PersonFactory(registered_at=harbour, name={"given": "Filal", "father": "Ahmad"})
    browser = at_work(rita)
    search = lambda: CHANGES.sub("", browser.post(reverse("search:search"), {"typed": "Bilal Ahmed"}).text)  # noqa: E731
    before = search()
    assert "Filal" in before
    keep_to(PersonFactory(registered_at=harbour, name={"given": "Bilaal", "father": "Ahmed"}), selam, ruth)
    assert search() == before


def test_the_form_of_a_kept_file_sent_again_does_not_lead_to_it(selam, ruth, rita):
    """The button "back" and the same form: as at another centre, it registers somebody."""
    told, token = (
        Told(Sex.MALE, rules.in_band(AgeBand.FROM_18, on=date(2026, 11, 1)), "unknown", ConsentStatus.NOT_ASKED),
        uuid4(),
    )
    kept = register_person(by=rita, told=told, on=date(2026, 11, 1), form_token=token)
    keep_to(kept, selam, ruth)
    assert register_person(by=rita, told=told, on=date(2026, 11, 1), form_token=token) != kept
    assert register_person(by=ruth, told=told, on=date(2026, 11, 1), form_token=token) == kept


def test_who_is_with_somebody_is_told_to_no_partner_of_whoever_is_kept(harbour, selam, ruth, bilal, amina):
    """Nor to the colleague who makes the referral and is not in the team."""
    household = Household.objects.create(centre=harbour)
    for person, role in ((bilal, "head"), (amina, "child")):
        Membership.objects.create(household=household, person=person, role=role, joined_on=date(2026, 11, 1))

    def family():
        fields = Cleared({SharedPart.FAMILY})
        return [one.value for one in told(person=bilal, fields=fields, of_case={}, language="en")]

    assert family() == ["Son or daughter"]
    keep_to(amina, selam, ruth)
    assert family() == ["–"]


def test_what_is_kept_waits_for_no_second_person_outside_the_team(at_work, posted, harbour, selam, ruth):
    """A decision by two about the person is not there for a supervisor who is not in the team."""
    person = PersonFactory(child=True, registered_at=harbour)
    ask_to_record(
        by=ruth, person=person, why="child", reason="Nobody else can answer for this child.", child_assented=True
    )
    other = at_work(posted("senait", Role.SUPERVISOR, harbour))
    page = reverse("centres:decision", args=[Asked.objects.get().public_id])
    assert other.get(page).status_code == 200
    keep_to(person, selam, ruth)
    assert other.get(page).status_code == 404
    assert "Exception to consent" not in other.get(reverse("centres:decisions")).text
    assert at_work(selam).get(page).status_code == 200


def test_a_page_asks_no_more_of_a_file_that_is_not_kept(at_work, selam, ruth, bilal, amina, django_assert_num_queries):
    browser, file = at_work(ruth), reverse("people:file", args=[bilal.public_id])
    browser.get(file)
    with CaptureQueriesContext(connection) as one:
        browser.get(file)
    keep(by=selam, person=amina, users={ruth.user_id}, reason="close")
    ask_to_end(by=selam, kept=KeptFile.objects.get())
    with django_assert_num_queries(len(one)):
        browser.get(file)
