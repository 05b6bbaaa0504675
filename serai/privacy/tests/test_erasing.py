"""Statement 47: a retention run anonymises and keeps the counts unchanged."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from serai.assistance.models import Delivery
from serai.assistance.tests.factories import DeliveryFactory
from serai.audit import keys, restored
from serai.audit.models import Entry
from serai.cards.operations.cards import issue_card
from serai.centres.choices import Role
from serai.centres.operations import decisions
from serai.insights.choices import Table
from serai.insights.queries.counts import counts_of
from serai.interpreters.models import Conversation
from serai.interpreters.tests.factories import ConversationFactory
from serai.people.access import in_hand
from serai.people.choices import Decision, Purpose
from serai.people.models import Answer, Card, Consent, Name, NameToken, NumberToken, Person, Registration
from serai.people.operations.consent import record_consent
from serai.people.operations.numbers import refresh_numbers
from serai.people.rules import reading
from serai.people.rules.consent import Said
from serai.people.tests.factories import PersonFactory
from serai.privacy import marks
from serai.privacy.choices import ItemState, ListState
from serai.privacy.models import DueFile, DueList
from serai.privacy.operations import erasing, holds
from serai.reception.models import Visit
from serai.reception.tests.factories import VisitFactory
from serai.referrals.models import PartnerDesk, Referral
from serai.referrals.tests.factories import SPOKEN, sent
from serai.screening.models import Flag, Screening
from serai.screening.tests.factories import FlagFactory, TaskFactory
from serai.search.queries import matching
from serai.teams.tests.factories import keep_to

LONG_AGO = date(2024, 3, 14)
MONTH = date(2024, 3, 1)


@pytest.fixture(autouse=True)
def marked(settings, tmp_path):
    settings.ERASED = tmp_path / "erased"


@pytest.fixture
def daniel(posted):
    return posted("daniel", Role.DATA_PROTECTION, None)


def with_a_whole_file(worker, centre, *, on: date = LONG_AGO, name: str = "Markername") -> Person:
    """Somebody of whom every room knows something, on that day."""
    person = PersonFactory(registered_at=centre, registered_at__registered_on=on, name={"given": name})
    registration = person.registrations.get()
    Answer.objects.create(registration=registration, question="need", code="food")
    Registration.objects.filter(pk=registration.pk).update(interview_language="tir", interpreter_mode="companion")
    ConversationFactory(person=person, centre=centre, on=on, recorded_by=worker.user)
    record_consent(by=worker, person=person, said=[Said(Purpose.SERVICES_HERE, Decision.GRANTED)], how=SPOKEN)
    Person.objects.filter(pk=person.pk).update(phone="+251911223344")
    person.refresh_from_db()
    refresh_numbers(people=[person])
    issue_card(by=worker, person=person)
    at = timezone.make_aware(timezone.datetime(on.year, on.month, on.day, 9))
    VisitFactory(centre=centre, person=person, arrived_on=on, arrived_at=at, left_at=at + timedelta(hours=2))
    DeliveryFactory(centre=centre, person=person, given_on=on)
    TaskFactory(flag=FlagFactory(centre=centre, person=person))
    referral = sent(by=worker, person=person)
    Referral.objects.filter(pk=referral.pk).update(referred_on=on)
    return person


def run(by, second, on=None) -> DueList:
    """A list of today, agreed by a second person, erased to the end."""
    on = on or timezone.localdate()
    due_list = erasing.list_what_is_due(by=by, on=on)
    decisions.agree(by=second, decision=erasing.ask_to_erase(by=by, due_list=due_list))
    while erasing.erase_some(by=by, due_list=due_list, now=timezone.now(), on=on):
        pass
    due_list.refresh_from_db()
    return due_list


def test_the_counts_of_the_month_do_not_move(ruth, daniel, dima, harbour, backdated):
    """Statement 47."""
    people = [with_a_whole_file(ruth, harbour) for _ in range(3)]
    backdated()
    before = sorted(map(str, counts_of(month=MONTH)))
    assert Table.LANGUAGES in {count.table for count in counts_of(month=MONTH)}

    due_list = run(daniel, dima)

    assert due_list.state == ListState.DONE
    assert not Person.objects.filter(pk__in=[person.pk for person in people]).exists()
    assert sorted(map(str, counts_of(month=MONTH))) == before


def test_erasing_brings_no_language_into_the_figures_and_keeps_none(ruth, posted, daniel, dima, harbour, backdated):
    """Of a file that was kept to a team, and of somebody who wanted no interpreter."""
    kept, content = (with_a_whole_file(ruth, harbour) for _ in range(2))
    keep_to(kept, ruth, posted("selam", Role.SUPERVISOR, harbour))
    for rows in (content.registrations.all(), Conversation.objects.filter(person=content)):
        rows.update(interpreter_mode="declined")
    backdated()
    assert Table.LANGUAGES not in {count.table for count in counts_of(month=MONTH)}

    run(daniel, dima)

    assert not Person.objects.filter(pk__in=[kept.pk, content.pk]).exists()
    assert Table.LANGUAGES not in {count.table for count in counts_of(month=MONTH)}
    assert not Conversation.objects.exists()
    assert set(Registration.objects.values_list("interview_language", "interpreter_mode")) == {("", "")}


@pytest.fixture
def backdated():
    """Bring what a test has made through today's pages back to the day of the file."""

    def bring() -> None:
        at = timezone.make_aware(timezone.datetime(2024, 3, 14, 9))
        Screening.objects.update(filled_on=LONG_AGO, filled_at=at)

    return bring


