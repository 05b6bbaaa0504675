"""The second line: PostgreSQL itself shows the pages no row of another centre, whatever the program forgot to ask.

Here, and nowhere else, the program's own guard is taken out on purpose. SQLite has no second line: there the same tests
show what then comes through, which proves that the guard was really out (docs/guard.md says so).
"""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.centres import second_line
from serai.centres.choices import Role
from serai.centres.tests.factories import PostingFactory
from serai.codes.prepared import words_of
from serai.config.second_line import about_people, faults, standing
from serai.duplicates.models import Pair
from serai.households.operations.household import CannotJoin, Place, add_member
from serai.people.models import Care, Consent, Household, KeptFile, Membership, Name, NameToken, Person, Registration
from serai.people.operations.consent import withdraw_consent
from serai.people.tests.factories import PersonFactory, RegistrationFactory
from serai.referrals.models import Referral
from serai.screening.access import asylum_wish_stands
from serai.screening.choices import Kind
from serai.screening.models import Flag
from serai.screening.tests.factories import FlagFactory
from serai.teams.tests.factories import keep_to
from tests.insider.world import browser_of
from tests.second_line import as_the_owner, as_the_pages


def has_second_line() -> bool:
    return connection.vendor == "postgresql"


def seen(model: type[models.Model]) -> set[int]:
    return set(model._base_manager.values_list("pk", flat=True))


def seen_by_the_pages(model: type[models.Model], centre_id: int | None) -> set[int]:
    with as_the_pages(), second_line.at(centre_id):
        return seen(model)


def refused(act) -> bool:
    """Whether the database refuses this to the pages."""
    try:
        with as_the_pages(), transaction.atomic():
            act()
    except DatabaseError:
        return True
    return False


def test_no_table_shows_a_row_of_a_person_of_another_centre(world, harbour, station):
    """Every table about people, asked for everything: each centre is shown its own, and between them that is all."""
    filled = 0
    for model in about_people():
        everything = seen(model)
        here, there = (seen_by_the_pages(model, centre.pk) for centre in (harbour, station))
        assert here | there == everything, model
        if has_second_line():
            assert not here & there, model
            assert seen_by_the_pages(model, None) == set(), model
        else:
            assert here == there == everything
        filled += bool(everything)
    assert filled >= 14


@pytest.fixture
def questions_anew():
    """What was put into words with our guard is asked anew without it, and not kept."""
    words_of.cache_clear()
    yield
    words_of.cache_clear()


@pytest.mark.usefixtures("questions_anew")
def test_without_the_programs_own_filter_no_page_shows_another_centres_person(world, harbour, monkeypatch):
    """The one place where our own guard is taken out: its absence is the purpose."""
    for place in ("serai.people.access", "serai.search.candidates", "serai.search.queries"):
        monkeypatch.setattr(f"{place}.people_in_reach", lambda **_: Person.objects.all())
    worker = browser_of(PostingFactory(centre=harbour, role=Role.CASEWORKER))
    for name in ("people:file", "people:consents", "cards:card", "assistance:give_person", "screening:fill"):
        own, other = (worker.get(reverse(name, args=[side.person])) for side in (world.here, world.there))
        assert own.status_code == 200, name
        assert other.status_code == (404 if has_second_line() else 200), name
        assert ("MarkerSTA" in other.text) <= (not has_second_line())


def test_what_is_kept_from_somebody_is_shown_to_them_by_no_table(world, harbour):
    """Every table about people, asked for everything at this centre: by who is in the team, and by who is not."""
    kept = Person.objects.get(public_id=world.here.person)
    inside, outside = (PostingFactory(centre=harbour, role=Role.CASEWORKER) for _ in range(2))
    keep_to(kept, inside)
    hidden = set()
    for model in about_people():
        links = [f.attname for f in model._meta.concrete_fields if f.related_model is Person]
        if model is KeptFile or not (links or model is Person):
            continue
        theirs = Q(pk=kept.pk) if model is Person else Q(**{links[0]: kept.pk})
        for user, shown in ((inside.user_id, True), (outside.user_id, not has_second_line())):
            with as_the_pages(), second_line.at(harbour.pk, user_id=user):
                found = model._base_manager.filter(theirs).exists()
            with second_line.everywhere("a test"):
                has_any = model._base_manager.filter(theirs).exists()
            assert found == (shown and has_any), model
        hidden |= {model} if has_any else set()
    assert len(hidden) >= 12


