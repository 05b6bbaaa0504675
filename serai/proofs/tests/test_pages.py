"""Promises 5 and 12: what the pages answer, and what the proofs say when a page answers otherwise."""

import pytest
from django.utils import translation

from serai.centres.rules import May, permissions_of
from serai.config.doors import doors
from serai.proofs import people, scratch
from serai.proofs.ground import Ground, Page
from serai.proofs.operations import doors as asking
from serai.proofs.rules import State

pytestmark = pytest.mark.django_db
PAGES = [Page(door.name, door.route, door.needs, door.open_to) for door in doors()]
SOME = [page for page in PAGES if page.name in {"search:search", "insights:month", "oversight:review", "vault:lock"}]


@pytest.fixture
def within(ground):
    with scratch.made(beside=ground.home) as there, scratch.working_in(there):
        yield


@pytest.mark.usefixtures("within")
def test_pages_let_in_whom_the_table_names():
    asked, wrong = asking.walked(SOME)
    assert asked > 40
    assert not wrong


@pytest.mark.usefixtures("within")
def test_a_table_that_says_otherwise_is_told_from_the_pages():
    """A role that the table forbids and the page lets in, and the reverse."""

    def other(role):
        return permissions_of(role) ^ {May.SEARCH_PEOPLE}

    _asked, wrong = asking.walked(SOME, may=other)
    assert {("search:search", "guard", "GET"), ("search:search", "receptionist", "GET")} <= wrong


def test_who_is_of_another_centre_and_who_is_nowhere_answer_alike(ground):
    found = asking.ask_about(Ground(ground.home, ground.is_encrypted, ground.effort, PAGES))
    assert found.state == State.KEPT, found


def test_pages_of_every_room_are_asked_about_a_person():
    asked = {page.name for page in PAGES if asking.is_about_a_person(page)}
    rooms = ["assistance:give_person", "files:add", "privacy:my_data", "reception:arrive_person", "referrals:choose"]
    assert {*rooms, "people:file", "sealed:file", "sharing:left", "teams:let_everybody_in", "watch:begin"} <= asked
    assert not asked & {"centres:decision", "directory:service", "privacy:breach", "screening:task"}


def test_a_file_that_answers_its_own_centre_like_nobody_proves_nothing(ground, monkeypatch):
    monkeypatch.setattr(asking, "_file_of", lambda ground: next(page for page in SOME if page.name == "search:search"))
    found = asking.ask_about(Ground(ground.home, ground.is_encrypted, ground.effort, PAGES[:1]))
    assert found.state == State.BROKEN
    assert "own centre: not told apart. It must not be so" in found.told


def test_a_proof_that_asks_pages_goes_on_in_the_language_of_the_console(ground):
    with translation.override("es"), scratch.made(beside=ground.home) as there:
        with scratch.working_in(there):
            asking.walked(SOME[:1])
        assert translation.get_language() == "es"


def test_the_word_in_an_address_stands_where_words_stand():
    assert people.address("centres/at/<slug:code>/", "word") == "/centres/at/word/"
    assert people.address("x/<int:pk>/", "word") == "/x/999999/"
