"""A file that is another centre's as well becomes one with another only if somebody there agrees."""

import pytest
from django.urls import reverse

from serai.centres.choices import Role
from serai.centres.models import Decision
from serai.duplicates.choices import Said
from serai.duplicates.models import Merge
from serai.duplicates.tests.factories import pair_of
from serai.people.choices import Purpose
from serai.people.tests.factories import PersonFactory, RegistrationFactory
from serai.registration.tests.test_registration import say
from serai.teams.tests.factories import keep_to


@pytest.fixture
def sana(posted, harbour):
    return posted("sana", Role.SUPERVISOR, harbour)


@pytest.fixture
def tariq(posted, station):
    return posted("tariq", Role.SUPERVISOR, station)


@pytest.fixture
def pair(harbour, station, ruth):
    """Two files at Harbour, of which one person was at Station too; both let the network see their file."""
    older, newer = (PersonFactory(name={"given": name}, registered_at=harbour) for name in ("Bilal", "Bilaal"))
    RegistrationFactory(person=newer, centre=station)
    for person in (older, newer):
        say(person, ruth, purpose=Purpose.NETWORK)
    return pair_of(newer, older, by=ruth, said=Said.SAME)


def test_the_other_centre_agrees_before_it_is_done(at_work, sana, tariq, pair):
    url = reverse("duplicates:merge", args=[pair.public_id])
    boss = at_work(sana)
    assert "A supervisor there has to agree" in boss.get(url).text
    assert "when the other centre agrees" in boss.post(url, follow=True).text
    assert not Merge.objects.exists()
    boss.post(url)
    asked = Decision.objects.get()
    address = reverse("centres:decision", args=[asked.public_id])
    assert boss.post(address, {"answer": "agree"}).status_code == 404
    there = at_work(tariq)
    page = there.get(address).text
    assert pair.first.code in page
    assert "Harbour" in page
    for hidden in (pair.second.code, "Bilal", "Bilaal"):
        assert hidden not in page
    there.post(address, {"answer": "agree"})
    assert (Merge.objects.get().kept, Merge.objects.get().gone) == (pair.second, pair.first)


@pytest.mark.parametrize("why", ["the network sees not", "kept to a team", "nobody is there"])
def test_where_asking_would_tell_or_nobody_answers_nobody_is_asked(why, request, at_work, sana, ruth, pair):
    """Then it is done as before: by one, of whom another said that the two are one person's."""
    if why != "nobody is there":
        request.getfixturevalue("tariq")
    if why == "the network sees not":
        say(pair.first, ruth, purpose=Purpose.NETWORK, decision="refused")
    elif why == "kept to a team":
        keep_to(pair.first, sana)
    at_work(sana).post(reverse("duplicates:merge", args=[pair.public_id]))
    assert not Decision.objects.exists()
    assert Merge.objects.count() == 1


def test_who_said_it_alone_reads_why_somebody_else_does_it(at_work, sana, pair):
    type(pair).objects.update(opened_by=sana.user, decided_by=sana.user)
    page = at_work(sana).post(reverse("duplicates:merge", args=[pair.public_id]), follow=True).text
    assert "You alone said that these two are one person’s." in page
    assert not Merge.objects.exists()