@pytest.mark.parametrize(
    ("starts", "ends", "has_one_of_today"), [(-30, None, True), (-30, 9, True), (-30, -9, False), (9, None, False)]
)
def test_only_who_works_for_a_partner_today_is_left_to_the_first_line(world, harbour, starts, ends, has_one_of_today):
    """A colleague who had a partner's posting once is a colleague like others."""
    kept = Person.objects.get(public_id=world.here.person)
    keep_to(kept, PostingFactory(centre=harbour, role=Role.CASEWORKER))
    first, last = (None if days is None else timezone.localdate() + timedelta(days=days) for days in (starts, ends))
    partner = PostingFactory(centre=harbour, role=Role.PARTNER, starts_on=first, ends_on=last)
    PostingFactory(user=partner.user, centre=harbour, role=Role.CASEWORKER)
    with as_the_pages(), second_line.at(harbour.pk, user_id=partner.user_id):
        found = Person.objects.filter(pk=kept.pk).exists()
    assert found == (has_one_of_today or not has_second_line())


def test_a_row_about_two_people_is_shown_to_nobody_from_whom_one_is_kept(harbour):
    """Whichever of the two it is: who is with a child, two files that may be one person."""
    kept, other = (PersonFactory(registered_at=harbour) for _ in range(2))
    inside, outside = (PostingFactory(centre=harbour, role=Role.CASEWORKER) for _ in range(2))
    keep_to(kept, inside)
    care = Care.objects.create(child=other, adult=kept, role="parent")
    pair = Pair.objects.create(first=other, second=kept, centre=harbour, opened_by=inside.user)
    for row in (care, pair):
        for user, shown in ((inside.user_id, True), (outside.user_id, not has_second_line())):
            with as_the_pages(), second_line.at(harbour.pk, user_id=user):
                assert type(row)._base_manager.filter(pk=row.pk).exists() == shown, row


@pytest.mark.usefixtures("questions_anew")
def test_without_the_programs_own_condition_a_kept_file_stays_shut(world, harbour, monkeypatch):
    """Here too our own guard is taken out on purpose."""
    kept = Person.objects.get(public_id=world.here.person)
    keep_to(kept, PostingFactory(centre=harbour, role=Role.CASEWORKER))
    nobody = KeptFile.objects.filter(pk=0).values_list("person_id")
    monkeypatch.setattr("serai.people.access.NotKeptFrom.listing", lambda **_: nobody)
    worker = browser_of(PostingFactory(centre=harbour, role=Role.CASEWORKER))
    for name in ("people:file", "people:consents", "assistance:give_person"):
        answer = worker.get(reverse(name, args=[kept.public_id]))
        assert answer.status_code == (404 if has_second_line() else 200), name


def test_without_the_centre_in_its_question_a_search_finds_nobody_elsewhere(world, harbour, monkeypatch):
    worker = PostingFactory(centre=harbour, role=Role.CASEWORKER)
    begins = NameToken.objects.filter(token__startswith="marker")
    everywhere = partial(begins.values_list, "person__code", flat=True)
    with as_the_pages(), second_line.at(worker.centre_id):
        found = set(everywhere())
    assert found == ({"HAR-26-77777-X"} if has_second_line() else {"HAR-26-77777-X", "STA-26-77777-X"})


def test_before_the_posting_is_known_and_after_the_answer_nothing_is_shown(world, harbour, at_work, ruth):
    """Unset is an error, not an empty list: it cannot be mistaken for an answer."""
    for model in about_people():
        if seen(model):
            assert refused(lambda model=model: list(model._base_manager.all())) == has_second_line(), model
    assert at_work(ruth).get(reverse("centres:today")).status_code == 200
    assert refused(lambda: list(Person.objects.all())) == has_second_line()


