import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from serai.accounts.operations import give_temporary_password
from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.duplicates.choices import Said
from serai.duplicates.models import Merge, Pair
from serai.duplicates.operations.merging import merge
from serai.duplicates.tests.factories import pair_of
from serai.people.models import Document, Household, JourneyLeg, Membership
from serai.people.tests.factories import PersonFactory
from serai.teams.tests.factories import keep_to

NEW = "a longer way through the dry hills"
PAIRS = reverse("duplicates:pairs")


@pytest.fixture
def sana(posted, harbour):
    return posted("sana", Role.SUPERVISOR, harbour)


@pytest.fixture
def two(harbour):
    return [
        PersonFactory(name={"given": name, "father": "Ahmed"}, registered_at=harbour) for name in ("Bilal", "Bilaal")
    ]


@pytest.fixture
def pair(two, rita):
    return pair_of(two[1], two[0], by=rita)


def url(name, one):
    return reverse(f"duplicates:{name}", args=[one.public_id])


def test_the_list_says_what_to_do_when_nothing_waits(at_work, ruth):
    assert "Nothing to compare" in at_work(ruth).get(PAIRS).content.decode()


def test_two_files_stand_side_by_side_with_reasons(at_work, ruth, pair, two):
    page = at_work(ruth).get(url("pair", pair)).content.decode()
    for said in (two[0].code, two[1].code, "Bilaal Ahmed", "The same name in another spelling", "Born on the same day"):
        assert said in page
    assert Entry.objects.filter(act="person.opened").count() == 2


def test_not_the_same_is_decided_and_nobody_is_asked_again(at_work, ruth, pair):
    desk = at_work(ruth)
    desk.post(url("pair", pair), {"said": "different"})
    assert Pair.objects.get().said == Said.DIFFERENT
    assert "Nothing to compare" in desk.get(PAIRS).content.decode()
    assert desk.get(url("pair", pair)).status_code == 404


def test_the_same_waits_for_a_supervisor_who_makes_them_one_and_takes_it_back(at_work, ruth, sana, pair, two):
    """Statement 9."""
    assert at_work(ruth).post(url("pair", pair), {"said": "same"}, follow=True).status_code == 200
    assert at_work(ruth).get(url("merge", pair)).status_code == 403
    boss = at_work(sana)
    page = boss.get(url("merge", pair)).content.decode()
    assert "Both codes and both cards open it" in page
    assert not Merge.objects.exists()
    page = boss.post(url("merge", pair), follow=True).content.decode()
    assert "The two files are one now" in page
    assert two[1].code in page
    assert boss.get(reverse("people:file", args=[two[1].public_id]) + "?why=service").status_code == 404
    page = boss.post(url("undo", Merge.objects.get()), follow=True).content.decode()
    assert "There are two files again" in page
    assert boss.get(reverse("people:file", args=[two[1].public_id]) + "?why=service").status_code == 200
    assert boss.post(url("undo", Merge.objects.get())).status_code == 404


def test_whoever_asked_for_a_second_pair_of_eyes_does_not_decide(at_work, ruth, two):
    mine = pair_of(two[1], two[0], by=ruth)
    desk = at_work(ruth)
    assert "Somebody else decides" in desk.get(url("pair", mine)).content.decode()
    desk.post(url("pair", mine), {"said": "same"})
    assert Pair.objects.get().said == Said.OPEN


def in_the_hands_of(who, *, of):
    """Somebody made a password for this colleague, and may be signed in as them."""
    return give_temporary_password(by=who, user=of.user)