def test_nothing_is_left_that_tells_of_the_person(ruth, daniel, dima, harbour, backdated):
    person = with_a_whole_file(ruth, harbour)
    code = person.code
    backdated()
    run(daniel, dima)

    assert not Name.objects.exists()
    assert not NameToken.objects.exists()
    assert not NumberToken.objects.exists()
    assert not Card.objects.exists()
    assert not Consent.objects.exists()
    twin = Registration.objects.get()
    assert (twin.registered_on, twin.person.code[0], twin.person.born_earliest) == (MONTH, "~", None)
    assert not matching(posting=ruth, text="Markername").people
    assert in_hand(posting=ruth, read=reading(code))[1] is None
    assert "Markername" not in everything()
    assert code not in everything()


def everything() -> str:
    """Every row of every table, as text."""
    found = BytesIO()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            found.write(repr(cursor.fetchall()).encode())
    return found.getvalue().decode()


def test_who_came_again_is_not_on_the_list(ruth, daniel, harbour, backdated):
    person = with_a_whole_file(ruth, harbour)
    backdated()
    DeliveryFactory(centre=harbour, person=person, given_on=timezone.localdate())

    assert not erasing.list_what_is_due(by=daniel, on=timezone.localdate()).files.exists()


def test_who_comes_back_between_the_list_and_the_erasing_stays(ruth, daniel, dima, harbour, backdated):
    person = with_a_whole_file(ruth, harbour)
    backdated()
    due_list = erasing.list_what_is_due(by=daniel, on=timezone.localdate())
    decisions.agree(by=dima, decision=erasing.ask_to_erase(by=daniel, due_list=due_list))
    DeliveryFactory(centre=harbour, person=person, given_on=timezone.localdate())
    erasing.erase_some(by=daniel, due_list=due_list, now=timezone.now(), on=timezone.localdate())

    assert Person.objects.filter(pk=person.pk).exists()
    assert due_list.files.get().state == ItemState.CAME_BACK


def test_a_list_tells_thirty_days_before(ruth, daniel, harbour, backdated):
    with_a_whole_file(ruth, harbour)
    backdated()
    day = LONG_AGO + timedelta(days=730)
    states = [
        [file.state for file in erasing.list_what_is_due(by=daniel, on=on).files.all()]
        for on in (day - timedelta(days=31), day - timedelta(days=30), day - timedelta(days=1), day)
    ]
    assert states == [[], [ItemState.SOON], [ItemState.SOON], [ItemState.DUE]]


def test_a_hold_keeps_the_file(ruth, daniel, dima, harbour, backdated):
    person = with_a_whole_file(ruth, harbour)
    backdated()
    until = timezone.localdate() + timedelta(days=9)
    hold = holds.place_hold(by=daniel, person=person, reason="A claim is open at the court.", until=until)
    assert erasing.list_what_is_due(by=daniel, on=timezone.localdate()).files.get().state == ItemState.HELD
    assert Person.objects.filter(pk=person.pk).exists()
    holds.lift_hold(by=daniel, hold=hold)
    run(daniel, dima)
    assert not Person.objects.filter(pk=person.pk).exists()


def test_one_person_alone_erases_nothing(ruth, daniel, harbour, backdated):
    person = with_a_whole_file(ruth, harbour)
    backdated()
    due_list = erasing.list_what_is_due(by=daniel, on=timezone.localdate())
    decision = erasing.ask_to_erase(by=daniel, due_list=due_list)
    with pytest.raises(decisions.NotYoursToDecide):
        decisions.agree(by=daniel, decision=decision)
    due_list.refresh_from_db()
    assert due_list.state == ListState.ASKED
    assert Person.objects.filter(pk=person.pk).exists()