def test_an_answer_that_breaks_off_leaves_no_centre_behind(world, harbour, at_work, ruth, monkeypatch):
    monkeypatch.setattr("serai.people.views.file.open_file", None)
    browser = at_work(ruth)
    browser.raise_request_exception = False
    assert browser.get(reverse("people:file", args=[world.here.person])).status_code == 500
    assert refused(lambda: list(Person.objects.all())) == has_second_line()


def test_a_centre_within_a_centre_gives_the_first_one_back(harbour, station, world):
    with as_the_pages(), second_line.at(harbour.pk):
        assert Person.objects.filter(public_id=world.there.person).exists() != has_second_line()
        with second_line.everywhere("a test"):
            assert Person.objects.filter(public_id=world.there.person).exists()
        assert Person.objects.filter(public_id=world.there.person).exists() != has_second_line()


def test_a_row_cannot_be_written_for_another_centre_or_about_its_person(world, harbour, station):
    theirs = Person.objects.get(public_id=world.there.person)
    own = Person.objects.get(public_id=world.here.person)
    with second_line.at(harbour.pk):
        sent_away = {"registrations": lambda: own.registrations.update(centre=station)}
        about_theirs = {"names": lambda: Name.objects.create(person=theirs, script="ethiopic", given="x")}
        for act in (sent_away | about_theirs).values():
            assert refused(act) == has_second_line()
    if has_second_line():
        assert {line.centre for line in own.registrations.all()} == {harbour}


def test_the_ledgers_grant_no_change(world, harbour, rita):
    """Beside the triggers: the account that serves the pages has no right to, whatever became of a trigger."""
    line = Consent.objects.get(pk=world.here.consent)
    leave_with_their_person = {"people_consent", "referrals_referralevent"}  # by a trigger, and never before
    with connection.cursor() as cursor, second_line.at(harbour.pk):
        for table in ("audit_entry", "audit_checkpoint", *leave_with_their_person):
            changes = [f"UPDATE {table} SET id = id WHERE false"]  # noqa: S608 - our tables
            if table not in leave_with_their_person:
                changes.append(f"DELETE FROM {table} WHERE false")  # noqa: S608
            for change in changes:
                assert refused(partial(cursor.execute, change)) == has_second_line(), change
    assert refused(line.delete)
    assert Entry.objects.exists()


SEIZE = """
CREATE TEMPORARY TABLE ran_as (who text);
CREATE FUNCTION pg_temp.seize() RETURNS bigint LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO pg_temp.ran_as VALUES (current_user); RETURN 1; END $$;
CREATE TEMPORARY VIEW {table} AS SELECT pg_temp.seize() AS person_id, 1::bigint AS centre_id, 1::bigint AS id,
    ''::text AS code, ''::text AS token, NULL::timestamptz AS revoked_at, NULL::timestamptz AS ended_at;
GRANT SELECT ON {table} TO PUBLIC; GRANT ALL ON ran_as TO PUBLIC
"""


@pytest.mark.parametrize("table", ["people_registration", "people_person", "people_keptfile"])
def test_a_temporary_table_of_one_of_our_names_is_not_asked(world, harbour, table):
    """Who runs SQL of their own as the pages put it before ours: our functions would read it, and what it calls, as the
    owner, who may change everything. Neither may they make one."""
    if not has_second_line():
        return
    with as_the_pages(), second_line.at(harbour.pk), connection.cursor() as cursor:
        assert refused(partial(cursor.execute, "CREATE TEMPORARY TABLE of_mine (id bigint)"))
        assert refused(partial(cursor.execute, "CREATE TABLE of_mine (id bigint)"))
        with as_the_owner():
            cursor.execute(SEIZE.format(table=table))
        cursor.execute("SELECT serai_reaches(0), serai_kept_from(%s, 0), serai_take_in_hand('')", [harbour.pk])
        cursor.execute("SELECT who FROM pg_temp.ran_as")
        assert cursor.fetchall() == []


