"""What goes wrong at a desk: two at one file, a wrong date, a strange card, a double press, a session that ended."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from serai.accounts.operations import SIGNED_IN_AT
from serai.accounts.sessions import SessionStore
from serai.assistance.models import Delivery
from serai.centres.choices import Role
from serai.centres.tests.factories import OfferedServiceFactory
from serai.people.models import Person, Registration
from tests.journeys import rooms
from tests.journeys.rooms import Arrival


def at(staff, walk_in, role):
    walk = walk_in()
    walk.is_let_in(staff(role))
    return walk


def test_the_second_of_two_who_correct_a_file_is_told_and_keeps_what_was_typed(walk_in, staff, bilal):
    first, second = (at(staff, walk_in, role) for role in (Role.CASEWORKER, Role.SUPERVISOR))
    for walk in (first, second):
        walk.go(f"/registration/{bilal.public_id}/correct/")
    first.fill("family", "Hassan")
    first.press_button("Save")
    second.fill("family", "Husayn")
    second.press_button("Save")

    second.sees("Somebody else changed this file while you were writing.")
    assert second.page.input_value("[name=family]") == "Husayn"
    assert bilal.names.get().family == "Hassan"
    second.is_clean()

    second.press_button("Save")
    assert bilal.names.get().family == "Husayn"


def test_the_second_of_two_who_complete_a_file_sees_both_answers(walk_in, staff, bilal):
    first, second = (at(staff, walk_in, role) for role in (Role.CASEWORKER, Role.CHILD_PROTECTION))
    for walk in (first, second):
        walk.go(f"/registration/{bilal.public_id}/profile/contact/")
    first.fill("phone", "+253 77 11 22 33")
    first.press_button("Save")
    second.fill("phone", "+253 77 99 88 77")
    second.press_button("Save")

    second.sees("Somebody else saved this page while you were writing.")
    assert "+253 77 11 22 33" in second.text
    assert second.page.input_value("[name=phone]") == "+253 77 99 88 77"


def test_a_date_that_cannot_be_is_answered_with_a_sentence(walk_in, staff):
    walk = at(staff, walk_in, Role.RECEPTIONIST)
    walk.go("/people/")
    rooms.search(walk, "Selam Tesfaye")
    walk.press_button("Register a new person")
    walk.choose("consent_status", "given")
    walk.choose("sex", "female")
    walk.fill("age", "34")
    walk.choose("nationality", "ETH")
    day = timezone.localdate() + timedelta(days=1)
    walk.fill("registered_on", day.isoformat())
    walk.press_button("Save")
    walk.sees("This day is still to come. Give today or a day before.")
    assert walk.page.input_value("[name=registered_on]") == day.isoformat()
    assert walk.page.input_value("[name=given]") == "Selam"

    walk.page.evaluate("document.querySelector('[name=registered_on]').type = 'text'")  # an old browser
    walk.fill("registered_on", "31/02/2026")
    walk.press_button("Save")
    assert walk.page.locator(".error-summary").count() == 1
    assert walk.page.locator("[name=age]").input_value() == "34"
    assert not Person.objects.exists()
    walk.is_clean()


def test_a_stopped_card_opens_nothing_and_a_wrong_letter_is_said(walk_in, staff, bilal):
    walk = at(staff, walk_in, Role.RECEPTIONIST)
    walk.go(f"/people/{bilal.public_id}/")
    card = rooms.give_card(walk)
    walk.page.locator("main details summary").last.click()
    walk.choose("reason", "lost")
    walk.press_button("Stop this card")
    walk.open_menu("Search")
    rooms.search(walk, card)
    assert "This card is no longer valid: it was replaced or stopped." in walk.text
    walk.is_clean()
    wrong = card[:-1] + ("2" if card[-1] != "2" else "3")
    rooms.search(walk, wrong)
    walk.sees("This is not quite a code: one of its characters is wrong.")
    assert walk.page.input_value("[name=typed]") == wrong


def test_pressing_save_twice_registers_once(walk_in, staff):
    walk = at(staff, walk_in, Role.RECEPTIONIST)
    walk.go("/people/")
    rooms.search(walk, "Selam Tesfaye")
    walk.press_button("Register a new person")
    walk.choose("consent_status", "given")
    walk.choose("sex", "female")
    walk.fill("age", "34")
    walk.choose("nationality", "ETH")
    press_twice(walk, "Save")
    assert Registration.objects.count() == Person.objects.count() == 1


def test_pressing_record_twice_gives_one_meal(walk_in, staff, harbour):
    OfferedServiceFactory(centre=harbour, service_type="MEAL")
    walk = at(staff, walk_in, Role.RECEPTIONIST)
    walk.go("/assistance/give/MEAL/")
    press_twice(walk, "Record")
    assert Delivery.objects.count() == 1


def press_twice(walk, words):
    """The first answer is lost on its way, so the page stays as it is and somebody presses again."""

    def lose(route):
        if not (route.request.method == "POST" and route.request.is_navigation_request()):
            route.continue_()  # the page's own small requests are not what was pressed
            return
        assert route.fetch().status < 400
        route.fulfill(status=204)

    walk.page.route("**/*", lose)
    with walk.page.expect_response(lambda answer: answer.status == 204):
        walk.button(words).click()
    walk.page.unroute("**/*", lose)
    walk.press_button(words)


@pytest.mark.parametrize("how", ["idle", "ended elsewhere"])
def test_a_session_that_ended_saves_nothing_and_says_so(walk_in, staff, how):
    walk = walk_in()
    rita = staff(Role.RECEPTIONIST)
    walk.sign_in(rita)
    walk.open_menu("Search")
    rooms.search(walk, "Selam Tesfaye")
    walk.press_button("Register a new person")
    end_session(walk, how)
    walk.choose("consent_status", "given")
    walk.choose("sex", "female")
    walk.fill("age", "34")
    walk.choose("nationality", "ETH")
    walk.press_button("Save")

    assert walk.path.startswith("/accounts/sign-in/"), walk.text
    walk.sees(NOT_SAVED)
    walk.sign_in_again(rita)
    assert not Person.objects.exists()
    walk.sees("Search first: the person may already have a file.")
    walk.is_clean()
    rooms.register(walk, Arrival(age="34"))
    assert Person.objects.count() == 1


NOT_SAVED = "What you last sent was not saved: send it again after signing in."


def end_session(walk, how):
    """As if ten hours had passed since the sign-in, or as if another device had signed this one out."""
    cookies = {cookie["name"]: cookie["value"] for cookie in walk.page.context.cookies()}
    session = SessionStore(cookies[settings.SESSION_COOKIE_NAME])
    if how == "idle":
        session[SIGNED_IN_AT] -= 11 * 60 * 60
        session.save()
    else:
        session.delete()


@pytest.mark.parametrize("path", ["/people/00000000-0000-0000-0000-000000000000/", "/no/such/page/"])
def test_what_does_not_exist_is_said_plainly(walk_in, staff, path):
    walk = at(staff, walk_in, Role.CASEWORKER)
    walk.go(path)
    walk.sees("Page not found")
    walk.is_clean()
