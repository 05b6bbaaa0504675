"""Passkeys in a real browser with a key that answers by itself; and a page that is left alone, with and without scripts."""

import time
from datetime import timedelta

import pytest

from serai.accounts.models import Passkey
from serai.centres.choices import Role
from serai.people.models import Person
from tests.journeys.walks import PASSWORD, Walk

FOR_A_MOMENT = timedelta(seconds=4)


@pytest.fixture
def with_a_key():
    """Give this walk's browser an authenticator that knows its owner's finger."""

    def give(walk: Walk, **more) -> tuple:
        session = walk.page.context.new_cdp_session(walk.page)
        session.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        options |= {"isUserVerified": True, "automaticPresenceSimulation": True, **more}
        return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    return give


@pytest.fixture
def ruth_with_a_passkey(walk, ruth, with_a_key) -> tuple:
    session, key = with_a_key(walk)
    walk.sign_in(ruth)
    walk.go("/accounts/second-step/")
    walk.is_clean()
    walk.follow("Add a passkey")
    walk.is_clean()
    walk.fill("name", "The blue key")
    walk.press_button("Add it")
    assert walk.heading == "Your recovery codes", walk.text
    walk.is_clean()
    walk.follow("I have written them down")
    return session, key


def sign_out(walk):
    walk.page.locator("details[name=tools] summary").last.click()
    walk.press_on(walk.page.get_by_role("button", name="Sign out", exact=True).first)


def test_a_passkey_signs_in_without_name_or_password_and_the_password_no_more(walk, ruth, ruth_with_a_passkey):
    walk.sees("The blue key")
    sign_out(walk)
    walk.is_clean()
    walk.press_button("Sign in with a passkey")
    assert walk.heading.startswith("Harbour"), walk.text
    assert Passkey.objects.get().used_at
    walk.go("/accounts/mine/")
    walk.sees("Passkey")

    sign_out(walk)
    walk.sign_in_again(ruth)
    walk.sees("The user name, the password or the code is not right. Check them and try again.")


def test_a_passkey_that_is_taken_away_opens_nothing(walk, ruth_with_a_passkey):
    walk.press_on(walk.page.locator("form[action*=passkey] button"))
    assert not Passkey.objects.exists()
    sign_out(walk)
    walk.press_button("Sign in with a passkey")
    walk.sees("This passkey does not sign in here. Try again, or use your password.")


def test_a_key_that_does_not_know_its_owner_says_so_and_the_page_stays(walk, ruth_with_a_passkey):
    session, key = ruth_with_a_passkey
    sign_out(walk)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    walk.page.get_by_role("button", name="Sign in with a passkey").click()
    walk.page.get_by_text("Nothing came of it").wait_for()
    assert walk.path.startswith("/accounts/sign-in/")


def test_a_copied_key_is_refused(walk, ruth_with_a_passkey):
    """Somebody signed in with the copy meanwhile: the count that the server knows is ahead."""
    Passkey.objects.update(count=1000)
    sign_out(walk)
    walk.press_button("Sign in with a passkey")
    walk.sees("This passkey does not sign in here. Try again, or use your password.")


def test_an_answer_is_good_for_one_question(walk, ruth_with_a_passkey):
    sign_out(walk)
    answers = []
    walk.page.on("request", lambda request: answers.append(request.post_data) if request.post_data else None)
    walk.press_button("Sign in with a passkey")
    sent = next(data for data in answers if "authenticatorData" in data)
    sign_out(walk)
    token = walk.page.input_value("main form input[name=csrfmiddlewaretoken] >> nth=0")
    fields = dict(part.split("=", 1) for part in sent.split("&")) | {"csrfmiddlewaretoken": token}
    body = "&".join(f"{name}={value}" for name, value in fields.items())
    kind = {"content-type": "application/x-www-form-urlencoded", "origin": walk.address}
    again = walk.page.context.request.post(
        walk.address + "/accounts/sign-in/passkey/", data=body, headers=kind, max_redirects=0
    )
    assert again.headers["location"] == "/accounts/sign-in/"


def test_the_curtain_falls_when_nobody_is_there_and_rises_for_the_same_person_only(walk_in, staff, settings, desks):
    walk = walk_in(width=360)
    walk.sign_in(staff(Role.MANAGER))
    walk.page.clock.install()
    walk.go("/centres/at/HAR/status/")
    warning, lock = walk.page.locator("#idle-warning"), walk.page.locator("#idle-lock")
    walk.page.clock.fast_forward("08:10")
    walk.page.clock.run_for(20_000)
    assert warning.is_visible()
    walk.page.get_by_role("button", name="Keep it open").click()
    assert not warning.is_visible()

    settings.SESSION_IDLE = FOR_A_MOMENT  # the server's clock is no play of the page's
    walk.go("/centres/at/HAR/status/")
    walk.fill("reason", "Flood in the store")
    time.sleep(FOR_A_MOMENT.seconds + 1)
    walk.page.clock.run_for(20_000)
    assert lock.is_visible()
    assert not walk.page.locator("main").is_visible()
    open_with(walk, "wrong")
    walk.page.get_by_text("That was not right").wait_for()
    open_with(walk, PASSWORD)
    lock.wait_for(state="hidden")
    assert walk.page.input_value("[name=reason]") == "Flood in the store"

    time.sleep(FOR_A_MOMENT.seconds + 1)
    walk.page.clock.run_for(20_000)
    settings.SESSION_IDLE = timedelta(minutes=10)
    walk.is_let_in(staff(Role.GUARD))
    open_with(walk, PASSWORD)
    walk.page.get_by_role("heading", name="Your role does not open this page").wait_for()


def open_with(walk, password):
    walk.page.fill("#unlock-password", password)
    walk.page.locator("#idle-lock").get_by_role("button", name="Go on", exact=True).click()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_without_scripts_what_was_typed_goes_on_with_the_password(walk_in, staff, settings, language):
    walk = walk_in(language, scripts=False)
    walk.sign_in(staff(Role.RECEPTIONIST), language)
    walk.open_menu("Search")
    walk.fill("typed", "Selam Tesfaye")
    walk.press_button("Search")
    walk.press_button("Register a new person")
    settings.SESSION_IDLE = FOR_A_MOMENT
    walk.choose("consent_status", "given")
    walk.choose("sex", "female")
    walk.fill("age", "34")
    walk.choose("nationality", "ETH")
    time.sleep(FOR_A_MOMENT.seconds + 1)
    walk.press_button("Save")
    assert walk.heading == walk.says("This screen is locked"), walk.text
    assert not Person.objects.exists()
    walk.page.fill("[name=again_password]", PASSWORD)
    walk.press_button("Go on")

    assert Person.objects.count() == 1