def test_a_line_of_consent_stays_when_its_person_is_only_not_shown(world, harbour, station):
    """Its trigger asks whether the person is gone. Out of reach is not gone, nor hidden behind a name."""
    line = Consent.objects.get(pk=world.here.consent)
    line.person.registrations.update(centre=station)
    with second_line.at(harbour.pk), connection.cursor() as cursor:
        if has_second_line():
            with as_the_pages():
                assert Consent.objects.filter(pk=line.pk).exists()
                assert not Person.objects.filter(pk=line.person_id).exists()
        erase = partial(cursor.execute, "DELETE FROM people_consent WHERE id = %s", [line.pk])
        assert refused(erase)
        if has_second_line():
            cursor.execute("CREATE TEMPORARY TABLE people_person (id bigint)")
            cursor.execute("GRANT SELECT ON pg_temp.people_person TO PUBLIC")
            assert refused(erase)


def test_a_card_in_hand_shows_one_person_until_the_answer(world, harbour, station):
    two = PersonFactory(registered_at=station)
    with as_the_pages():
        with second_line.at(harbour.pk):
            second_line.take_in_hand("STA-26-77777-X")
            shown = seen(Person)
        with second_line.at(harbour.pk):
            shown_after = seen(Person)
    theirs = Person.objects.get(public_id=world.there.person).pk
    assert theirs in shown
    assert (two.pk in shown) != has_second_line()
    assert (theirs in shown_after) != has_second_line()


def test_what_was_said_at_another_centre_still_holds_a_consulate_back(world, harbour, station):
    """The narrow ways past the second line: a plain yes or no, and never the row."""
    person = PersonFactory(registered_at=harbour)
    RegistrationFactory(person=person, centre=station)
    FlagFactory(centre=station, person=person, kind=Kind.ASYLUM)
    with as_the_pages(), second_line.at(harbour.pk):
        assert asylum_wish_stands(person)
        assert Flag.objects.filter(person=person).exists() != has_second_line()


def test_a_consent_withdrawn_here_stops_what_another_centre_sent(world, harbour, station, ruth):
    sent = Referral.objects.get(public_id=world.there.referral)
    RegistrationFactory(person=sent.person, centre=harbour)
    with as_the_pages(), second_line.at(harbour.pk):
        withdraw_consent(by=ruth, consent=sent.consent, language="eng")
    sent.refresh_from_db()
    assert sent.withdrawn_at is not None


def test_a_household_has_one_head_though_the_head_is_out_of_reach(harbour, station, ruth):
    head, sister, child = (PersonFactory(registered_at=centre) for centre in (station, harbour, harbour))
    household = Household.objects.create(centre=station)
    for person, role in ((head, "head"), (sister, "sibling")):
        Membership.objects.create(household=household, person=person, role=role, joined_on=date(2026, 11, 2))
    with as_the_pages(), second_line.at(harbour.pk), pytest.raises(CannotJoin):
        add_member(by=ruth, person=sister, member=child, place=Place("head", "claimed"))


def test_every_table_about_people_is_guarded_and_the_account_owns_nothing(db):
    """`serai doctor` and `serai serve` ask the same. These tests own the tables: of that they would be told."""
    if not has_second_line():
        assert faults() == []
        return
    assert "owns the tables" in faults()[0].what
    with as_the_pages():
        found = standing()
        assert (found.is_superuser, found.bypasses, found.is_owner, found.unguarded) == (False, False, False, [])
        assert faults() == []
        assert not found.may_make
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_name NO FORCE ROW LEVEL SECURITY")
        with as_the_pages():
            assert "people_name" in faults()[0].what
        cursor.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
        with as_the_pages():
            assert "beside ours" in faults()[0].what


def test_the_tables_about_people_are_known_by_their_links():
    tables = {model._meta.db_table for model in about_people()}
    assert {"people_person", "people_answer", "people_consent", "reception_visit", "reception_departure"} <= tables
    assert {"screening_screeninganswer", "referrals_referralevent", "imports_importrow"} <= tables
    assert not {"centres_posting", "directory_service", "audit_entry", "people_household"} & tables
    assert {Registration, Referral} <= about_people().keys()