@pytest.mark.parametrize("step", ["says the same", "makes them one", "finds them and makes them one"])
def test_a_colleague_whose_password_one_made_is_no_second_pair_of_eyes(at_work, ruth, sana, two, step):
    """Guard: an account that went through somebody else's hands agrees to nothing."""
    finds = step == "finds them and makes them one"
    pair = pair_of(two[1], two[0], by=ruth if finds else sana, said=Said.OPEN if step == "says the same" else Said.SAME)
    Pair.objects.update(decided_at=timezone.now() if pair.said == Said.SAME else None)
    if step == "makes them one":
        Pair.objects.update(decided_by=ruth.user)
    given = in_the_hands_of(sana, of=ruth)
    if step == "says the same":
        thief = Client()
        thief.post(reverse("accounts:sign_in"), {"username": ruth.user.username, "password": given})
        thief.post(reverse("accounts:password"), {"current": given, "new": NEW, "again": NEW})
        assert "Somebody else decides" in thief.post(url("pair", pair), {"said": "same"}, follow=True).text
        assert Pair.objects.get().said == Said.OPEN
    else:
        Pair.objects.update(opened_at=timezone.now(), decided_at=timezone.now())
        assert "A password was made for one of you lately" in at_work(sana).post(url("merge", pair), follow=True).text
        assert not Merge.objects.exists()


@pytest.mark.parametrize("said", ["", "open", "perhaps"])
def test_no_answer_decides_nothing(at_work, ruth, pair, said):
    assert at_work(ruth).post(url("pair", pair), {"said": said}).status_code == 200
    assert Pair.objects.get().said == Said.OPEN


def test_a_pair_is_there_only_when_both_files_are_in_reach(at_work, ruth, omar, sana, pair, two):
    assert at_work(omar).get(url("pair", pair)).status_code == 404
    keep_to(two[0], sana)
    desk = at_work(ruth)
    assert desk.get(url("pair", pair)).status_code == 404
    assert two[1].code not in desk.get(PAIRS).content.decode()
    assert "0 pairs wait" in desk.get(reverse("centres:today")).content.decode()


def test_nothing_is_merged_before_somebody_said_that_they_are_the_same(at_work, sana, pair):
    assert at_work(sana).post(url("merge", pair)).status_code == 404
    assert not Merge.objects.exists()


def test_an_earlier_merge_is_taken_back_last(at_work, sana, two, harbour):
    third = PersonFactory(registered_at=harbour)
    first = merge(by=sana, kept=two[0], gone=two[1])
    merge(by=sana, kept=third, gone=two[0])
    assert at_work(sana).post(url("undo", first)).status_code == 404
    assert Merge.objects.filter(undone_at=None).count() == 2


def test_today_counts_what_waits_for_me(at_work, ruth, sana, pair, two):
    today = reverse("centres:today")
    assert "1 pair waits to be compared" in at_work(ruth).get(today).content.decode()
    Pair.objects.update(said=Said.SAME, decided_by=ruth.user)
    assert "1 pair waits to be made one file" in at_work(sana).get(today).content.decode()


def test_a_longer_list_costs_no_more_queries(at_work, ruth, rita, harbour, pair, django_assert_max_num_queries):
    desk = at_work(ruth)
    desk.get(PAIRS)
    with django_assert_max_num_queries(30) as one:
        desk.get(PAIRS)
    for _ in range(4):
        pair_of(PersonFactory(registered_at=harbour), PersonFactory(registered_at=harbour), by=rita)
    with django_assert_max_num_queries(len(one)):
        desk.get(PAIRS)


def test_a_fuller_pair_costs_no_more_queries(at_work, ruth, pair, two, harbour, django_assert_max_num_queries):
    desk = at_work(ruth)
    desk.get(url("pair", pair))
    with django_assert_max_num_queries(60) as one:
        desk.get(url("pair", pair))
    for file in two:
        home = Household.objects.create(centre=harbour)
        for person in (file, *[PersonFactory(registered_at=harbour) for _ in range(3)]):
            Membership.objects.create(household=home, person=person, role="other", joined_on="2026-11-01")
        for position in range(1, 5):
            Document.objects.create(person=file, kind="passport", state="held", country="ETH", number="EP1234567")
            JourneyLeg.objects.create(person=file, position=position, country="ETH")
    with django_assert_max_num_queries(len(one) + 2):  # whose households are empty is not asked for companions
        page = desk.get(url("pair", pair)).content.decode()
    assert "Others of the household have the same names" in page