def test_with_it_the_keys_of_the_trail_older_than_seven_years_go(
    daniel, dima, backdated, settings, tmp_path, django_capture_on_commit_callbacks
):
    """Who was meant in the lines of those years can no longer be found by anybody."""
    settings.HOME = tmp_path
    this_year = timezone.localdate().year
    for year in (this_year - 9, this_year - 8, this_year - 7, this_year):
        keys.key_of(year)
    due_list = erasing.list_what_is_due(by=daniel, on=timezone.localdate())
    asked = erasing.ask_to_erase(by=daniel, due_list=due_list)
    assert keys.years() == [this_year - 9, this_year - 8, this_year - 7, this_year]
    with django_capture_on_commit_callbacks(execute=True):
        decisions.agree(by=dima, decision=asked)
    assert keys.years() == [this_year - 7, this_year]
    over = Entry.objects.get(act="retention.trail_over")
    assert over.detail == {"years": [str(this_year - 9), str(this_year - 8)]}


def test_broken_off_it_goes_on_where_it_stopped(ruth, daniel, dima, harbour, backdated, monkeypatch):
    people = [with_a_whole_file(ruth, harbour) for _ in range(3)]
    backdated()
    monkeypatch.setattr(erasing, "A_CHUNK", 2)
    due_list = erasing.list_what_is_due(by=daniel, on=timezone.localdate())
    decisions.agree(by=dima, decision=erasing.ask_to_erase(by=daniel, due_list=due_list))
    some = {"by": daniel, "due_list": due_list, "now": timezone.now(), "on": timezone.localdate()}

    assert erasing.erase_some(**some)
    assert Person.objects.filter(pk__in=[person.pk for person in people]).count() == 1
    assert not erasing.erase_some(**some)
    assert not erasing.erase_some(**some)
    assert DueFile.objects.filter(state=ItemState.ERASED).count() == 3


def test_a_backup_brings_nobody_back(ruth, daniel, dima, harbour, backdated, django_capture_on_commit_callbacks):
    person = with_a_whole_file(ruth, harbour)
    public_id, code = person.public_id, person.code
    backdated()
    with django_capture_on_commit_callbacks(execute=True):
        run(daniel, dima)
    back = PersonFactory(registered_at=harbour, code=code)
    Person.objects.filter(pk=back.pk).update(public_id=public_id)
    other = PersonFactory(registered_at=harbour)

    assert restored.declared()["people erased since"]() == 1

    assert not Person.objects.filter(public_id=public_id).exists()
    assert Person.objects.filter(pk=other.pk).exists()


def test_a_mark_names_nobody(ruth, harbour):
    person = PersonFactory(registered_at=harbour)
    marks.keep([marks.mark_of(person)])
    assert marks.mark_of(person) in marks.kept()
    assert str(person.public_id) not in "".join(marks.kept())


def test_a_longer_list_costs_no_more_queries(ruth, daniel, harbour, django_assert_max_num_queries):
    for _ in range(2):
        PersonFactory(registered_at=harbour, registered_at__registered_on=LONG_AGO)
    with django_assert_max_num_queries(30):
        erasing.list_what_is_due(by=daniel, on=timezone.localdate())
    for _ in range(8):
        PersonFactory(registered_at=harbour, registered_at__registered_on=LONG_AGO)
    with django_assert_max_num_queries(30):
        assert erasing.list_what_is_due(by=daniel, on=timezone.localdate()).files.count() == 10


def test_an_address_that_somebody_kept_leads_nowhere_and_says_not_which_numbers_were_whose(ruth, harbour):
    person = with_a_whole_file(ruth, harbour)
    kept = [model.objects.get(person=person).public_id for model in (Visit, Screening, Flag, Referral)]
    erasing.erase(by=None, person=person)
    assert [model.objects.count() for model in (Visit, Screening, Flag, Referral)] == [1, 1, 1, 1]
    for model in (Visit, Screening, Flag, Referral):
        assert not model.objects.filter(public_id__in=kept).exists(), model


def test_no_page_shows_what_is_left_for_the_figures(at_work, ruth, posted, harbour, daniel):
    """The twin's rows are numbers: no line of a list, no file that opens."""
    person = with_a_whole_file(ruth, harbour, on=timezone.localdate())
    Referral.objects.update(kept_to="gbv")
    partner = posted("paula", Role.PARTNER, None)
    PartnerDesk.objects.create(posting=partner, organization=Referral.objects.get().service.organization)
    delivery = Delivery.objects.get()
    erasing.erase(by=None, person=person)
    twin, left = Person.objects.get(), Referral.objects.get()
    for posting in (ruth, posted("mona", Role.MANAGER, harbour), posted("gina", Role.GBV, harbour)):
        browser = at_work(posting)
        page = browser.get(reverse("referrals:list"))
        assert twin.code not in page.text
        assert str(left.public_id) not in page.text
        for name, address in (("people:file", twin.public_id), ("referrals:referral", left.public_id)):
            missing = browser.get(reverse(name, args=[uuid4()])).status_code
            assert browser.get(reverse(name, args=[address])).status_code == missing
        assert browser.get(reverse("assistance:undo", args=[delivery.pk])).status_code == 404
    desk = at_work(partner).get(reverse("referrals:desk"))
    assert str(left.public_id) not in desk.text
